//! One of several words.

use crate::mention::{Lexemes, Word};

/// A set of words in which a word is looked up quickly.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordSet {
    /// Sorted.
    words: Vec<Word>,
    /// The first of them: most sets have one word, which is then told without a look at the list.
    first: Word,
    digest: Digest,
}

/// For each of some words the bit of its number's last six: most words are told apart by it.
pub type Digest = u64;

/// The digest of one word.
pub fn digest(word: Word) -> Digest {
    1 << (word % 64)
}

impl WordSet {
    /// Whether a word is in it.
    pub fn has(&self, word: Word) -> bool {
        let among = || self.words.len() > 1 && self.words.binary_search(&word).is_ok();
        self.digest & digest(word) != 0 && (self.first == word || among())
    }

    /// The digest of its words: a text without one of its bits has none of them.
    pub fn digest(&self) -> Digest {
        self.digest
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
        let first = words.first().copied().unwrap_or_default();
        let digest = words.iter().fold(0, |all, word| all | digest(*word));
        Self {
            words,
            first,
            digest,
        }
    }
}
