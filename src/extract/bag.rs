//! The bag of words of a sentence: a quick look at which patterns can match there, and where.

use crate::extract::pattern::{Lead, Pattern, Values};
use crate::extract::wordset::{Digest, WordSet, digest};
use crate::mention::{Mentions, Token, What, Word};
use std::ops::Range;

/// Words of the set, as a power of two: two words in one place only cost a try that finds nothing.
const PLACES: u32 = 2048;

/// What stands in a sentence, without its order.
pub struct Bag<'a> {
    words: [u64; (PLACES / 64) as usize],
    digest: Digest,
    values: Values,
    tokens: &'a [Token],
    start: usize,
    /// For each token what can begin there, as [`Lead`] has it.
    begins: Vec<u8>,
}

/// A name can begin at a token, known or of capitalised words.
pub(super) const NAME: u8 = 1;
/// A number, an amount or a date can begin at a token.
pub(super) const VALUE: u8 = 2;

impl<'a> Bag<'a> {
    /// The bag of some tokens.
    pub fn of(mentions: &'a Mentions, tokens: Range<usize>) -> Self {
        let mut words = [0; (PLACES / 64) as usize];
        let mut all = 0;
        let start = tokens.start;
        let values = Values::among(mentions.within(tokens.clone()));
        let begins = tokens.clone().map(|at| begins(mentions, at)).collect();
        let tokens = &mentions.tokens[tokens];
        for token in tokens {
            let (place, bit) = place(token.word);
            words[place] |= bit;
            all |= digest(token.word);
        }
        Self {
            words,
            digest: all,
            values,
            tokens,
            start,
            begins,
        }
    }

    /// The tokens.
    pub fn tokens(&self) -> &[Token] {
        self.tokens
    }

    /// Whether these values stand in the sentence, and of each digest a word, as far as digests tell.
    pub fn may_hold(&self, values: Values, digests: &[Digest]) -> bool {
        values.within(self.values) && digests.iter().all(|words| words & self.digest != 0)
    }

    /// Whether nothing that a pattern needs is missing.
    pub fn admits(&self, pattern: &Pattern) -> bool {
        pattern.needs.within(self.values) && pattern.anchors.iter().all(|words| self.some(words))
    }

    /// Whether one of some words may stand in the sentence.
    pub fn some(&self, words: &WordSet) -> bool {
        words.iter().any(|word| {
            let (place, bit) = place(word);
            self.words[place] & bit != 0
        })
    }

    /// The tokens from which a pattern can match: it can begin there, and its anchors follow in their order.
    pub fn starts(&self, pattern: &Pattern) -> impl Iterator<Item = usize> {
        let last = self.last_start(&pattern.anchors);
        let starts = self.beginnings(&pattern.lead);
        starts.take_while(move |at| last.is_some_and(|last| *at <= last))
    }

    /// The tokens that a pattern can begin with.
    pub fn beginnings(&self, lead: &Lead) -> impl Iterator<Item = usize> {
        let all = self.tokens.iter().zip(&self.begins).enumerate();
        all.filter(|(_, (token, begins))| lead.fits(token, **begins))
            .map(|(at, _)| self.start + at)
    }

    /// The last token behind which all anchors follow in their order.
    fn last_start(&self, anchors: &[WordSet]) -> Option<usize> {
        let end = Some(self.tokens.len());
        let last = anchors.iter().rev().fold(end, |end, words| {
            let before = self.tokens.get(..end?)?;
            before.iter().rposition(|token| words.has(token.word))
        });
        Some(self.start + last?)
    }
}

fn place(word: Word) -> (usize, u64) {
    let at = word % PLACES;
    ((at / 64) as usize, 1 << (at % 64))
}

/// What can begin at a token.
fn begins(mentions: &Mentions, at: usize) -> u8 {
    match mentions.starting(at).map(|m| &m.what) {
        Some(What::Thing(_) | What::Anaphor(_)) => NAME,
        Some(What::Quantity(_) | What::Date(_)) => VALUE,
        None if mentions.tokens[at].capital => NAME,
        None => 0,
    }
}
