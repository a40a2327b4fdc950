//! One of several words.

use crate::mention::{Lexemes, Word};

/// A set of words in which a word is looked up quickly.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordSet {
    /// Sorted.
    words: Vec<Word>,
    /// For each word the bit of its number's last six: most words are told apart by it.
    digest: u64,
}

impl WordSet {
    /// Whether a word is in it.
    pub fn has(&self, word: Word) -> bool {
        self.digest & bit(word) != 0 && self.words.binary_search(&word).is_ok()
    }

    /// The words, in order of their numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Word> {
        self.words.iter().copied()
    }

    /// The length in bytes of the shortest word.
    pub(super) fn shortest(&self, lexemes: &Lexemes) -> usize {
        let lengths = self.iter().map(|word| lexemes.text(word).len());
        lengths.min().unwrap_or(0)
    }
}

impl FromIterator<Word> for WordSet {
    fn from_iter<I: IntoIterator<Item = Word>>(words: I) -> Self {
        let mut words: Vec<Word> = words.into_iter().collect();
        words.sort_unstable();
        words.dedup();
        let digest = words.iter().fold(0, |all, word| all | bit(*word));
        Self { words, digest }
    }
}

fn bit(word: Word) -> u64 {
    1 << (word % 64)
}
