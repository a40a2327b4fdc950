//! Dates in running text, absolute or against the day of publication.

use crate::mention::class::WordClass;
use crate::mention::token::{Kind, Token};
use crate::mention::words::Words;
use crate::model::Date;
use jiff::civil;
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

/// Finds dates among tokens.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'a> {
    tokens: &'a [Token],
    text: &'a str,
    words: &'a Words,
    issued: Option<Date>,
}

impl<'a> Calendar<'a> {
    /// Reads dates of `tokens` against the day of publication.
    pub fn new(tokens: &'a [Token], text: &'a str, words: &'a Words, issued: Option<Date>) -> Self {
        Self {
            tokens,
            text,
            words,
            issued,
        }
    }

    /// The date that begins at token `at`, and the tokens it spans.
    pub fn at(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let token = self.tokens.get(at)?;
        if token.kind == Kind::Digits {
            return self
                .iso(at)
                .or_else(|| self.day_month(at))
                .or_else(|| self.year(at));
        }
        self.month_first(at)
            .or_else(|| self.quarter(at))
            .or_else(|| self.half(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.relative(at))
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| &self.text[t.range()])
    }

    fn lower(&self, at: usize) -> String {
        self.text(at).to_ascii_lowercase()
    }

    fn number(&self, at: usize, width: Range<usize>) -> Option<i16> {
        let token = self.tokens.get(at)?;
        let text = &self.text[token.range()];
        (token.kind == Kind::Digits && width.contains(&text.len()))
            .then(|| text.parse().ok())
            .flatten()
    }

