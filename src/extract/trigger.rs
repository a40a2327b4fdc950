//! Patterns found by the words they need, so that the cost of a sentence grows with its length and not
//! with the number of rules.

use crate::extract::bag::Bag;
use crate::extract::pattern::Pattern;
use crate::mention::Word;
use rustc_hash::FxHashMap;

/// The patterns of many stanzas by the words one of which each needs.
#[derive(Debug, Default)]
pub struct Triggers {
    /// By word: the stanza and pattern that it may belong to.
    anchored: FxHashMap<Word, Vec<(u32, u32)>>,
    /// Patterns without a word of their own.
    free: Vec<(u32, u32)>,
}

impl Triggers {
    /// Adds the patterns of the stanza of this number.
    pub fn add(&mut self, stanza: usize, patterns: &[Pattern]) {
        let stanza = u32::try_from(stanza).unwrap_or(u32::MAX);
        for (i, pattern) in patterns.iter().enumerate() {
            let place = (stanza, u32::try_from(i).unwrap_or(u32::MAX));
            match pattern.anchor() {
                Some(words) => {
                    for word in words.iter() {
                        self.anchored.entry(word).or_default().push(place);
                    }
                }
                None => self.free.push(place),
            }
        }
    }

    /// Stanza and pattern of all that a sentence may hold, in order, each once; `pattern` knows them by
    /// their numbers.
    pub fn of<'p>(
        &self,
        bag: &Bag<'_>,
        pattern: impl Fn(usize, usize) -> Option<&'p Pattern>,
    ) -> Vec<(usize, &'p Pattern)> {
        let known = |(stanza, number): (u32, u32)| pattern(stanza as usize, number as usize);
        let admits = |place: &&(u32, u32)| known(**place).is_some_and(|p| bag.admits(p));
        let mut active: Vec<(u32, u32)> = self.free.iter().filter(admits).copied().collect();
        for token in bag.tokens() {
            if let Some(places) = self.anchored.get(&token.word) {
                active.extend(places.iter().filter(admits));
            }
        }
        active.sort_unstable();
        active.dedup();
        let found = active.into_iter();
        let found = found.filter_map(|place| Some((place.0 as usize, known(place)?)));
        found.collect()
    }
}
