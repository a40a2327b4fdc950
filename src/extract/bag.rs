//! The words of a sentence: a quick look at which patterns can match there, and where.

use crate::extract::pattern::{Lead, Pattern, Values};
use crate::extract::wordset::{WordSet, digest};
use crate::mention::{Mentions, What, Word};
use std::ops::Range;

/// What stands in a sentence.
pub struct Bag {
    words: Vec<Word>,
    /// A bit for each word by its number.
    present: Vec<u64>,
    values: Values,
    start: usize,
    /// For each token what can begin there, as [`Lead`] has it.
    begins: Vec<u8>,
}

/// A name can begin at a token, known or of capitalised words.
pub(super) const NAME: u8 = 1;
/// A number, an amount or a date can begin at a token.
pub(super) const VALUE: u8 = 2;

impl Bag {
    /// The bag of some tokens.
    pub fn of(mentions: &Mentions, tokens: Range<usize>) -> Self {
        let words = mentions.tokens[tokens.clone()].iter().map(|t| t.word);
        let words: Vec<Word> = words.collect();
        let last = words.iter().max().copied().unwrap_or_default();
        let mut present = vec![0; last as usize / 64 + 1];
        for word in &words {
            present[*word as usize / 64] |= digest(*word);
        }
        Self {
            values: Values::among(mentions.within(tokens.clone())),
            start: tokens.start,
            begins: tokens.map(|at| begins(mentions, at)).collect(),
            present,
            words,
        }
    }

    /// The words, in their order.
    #[inline]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Whether these values stand in the sentence.
    #[inline]
    pub fn has(&self, values: Values) -> bool {
        values.within(self.values)
    }

    /// Whether a word stands in the sentence.
    #[inline]
    pub fn holds(&self, word: Word) -> bool {
        let bits = self.present.get(word as usize / 64);
        bits.is_some_and(|bits| bits & digest(word) != 0)
    }

    /// Whether one of some words stands in the sentence.
    pub fn some(&self, words: &WordSet) -> bool {
        words.iter().any(|word| self.holds(word))
    }

    /// Whether a match that needs this lead can begin at a token.
    #[inline]
    pub fn begins(&self, at: usize, lead: &Lead) -> bool {
        let at = at.wrapping_sub(self.start);
        let (word, begins) = (self.words.get(at), self.begins.get(at));
        matches!((word, begins), (Some(word), Some(begins)) if lead.fits(*word, *begins))
    }

    /// The last token from which a pattern can match: behind it all anchors follow in their order. `None` where
    /// something that the pattern needs is missing.
    pub fn last_start(&self, pattern: &Pattern) -> Option<usize> {
        if !pattern.needs.within(self.values) {
            return None;
        }
        let mut end = self.words.len();
        for words in pattern.anchors.iter().rev() {
            loop {
                end = end.checked_sub(1)?;
                if words.has(self.words[end]) {
                    break;
                }
            }
        }
        Some(self.start + end)
    }
}

/// What can begin at a token.
#[inline]
fn begins(mentions: &Mentions, at: usize) -> u8 {
    match mentions.starting(at).map(|m| &m.what) {
        Some(What::Thing(_) | What::Anaphor(_)) => NAME,
        Some(What::Quantity(_) | What::Date(_)) => VALUE,
        None if mentions.tokens[at].capital => NAME,
        None => 0,
    }
}
