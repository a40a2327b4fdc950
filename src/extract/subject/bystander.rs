//! Names that stand by while a value is said of another: what is not attached though it is near.

use crate::extract::scope::Scope;
use crate::mention::token::UNKNOWN;
use crate::mention::{ClassSet, Gap, Kind, Mention, ThingIndex, What, WordClass};
use std::ops::Range;

/// How far into a sentence the one whom something belongs to may be told, in tokens.
const OWNER: usize = 7;

impl Scope<'_> {
    /// "$0.15 per million (vs. $0.40 before)": whether a place is in a bracket that only compares.
    pub(in crate::extract) fn in_comparison(&self, at: usize) -> bool {
        let words = &self.finder.words;
        let open = self.open_bracket(at);
        let first = open.and_then(|o| self.mentions.tokens.get(o + 1));
        first.is_some_and(|t| {
            let compares = [WordClass::Than, WordClass::Compare, WordClass::Former];
            compares.into_iter().any(|class| words.is(class, t.word))
        })
    }

    /// "HunyuanVideo 1.5 makes do with 14 GB of video memory": what a model needs, no chip that was spoken
    /// of before has.
    pub(in crate::extract) fn of_a_model(&self, at: &Range<usize>, classes: ClassSet) -> bool {
        let hardware = classes & self.kinds.hardware != 0 && classes & self.kinds.model == 0;
        let before = self.mentions.within(self.sentence.start..at.start).iter();
        let named = |m: &Mention| matches!(m.what, What::Thing(_)) && self.is(m, self.kinds.model);
        hardware && before.into_iter().any(named)
    }

    /// "The DGX Spark is powered by the GB10": what a sentence says that begins with a machine, no model that
    /// was spoken of before does.
    pub(in crate::extract) fn of_hardware(&self, at: &Range<usize>, classes: ClassSet) -> bool {
        let model = classes & self.kinds.model != 0 && classes & self.kinds.hardware == 0;
        let first = self.mentions.within(self.sentence.start..at.start).first();
        model
            && first.is_some_and(|m| {
                let thing = self.mentions.thing(m);
                m.tokens.start <= self.sentence.start + 1
                    && thing.is_some_and(|t| t.classes & self.kinds.hardware != 0)
            })
    }

    /// "TWG bought …", "The island nation's industry has …": whether a sentence begins with somebody that no one knows, or
    /// with what belongs to such, and so is not of the company spoken of.
    pub(in crate::extract) fn begins_with_another(&self) -> bool {
        let start = self.sentence.start;
        let words = &self.finder.words;
        let Some(first) = self.token(start) else {
            return false;
        };
        let free = |at: usize| self.mentions.covering(at).is_none();
        let text = self.word(start);
        let capitals = text.len() > 2 && text.bytes().all(|b| b.is_ascii_uppercase());
        let verb = self.token(start + 1).is_some_and(|t| {
            let letters = t.kind == Kind::Letters && !t.capital && t.gap == Gap::Space;
            letters && !words.is(WordClass::Preposition, t.word)
        });
        let unknown = capitals && first.word == UNKNOWN && verb && free(start);
        let owner = (start + 1..start + OWNER).find(|at| self.word(*at) == "'s");
        let owned = words.is(WordClass::The, first.word)
            && owner.is_some_and(|owner| (start..owner).all(free));
        unknown || owned
    }

    /// "TSMC reaches 60% on its 2nm process": whether "its" goes back to a company, the only one that stands
    /// before it in the sentence.
    pub(in crate::extract) fn of_the_company(&self, mention: &Mention, classes: ClassSet) -> bool {
        let its =
            matches!(mention.what, What::Anaphor(_)) && self.word(mention.tokens.start) == "its";
        if !its || classes & !self.kinds.hardware != 0 {
            return false;
        }
        let before = self
            .mentions
            .within(self.sentence.start..mention.tokens.start);
        let of = |kind: ClassSet| before.iter().any(|m| self.is(m, kind));
        of(self.kinds.organization) && !of(self.kinds.hardware)
    }

    /// "Laguna XS.2 is the first in the Laguna family: a mixture …": whether a family stands behind a preposition, and one
    /// of its members before it.
    pub(in crate::extract) fn whole_of_another(&self, mention: &Mention) -> bool {
        let before = self.sentence.start..mention.tokens.start;
        let mut before = self.mentions.within(before).iter();
        let families = self.kinds.family | self.kinds.series;
        let family = match mention.what {
            What::Thing(family) => family,
            // "Maverick, another model in the series, has …".
            What::Anaphor(index) => {
                let of_families = self.finder.meant(index, self.kinds.product()) & !families == 0;
                let single = |t: ThingIndex| {
                    self.kinds
                        .single(self.thing(t).classes, self.kinds.product())
                };
                return of_families
                    && before.any(|m| matches!(m.what, What::Thing(t) if single(t)))
                    && self.governed(mention);
            }
            _ => return false,
        };
        let whole = self.thing(family).classes & families != 0;
        whole
            && before.any(|m| match m.what {
                What::Thing(t) if self.word(mention.tail) == "architecture" => self
                    .kinds
                    .single(self.thing(t).classes, self.kinds.product()),
                What::Thing(t) => self.member_of(t, family) && self.governed(mention),
                _ => false,
            })
    }

    /// "built on top of Kimi K2, the model released in July": whether a place is in what is set beside a name.
    pub(in crate::extract) fn apposed(&self, mention: &Mention, until: usize) -> bool {
        let comma = mention.tail < until && self.word(mention.tail) == ",";
        let near = until - mention.tail.min(until) <= 10;
        comma && near && !(mention.tail + 1..until).any(|i| self.word(i) == ",")
    }
}
