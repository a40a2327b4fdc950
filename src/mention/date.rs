//! Dates in running text, absolute or against the day of publication.

use crate::mention::class::WordClass;
use crate::mention::token::{Gap, Kind, Token, UNKNOWN, Word};
use crate::mention::words::Words;
use crate::model::Date;
use std::ops::Range;

/// A date as the text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateMention {
    /// The date, no more precise than the words.
    pub date: Date,
    /// Quarter, 1 to 4, where the words name one.
    pub quarter: Option<u8>,
    /// Half, 1 or 2, where the words name one.
    pub half: Option<u8>,
    /// The words alone do not give it: the day of publication was needed.
    pub relative: bool,
}

impl DateMention {
    /// A date that the words alone give.
    pub(super) fn exact(date: Date) -> Self {
        Self {
            date,
            quarter: None,
            half: None,
            relative: false,
        }
    }

    /// A date that the words give against the day of publication.
    pub(super) fn relative(date: Date) -> Self {
        Self {
            relative: true,
            ..Self::exact(date)
        }
    }
}

/// How far before a date the year may stand that it lacks, in tokens.
const REACH: usize = 1500;

/// Finds dates among tokens.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) words: &'a Words,
    pub(super) issued: Option<Date>,
    text: &'a str,
}

impl<'a> Calendar<'a> {
    /// Reads dates of `tokens` against the day of publication.
    pub fn new(tokens: &'a [Token], text: &'a str, words: &'a Words, issued: Option<Date>) -> Self {
        Self {
            tokens,
            words,
            issued,
            text,
        }
    }

