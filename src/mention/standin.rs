//! Phrases that stand for something named before ("it", "the new open-weight model"), found in a text.

use crate::mention::class::WordClass;
use crate::mention::token::{Gap, Token, Word, begin_with, ends_word};
use crate::mention::words::Words;
use rustc_hash::FxHashMap;

/// How many words may describe what is meant, between its article and its noun.
const DESCRIBED: usize = 5;

/// The phrases, each with the index of its anaphor.
#[derive(Debug, Default)]
pub struct StandIns {
    /// By first and second word: the whole phrases, the longest first.
    phrases: FxHashMap<(Word, Option<Word>), Vec<(Vec<Word>, usize)>>,
}

/// A phrase found in a text.
pub struct StandIn {
    /// How many tokens it takes up.
    pub tokens: usize,
    /// The index of its anaphor.
    pub anaphor: usize,
    /// Whether words stand in it that no phrase has ("the *cheaper* model").
    pub described: bool,
}

impl StandIns {
    /// Adds a phrase.
    pub fn add(&mut self, words: Vec<Word>, anaphor: usize) {
        let Some(&first) = words.first() else {
            return;
        };
        let list = self
            .phrases
            .entry((first, words.get(1).copied()))
            .or_default();
        list.push((words, anaphor));
        list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }

    /// The first words of the phrases.
    pub fn heads(&self) -> impl Iterator<Item = Word> {
        self.phrases.keys().map(|(first, _)| *first)
    }

    /// The longest phrase that begins at the first of `tokens`; else one of two words, with words between them that
    /// only describe ("the new open-weight model").
    pub fn longest(&self, tokens: &[Token], words: &Words) -> Option<StandIn> {
        let (first, rest) = tokens.split_first()?;
        let second = rest.first().map(|t| t.word);
        let mut seconds = [second, None].into_iter().filter_map(|second| {
            let phrases = self.phrases.get(&(first.word, second))?;
            phrases
                .iter()
                .find(|(phrase, _)| begin_with(tokens, phrase))
        });
        if let Some((phrase, anaphor)) = seconds.next() {
            return Some(StandIn {
                tokens: phrase.len(),
                anaphor: *anaphor,
                described: false,
            });
        }
        let described = rest.iter().take(DESCRIBED + 1);
        let described = described.take_while(|t| words.is(WordClass::Describing, t.word));
        let at = described.count();
        let noun = rest
            .get(at)
            .filter(|t| at > 0 && at <= DESCRIBED && !t.capital)?;
        let phrases = self.phrases.get(&(first.word, Some(noun.word)))?;
        let (_, anaphor) = phrases.iter().find(|(phrase, _)| phrase.len() == 2)?;
        let whole = ends_word(rest.get(at + 1)) && noun.gap != Gap::Joined;
        whole.then_some(StandIn {
            tokens: at + 2,
            anaphor: *anaphor,
            described: true,
        })
    }
}
