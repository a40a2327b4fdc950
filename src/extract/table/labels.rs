//! The labels of rule files: what the head of a column, or the word before a colon, says its value is.

use crate::mention::{ClassSet, Lexemes, Lexicon, Token, Word, token};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the head of a column, or the word before a colon, says that the value is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// The property; a word without a dot such as `maker` stays as it is.
    pub property: String,
    /// Spellings in small letters, longest match wins.
    pub names: Vec<String>,
    /// The property of a second value behind the first ("$1.25 / $10").
    pub pair: Option<String>,
    /// Classes of the subject; empty takes the property's domain.
    #[serde(default)]
    pub subject: Vec<String>,
    /// Classes of the things that are its values; empty takes the property's range.
    #[serde(default)]
    pub object: Vec<String>,
    /// The thing under the label is the subject, and what the row or line is about the object ("Investors").
    #[serde(default)]
    pub swap: bool,
    /// Qualifiers of the value.
    #[serde(default)]
    pub qualifiers: BTreeMap<String, String>,
    /// Share of its uses that are right, in hundredths.
    #[serde(default = "sure")]
    pub confidence: u8,
}

fn sure() -> u8 {
    93
}

/// All labels, found by the first word of their names.
#[derive(Debug, Default)]
pub struct Labels {
    by_first: FxHashMap<Word, Vec<Named>>,
}

/// A label under one of its names.
#[derive(Debug)]
struct Named {
    words: Vec<Word>,
    label: Arc<Label>,
    subject: ClassSet,
}

impl Labels {
    /// Adds a label under all its names; of names of one length the one added first counts first.
    pub(in crate::extract) fn add(
        &mut self,
        label: Label,
        lexemes: &mut Lexemes,
        lexicon: &Lexicon,
    ) {
        let subject = lexicon.bits_of(&label.subject);
        let label = Arc::new(label);
        for name in &label.names {
            let words = lexemes.learn_all(name);
            let Some(first) = words.first() else { continue };
            let named = self.by_first.entry(*first).or_default();
            let at = named.partition_point(|n| Reverse(n.words.len()) <= Reverse(words.len()));
            let label = Arc::clone(&label);
            named.insert(
                at,
                Named {
                    words,
                    label,
                    subject,
                },
            );
        }
    }

    /// The labels of the longest name that some tokens begin with, of those that fit a subject of these
    /// classes, and the length of that name.
    pub fn at(&self, tokens: &[Token], subject: ClassSet) -> Option<(usize, Vec<&Label>)> {
        let named = self.by_first.get(&tokens.first()?.word)?.iter();
        let mut fits = named.filter(|n| {
            (n.label.subject.is_empty() || n.subject & subject != 0)
                && token::begin_with(tokens, &n.words)
        });
        let longest = fits.next()?;
        let length = longest.words.len();
        let same = fits.take_while(|n| n.words.len() == length);
        let all = std::iter::once(longest).chain(same).map(|n| &*n.label);
        Some((length, all.collect()))
    }
}
