//! The words of a sentence: a quick look at which patterns can match there, and where.

use crate::extract::pattern::{Lead, Pattern, Values};
use crate::extract::wordset::{Digest, WordSet, digest};
use crate::mention::{Mentions, What, Word};
use std::ops::Range;

/// What stands in a sentence.
pub struct Bag {
    words: Vec<Word>,
    digest: Digest,
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
        Self {
            digest: words.iter().fold(0, |all, word| all | digest(*word)),
            values: Values::among(mentions.within(tokens.clone())),
            start: tokens.start,
            begins: tokens.map(|at| begins(mentions, at)).collect(),
            words,
        }
    }

    /// The words, in their order.
    #[inline]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Whether these values stand in the sentence, and of each digest a word, as far as digests tell.
    #[inline]
    pub fn may_hold(&self, values: Values, digests: &[Digest]) -> bool {
        values.within(self.values) && digests.iter().all(|words| words & self.digest != 0)
    }

    /// Whether one of some words stands in the sentence.
    pub fn some(&self, words: &WordSet) -> bool {
        words.digest() & self.digest != 0 && self.words.iter().any(|word| words.has(*word))
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
