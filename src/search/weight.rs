//! What a word counts in a text.
//!
//! The score is that of BM25 with each word taken once (Robertson and Zaragoza, "The Probabilistic Relevance
//! Framework: BM25 and Beyond", 2009), with two changes that keep it the same whatever the history of the index: the
//! average length is a constant, and all is counted in whole numbers.

use crate::search::token::tokens;
use crate::search::word::{Closeness, Word, Words};
use std::ops::Range;

/// Of how many texts each word is in, by closeness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Survey {
    /// How many texts there are.
    pub(crate) total: u64,
    /// For each word how many texts have it, the farthest first, as [`Closeness`] has them. A text counts once, at its closest.
    pub(crate) counts: Vec<[u64; 4]>,
}

/// A word with what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) word: Word,
    /// How close tokens must be. Misspellings count only of a word that no text has.
    pub(crate) least: Closeness,
    /// How rare it is, in parts of 64; 0 where nothing has it.
    rarity: u64,
}

impl Wanted {
    /// What a token counts; 0 where it is another word.
    pub(crate) fn worth(&self, token: &str) -> u64 {
        let close = self.word.closeness(token).filter(|c| *c >= self.least);
        close.map_or(0, |c| self.worth_of(c))
    }

    /// What a token of a closeness counts.
    pub(crate) fn worth_of(&self, closeness: Closeness) -> u64 {
        self.rarity * closeness.quarters()
    }

    /// Whether some text has it.
    pub(crate) fn is_there(&self) -> bool {
        self.rarity > 0
    }
}

/// The words that a text must have.
#[derive(Debug, Clone)]
pub(crate) struct Need {
    pub(crate) wanted: Vec<Wanted>,
    /// All of them, not any.
    pub(crate) all: bool,
}

impl Need {
    /// Whether a text may have them.
    pub(crate) fn can_be(&self) -> bool {
        match self.all {
            true => !self.wanted.is_empty() && self.wanted.iter().all(Wanted::is_there),
            false => self.wanted.iter().any(Wanted::is_there),
        }
    }
}

/// The places of a text, in bytes, where one of the words stands.
pub(crate) fn marks(wanted: &[Wanted], text: &str) -> Vec<Range<usize>> {
    let meant = |token: &str| wanted.iter().any(|w| w.worth(token) > 0);
    let found = tokens(text).filter(|(_, token)| meant(token));
    found.map(|(place, _)| place).collect()
}

/// Weighs the words of a search: the fewer texts have one, the more it counts.
pub(crate) fn weigh(words: &Words, survey: &Survey) -> Vec<Wanted> {
    let counted = words.list.iter().zip(&survey.counts);
    counted
        .map(|(word, [two, one, begins, same])| {
            let (least, texts) = match (begins + same, *one) {
                (0, 0) => (Closeness::Two, *two),
                (0, one) => (Closeness::One, one),
                (texts, _) => (Closeness::Begins, texts),
            };
            Wanted {
                word: word.clone(),
                least,
                rarity: rarity(survey.total, texts),
            }
        })
        .collect()
}

/// The inverse document frequency of BM25, ln(1 + (N − n + ½) / (n + ½)), in parts of 64 and at least 1.
#[allow(clippy::cast_precision_loss)] // Counts of texts stay far below 2^52.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Between 0 and 64 · 45.
fn rarity(total: u64, texts: u64) -> u64 {
    if texts == 0 {
        return 0;
    }
    let (total, texts) = (total.max(texts) as f64, texts as f64);
    let frequency = (1.0 + (total - texts + 0.5) / (texts + 0.5)).ln();
    ((frequency * 64.0).round() as u64).max(1)
}

/// The score of a text of so many tokens whose words count `worth` together; in parts of 256,000.
///
/// BM25 with k₁ = 1.2, b = 0.75 and an average length of 10: worth · 2.2 / (1.3 + 0.09 · length).
pub(crate) fn score(worth: u64, length: u64) -> u64 {
    worth * 220_000 / (130 + 9 * length)
}

#[cfg(test)]
mod tests {
    use super::{rarity, score};

    #[test]
    fn rare_words_and_short_texts_count_more() {
        assert!(rarity(1000, 1) > rarity(1000, 10));
        assert_eq!(rarity(1000, 0), 0);
        assert_eq!(rarity(3, 3), 9);
        assert!(score(100, 2) > score(100, 3));
        assert_eq!(score(256, 10), 256_000);
    }
}
