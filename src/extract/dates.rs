//! Dates that stand over what follows, as in a list of changes: in a heading, or on a line of their own.

use crate::document::{BlockKind, Document};
use crate::mention::{Finder, Kind, Mentions, Sentence, What, WordClass};
use crate::model::Date;
use std::collections::BTreeMap;

/// Most tokens of a heading that gives a date.
const HEADING: usize = 12;

/// The dates that stand over parts of a text.
#[derive(Debug, Default)]
pub struct Dates {
    /// Lines that are nothing but a date, by the number of their sentence.
    lines: BTreeMap<usize, Date>,
    /// Whether several headings are dated.
    listed: bool,
}

impl Dates {
    /// Those of a text. One date alone says when the text was written, and stands over nothing.
    pub fn of(mentions: &Mentions, document: &Document, finder: &Finder) -> Self {
        let mut lines = BTreeMap::new();
        let mut headings = 0;
        for (at, sentence) in mentions.sentences.iter().enumerate() {
            match document.blocks.get(sentence.block).map(|b| &b.kind) {
                Some(BlockKind::Paragraph) => {
                    let date = alone(sentence, mentions, finder);
                    lines.extend(date.map(|date| (at, date)));
                }
                Some(BlockKind::Heading(_)) if of_heading(sentence, mentions).is_some() => {
                    headings += 1;
                }
                _ => {}
            }
        }
        if lines.len() < 2 {
            lines.clear();
        }
        Self {
            lines,
            listed: headings > 1,
        }
    }

    /// The date of a sentence that says nothing else.
    pub fn line(&self, sentence: usize) -> Option<Date> {
        self.lines.get(&sentence).copied()
    }

    /// How deep a heading is for the dates of those above it: where but one heading is dated, its date
    /// does not stand over those below.
    pub fn depth(&self, heading: u8) -> u8 {
        if self.listed { heading } else { 0 }
    }
}

/// The day or month that a short heading gives.
pub fn of_heading(heading: &Sentence, mentions: &Mentions) -> Option<Date> {
    let dated = mentions.within(heading.tokens.clone()).iter();
    let date = dated.filter_map(|m| match &m.what {
        What::Date(date) => Some(date.date),
        _ => None,
    });
    let short = heading.tokens.len() <= HEADING;
    date.rev().find(|d| short && d.month().is_some())
}

/// The date of a line that is nothing else, "Date:" before it apart.
fn alone(line: &Sentence, mentions: &Mentions, finder: &Finder) -> Option<Date> {
    let tokens = line.tokens.clone();
    let named = mentions.within(tokens.clone());
    let [only] = named else { return None };
    let What::Date(date) = &only.what else {
        return None;
    };
    let empty = |i: usize| {
        let token = &mentions.tokens[i];
        token.kind == Kind::Sign || finder.words.is(WordClass::DateLead, token.word)
    };
    let around = (tokens.start..only.tokens.start).chain(only.tokens.end..tokens.end);
    let plain = around.into_iter().all(empty);
    (plain && !date.relative && date.date.month().is_some()).then_some(date.date)
}
