//! Patterns found by the words they need, so that the cost of a sentence grows with its length and not
//! with the number of rules.

use crate::extract::pattern::Pattern;
use crate::mention::{Token, Word};
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
            if pattern.anchors.is_empty() {
                self.free.push(place);
            }
            for word in &pattern.anchors {
                self.anchored.entry(*word).or_default().push(place);
            }
        }
    }

    /// Stanza and pattern of all that some tokens may hold, in order, each once.
    pub fn of(&self, tokens: &[Token]) -> Vec<(usize, usize)> {
        let mut active = self.free.clone();
        for token in tokens {
            if let Some(places) = self.anchored.get(&token.word) {
                active.extend_from_slice(places);
            }
        }
        active.sort_unstable();
        active.dedup();
        let wide = |(stanza, pattern): (u32, u32)| (stanza as usize, pattern as usize);
        active.into_iter().map(wide).collect()
    }
}
