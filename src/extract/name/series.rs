//! The members of a family that a list names below a line such as "The family comes in three sizes:".

use crate::extract::candidate::{Candidate, Object};
use crate::extract::scope::Scope;
use crate::extract::subject::owner;
use crate::mention::{Mention, ThingIndex, What, WordClass};

/// Longest label of an item, in tokens with its colon.
const LABEL: usize = 5;

impl Scope<'_> {
    /// The family whose members the list below this sentence names, if the sentence says so: it ends
    /// with a colon and speaks of versions, sizes or a family.
    pub fn series(&self) -> Option<ThingIndex> {
        let tokens = &self.mentions.tokens[self.sentence.clone()];
        let words = &self.finder.words;
        let colon = tokens.last().is_some_and(|t| &self.text[t.range()] == ":");
        let kinds = |t: &crate::mention::Token| {
            words.is(WordClass::Kinds, t.word) || words.is(WordClass::NounOfFamily, t.word)
        };
        if !colon || !tokens.iter().any(kinds) {
            return None;
        }
        let named = self.mentions.within(self.sentence.clone()).iter();
        let named = named.filter(|m| matches!(m.what, What::Thing(_)));
        let family = named.rev().find(|m| self.is(m, self.kinds.family));
        match family.map(|m| &m.what) {
            Some(What::Thing(index)) => Some(*index),
            _ => self.focus.topic(self.kinds.family, &self.mentions.things),
        }
    }

    /// The members of the family that an item of such a list names: the model that it begins with, or those behind
    /// a label ("Dense: V4-Pro, V4-Flash").
    pub fn members_of_item(&self, family: ThingIndex) -> Vec<Candidate> {
        let start = self.sentence.start;
        let first: Option<&Mention> = self.mentions.within(self.sentence.clone()).first();
        let first = first.filter(|m| {
            let near = m.tokens.start > start && m.tokens.start <= start + LABEL;
            let labelled = near && self.word(m.tokens.start - 1) == ":";
            m.tokens.start <= start + 1 || labelled
        });
        let listed = first.map(|m| self.list_from(m, self.kinds.model));
        let member = |(index, end): (ThingIndex, usize)| {
            let fits = self.kinds.single_model(self.thing(index).classes) && index != family;
            let mention = self.mentions.within(start..end).last().filter(|_| fits)?;
            Some(owner::candidate(
                index,
                "variantOf",
                Object::Thing(family),
                mention.tokens.clone(),
                "rule:name/list@1",
                86,
            ))
        };
        listed.into_iter().flatten().filter_map(member).collect()
    }
}
