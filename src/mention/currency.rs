//! Signs and words of currencies.

use crate::mention::finder::Finder;
use crate::mention::token::{Gap, Kind, Lexemes, Token, Word, begin_with};
use crate::mention::{Measure, Mentions, What};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;

/// The currency that prices and sums of the vocabulary are in.
pub const DOLLAR: &str = "USD";

/// The signs and words of all currencies.
#[derive(Debug, Default)]
pub struct Currencies {
    /// By first word: the whole sign or phrase and the ISO code, longest first.
    phrases: FxHashMap<Word, Vec<(Vec<Word>, String)>>,
    /// The codes of a sign that several currencies share, in order of code.
    shared: FxHashMap<Word, Vec<String>>,
    /// The code that a word of a country or of its money speaks for.
    homes: FxHashMap<Word, String>,
}

impl Currencies {
    /// Takes over signs and words by ISO code, and the words that tell what a shared sign means.
    pub(super) fn add(
        &mut self,
        signs: &BTreeMap<String, Vec<String>>,
        homes: &BTreeMap<String, Vec<String>>,
        lexemes: &mut Lexemes,
    ) {
        for (code, signs) in signs {
            for sign in signs {
                let words = lexemes.learn_all(sign);
                let Some(first) = words.first().copied() else {
                    continue;
                };
                let list = self.phrases.entry(first).or_default();
                if let Some((_, other)) = list.iter().find(|(known, _)| *known == words) {
                    let codes = self.shared.entry(first);
                    let codes = codes.or_insert_with(|| vec![other.clone()]);
                    if !codes.contains(code) {
                        codes.push(code.clone());
                    }
                    continue;
                }
                list.push((words, code.clone()));
                list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            }
        }
        for (code, words) in homes {
            self.homes
                .extend(words.iter().map(|w| (lexemes.learn(w), code.clone())));
        }
    }

    /// The code of the sign or phrase at a token, and the token behind it.
    ///
    /// The sign of "US$" stands joined to its letters: "A $5 billion deal" is of no Australian dollars.
    pub fn at(&self, tokens: &[Token], at: usize) -> Option<(&str, usize)> {
        let first = tokens.get(at)?;
        let list = self.phrases.get(&first.word)?;
        let joined = |t: &Token| t.kind != Kind::Sign || t.gap == Gap::Joined;
        let fits = |words: &[Word]| {
            let rest = &tokens[at..];
            begin_with(rest, words) && rest[..words.len()].iter().skip(1).all(joined)
        };
        let (words, code) = list.iter().find(|(words, _)| fits(words))?;
        Some((code, at + words.len()))
    }

    /// The words that the signs and phrases begin with.
    pub(super) fn heads(&self) -> impl Iterator<Item = Word> {
        self.phrases.keys().copied()
    }

    /// Whether letters with a sign joined to them begin at a token ("US$").
    pub fn signed(&self, tokens: &[Token], at: usize) -> bool {
        let Some((_, end)) = self.at(tokens, at) else {
            return false;
        };
        end > at + 1 && tokens[end - 1].kind == Kind::Sign
    }

    /// The code that a sign has in a text where several currencies share it: that of which the sentence has
    /// the most words, else that of which the text has; `None` for other signs and where nothing tells.
    pub fn meant(&self, sign: Word, tokens: &[Token], sentence: Range<usize>) -> Option<&str> {
        let codes = self.shared.get(&sign)?;
        [&tokens[sentence], tokens].into_iter().find_map(|tokens| {
            let count = |code: &String| {
                let of = |t: &&Token| self.homes.get(&t.word) == Some(code);
                tokens.iter().filter(of).count()
            };
            let best = codes.iter().map(count).max().filter(|n| *n > 0)?;
            let mut leading = codes.iter().filter(|c| count(c) == best);
            let first = leading.next()?;
            leading.next().is_none().then_some(first.as_str())
        })
    }
}

impl Finder {
    /// Gives amounts whose sign several currencies share the one that their sentence or text speaks of.
    pub(super) fn settle_currencies(&self, found: &mut Mentions) {
        let Mentions {
            tokens,
            sentences,
            list,
            ..
        } = found;
        for mention in list {
            let What::Quantity(quantity) = &mut mention.what else {
                continue;
            };
            let Measure::Money(code) = &mut quantity.measure else {
                continue;
            };
            let sign = |at: usize| {
                let of = sentences.partition_point(|s| s.tokens.end <= at);
                let sentence = sentences.get(of)?.tokens.clone();
                let currencies = &self.words.currencies;
                currencies.meant(tokens[at].word, tokens, sentence)
            };
            let ends = [mention.tokens.start, mention.tokens.end - 1];
            if let Some(meant) = ends.into_iter().find_map(sign) {
                *code = meant.to_string();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Currencies;
    use crate::mention::token::Lexemes;
    use std::collections::BTreeMap;

    fn table(rows: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        let list = |signs: &[&str]| signs.iter().map(ToString::to_string).collect();
        let rows = rows.iter();
        rows.map(|(code, signs)| (code.to_string(), list(signs)))
            .collect()
    }

    fn made() -> (Currencies, Lexemes) {
        let (mut currencies, mut lexemes) = (Currencies::default(), Lexemes::default());
        let signs = table(&[
            ("AUD", &["a$", "australian dollars"]),
            ("CNY", &["¥", "yuan"]),
            ("JPY", &["¥", "yen"]),
            ("USD", &["$", "dollars"]),
        ]);
        let homes = table(&[("CNY", &["chinese"]), ("JPY", &["japan"])]);
        currencies.add(&signs, &homes, &mut lexemes);
        (currencies, lexemes)
    }

    #[test]
    fn a_sign_behind_letters_stands_joined() {
        let (currencies, lexemes) = made();
        let code = |text: &str| {
            let mut tokens = Vec::new();
            lexemes.tokens(text, 0..text.len(), &mut tokens);
            currencies
                .at(&tokens, 0)
                .map(|(c, end)| (c.to_string(), end))
        };
        assert_eq!(code("A$5 million"), Some(("AUD".into(), 2)));
        assert_eq!(code("a $5 million deal"), None);
        assert_eq!(code("Australian dollars"), Some(("AUD".into(), 2)));
        assert_eq!(code("$5"), Some(("USD".into(), 1)));
    }

    #[test]
    fn a_shared_sign_means_what_its_text_speaks_of() {
        let (currencies, lexemes) = made();
        let meant = |text: &str, end: usize| {
            let mut tokens = Vec::new();
            lexemes.tokens(text, 0..text.len(), &mut tokens);
            let sign = lexemes.number("¥");
            currencies.meant(sign, &tokens, 0..end).map(String::from)
        };
        assert_eq!(meant("¥5 in Japan", 4), Some("JPY".into()));
        assert_eq!(meant("¥5 . A Chinese firm", 2), Some("CNY".into()));
        assert_eq!(meant("¥5 Japan . Chinese Chinese", 3), Some("JPY".into()));
        assert_eq!(meant("¥5 alone", 3), None);
    }
}
