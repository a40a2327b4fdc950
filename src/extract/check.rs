//! What a match only seems to say: of former things, of those who only sign with others.

use crate::extract::candidate::{Candidate, Object};
use crate::extract::compose::Composer;
use crate::extract::rule::engine::Hit;
use crate::extract::subject::attach::Attached;
use crate::mention::{ThingIndex, WordClass};
use std::ops::Range;

impl Composer<'_> {
    /// Where one of several partners of a deal sells, none of the others buys.
    pub(in crate::extract) fn one_way(&self, subjects: &Attached, out: &mut Vec<Candidate>) {
        let sells = |c: &Candidate| !subjects.things.contains(&c.subject);
        if !self.rule.sellers.is_empty() && out.iter().any(sells) {
            out.retain(sells);
        }
    }

    /// Of two that have a deal, the one that sells becomes the subject, as the rule's order of classes
    /// tells; nothing where it does not.
    pub(in crate::extract) fn sold(&self, mut candidate: Candidate) -> Option<Candidate> {
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

    /// "With money from Oracle, Crusoe has grown": of organizations, whether another match of the rule holds this one, which leaves its
    /// subject open, and names whom it is about.
    pub(in crate::extract) fn said_in_full(&self) -> bool {
        let (rule, found) = (self.hit.rule, &self.hit.found);
        let holds = |other: &Range<usize>| {
            other.start <= found.tokens.start
                && found.tokens.end <= other.end
                && other.len() > found.tokens.len()
        };
        let mut others = self.hits.iter().filter(|hit| hit.rule == rule);
        let bodies = self.rule.subject & !self.scope.kinds.organization == 0;
        let same = |hit: &Hit| hit.found.subject.is_some() && hit.found.objects == found.objects;
        bodies && found.subject.is_none() && others.any(|hit| same(hit) && holds(&hit.found.tokens))
    }

    /// "a deal with Microsoft to deploy …": who does it is not the one behind the preposition.
    pub(in crate::extract) fn of_another(&self) -> bool {
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
    pub(in crate::extract) fn former(&self) -> bool {
        let found = &self.hit.found.tokens;
        let from = found.start.saturating_sub(1).max(self.scope.sentence.start);
        let words = &self.scope.finder.words;
        self.scope.mentions.tokens[from..found.end]
            .iter()
            .any(|t| words.is(WordClass::Former, t.word))
    }
}
