//! Values that a sentence gives of a server or a rack, and not of the chip that it names.

use crate::extract::compose::Composer;
use crate::extract::subject::attach::Attached;
use crate::mention::{Measure, Mention, What, WordClass};
use std::ops::Range;

impl Composer<'_> {
    /// Whether the sentence speaks of a server or rack while the subject found is a single chip.
    pub(in crate::extract) fn of_something_larger(&self, subjects: &Attached) -> bool {
        if self.rule.unless.is_empty() || self.beside(subjects) {
            return false;
        }
        let system = self.scope.finder.lexicon.bits(&["System"]);
        let things = &self.scope.mentions.things;
        let whole = subjects
            .things
            .iter()
            .any(|t| things[*t as usize].classes & system != 0);
        // The noun behind a chip's name ("the Blackwell platform") is a part of the name.
        let larger = |i: usize| {
            let word = self.scope.mentions.tokens[i].word;
            let named = self
                .scope
                .mentions
                .covering(i)
                .and_then(|m| self.scope.mentions.thing(m));
            self.rule.unless.contains(&word)
                && named.is_none_or(|t| t.classes & system != 0)
                && !self.of_process(i)
        };
        let said_of = self.one_chip(subjects);
        let mut part = self.part();
        part.start = part.start.max(said_of.unwrap_or(part.start));
        !whole && !self.per_chip() && part.filter(|i| !self.of_a_company(*i)).any(larger)
    }

    /// The part of the sentence that can say of what the match is: from the semicolon before it to the next
    /// one, or to a comma behind which another thought begins ("…, and a pod links 9,216 of them").
    fn part(&self) -> Range<usize> {
        let (sentence, found) = (&self.scope.sentence, &self.hit.found.tokens);
        let word = |i: usize| self.scope.word(i);
        let start = (sentence.start..found.start)
            .rev()
            .find(|i| word(*i) == ";");
        let ends = |i: &usize| {
            word(*i) == ";"
                || (word(*i) == "," && matches!(word(*i + 1), "and" | "while" | "whereas" | "but"))
        };
        let end = (found.end..sentence.end).find(ends);
        start.unwrap_or(sentence.start)..end.unwrap_or(sentence.end)
    }

    /// "…, says the chip has 192 GB": where words for one chip stand that the match is about; what is in front of
    /// them does not matter.
    fn one_chip(&self, subjects: &Attached) -> Option<usize> {
        let token = subjects
            .token
            .filter(|t| *t < self.hit.found.tokens.start)?;
        let mention = self.scope.mentions.starting(token)?;
        let last = self
            .scope
            .mentions
            .tokens
            .get(mention.tokens.end.checked_sub(1)?)?;
        let one = !self.scope.text[last.range()].ends_with('s')
            && self.scope.finder.words.is(WordClass::ChipNoun, last.word);
        (matches!(mention.what, What::Anaphor(_)) && one).then_some(token)
    }

    /// "The firm, which makes servers, …": whether a word stands in a clause on what a company is or does, which is
    /// over before the match begins.
    fn of_a_company(&self, at: usize) -> bool {
        let scope = self.scope;
        let comma = |i: &usize| scope.word(*i) == ",";
        let Some(open) = (scope.sentence.start..at).rev().find(comma) else {
            return false;
        };
        let closed = (at..self.hit.found.tokens.start).any(|i| comma(&i));
        let relative = matches!(scope.word(open + 1), "which" | "who" | "whose");
        let before = scope
            .previous(open)
            .and_then(|i| scope.mentions.covering(i));
        closed && relative && before.is_some_and(|m| scope.is(m, scope.kinds.organization))
    }

    /// "4.6 petaflops of FP8 compute per chip": whether the words behind the match say that it is of one.
    fn per_chip(&self) -> bool {
        let end = self.hit.found.tokens.end;
        let mut near = end..(end + 3).min(self.scope.sentence.end);
        let one = |i: usize| {
            matches!(self.scope.word(i), "per" | "each")
                && matches!(
                    self.scope.word(i + 1).to_lowercase().as_str(),
                    "chip" | "gpu" | "accelerator" | "card" | "tpu" | "npu" | "processor"
                )
        };
        near.any(one)
    }

    /// "a 4-nanometer node": whether a word is that of a process, and of no machine.
    fn of_process(&self, at: usize) -> bool {
        let Some(before) = self.scope.previous(at) else {
            return false;
        };
        let length = |m: &Mention| {
            matches!(&m.what, What::Quantity(q)
                if matches!(&q.measure, Measure::Unit(dimension) if dimension == "length"))
        };
        self.scope.word(before) == "process"
            || self.scope.mentions.covering(before).is_some_and(length)
    }
}
