//! What a match only seems to say: of former things, of larger ones, of those who only sign with others.

use crate::extract::attach::Attached;
use crate::extract::candidate::{Candidate, Object};
use crate::extract::compose::Composer;
use crate::mention::{Measure, Mention, ThingIndex, What, WordClass};
use std::ops::Range;

impl Composer<'_> {
    /// Where one of several partners of a deal sells, none of the others buys.
    pub(super) fn one_way(&self, subjects: &Attached, out: &mut Vec<Candidate>) {
        let sells = |c: &Candidate| !subjects.things.contains(&c.subject);
        if !self.rule.sellers.is_empty() && out.iter().any(sells) {
            out.retain(sells);
        }
    }

    /// Of two that have a deal, the one that sells becomes the subject, as the rule's order of classes
    /// tells; nothing where it does not.
    pub(super) fn sold(&self, mut candidate: Candidate) -> Option<Candidate> {
        let sellers = &self.rule.sellers;
        if sellers.is_empty() {
            return Some(candidate);
        }
        let Object::Thing(object) = candidate.object else {
            return None;
        };
        let place = |thing: ThingIndex| {
            let classes = self.scope.thing(thing).classes;
            let found = sellers.iter().position(|of| classes & of != 0);
            found.unwrap_or(sellers.len())
        };
        let (first, second) = (place(candidate.subject), place(object));
        if second < first {
            candidate.object = Object::Thing(candidate.subject);
            candidate.subject = object;
        }
        (first != second).then_some(candidate)
    }

    /// Whether the sentence speaks of a server or rack while the subject found is a single chip.
    pub(super) fn of_something_larger(&self, subjects: &Attached) -> bool {
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
        !whole && !self.per_chip() && self.part().any(larger)
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

    /// "a deal with Microsoft to deploy …": who does it is not the one behind the preposition.
    pub(super) fn of_another(&self) -> bool {
        let start = self.hit.found.tokens.start;
        let Some(mention) = self.scope.mentions.starting(start) else {
            return false;
        };
        let words = &self.scope.finder.words;
        let rest = mention.tail..self.hit.found.tokens.end;
        let verb = rest.clone().find(|i| {
            let word = self.scope.mentions.tokens[*i].word;
            let dated = self.scope.mentions.covering(*i).is_some();
            !dated && !words.is(WordClass::Adverb, word) && self.scope.word(*i) != "on"
        });
        verb.is_some_and(|i| self.scope.word(i) == "to") && self.scope.governed(mention)
    }

    /// "Former Intel CEO Pat Gelsinger": it was so, and is no longer.
    pub(super) fn former(&self) -> bool {
        let found = &self.hit.found.tokens;
        let from = found.start.saturating_sub(1).max(self.scope.sentence.start);
        let words = &self.scope.finder.words;
        self.scope.mentions.tokens[from..found.end]
            .iter()
            .any(|t| words.is(WordClass::Former, t.word))
    }
}
