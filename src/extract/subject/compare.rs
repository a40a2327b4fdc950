//! Names that a sentence only compares with, counts, or passes by: what it says is not said of them.

use crate::extract::scope::Scope;
use crate::mention::{ClassSet, Gap, Measure, Mention, What, WordClass};
use rust_decimal::Decimal;
use std::ops::Range;

impl Scope<'_> {
    /// Whether a name is only what something else is compared with.
    pub fn compared(&self, mention: &Mention) -> bool {
        if self.multiplied(mention)
            || self.set_against(mention)
            || self.graded(mention)
            || self.varied(mention)
        {
            return true;
        }
        let mut at = mention.tokens.start;
        for _ in 0..4 {
            let Some(before) = self.previous(at) else {
                return false;
            };
            let words = &self.finder.words;
            let token = &self.mentions.tokens[before];
            if words.is(WordClass::Than, token.word) {
                return true;
            }
            if words.is(WordClass::CompareWith, token.word) {
                let head = before.checked_sub(1).map(|i| self.mentions.tokens[i].word);
                // "has a similar performance to the L40S".
                let near = before.saturating_sub(4).max(self.sentence.start)..before;
                let mut near = self.mentions.tokens[near].iter();
                return head.is_some_and(|word| words.is(WordClass::Compare, word))
                    || near.any(|t| words.is(WordClass::Alike, t.word));
            }
            // "edges out Qwen3-8B": the verb stands before its particle.
            let particle = matches!(self.word(before), "out" | "past");
            if particle || (self.word(before) == "," && self.role(before)) {
                at = before;
                continue;
            }
            if words.is(WordClass::List, token.word) {
                // "exceeded o1 (48.9%) and R1": past the bracket behind a member.
                let mut end = before.saturating_sub(1);
                if self.word(end) == ")" {
                    end = self.open_bracket(end).unwrap_or(end).saturating_sub(1);
                }
                let first = self.mentions.covering(end);
                // "Unlike OpenAI and Google, Anthropic …": a list that has had its "and" is over.
                let joined = first.and_then(|m| self.previous(m.tokens.start));
                let over = joined.is_some_and(|b| matches!(self.word(b), "and" | "or" | "&"));
                if self.word(before) == "," && (over || self.behind_opening(mention)) {
                    return false;
                }
                return first.is_some_and(|m| matches!(m.what, What::Thing(_)) && self.compared(m));
            }
            let skipped = words.is(WordClass::Filler, token.word)
                || words.is(WordClass::Predecessor, token.word)
                || matches!(self.word(before), "'s" | "'")
                || self
                    .mentions
                    .covering(before)
                    .is_some_and(|m| matches!(m.what, What::Thing(_)));
            if !skipped {
                return false;
            }
            at = before;
        }
        false
    }

    /// "The H20 is a cut-down version of the H100, with 96 GB": whether a product is only what another, named before, is a
    /// version of.
    fn varied(&self, mention: &Mention) -> bool {
        let words = &self.finder.words;
        let mut of = self.previous(mention.tokens.start);
        if of.is_some_and(|b| {
            words.is(WordClass::Filler, self.mentions.tokens[b].word) && self.word(b) != "of"
        }) {
            of = of.and_then(|b| self.previous(b));
        }
        let of = of.filter(|b| self.word(*b) == "of");
        let noun = of.and_then(|b| self.previous(b));
        noun.is_some_and(|n| {
            words.is(WordClass::Version, self.mentions.tokens[n].word)
                && self.is(mention, self.kinds.product())
                && self.product_before(n)
        })
    }

    /// "DeepSeek V3.2-level coding".
    fn graded(&self, mention: &Mention) -> bool {
        let next = self.mentions.tokens.get(mention.tail);
        next.is_some_and(|t| t.gap == Gap::Hyphen && self.finder.words.is(WordClass::Grade, t.word))
    }

    /// "Like Vera Rubin, Maia 200 has …": whether a name stands behind the comparison that its sentence begins with, and no
    /// list goes on behind it.
    fn behind_opening(&self, mention: &Mention) -> bool {
        let words = &self.finder.words;
        let word = |at: usize| self.mentions.tokens.get(at).map(|t| t.word);
        let first = word(self.sentence.start);
        let opens = |word| words.is(WordClass::Than, word) || words.is(WordClass::Compare, word);
        let next = word(mention.tail).filter(|_| mention.tail < self.sentence.end);
        first.is_some_and(opens) && !next.is_some_and(|word| words.is(WordClass::List, word))
    }

    /// "That compares with 8 TB/s for Blackwell": whether no other product stands between what compares and a name.
    fn set_against(&self, mention: &Mention) -> bool {
        let words = &self.finder.words;
        let start = self.sentence.start;
        let near = mention.tokens.start.saturating_sub(8).max(start)..mention.tokens.start;
        let mut near = near.rev().take_while(|i| !self.ends_clause(*i));
        near.any(|i| {
            i > start
                && words.is(WordClass::CompareWith, self.mentions.tokens[i].word)
                && matches!(self.word(i - 1), "compares" | "compared" | "compare")
                && !self
                    .mentions
                    .within(i..mention.tokens.start)
                    .iter()
                    .any(|m| matches!(m.what, What::Thing(_)))
        })
    }

    fn ends_clause(&self, at: usize) -> bool {
        matches!(self.word(at), ";" | ":" | "—" | "but" | "while")
    }

    /// "Its predecessor, Trillium, had 32 GB": whether a name is only that of another's kin.
    pub(in crate::extract) fn of_kin(&self, mention: &Mention) -> bool {
        let words = &self.finder.words;
        let mut before = self.previous(mention.tokens.start);
        for sign in [",", "the"] {
            if before.is_some_and(|b| self.word(b) == sign) {
                before = before.and_then(|b| self.previous(b));
            }
        }
        before.is_some_and(|b| words.is(WordClass::Kin, self.mentions.tokens[b].word))
    }

    /// "compared to its predecessor, the MI325X": whether a comma stands behind the role of what follows.
    fn role(&self, comma: usize) -> bool {
        let before = self.previous(comma);
        before.is_some_and(|b| {
            let word = self.mentions.tokens[b].word;
            self.finder.words.is(WordClass::Predecessor, word)
        })
    }

    /// Whether a name stands behind a word that only sets a scene ("after GPT-2", "as Gemma 2 was").
    pub fn passing(&self, mention: &Mention) -> bool {
        let mut before = self.previous(mention.tokens.start);
        // "built on the Hexagon architecture".
        if before.is_some_and(|b| matches!(self.word(b), "the" | "its" | "a" | "an")) {
            before = before.and_then(|b| self.previous(b));
        }
        before.is_some_and(|b| {
            self.finder
                .words
                .is(WordClass::Passing, self.mentions.tokens[b].word)
        })
    }

    /// "5x Blackwell", "triple the previous Grace CPU", "twice the memory of the H100": whether a name is
    /// what something is so many times.
    fn multiplied(&self, mention: &Mention) -> bool {
        let words = &self.finder.words;
        let times = |at: usize| words.is(WordClass::Multiple, self.mentions.tokens[at].word);
        let mut at = mention.tokens.start;
        for _ in 0..4 {
            let Some(before) = self.previous(at) else {
                return false;
            };
            if times(before) {
                // "8x H100" is a number of them, where nothing stands before that has so much more.
                let beside = before + 1 == mention.tokens.start;
                let sign = self.word(before).chars().count() == 1;
                return !(beside && sign) || self.product_before(before);
            }
            if self.word(before) == "of" {
                let near = before.saturating_sub(6).max(self.sentence.start)..before;
                let mut near = near.rev().take_while(|i| !self.divides(*i));
                return near.any(times);
            }
            if !words.is(WordClass::Filler, self.mentions.tokens[before].word) {
                return false;
            }
            at = before;
        }
        false
    }

    pub(in crate::extract) fn divides(&self, at: usize) -> bool {
        let thing = self.mentions.covering(at).map(|m| &m.what);
        matches!(self.word(at), "," | ";" | ":" | "and" | "—")
            || matches!(thing, Some(What::Thing(_)))
    }

    fn product_before(&self, at: usize) -> bool {
        let before = self.mentions.within(self.sentence.start..at);
        before.iter().any(|m| self.is(m, self.kinds.product()))
    }

    /// "72 Rubin GPUs", "8,192 Ascend 950DT NPUs": whether a name is that of parts, of which something has so
    /// many.
    pub fn component(&self, mention: &Mention) -> bool {
        let mut at = mention.tokens.start;
        for _ in 0..3 {
            let Some(before) = self.previous(at) else {
                return false;
            };
            if let Some(amount) = self.mentions.covering(before) {
                return matches!(&amount.what, What::Quantity(q)
                    if q.measure == Measure::Count && q.value > Decimal::ONE)
                    && amount.tail == at;
            }
            let word = self.mentions.tokens[before].word;
            if !(matches!(self.word(before), "x" | "×")
                || self.finder.words.is(WordClass::Filler, word))
            {
                return false;
            }
            at = before;
        }
        false
    }

    /// "GB200 NVL72 joins 72 Blackwell GPUs and holds 13.8 TB": whether a value of the sentence is that of the
    /// whole, which stands before the parts, and not of each part.
    pub(in crate::extract) fn of_the_whole(
        &self,
        part: &Mention,
        at: &Range<usize>,
        classes: ClassSet,
    ) -> bool {
        let measure = |m: &Mention| {
            matches!(&m.what, What::Quantity(q)
                if matches!(&q.measure, Measure::Unit(dimension) if &**dimension != "length"))
        };
        if !self.component(part) || !self.mentions.within(at.clone()).iter().any(measure) {
            return false;
        }
        let around = at.start.saturating_sub(3)..(at.end + 3).min(self.sentence.end);
        let each = around.clone().any(|i| {
            i >= self.sentence.start && matches!(self.word(i), "each" | "per" | "apiece" | "Each")
        });
        let mut before = self
            .mentions
            .within(self.sentence.start..part.tokens.start)
            .iter();
        !each && before.any(|m| self.is(m, classes) && !self.compared(m) && !self.component(m))
    }
}
