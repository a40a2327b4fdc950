//! The words of a sentence: a quick look at which patterns can match there, and where.

use crate::extract::pattern::Lead;
use crate::extract::pattern::places::{Places, WordPlaces, place};
use crate::extract::pattern::wordset::WordSet;
use crate::mention::{ClassSet, Finder, Gap, Mention, Mentions, What, Word};
use std::ops::Range;

/// What stands in a sentence.
pub struct Bag<'m> {
    mentions: &'m Mentions,
    tokens: Range<usize>,
    words: Vec<Word>,
    places: WordPlaces,
    named: ClassSet,
    alone: Vec<(ClassSet, Places)>,
    meant: ClassSet,
    /// For each token what can begin there, as [`Lead`] has it.
    begins: Vec<u8>,
}

/// A name can begin at a token, known or of capitalised words.
pub(in crate::extract) const NAME: u8 = 1;
/// A number, an amount or a date can begin at a token.
pub(in crate::extract) const VALUE: u8 = 2;

impl<'m> Bag<'m> {
    /// The bag of some tokens.
    pub fn of(mentions: &'m Mentions, finder: &Finder, tokens: Range<usize>) -> Self {
        let words = mentions.tokens[tokens.clone()].iter().map(|t| t.word);
        let words: Vec<Word> = words.collect();
        let (mut named, mut meant) = (0, 0);
        let mut alone = Vec::new();
        for mention in mentions.within(tokens.clone()) {
            match mention.what {
                What::Thing(index) => {
                    let classes = mentions.things[index as usize].classes;
                    named |= classes;
                    let next = mentions.tokens.get(mention.tail);
                    if next.is_none_or(|t| t.gap == Gap::Space) {
                        alone.push((classes, place(mention.tokens.start - tokens.start)));
                    }
                }
                What::Anaphor(index) => meant |= finder.meant(index, ClassSet::MAX),
                _ => {}
            }
        }
        Self {
            begins: tokens.clone().map(|at| begins(mentions, at)).collect(),
            places: WordPlaces::of(&words),
            mentions,
            tokens,
            words,
            named,
            alone,
            meant,
        }
    }

    /// The words, in their order.
    #[inline]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The tokens.
    pub fn tokens(&self) -> Range<usize> {
        self.tokens.clone()
    }

    /// Names, values and what stands for names, in their order, with their places.
    pub fn mentions(&self) -> impl Iterator<Item = (&'m Mention, Places)> {
        let all = self.mentions.within(self.tokens.clone()).iter();
        all.map(|m| (m, place(m.tokens.start - self.tokens.start)))
    }

    /// Classes and places of the names on which nothing hangs, as in "Huawei's" and "Nvidia-backed".
    pub fn alone(&self) -> &[(ClassSet, Places)] {
        &self.alone
    }

    /// The classes of all names together.
    pub fn named(&self) -> ClassSet {
        self.named
    }

    /// The classes of all that "it" and "the model" may stand for.
    pub fn meant(&self) -> ClassSet {
        self.meant
    }

    /// Whether a word stands in the sentence.
    #[inline]
    pub fn holds(&self, word: Word) -> bool {
        self.places.holds(word)
    }

    /// Whether one of some words stands in the sentence.
    pub fn some(&self, words: &WordSet) -> bool {
        words.iter().any(|word| self.holds(word))
    }

    /// Where a word stands.
    #[inline]
    pub fn places(&self, word: Word) -> Places {
        self.places.get(word)
    }

    /// Where names or values can begin.
    pub(in crate::extract) fn beginning(&self, what: u8) -> Places {
        let all = self.begins.iter().enumerate();
        let these = all.filter(|(_, begins)| **begins & what != 0);
        these.fold(0, |all, (at, _)| all | place(at))
    }

    /// The tokens at which a match that needs this lead can begin, from a place in the sentence on.
    pub fn starts(&self, lead: &Lead, from: usize) -> impl Iterator<Item = usize> {
        let all = self.words.iter().zip(&self.begins).enumerate().skip(from);
        let fits = all.filter(|(_, (word, begins))| lead.fits(**word, **begins));
        fits.map(|(at, _)| self.tokens.start + at)
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
