//! Sections under the name of a maker: "## Anthropic" stands over what Anthropic makes.

use crate::extract::candidate::{Candidate, Object};
use crate::extract::discourse::{Discourse, classes};
use crate::extract::owner;
use crate::extract::scope::Scope;
use crate::mention::{Kind, Mention, Mentions, Sentence, ThingIndex, What, WordClass};
use std::ops::Range;

/// Most words of such a heading besides its names.
const BESIDE: usize = 1;

/// A section of a maker.
pub(super) struct Section {
    depth: u8,
    maker: ThingIndex,
    /// What was said to be the maker's.
    told: Vec<ThingIndex>,
}

impl Discourse<'_> {
    /// The section that a heading of some depth begins or goes on.
    pub(super) fn section(
        &self,
        before: Option<Section>,
        heading: &Sentence,
        depth: u8,
        mentions: &Mentions,
    ) -> Option<Section> {
        let maker = self.heads_section(heading.tokens.clone(), mentions);
        let begun = maker.map(|maker| Section {
            depth,
            maker,
            told: Vec::new(),
        });
        begun.or_else(|| before.filter(|section| section.depth < depth))
    }

    /// The organization that a heading names with little else.
    fn heads_section(&self, heading: Range<usize>, mentions: &Mentions) -> Option<ThingIndex> {
        let named = mentions.within(heading.clone());
        let of = |m: &Mention| match m.what {
            What::Thing(t) if classes(mentions, t) & self.kinds.organization != 0 => Some(t),
            _ => m.maker,
        };
        let mut makers = named.iter().filter_map(of);
        let maker = makers.next().filter(|_| makers.next().is_none())?;
        let first = named.first()?.tokens.start;
        let tokens = &mentions.tokens;
        let word = |at: &usize| {
            tokens[*at].kind == Kind::Letters
                && mentions.covering(*at).is_none()
                && !self.finder.words.is(WordClass::ModelNoun, tokens[*at].word)
        };
        let acts = |at: usize| {
            let classes = [WordClass::Launch, WordClass::Say, WordClass::Auxiliary];
            classes
                .iter()
                .any(|class| self.finder.words.is(*class, tokens[at].word))
        };
        let leads = (heading.start..first).all(|at| tokens[at].kind != Kind::Letters);
        let quiet = heading.clone().filter(word).count() <= BESIDE && !heading.clone().any(acts);
        (leads && quiet).then_some(maker)
    }
}

impl Section {
    /// What a sentence, an item or a cell begins with, as the maker's: a name known to be of the house, or one
    /// that no one knows.
    pub(super) fn state(&mut self, scope: &Scope<'_>) -> Option<Candidate> {
        let mentions = scope.mentions;
        let mention = mentions.within(scope.sentence.clone()).first()?;
        let What::Thing(index) = mention.what else {
            return None;
        };
        let mut before = scope.sentence.start..mention.tokens.start;
        let leads = before.all(|at| {
            let token = &mentions.tokens[at];
            token.kind != Kind::Letters || scope.finder.words.is(WordClass::Filler, token.word)
        });
        let thing = &mentions.things[index as usize];
        let (property, rule) = match thing.classes {
            c if c & scope.kinds.model != 0 => ("developedBy", "rule:section/maker@1"),
            c if c & scope.kinds.hardware != 0 => ("manufacturedBy", "rule:section/vendor@1"),
            _ => return None,
        };
        let known = mentions.things[self.maker as usize].known;
        let confidence = match (thing.brand, known) {
            (Some(brand), Some(maker)) if scope.finder.lexicon.one_house(brand, maker) => 86,
            (None, _) if thing.provisional.is_some() && self.depth > 1 => 76,
            _ => return None,
        };
        if !leads || self.told.contains(&index) {
            return None;
        }
        self.told.push(index);
        let tokens = mention.tokens.clone();
        let maker = Object::Thing(self.maker);
        Some(owner::candidate(
            index, property, maker, tokens, rule, confidence,
        ))
    }
}
