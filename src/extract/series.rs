//! The members of a family that a list names below a line such as "The family comes in three sizes:".

use crate::extract::candidate::{Candidate, Object};
use crate::extract::owner;
use crate::extract::scope::Scope;
use crate::mention::{Mention, ThingIndex, What, WordClass};

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

    /// An item of such a list, as a member of the family: the model that it begins with.
    pub fn member(&self, family: ThingIndex) -> Option<Candidate> {
        let first: &Mention = self.mentions.within(self.sentence.clone()).first()?;
        let What::Thing(index) = first.what else {
            return None;
        };
        let fits = self.kinds.single_model(self.thing(index).classes)
            && index != family
            && first.tokens.start <= self.sentence.start + 1;
        fits.then(|| {
            owner::candidate(
                index,
                "variantOf",
                Object::Thing(family),
                first.tokens.clone(),
                "rule:name/list@1",
                86,
            )
        })
    }
}
