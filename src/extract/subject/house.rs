//! What is known of a name and the sentence says as well: "On Wednesday OpenAI launched o3 and o4-mini"
//! names the maker that o4-mini is known to have, and a verb of making.
//!
//! Knowledge alone states nothing: the maker (or the family) must stand in the sentence, or what stands
//! for it, in front of the name, with a word that joins the two.

use crate::extract::candidate::{Candidate, Object};
use crate::extract::scope::Scope;
use crate::extract::subject::owner;
use crate::mention::{Mention, ThingIndex, What, WordClass};

/// How far a maker may stand before what it makes, in tokens.
const REACH: usize = 30;

/// Makers of models and hardware, and families of models, that a sentence names with them.
pub fn stated(scope: &Scope<'_>) -> Vec<Candidate> {
    let mut out = Vec::new();
    let list = scope.mentions.within(scope.sentence.clone());
    for (i, mention) in list.iter().enumerate() {
        let What::Thing(index) = mention.what else {
            continue;
        };
        out.extend(scope.house(index, mention, &list[..i]));
        out.extend(scope.family_of(index, mention, list));
    }
    out
}

impl Scope<'_> {
    /// The maker that stands before its product with a verb of making, or owns it ("its", "'s").
    fn house(&self, index: ThingIndex, mention: &Mention, before: &[Mention]) -> Option<Candidate> {
        let thing = self.thing(index);
        let property = match thing.classes {
            c if c & self.kinds.model != 0 => "developedBy",
            c if c & self.kinds.hardware != 0 => "manufacturedBy",
            _ => return None,
        };
        let brand = thing.brand?;
        let near = before.iter().rev();
        let mut near = near.take_while(|m| mention.tokens.start - m.tail <= REACH);
        let maker = near.find_map(|m| {
            let stands = self.is(m, self.kinds.organization);
            let meant = stands.then(|| self.resolve(m, self.kinds.organization))?;
            let maker = meant.into_iter().find(|o| {
                let known = self.thing(*o).known;
                known.is_some_and(|o| self.finder.lexicon.one_house(brand, o))
            })?;
            let between = m.tokens.start..mention.tokens.start;
            let joined = between.clone().any(|at| self.makes(at));
            joined.then_some((maker, m.tokens.start))
        });
        let (maker, start) = maker?;
        Some(owner::candidate(
            index,
            property,
            Object::Thing(maker),
            start..mention.tokens.end,
            "rule:name/house@1",
            86,
        ))
    }

    fn makes(&self, at: usize) -> bool {
        let words = &self.finder.words;
        let word = self.mentions.tokens[at].word;
        words.is(WordClass::Making, word)
    }

    /// The family that a member is known to be of, named beside it with a word such as "versions".
    fn family_of(
        &self,
        index: ThingIndex,
        mention: &Mention,
        list: &[Mention],
    ) -> Option<Candidate> {
        let thing = self.thing(index);
        let broader = thing
            .broader
            .filter(|_| self.kinds.single_model(thing.classes))?;
        let (family, place) = list.iter().find_map(|m| match m.what {
            What::Thing(i) if self.thing(i).known == Some(broader) && i != index => Some((i, m)),
            _ => None,
        })?;
        let (first, last) = if place.tokens.start < mention.tokens.start {
            (place, mention)
        } else {
            (mention, place)
        };
        let reach = first.tokens.start..last.tail;
        let words = &self.finder.words;
        let around = reach.start..(reach.end + 3).min(self.sentence.end);
        let tokens = self.mentions.tokens.get(around)?;
        let said = tokens.iter().any(|t| {
            words.is(WordClass::Kinds, t.word) || words.is(WordClass::NounOfFamily, t.word)
        });
        (said && reach.len() <= REACH && !self.compared(mention)).then(|| {
            owner::candidate(
                index,
                "variantOf",
                Object::Thing(family),
                reach,
                "rule:name/family@1",
                84,
            )
        })
    }
}
