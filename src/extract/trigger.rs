//! Patterns found by the words they need, so that the cost of a sentence grows with its length and not
//! with the number of rules.

use crate::extract::bag::Bag;
use crate::extract::pattern::{Pattern, Values};
use crate::extract::wordset::WordSet;
use crate::mention::{Token, Word};
use rustc_hash::FxHashMap;

/// The patterns of many stanzas by the words one of which each needs.
#[derive(Debug, Default)]
pub struct Triggers {
    /// By word: the patterns that it may belong to.
    anchored: Vec<Vec<Trigger>>,
    /// Patterns without a word of their own.
    free: Vec<Trigger>,
    /// The words of the sets that patterns need besides.
    words: Vec<Word>,
    /// Where among them those of a set stand: first and one past the last.
    sets: FxHashMap<Box<[Word]>, (u32, u32)>,
}

/// Room for the patterns that may stand in a sentence, so that the list seldom grows.
const ACTIVE: usize = 64;

/// A pattern by its numbers, and what else it needs, so that most are passed over without a look at them.
#[derive(Debug, Clone, Copy)]
struct Trigger {
    /// The stanza's number, and in the lower half the pattern's.
    place: u64,
    values: Values,
    /// Of the anchors besides the one it is found by, those of the fewest words.
    others: [(u32, u32); 3],
    count: u8,
}

impl Triggers {
    /// Adds the patterns of the stanza of this number.
    pub fn add(&mut self, stanza: usize, patterns: &[Pattern]) {
        for (number, pattern) in patterns.iter().enumerate() {
            let trigger = self.trigger(stanza, number, pattern);
            let Some(words) = pattern.anchor() else {
                self.free.push(trigger);
                continue;
            };
            for word in words.iter().map(|word| word as usize) {
                if self.anchored.len() <= word {
                    self.anchored.resize(word + 1, Vec::new());
                }
                self.anchored[word].push(trigger);
            }
        }
    }

    fn trigger(&mut self, stanza: usize, number: usize, pattern: &Pattern) -> Trigger {
        let found_by = pattern.anchor();
        let rest = pattern.anchors.iter().filter(|set| Some(*set) != found_by);
        let mut rest: Vec<&WordSet> = rest.collect();
        rest.sort_by_key(|set| set.iter().len());
        let mut trigger = Trigger {
            place: (stanza as u64) << 32 | (number as u64) & u64::from(u32::MAX),
            values: pattern.needs,
            others: [(0, 0); 3],
            count: 0,
        };
        for (slot, set) in trigger.others.iter_mut().zip(rest) {
            *slot = self.place(set);
            trigger.count += 1;
        }
        trigger
    }

    /// Where the words of a set stand.
    fn place(&mut self, set: &WordSet) -> (u32, u32) {
        let key: Box<[Word]> = set.iter().collect();
        if let Some(known) = self.sets.get(&key) {
            return *known;
        }
        let end = |words: &[Word]| u32::try_from(words.len()).unwrap_or(u32::MAX);
        let start = end(&self.words);
        self.words.extend_from_slice(&key);
        let place = (start, end(&self.words));
        self.sets.insert(key, place);
        place
    }

    /// Whether all that a pattern needs stands in a sentence, in whatever order.
    #[inline]
    fn may_stand(&self, trigger: &Trigger, bag: &Bag) -> bool {
        let words = |(start, end): &(u32, u32)| self.words.get(*start as usize..*end as usize);
        let some = |words: &[Word]| words.iter().any(|word| bag.holds(*word));
        let mut others = trigger.others[..usize::from(trigger.count)].iter();
        bag.has(trigger.values) && others.all(|place| words(place).is_some_and(some))
    }

    /// Whether any pattern may stand in some tokens.
    pub fn touch(&self, tokens: &[Token]) -> bool {
        let anchors = |token: &Token| self.anchored.get(token.word as usize);
        let mut tokens = tokens.iter();
        !self.free.is_empty() || tokens.any(|t| anchors(t).is_some_and(|all| !all.is_empty()))
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
                if self.may_stand(trigger, bag) {
                    active.push(trigger.place);
                }
            }
        };
        add(&self.free);
        for word in bag.words() {
            if let Some(triggers) = self.anchored.get(*word as usize) {
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
