//! The words that are searched for, and how close a token of a text is to one.

use crate::search::token::tokens;
use strsim::osa_distance;

/// Most words that are looked at.
pub(crate) const MOST: usize = 32;
/// Fewest characters of a word that may be the beginning of another.
const BEGINNING: usize = 3;
/// The same of signs that are words or syllables.
const BEGINNING_OF_SIGNS: usize = 2;
/// Fewest letters before a number that may be a word of their own: "gpt5" is "gpt 5", "v4" is "v4".
const NAME: usize = 2;

/// How close a token is to a word that is searched for, the farthest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Closeness {
    /// Two letters are wrong, too many or missing.
    Two,
    /// One letter is so, or two have changed places.
    One,
    /// It begins with the word.
    Begins,
    /// It is the word.
    Same,
}

impl Closeness {
    /// What it counts, in quarters.
    pub(crate) fn quarters(self) -> u64 {
        match self {
            Self::Same => 4,
            Self::Begins => 3,
            Self::One => 2,
            Self::Two => 1,
        }
    }
}

/// A word that is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    length: usize,
}

impl Word {
    /// How many letters may be wrong: none in short words and in those with a digit ("V3" is not "V4"), two from
    /// eight letters on.
    pub(crate) fn leeway(&self) -> usize {
        match self.length {
            _ if self.text.contains(|c: char| c.is_numeric()) => 0,
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        }
    }

    /// Whether longer words may begin with it. Where no blanks stand between words, two signs are a word.
    pub(crate) fn begins(&self) -> bool {
        let least = match self.text.chars().all(is_ideograph) {
            true => BEGINNING_OF_SIGNS,
            false => BEGINNING,
        };
        self.length >= least
    }

    /// How close a token is; `None` where it is another word.
    pub(crate) fn closeness(&self, token: &str) -> Option<Closeness> {
        if token == self.text {
            return Some(Closeness::Same);
        }
        if self.begins() && token.starts_with(&self.text) {
            return Some(Closeness::Begins);
        }
        let leeway = self.leeway();
        if leeway == 0 || token.chars().count().abs_diff(self.length) > leeway {
            return None;
        }
        match osa_distance(&self.text, token) {
            distance if distance > leeway => None,
            1 => Some(Closeness::One),
            _ => Some(Closeness::Two),
        }
    }
}

/// The words of a search, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    pub(crate) list: Vec<Word>,
}

impl Words {
    /// The words of a text; the first 32 where there are more.
    pub fn of(text: &str) -> Self {
        Self::new(tokens(text).map(|(_, token)| token))
    }

    /// The same words as others write them: a number parted from the name before it, and joined with it. Only those
    /// that differ.
    pub(crate) fn otherwise(&self) -> Vec<Self> {
        let parted = self.list.iter().flat_map(|word| parted(&word.text));
        let mut joined: Vec<String> = Vec::new();
        for Word { text, .. } in &self.list {
            match joined.last_mut() {
                Some(name) if text.starts_with(is_digit) && is_name(name) => name.push_str(text),
                _ => joined.push(text.clone()),
            }
        }
        let all = [Self::new(parted), Self::new(joined)];
        all.into_iter().filter(|words| words != self).collect()
    }

    fn new(words: impl IntoIterator<Item = String>) -> Self {
        let mut list: Vec<Word> = Vec::new();
        for text in words {
            let length = text.chars().count();
            if list.iter().all(|known| known.text != text) && list.len() < MOST {
                list.push(Word { text, length });
            }
        }
        Self { list }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// A word that is a name with a number behind it, as two.
fn parted(word: &str) -> Vec<String> {
    let cut = word.find(is_digit).map(|at| word.split_at(at));
    match cut.filter(|(name, _)| is_name(name)) {
        Some((name, number)) => vec![name.to_string(), number.to_string()],
        None => vec![word.to_string()],
    }
}

fn is_name(text: &str) -> bool {
    text.chars().count() >= NAME && !text.contains(is_digit)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Whether a sign is of a script that is written without blanks: Chinese, Japanese.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::{Closeness, Words};

    fn closeness(word: &str, token: &str) -> Option<Closeness> {
        Words::of(word).list[0].closeness(token)
    }

    #[test]
    fn small_misspellings_are_forgiven() {
        assert_eq!(closeness("Nvidia", "nvidia"), Some(Closeness::Same));
        assert_eq!(closeness("gpu", "gpus"), Some(Closeness::Begins));
        assert_eq!(closeness("nvdia", "nvidia"), Some(Closeness::One));
        assert_eq!(closeness("nvidai", "nvidia"), Some(Closeness::One));
        assert_eq!(closeness("antrophic", "anthropic"), Some(Closeness::Two));
        assert_eq!(closeness("meta", "beat"), None);
    }

    #[test]
    fn short_words_and_numbers_are_exact() {
        assert_eq!(closeness("v3", "v4"), None);
        assert_eq!(closeness("h100", "h200"), None);
        assert_eq!(closeness("tpu", "gpu"), None);
    }

    #[test]
    fn a_number_is_parted_from_its_name_and_joined_with_it() {
        let otherwise = |text: &str| -> Vec<String> {
            let all = Words::of(text).otherwise().into_iter();
            all.map(|words| words.list.iter().map(|w| format!("{} ", w.text)).collect())
                .collect()
        };
        assert_eq!(otherwise("GPT4o mini"), ["gpt 4o mini "]);
        assert_eq!(otherwise("qwen 3"), ["qwen3 "]);
        assert_eq!(otherwise("deepseek v4"), Vec::<String>::new());
        assert_eq!(closeness("通义", "通义千问"), Some(Closeness::Begins));
    }

    #[test]
    fn a_word_counts_once() {
        assert_eq!(Words::of("V4, v4 and V4!").list.len(), 2);
        assert!(Words::of(" -- ").is_empty());
    }
}
