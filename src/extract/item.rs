//! What the items of a list in the document are about.

use crate::document::BlockKind;
use crate::extract::candidate::Candidate;
use crate::extract::discourse::{Discourse, classes};
use crate::extract::subject::focus::Focus;
use crate::mention::{Mentions, Sentence, ThingIndex, What};

/// The list that a document is in.
#[derive(Default)]
pub(in crate::extract) struct List {
    /// What was spoken of before it.
    pub(in crate::extract) before: Option<Focus>,
    /// The family whose members it names.
    series: Option<ThingIndex>,
    /// What the heading above it names.
    pub(in crate::extract) headed: Option<ThingIndex>,
}

impl Discourse<'_> {
    /// Comes to a sentence of a list; the members of a family that it names, where the list is one of such.
    pub(in crate::extract) fn item(
        &self,
        at: usize,
        mentions: &Mentions,
        focus: &mut Focus,
        list: &mut List,
    ) -> Vec<Candidate> {
        if list.before.is_none() {
            let above = at.checked_sub(1).and_then(|i| mentions.sentences.get(i));
            let above = above.map(|s| self.scope(mentions, s.tokens.clone(), focus));
            list.series = above.and_then(|scope| scope.series());
            list.before = Some(focus.clone());
            // "## The GB200 … Its key figures:" tells of the GB200, whatever else it names.
            if let Some(topic) = list.headed.filter(|t| self.leads(at, *t, mentions)) {
                focus.turn_to(topic, &mentions.things, self.kinds);
            }
        }
        let sentence = &mentions.sentences[at];
        let begins = at == 0 || mentions.sentences[at - 1].block != sentence.block;
        let kind = self.document.blocks.get(sentence.block).map(|b| &b.kind);
        // What one item only names is not what the next is about.
        if begins
            && matches!(kind, Some(BlockKind::Item(0)))
            && let Some(before) = &list.before
        {
            focus.return_to_products(before, &mentions.things, self.kinds);
        }
        let Some(family) = list.series.filter(|_| begins) else {
            return Vec::new();
        };
        self.scope(mentions, sentence.tokens.clone(), focus)
            .members_of_item(family)
    }

    /// The one model, chip or system that a heading names.
    pub(in crate::extract) fn headed(
        &self,
        heading: &Sentence,
        mentions: &Mentions,
    ) -> Option<ThingIndex> {
        let named = mentions.within(heading.tokens.clone()).iter();
        let mut products = named.filter_map(|m| match m.what {
            What::Thing(t) if classes(mentions, t) & self.kinds.product() != 0 => Some(t),
            _ => None,
        });
        products.next().filter(|_| products.next().is_none())
    }

    /// Whether the block above a list ends with a colon and names a thing.
    fn leads(&self, list: usize, thing: ThingIndex, mentions: &Mentions) -> bool {
        let Some(last) = list.checked_sub(1).map(|i| &mentions.sentences[i]) else {
            return false;
        };
        let text = self.document.plain.as_str();
        let colon = mentions.tokens[last.tokens.clone()].last();
        let block = mentions.sentences[..list].iter().rev();
        let block = block.take_while(|s| s.block == last.block);
        colon.is_some_and(|t| &text[t.range()] == ":")
            && block
                .flat_map(|s| mentions.within(s.tokens.clone()))
                .any(|m| matches!(m.what, What::Thing(named) if named == thing))
    }
}