    /// The date that begins at token `at`, and the tokens it spans.
    pub fn at(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let token = self.tokens.get(at)?;
        if token.kind == Kind::Digits {
            return self
                .iso(at)
                .or_else(|| self.year_month(at))
                .or_else(|| self.dotted(at))
                .or_else(|| self.day_month(at))
                .or_else(|| self.number_first(at))
                .or_else(|| self.year(at));
        }
        self.month_first(at)
            .or_else(|| self.quarter(at))
            .or_else(|| self.half(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.relative(at))
    }

    pub(super) fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| &self.text[t.range()])
    }

    pub(super) fn word(&self, at: usize) -> Word {
        self.tokens.get(at).map_or(UNKNOWN, |t| t.word)
    }

    pub(super) fn is(&self, class: WordClass, at: usize) -> bool {
        self.words.is(class, self.word(at))
    }

    /// Whether the word before a token is of a class.
    fn follows(&self, class: WordClass, at: usize) -> bool {
        at.checked_sub(1)
            .is_some_and(|before| self.is(class, before))
    }

    pub(super) fn number(&self, at: usize, width: Range<usize>) -> Option<i16> {
        let token = self.tokens.get(at)?;
        let text = &self.text[token.range()];
        (token.kind == Kind::Digits && width.contains(&text.len()))
            .then(|| text.parse().ok())
            .flatten()
    }

    pub(super) fn year_at(&self, at: usize) -> Option<i16> {
        self.number(at, 4..5).filter(|y| (1990..=2100).contains(y))
    }

    fn day_at(&self, at: usize) -> Option<u8> {
        let day = self.number(at, 1..3).and_then(|d| u8::try_from(d).ok())?;
        (1..=31).contains(&day).then_some(day)
    }

    fn month_at(&self, at: usize) -> Option<u8> {
        let token = self.tokens.get(at)?;
        token
            .capital
            .then(|| self.words.months.get(&token.word).copied())
            .flatten()
    }

    /// `2026.04.24`: one token of digits.
    fn dotted(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let mut parts = self.text(at).split('.');
        let mut part = |width: usize| {
            let digits = parts.next().filter(|d| d.len() <= width)?;
            digits.parse::<i16>().ok()
        };
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        let small = |n: i16| u8::try_from(n).ok();
        let date = Date::from_day(year, small(month)?, small(day)?)?;
        (parts.next().is_none() && (1990..=2100).contains(&year))
            .then(|| (at..at + 1, DateMention::exact(date)))
    }

    /// `2026-04-24`, `2026/04/24`.
    fn iso(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let year = self.year_at(at)?;
        let step = 1 + usize::from(self.text(at + 1) == "/");
        let month = self
            .number(at + step, 2..3)
            .and_then(|m| u8::try_from(m).ok())?;
        let joined = step == 2 || self.tokens[at + 1].start == self.tokens[at].end + 1;
        let day = self
            .number(at + 2 * step, 2..3)
            .and_then(|d| u8::try_from(d).ok())?;
        let date = Date::from_day(year, month, day)?;
        joined.then(|| (at..at + 2 * step + 1, DateMention::exact(date)))
    }

    /// `2026-04`.
    fn year_month(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let year = self.year_at(at)?;
        let month = self.number(at + 1, 2..3)?;
        let hyphen = self.tokens[at + 1].start == self.tokens[at].end + 1
            && self.tokens[at + 1].gap == Gap::Hyphen;
        let more = self
            .tokens
            .get(at + 2)
            .is_some_and(|t| t.gap != Gap::Space && t.kind != Kind::Sign);
        let date = Date::from_month(year, u8::try_from(month).ok()?)?;
        (hyphen && !more && self.tokens[at].gap != Gap::Hyphen)
            .then(|| (at..at + 2, DateMention::exact(date)))
    }

    /// `24 April 2026`, `24th of April`.
    pub(super) fn day_month(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let day = self.day_at(at)?;
        let mut i = at + 1;
        i += usize::from(self.is(WordClass::OrdinalSuffix, i));
        i += usize::from(self.is(WordClass::Of, i));
        let month = self.month_at(i)?;
        self.with_year(at, i + 1, month, Some(day))
    }

    /// `April 24, 2026`, `Apr. 24`, `April 2026`, `April`.
    pub(super) fn month_first(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let month = self.month_at(at)?;
        let mut i = at + 1;
        i += usize::from(self.text(i) == ".");
        if let Some(day) = self.day_at(i) {
            i += 1;
            i += usize::from(self.is(WordClass::OrdinalSuffix, i));
            return self.with_year(at, i, month, Some(day));
        }
        // "May" and "March" are words too: alone they need "in" or the like before them.
        let alone = self.year_at(i).is_none() && self.text(i) != ",";
        let doubtful = alone && self.is(WordClass::DoubtfulMonth, at);
        if doubtful && !self.follows(WordClass::BeforeMonth, at) {
            return None;
        }
        self.with_year(at, i, month, None)
    }

    fn with_year(
        &self,
        from: usize,
        at: usize,
        month: u8,
        day: Option<u8>,
    ) -> Option<(Range<usize>, DateMention)> {
        let date = |year: i16| match day {
            Some(day) => Date::from_day(year, month, day),
            None => Date::from_month(year, month),
        };
        let divided = self.text(at) == "," || self.is(WordClass::Of, at);
        let year_at = at + usize::from(divided);
        if let Some(year) = self.year_at(year_at) {
            return Some((from..year_at + 1, DateMention::exact(date(year)?)));
        }
        let Some(issued) = self.issued else {
            let year = self.stated_year(from, at, month)?;
            return Some((from..at, DateMention::exact(date(year)?)));
        };
        // The year is that of publication, or the one before where the month lies ahead of it.
        let published = issued.month()?;
        let ahead = month > published;
        let next = self.follows(WordClass::Next, from);
        let year = match (ahead, next) {
            (true, false) if !self.future(from) => issued.year() - 1,
            (false, true) => issued.year() + 1,
            _ => issued.year(),
        };
        Some((from..at, DateMention::relative(date(year)?)))
    }

    /// Of a text that says not when it was published: the year of the nearest month that has one ("Between
    /// November 18 and December 11, 2025"), or the year beside it where that month is nearer.
    fn stated_year(&self, from: usize, to: usize, month: u8) -> Option<i16> {
        let ahead = (to..to + 10).find_map(|i| self.dated_year(i));
        let behind = || {
            let least = from.saturating_sub(REACH);
            (least..from).rev().find_map(|i| self.dated_year(i))
        };
        let (year, other) = ahead.or_else(behind)?;
        Some(match i16::from(month) - i16::from(other) {
            7.. => year - 1,
            ..=-7 => year + 1,
            _ => year,
        })
    }

    /// A year right behind a month, with or without a day, and that month.
    fn dated_year(&self, at: usize) -> Option<(i16, u8)> {
        let year = self.year_at(at)?;
        let month = (1..=4).find_map(|back| self.month_at(at.checked_sub(back)?))?;
        Some((year, month))
    }

    /// Whether a word of the future stands in the twelve tokens before.
    fn future(&self, at: usize) -> bool {
        self.tokens[at.saturating_sub(12)..at]
            .iter()
            .any(|t| self.words.is(WordClass::Future, t.word))
    }

    /// `2026`, behind a word that makes it a year.
    fn year(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let year = self.year_at(at)?;
        let date = Date::from_year(year).filter(|_| self.follows(WordClass::BeforeYear, at))?;
        Some((at..at + 1, DateMention::exact(date)))
    }
}
