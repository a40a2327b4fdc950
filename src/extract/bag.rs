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

    /// The tokens from which a pattern can match: it can begin there, and its anchors follow in their order.
    pub fn starts(&self, pattern: &Pattern) -> impl Iterator<Item = usize> {
        let last = pattern.needs.within(self.values);
        let last = last.then(|| self.last_start(&pattern.anchors)).flatten();
        self.within(&pattern.lead, last.map_or(0, |last| last + 1))
    }

    /// The tokens that a pattern can begin with.
    pub fn beginnings(&self, lead: &Lead) -> impl Iterator<Item = usize> {
        self.within(lead, self.words.len())
    }

    /// The same among the first `count` tokens.
    fn within(&self, lead: &Lead, count: usize) -> impl Iterator<Item = usize> {
        let all = self.words.iter().zip(&self.begins).take(count).enumerate();
        all.filter(|(_, (word, begins))| lead.fits(**word, **begins))
            .map(|(at, _)| self.start + at)
    }

    /// The last token of the sentence behind which all anchors follow in their order.
    fn last_start(&self, anchors: &[WordSet]) -> Option<usize> {
        let mut before = self.words.as_slice();
        for words in anchors.iter().rev() {
            let at = before.iter().rposition(|word| words.has(*word))?;
            before = &before[..at];
        }
        Some(before.len())
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
