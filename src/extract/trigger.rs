//! Patterns found by the words they need, so that the cost of a sentence grows with its length and not
//! with the number of rules.

use crate::extract::bag::Bag;
use crate::extract::pattern::{Pattern, Values};
use crate::extract::wordset::{Digest, WordSet};
use crate::mention::Word;
use rustc_hash::FxHashMap;

/// The patterns of many stanzas by the words one of which each needs.
#[derive(Debug, Default)]
pub struct Triggers {
    /// By word: the patterns that it may belong to.
    anchored: FxHashMap<Word, Vec<Trigger>>,
    /// Patterns without a word of their own.
    free: Vec<Trigger>,
}

/// Room for the patterns that may stand in a sentence, so that the list seldom grows.
const ACTIVE: usize = 64;

/// A pattern by its numbers, and what else it needs, so that most are passed over without a look at them.
#[derive(Debug, Clone, Copy)]
struct Trigger {
    /// The stanza's number, and in the lower half the pattern's.
    place: u64,
    values: Values,
    /// Of the anchors besides the one it is found by, those of the fewest words; all bits where there is none.
    others: [Digest; 3],
}

impl Trigger {
    fn new(stanza: usize, number: usize, pattern: &Pattern) -> Self {
        let found_by = pattern.anchor().map(WordSet::digest);
        let mut rest: Vec<Digest> = pattern.anchors.iter().map(WordSet::digest).collect();
        rest.retain(|digest| Some(*digest) != found_by);
        rest.sort_by_key(|digest| digest.count_ones());
        rest.resize(3, Digest::MAX);
        Self {
            place: (stanza as u64) << 32 | (number as u64) & u64::from(u32::MAX),
            values: pattern.needs,
            others: [rest[0], rest[1], rest[2]],
        }
    }

    fn may_stand(&self, bag: &Bag) -> bool {
        bag.may_hold(self.values, &self.others)
    }
}

impl Triggers {
    /// Adds the patterns of the stanza of this number.
    pub fn add(&mut self, stanza: usize, patterns: &[Pattern]) {
        for (number, pattern) in patterns.iter().enumerate() {
            let trigger = Trigger::new(stanza, number, pattern);
            match pattern.anchor() {
                Some(words) => {
                    for word in words.iter() {
                        self.anchored.entry(word).or_default().push(trigger);
                    }
                }
                None => self.free.push(trigger),
            }
        }
    }

    /// Stanza and pattern of all that a sentence may hold, in order, each once; `pattern` knows them by
    /// their numbers.
    pub fn of<'p>(
        &self,
        bag: &Bag,
        pattern: impl Fn(usize, usize) -> Option<&'p Pattern>,
    ) -> Vec<(usize, &'p Pattern)> {
        // One number for stanza and pattern sorts quickest.
        let mut active: Vec<u64> = Vec::with_capacity(ACTIVE);
        let mut add = |triggers: &[Trigger]| {
            for trigger in triggers {
                if trigger.may_stand(bag) {
                    active.push(trigger.place);
                }
            }
        };
        add(&self.free);
        for word in bag.words() {
            if let Some(triggers) = self.anchored.get(word) {
                add(triggers);
            }
        }
        active.sort_unstable();
        active.dedup();
        let mut found = Vec::with_capacity(active.len());
        for place in active {
            let stanza = usize::try_from(place >> 32).unwrap_or(usize::MAX);
            let number = usize::try_from(place & u64::from(u32::MAX)).unwrap_or(usize::MAX);
            found.extend(pattern(stanza, number).map(|pattern| (stanza, pattern)));
        }
        found
    }
}
