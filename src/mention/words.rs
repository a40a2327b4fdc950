//! The word lists of a language, as `data/rules/english.toml` gives them.

use crate::mention::class::{Membership, WordClass};
use crate::mention::currency::Currencies;
use crate::mention::standin::StandIns;
use crate::mention::token::{Lexemes, Token, Word, begin_with};
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file's form: plain lists and tables.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WordFile {
    /// Words that end in a full stop without ending a sentence.
    pub abbreviations: Vec<String>,
    /// Words that begin a sentence even behind such a word ("Acme Inc. The").
    pub openers: Vec<String>,
    /// Names of the months, each with its other spellings.
    pub months: Vec<Vec<String>>,
    /// Names of the days from Monday on, each with its other spellings.
    pub weekdays: Vec<Vec<String>>,
    /// Numbers written as words.
    pub numerals: BTreeMap<String, i64>,
    /// Numbers of quarters and halves written as words.
    pub ordinals: BTreeMap<String, u8>,
    /// Words before "month" and "year": how far from that of publication.
    pub shifts: BTreeMap<String, i16>,
    /// Words for a day: how many days before that of publication.
    pub days: BTreeMap<String, i64>,
    /// Words and letters that multiply a number.
    pub scales: BTreeMap<String, i64>,
    /// Signs and words of currencies, by ISO code; a sign may belong to several.
    pub currencies: BTreeMap<String, Vec<String>>,
    /// Words that tell which of several currencies a sign means, by ISO code.
    pub homes: BTreeMap<String, Vec<String>>,
    /// Parts of a currency, by its ISO code: their words and what share of it they are ("cents").
    pub fractions: BTreeMap<String, BTreeMap<String, String>>,
    /// Units by dimension: the unit's word and its factor to the unit of the vocabulary. A word with capitals
    /// is that unit only where it is written so.
    pub units: BTreeMap<String, BTreeMap<String, String>>,
    /// Classes of words for patterns; a phrase may have several words.
    pub classes: BTreeMap<String, Vec<String>>,
    /// Nouns that may follow a name of a class without changing it ("H200 GPUs").
    pub tails: BTreeMap<String, Vec<String>>,
    /// Words that make a new name of a known one ("Pro", "Flash").
    pub suffixes: Vec<String>,
    /// Words that stand for something named before.
    pub anaphors: Vec<AnaphorFile>,
}

/// Phrases that stand for something named before ("the model", "both").
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnaphorFile {
    /// The phrases.
    pub phrases: Vec<String>,
    /// Classes of what they stand for; empty means any.
    #[serde(default)]
    pub classes: Vec<String>,
    /// How many things they stand for; 0 means all that are at hand.
    #[serde(default = "one")]
    pub count: usize,
}

fn one() -> usize {
    1
}

/// An anaphor, numbered.
#[derive(Debug, Clone)]
pub struct Anaphor {
    /// Classes of what it stands for; empty means any.
    pub classes: Vec<String>,
    /// How many things it stands for; 0 means all that are at hand.
    pub count: usize,
}

/// The word lists with their words numbered.
#[derive(Debug, Default)]
pub struct Words {
    /// Words that do not end a sentence with their full stop.
    pub abbreviations: FxHashSet<String>,
    /// Words that begin a sentence even behind such a word.
    pub openers: FxHashSet<String>,
    /// Month, 1 to 12, of a word.
    pub months: FxHashMap<Word, u8>,
    /// Day of the week, 1 (Monday) to 7, of a word.
    pub weekdays: FxHashMap<Word, i8>,
    /// Value of a numeral.
    pub numerals: FxHashMap<Word, i64>,
    /// Number of an ordinal.
    pub ordinals: FxHashMap<Word, u8>,
    /// Periods from that of publication, by word.
    pub shifts: FxHashMap<Word, i16>,
    /// Days before that of publication, by word.
    pub days: FxHashMap<Word, i64>,
    /// Factor of a scale word.
    pub scales: FxHashMap<Word, i64>,
    /// Signs and words of currencies.
    pub currencies: Currencies,
    /// ISO code and share of a part of a currency.
    pub fractions: FxHashMap<Word, (String, Decimal)>,
    /// Dimension and factor of a unit; units of two words are keyed by both (`tb`, `/`, `s`).
    pub units: FxHashMap<Vec<Word>, (String, Decimal)>,
    /// Units that their capitals tell from others ("GBps" of bytes, "Gbps" of bits), as they are written.
    pub written: FxHashMap<String, (String, Decimal)>,
    /// Phrases of a class.
    pub classes: FxHashMap<String, Vec<Vec<Word>>>,
    /// First words of the phrases of a class.
    openings: FxHashMap<String, FxHashSet<Word>>,
    /// Classes by word.
    membership: Membership,
    /// By word: whether a date, an amount or an anaphor can begin with it.
    heads: Vec<bool>,
    /// Tail nouns by class name.
    pub tails: FxHashMap<String, FxHashSet<Word>>,
    /// Suffix words of names.
    pub suffixes: FxHashSet<Word>,
    /// What stands for something named before.
    pub anaphors: Vec<Anaphor>,
    /// Phrases that stand for something.
    pub stand_ins: StandIns,
}

