//! Chips and models that no one knows, named by the heading of a list whose items are labels of memory, power and the
//! like.

use crate::document::{BlockKind, Document};
use crate::extract::line;
use crate::extract::reader::Reader;
use crate::extract::scope::Scope;
use crate::extract::subject::focus::Focus;
use crate::extract::table::tabled::{self, Heads, LABELS};
use crate::mention::Mentions;
use std::ops::Range;

/// Makes things of the names that the headings of lists introduce, and mentions wherever they stand.
pub fn admit(mentions: &mut Mentions, reader: &Reader, document: &Document) {
    let names = names(mentions, reader, document);
    let shape = "labels stand below it as below a heading";
    tabled::introduce(&names, shape, mentions, reader, document);
}

/// The new names that headings are over items of labels: "#### Q20" over "- Process node: 12nm".
fn names(mentions: &Mentions, reader: &Reader, document: &Document) -> Vec<(String, &'static str)> {
    let kind = |at: usize| {
        let sentence = mentions.sentences.get(at)?;
        document.blocks.get(sentence.block).map(|b| &b.kind)
    };
    let focus = Focus::default();
    let mut names = Vec::new();
    for (at, heading) in mentions.sentences.iter().enumerate() {
        if !matches!(kind(at), Some(BlockKind::Heading(_))) {
            continue;
        }
        let scope = Scope {
            finder: reader.finder(),
            mentions,
            text: document.plain.as_str(),
            sentence: heading.tokens.clone(),
            focus: &focus,
            kinds: reader.kinds(),
            issued: None,
        };
        let items = (at + 1..).take_while(|at| matches!(kind(*at), Some(BlockKind::Item(_))));
        let items = items.map(|at| mentions.sentences[at].tokens.clone());
        let label = |item: Range<usize>| {
            let colon = line::colon(&scope, &item)?;
            Some(item.start..colon)
        };
        let labels: Vec<Range<usize>> = items.filter_map(label).collect();
        let labels: Vec<&Range<usize>> = labels.iter().collect();
        if labels.len() < LABELS {
            continue;
        }
        let head = Heads { reader, scope };
        if let Some(class) = head.class(&labels) {
            names.extend(head.named(&[&heading.tokens], class));
        }
    }
    names
}
