//! Makers that no one knows, presented by a label: "**Developed by:** Halden Research".

use crate::document::{BlockKind, Document};
use crate::extract::line;
use crate::extract::name::newcomer;
use crate::extract::reader::Reader;
use crate::extract::scope::Scope;
use crate::extract::subject::focus::Focus;
use crate::extract::table::label;
use crate::mention::{Gap, Kind, Mentions, Thing, Token, WordClass, token};
use crate::model::{Entity, Range as PropertyRange};
use std::collections::BTreeSet;
use std::ops::Range;

/// Most tokens of such a name.
const LONGEST: usize = 6;

/// Makes things of the makers that labels present, and mentions wherever they stand.
pub fn admit(mentions: &mut Mentions, reader: &Reader, document: &Document) {
    let text = document.plain.as_str();
    let focus = Focus::default();
    let (mut names, mut known) = (Vec::new(), BTreeSet::new());
    for (at, sentence) in mentions.sentences.iter().enumerate() {
        let kind = document.blocks.get(sentence.block).map(|b| &b.kind);
        let scope = Scope {
            finder: reader.finder(),
            mentions,
            text,
            sentence: sentence.tokens.clone(),
            focus: &focus,
            kinds: reader.kinds(),
            issued: None,
        };
        let line = Line { reader, scope };
        let parts = match kind {
            Some(BlockKind::Paragraph | BlockKind::Item(_)) => line.parts(),
            Some(BlockKind::Table(rows)) if rows.iter().all(|row| row.len() == 2) => {
                let value = mentions.sentences.get(at + 1);
                let value = value.filter(|v| v.block == sentence.block);
                value.map(|value| (sentence.tokens.clone(), value.tokens.clone()))
            }
            _ => None,
        };
        let name = parts.and_then(|(head, value)| line.maker(&head, &value));
        names.extend(name.filter(|name| known.insert(name.clone())));
    }
    let lexicon = &reader.finder().lexicon;
    let things = names.iter().map(|name| {
        let entity = Entity::unseen(name, &["Organization"]).shaped("a label names it as a maker");
        Thing::unseen(entity, lexicon)
    });
    mentions.introduce(things, text, reader.finder());
}

/// A line that may be a label and its value.
struct Line<'a> {
    reader: &'a Reader,
    scope: Scope<'a>,
}

impl Line<'_> {
    /// What stands before and behind the colon.
    fn parts(&self) -> Option<(Range<usize>, Range<usize>)> {
        let line = self.scope.sentence.clone();
        let colon = line::colon(&self.scope, &line)?;
        Some((line.start..colon, colon + 1..line.end))
    }

    /// The name that is all of a value, where its label is one of makers.
    fn maker(&self, head: &Range<usize>, value: &Range<usize>) -> Option<String> {
        let (scope, finder) = (&self.scope, self.reader.finder());
        let full = value.end.checked_sub(1).filter(|i| scope.word(*i) == ".");
        let value = value.start..full.unwrap_or(value.end);
        if value.is_empty()
            || value.len() > LONGEST
            || !scope.mentions.within(value.clone()).is_empty()
        {
            return None;
        }
        let tokens = &scope.mentions.tokens[value];
        let is = |class, t: &Token| finder.words.is(class, t.word);
        let own = |t: &Token| {
            !is(WordClass::NeverAName, t)
                || (is(WordClass::OrganizationWord, t) && tokens.len() > 1)
        };
        let word = |t: &Token| match t.kind {
            Kind::Letters => t.capital && own(t),
            Kind::Digits => t.gap != Gap::Space,
            Kind::Sign => false,
        };
        let named = tokens.iter().all(word) && !newcomer::person(tokens, finder);
        (named && self.of_makers(head)).then(|| token::written(tokens, scope.text))
    }

    /// Whether a head is a label whose values are organizations that make things.
    fn of_makers(&self, head: &Range<usize>) -> bool {
        let (scope, rules) = (&self.scope, self.reader.rules());
        let organization = scope.kinds.organization;
        let meanings = label::meanings(scope, rules, head, scope.kinds.product());
        meanings.first().is_some_and(|meaning| {
            let properties = &self.reader.vocabulary().properties;
            let property = properties.get(&meaning.label.property);
            let range = property.map(|p| &p.range);
            let makers = matches!(range, Some(PropertyRange::Entities(classes))
                if scope.finder.lexicon.bits_of(classes) & organization != 0);
            makers && meaning.heads(scope, head)
        })
    }
}