    fn year_at(&self, at: usize) -> Option<i16> {
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

    /// `2026-04-24`, `2026/04/24`.
    fn iso(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let year = self.year_at(at)?;
        let step = if self.text(at + 1) == "/" { 2 } else { 1 };
        let month = self
            .number(at + step, 2..3)
            .and_then(|m| u8::try_from(m).ok())?;
        let joined = step == 2 || self.tokens[at + 1].start == self.tokens[at].end + 1;
        let day = self
            .number(at + 2 * step, 2..3)
            .and_then(|d| u8::try_from(d).ok())?;
        let date = Date::from_day(year, month, day)?;
        joined.then(|| (at..at + 2 * step + 1, exact(date)))
    }

    /// `24 April 2026`, `24th of April`.
    fn day_month(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let day = self.day_at(at)?;
        let mut i = at + 1;
        if matches!(self.lower(i).as_str(), "st" | "nd" | "rd" | "th") {
            i += 1;
        }
        if self.lower(i) == "of" {
            i += 1;
        }
        let month = self.month_at(i)?;
        self.with_year(at, i + 1, month, Some(day))
    }

    /// `April 24, 2026`, `Apr. 24`, `April 2026`, `April`.
    fn month_first(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let month = self.month_at(at)?;
        let mut i = at + 1;
        if self.text(i) == "." {
            i += 1;
        }
        if let Some(day) = self.day_at(i) {
            i += 1;
            if matches!(self.lower(i).as_str(), "st" | "nd" | "rd" | "th") {
                i += 1;
            }
            return self.with_year(at, i, month, Some(day));
        }
        // "May" and "March" are words too: alone they need "in" or the like before them.
        let word = self.lower(at);
        let alone = self.year_at(i).is_none() && self.text(i) != ",";
        if alone && matches!(word.as_str(), "may" | "march") {
            let before = at.checked_sub(1).map(|b| self.lower(b)).unwrap_or_default();
            if !matches!(
                before.as_str(),
                "in" | "since" | "last" | "until" | "by" | "early" | "late" | "of"
            ) {
                return None;
            }
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
        let comma = self.text(at) == ",";
        let of = self.lower(at) == "of";
        let year_at = if comma || of { at + 1 } else { at };
        if let Some(year) = self.year_at(year_at) {
            let date = match day {
                Some(day) => Date::from_day(year, month, day)?,
                None => Date::from_month(year, month)?,
            };
            return Some((from..year_at + 1, exact(date)));
        }
        // The year is that of publication, or the one before where the month lies ahead of it.
        let issued = self.issued?;
        let published = issued.month()?;
        let ahead = month > published;
        let next = self.text_before(from, "next");
        let year = match (ahead, next) {
            (true, false) if !self.future(from) => issued.year() - 1,
            (false, true) => issued.year() + 1,
            _ => issued.year(),
        };
        let date = match day {
            Some(day) => Date::from_day(year, month, day)?,
            None => Date::from_month(year, month)?,
        };
        Some((
            from..at,
            DateMention {
                date,
                quarter: None,
                half: None,
                relative: true,
            },
        ))
    }

    fn text_before(&self, at: usize, word: &str) -> bool {
        at.checked_sub(1).is_some_and(|b| self.lower(b) == word)
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
        let before = at.checked_sub(1).map(|b| self.lower(b)).unwrap_or_default();
        let known = matches!(
            before.as_str(),
            "in" | "since"
                | "of"
                | "by"
                | "until"
                | "early"
                | "late"
                | "mid"
                | "from"
                | "during"
                | "("
                | "through"
                | "for"
                | "before"
                | "after"
                | ","
        );
        known
            .then(|| Date::from_year(year).map(|d| (at..at + 1, exact(d))))
            .flatten()
    }

    /// `Q3 2025`, `third quarter of 2025`, `the third quarter`.
    fn quarter(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let (number, after) = if self.lower(at) == "q" && self.number(at + 1, 1..2).is_some() {
            (
                self.number(at + 1, 1..2)
                    .and_then(|n| u8::try_from(n).ok())?,
                at + 2,
            )
        } else if self.lower(at + 1) == "quarter" {
            (ordinal(&self.lower(at))?, at + 2)
        } else {
            return None;
        };
        let (year, end, relative) = self.period_year(after)?;
        let date = Date::from_year(year)?;
        (1..=4).contains(&number).then_some((
            at..end,
            DateMention {
                date,
                quarter: Some(number),
                half: None,
                relative,
            },
        ))
    }

    /// `first half of 2024`, `H2 2025`, `second half`.
    fn half(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let (number, after) = if self.lower(at) == "h" && self.number(at + 1, 1..2).is_some() {
            (
                self.number(at + 1, 1..2)
                    .and_then(|n| u8::try_from(n).ok())?,
                at + 2,
            )
        } else if self.lower(at + 1) == "half" {
            (ordinal(&self.lower(at))?, at + 2)
        } else {
            return None;
        };
        let (year, end, relative) = self.period_year(after)?;
        let date = Date::from_year(year)?;
        (1..=2).contains(&number).then_some((
            at..end,
            DateMention {
                date,
                quarter: None,
                half: Some(number),
                relative,
            },
        ))
    }

    /// The year behind a quarter or half: given, or "of this year", or that of publication.
    fn period_year(&self, at: usize) -> Option<(i16, usize, bool)> {
        let i = if matches!(self.lower(at).as_str(), "of" | "in") {
            at + 1
        } else {
            at
        };
        if let Some(year) = self.year_at(i) {
            return Some((year, i + 1, false));
        }
        let issued = self.issued?.year();
        match (self.lower(i).as_str(), self.lower(i + 1).as_str()) {
            ("this", "year") => Some((issued, i + 2, true)),
            ("next", "year") => Some((issued + 1, i + 2, true)),
            ("last", "year") => Some((issued - 1, i + 2, true)),
            _ => Some((issued, at, true)),
        }
    }

    /// `on Tuesday`: the last such day up to publication, or the next one in words of the future.
    fn weekday(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let token = self.tokens.get(at)?;
        let day = *self
            .words
            .weekdays
            .get(&token.word)
            .filter(|_| token.capital)?;
        // "Friday, April 24, 2026": the full date wins.
        let skip = if self.text(at + 1) == "," {
            at + 2
        } else {
            at + 1
        };
        if let Some((range, date)) = self.month_first(skip).or_else(|| self.day_month(skip)) {
            return Some((at..range.end, date));
        }
        let issued = self.issued?.civil()?;
        let back = (issued.weekday().to_monday_one_offset() - day).rem_euclid(7);
        let date = issued
            .checked_sub(jiff::Span::new().days(i64::from(back)))
            .ok()?;
        Some((at..at + 1, against(date)))
    }

    /// `today`, `yesterday`, `last month`, `this year`.
    fn relative(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let issued = self.issued?;
        let (first, second) = (self.lower(at), self.lower(at + 1));
        let days = |n: i64| {
            issued
                .civil()
                .and_then(|d| d.checked_sub(jiff::Span::new().days(n)).ok())
                .map(against)
        };
        match (first.as_str(), second.as_str()) {
            ("today", _) => days(0).map(|d| (at..at + 1, d)),
            ("yesterday", _) => days(1).map(|d| (at..at + 1, d)),
            ("this", "month") => month_of(issued, 0).map(|d| (at..at + 2, d)),
            ("last", "month") => month_of(issued, -1).map(|d| (at..at + 2, d)),
            ("next", "month") => month_of(issued, 1).map(|d| (at..at + 2, d)),
            ("this", "year") => year_of(issued, 0).map(|d| (at..at + 2, d)),
            ("last", "year") => year_of(issued, -1).map(|d| (at..at + 2, d)),
            ("next", "year") => year_of(issued, 1).map(|d| (at..at + 2, d)),
            _ => None,
        }
    }
}

fn exact(date: Date) -> DateMention {
    DateMention {
        date,
        quarter: None,
        half: None,
        relative: false,
    }
}

fn against(date: civil::Date) -> DateMention {
    DateMention {
        date: date.into(),
        quarter: None,
        half: None,
        relative: true,
    }
}

fn month_of(issued: Date, shift: i16) -> Option<DateMention> {
    let months = issued.year() * 12 + i16::from(issued.month()?) - 1 + shift;
    let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
    let date = Date::from_month(months.div_euclid(12), month)?;
    Some(DateMention {
        date,
        quarter: None,
        half: None,
        relative: true,
    })
}

fn year_of(issued: Date, shift: i16) -> Option<DateMention> {
    let date = Date::from_year(issued.year() + shift)?;
    Some(DateMention {
        date,
        quarter: None,
        half: None,
        relative: true,
    })
}

fn ordinal(word: &str) -> Option<u8> {
    match word {
        "first" => Some(1),
        "second" => Some(2),
        "third" => Some(3),
        "fourth" => Some(4),
        _ => None,
    }
}
