//! Sections whose heading says something of all that stands in them: "## Anthropic" stands over what Anthropic makes,
//! "## Open-source models" over models whose weights are open.

use crate::extract::candidate::{Candidate, Object};
use crate::extract::discourse::{Discourse, classes};
use crate::extract::scope::Scope;
use crate::extract::subject::owner;
use crate::mention::{Kind, Mention, Mentions, Sentence, ThingIndex, What, WordClass};
use crate::model::Value;
use std::ops::Range;

/// Most words of such a heading besides its names.
const BESIDE: usize = 1;
/// Most tokens of a heading that speaks of weights.
const LONGEST: usize = 8;

/// A section and what its heading says of all that stands in it.
pub(in crate::extract) struct Section {
    depth: u8,
    says: Says,
    /// Of what it was said.
    told: Vec<ThingIndex>,
}

/// What a heading says.
enum Says {
    /// Who made it.
    Maker(ThingIndex),
    /// Whether its weights are open: "Closed-source models".
    Open(bool),
}

/// What a sentence, an item or a cell begins with, as the sections have it in which it stands; `listed` tells that it is
/// an item, a heading or a cell.
pub(in crate::extract) fn stated(
    sections: &mut [Section],
    scope: &Scope<'_>,
    listed: bool,
) -> Vec<Candidate> {
    let sections = sections.iter_mut();
    let stated = sections.filter_map(|section| section.state(scope, listed));
    stated.collect()
}

impl Discourse<'_> {
    /// Ends the sections that a heading of some depth ends, and begins the one that it heads.
    pub(in crate::extract) fn section(
        &self,
        sections: &mut Vec<Section>,
        heading: &Sentence,
        depth: u8,
        mentions: &Mentions,
    ) {
        sections.retain(|section| section.depth < depth);
        let maker = self.heads_section(heading.tokens.clone(), mentions);
        let open = || self.heads_weights(heading.tokens.clone(), mentions);
        let says = maker.map(Says::Maker).or_else(|| open().map(Says::Open));
        sections.extend(says.map(|says| Section {
            depth,
            says,
            told: Vec::new(),
        }));
    }

    /// "Open-source models", "Proprietary LLMs": whether a heading that names nothing speaks of models whose weights
    /// are open.
    fn heads_weights(&self, heading: Range<usize>, mentions: &Mentions) -> Option<bool> {
        let words = &self.finder.words;
        let tokens = &mentions.tokens[heading.clone()];
        let plain = mentions.within(heading).is_empty() && tokens.len() <= LONGEST;
        let models = tokens
            .iter()
            .any(|t| words.is(WordClass::ModelsNoun, t.word));
        let (open, closed) = (
            words.holds("open-models", tokens),
            words.holds("closed-models", tokens),
        );
        (plain && models && open != closed).then_some(open)
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
    /// What a sentence, an item or a cell begins with, as the section has it.
    fn state(&mut self, scope: &Scope<'_>, listed: bool) -> Option<Candidate> {
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
        if !leads || self.told.contains(&index) {
            return None;
        }
        let tokens = mention.tokens.clone();
        let said = match self.says {
            Says::Maker(maker) => self.made(index, maker, tokens, scope)?,
            Says::Open(open) => {
                let model = mentions.things[index as usize].classes & scope.kinds.model != 0;
                let object = Object::Value(Value::Boolean(open));
                let rule = "rule:section/weights@1";
                let said = owner::candidate(index, "openWeights", object, tokens, rule, 80);
                (listed && model).then_some(said)?
            }
        };
        self.told.push(index);
        Some(said)
    }

    /// A thing as the maker's: one known to be of the house, or one that no one knows.
    fn made(
        &self,
        index: ThingIndex,
        maker: ThingIndex,
        tokens: Range<usize>,
        scope: &Scope<'_>,
    ) -> Option<Candidate> {
        let things = &scope.mentions.things;
        let thing = &things[index as usize];
        let (property, rule) = match thing.classes {
            c if c & scope.kinds.model != 0 => ("developedBy", "rule:section/maker@1"),
            c if c & scope.kinds.hardware != 0 => ("manufacturedBy", "rule:section/vendor@1"),
            _ => return None,
        };
        let confidence = match (thing.brand, things[maker as usize].known) {
            (Some(brand), Some(maker)) if scope.finder.lexicon.one_house(brand, maker) => 86,
            (None, _) if thing.provisional.is_some() && self.depth > 1 => 76,
            _ => return None,
        };
        let maker = Object::Thing(maker);
        Some(owner::candidate(
            index, property, maker, tokens, rule, confidence,
        ))
    }
}