impl Words {
    /// Numbers the words of a file; lists of several files add up.
    pub fn add(&mut self, file: WordFile, lexemes: &mut Lexemes) {
        self.abbreviations.extend(file.abbreviations);
        self.openers.extend(file.openers);
        for (i, names) in file.months.iter().enumerate() {
            let month = u8::try_from(i + 1).unwrap_or(0);
            self.months
                .extend(names.iter().map(|n| (lexemes.learn(n), month)));
        }
        for (i, names) in file.weekdays.iter().enumerate() {
            let day = i8::try_from(i + 1).unwrap_or(0);
            self.weekdays
                .extend(names.iter().map(|n| (lexemes.learn(n), day)));
        }
        number(file.numerals, &mut self.numerals, lexemes);
        number(file.ordinals, &mut self.ordinals, lexemes);
        number(file.shifts, &mut self.shifts, lexemes);
        number(file.days, &mut self.days, lexemes);
        number(file.scales, &mut self.scales, lexemes);
        self.currencies.add(&file.currencies, &file.homes, lexemes);
        for (code, parts) in &file.fractions {
            for (part, share) in parts {
                let share = share.parse().unwrap_or(Decimal::ONE);
                self.fractions
                    .insert(lexemes.learn(part), (code.clone(), share));
            }
        }
        for (dimension, units) in &file.units {
            for (unit, factor) in units {
                let factor = factor.parse().unwrap_or(Decimal::ONE);
                let meaning = (dimension.clone(), factor);
                if unit.bytes().any(|b| b.is_ascii_uppercase()) {
                    self.written.insert(unit.clone(), meaning);
                } else {
                    self.units.insert(lexemes.learn_all(unit), meaning);
                }
            }
        }
        for (class, phrases) in &file.classes {
            let phrases: Vec<Vec<Word>> = phrases.iter().map(|p| lexemes.learn_all(p)).collect();
            self.classes
                .entry(class.clone())
                .or_default()
                .extend(phrases);
        }
        for (class, nouns) in &file.tails {
            let nouns = nouns.iter().map(|n| lexemes.learn(n));
            self.tails.entry(class.clone()).or_default().extend(nouns);
        }
        self.suffixes
            .extend(file.suffixes.iter().map(|s| lexemes.learn(s)));
        for anaphor in file.anaphors {
            for phrase in &anaphor.phrases {
                self.stand_ins
                    .add(lexemes.learn_all(phrase), self.anaphors.len());
            }
            self.anaphors.push(Anaphor {
                classes: anaphor.classes,
                count: anaphor.count,
            });
        }
    }

    /// Looks up once which words are in the classes that reading asks for.
    pub fn settle(&mut self, known: usize) {
        self.membership = Membership::new(self, known);
        let first = |phrase: &Vec<Word>| phrase.first().copied();
        let opening = self.classes.iter().map(|(class, phrases)| {
            let words = phrases.iter().filter_map(first).collect();
            (class.clone(), words)
        });
        self.openings = opening.collect();
        let letters = [WordClass::QuarterLetter, WordClass::HalfLetter];
        let letters = letters.into_iter().flat_map(|class| self.singles(class));
        let heads: FxHashSet<Word> = letters
            .chain(self.numerals.keys().copied())
            .chain(self.scales.keys().copied())
            .chain(self.weekdays.keys().copied())
            .chain(self.days.keys().copied())
            .chain(self.months.keys().copied())
            .chain(self.ordinals.keys().copied())
            .chain(self.shifts.keys().copied())
            .chain(self.stand_ins.heads())
            .chain(self.currencies.heads())
            .collect();
        let numbers = (0..).take(known + 1);
        self.heads = numbers.map(|word| heads.contains(&word)).collect();
    }

    /// Whether a date, an amount or an anaphor can begin with a word.
    #[inline]
    pub fn begins_value(&self, word: Word) -> bool {
        self.heads.get(word as usize) == Some(&true)
    }

    /// The members of a class that are single words.
    pub(super) fn singles(&self, class: WordClass) -> impl Iterator<Item = Word> {
        let phrases = self.classes.get(class.name()).into_iter().flatten();
        phrases.filter(|p| p.len() == 1).map(|p| p[0])
    }

    /// The length of the longest phrase of a class that some tokens begin with.
    pub fn phrase(&self, class: &str, tokens: &[Token]) -> Option<usize> {
        let phrases = self.classes.get(class).into_iter().flatten();
        let begun = phrases.filter(|phrase| !phrase.is_empty() && begin_with(tokens, phrase));
        begun.map(Vec::len).max()
    }

    /// Whether a phrase of a class stands among some tokens.
    pub fn holds(&self, class: &str, tokens: &[Token]) -> bool {
        let Some(openings) = self.openings.get(class) else {
            return false;
        };
        let mut places = tokens.iter().enumerate();
        places.any(|(i, token)| {
            openings.contains(&token.word) && self.phrase(class, &tokens[i..]).is_some()
        })
    }

    /// Whether a word is a single-word member of a class.
    #[inline]
    pub fn is(&self, class: WordClass, word: Word) -> bool {
        self.membership.is(class, word)
    }
}

/// Takes a table of words and numbers over.
fn number<N>(file: BTreeMap<String, N>, into: &mut FxHashMap<Word, N>, lexemes: &mut Lexemes) {
    into.extend(file.into_iter().map(|(word, n)| (lexemes.learn(&word), n)));
}
