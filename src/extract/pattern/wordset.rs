//! One of several words.

use crate::mention::{Lexemes, Word};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A set of words in which a word is looked up quickly; copies share it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordSet(Arc<Content>);

#[derive(Debug, Default, PartialEq, Eq)]
struct Content {
    /// Sorted.
    words: Box<[Word]>,
    /// The first of them: most sets have one word, which is then told without a look at the list.
    first: Word,
    digest: Digest,
    /// For more than a few words: which of [`PLACES`] places theirs are, so that most others need no search.
    places: Option<Box<[u64; PLACES / 64]>>,
}

/// The sets of all patterns, each kept once.
#[derive(Debug, Default)]
pub struct Sets(FxHashMap<Box<[Word]>, WordSet>);

impl Sets {
    /// The set of some words.
    pub fn of(&mut self, words: impl IntoIterator<Item = Word>) -> WordSet {
        let mut words: Vec<Word> = words.into_iter().collect();
        words.sort_unstable();
        words.dedup();
        let words = words.into_boxed_slice();
        let known = self.0.entry(words).or_insert_with_key(|words| {
            let content = Content::of(words.clone());
            WordSet(Arc::new(content))
        });
        known.clone()
    }
}

/// Places of words, as a power of two.
const PLACES: usize = 1024;
/// Words of which a set needs no places.
const FEW: usize = 4;

/// For each of some words the bit of its number's last six: most words are told apart by it.
pub type Digest = u64;

/// The digest of one word.
#[inline]
pub fn digest(word: Word) -> Digest {
    1 << (word % 64)
}

fn place(word: Word) -> (usize, u64) {
    let at = word as usize % PLACES;
    (at / 64, 1 << (at % 64))
}

impl Content {
    fn of(words: Box<[Word]>) -> Self {
        let places = (words.len() > FEW).then(|| {
            let mut places = Box::new([0; PLACES / 64]);
            for (place, bit) in words.iter().map(|word| place(*word)) {
                places[place] |= bit;
            }
            places
        });
        Self {
            first: words.first().copied().unwrap_or_default(),
            digest: words.iter().fold(0, |all, word| all | digest(*word)),
            words,
            places,
        }
    }

    /// Whether a word is in it, which has more than one.
    fn among(&self, word: Word) -> bool {
        match &self.places {
            None => self.words.contains(&word),
            Some(places) => {
                let (place, bit) = place(word);
                places[place] & bit != 0 && self.words.binary_search(&word).is_ok()
            }
        }
    }
}

impl WordSet {
    /// Whether a word is in it.
    #[inline]
    pub fn has(&self, word: Word) -> bool {
        let set = &*self.0;
        set.digest & digest(word) != 0 && (set.first == word || set.among(word))
    }

    /// The words, in order of their numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Word> {
        self.0.words.iter().copied()
    }

    /// The length in bytes of the shortest word.
    pub(in crate::extract) fn shortest(&self, lexemes: &Lexemes) -> usize {
        let lengths = self.iter().map(|word| lexemes.text(word).len());
        lengths.min().unwrap_or(0)
    }
}
