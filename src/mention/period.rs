//! Months, quarters, halves and days that only the day of publication makes dates.

use crate::mention::class::WordClass;
use crate::mention::date::{Calendar, DateMention};
use crate::mention::token::{Gap, Word};
use crate::model::Date;
use chrono::{Datelike, NaiveDate, TimeDelta};
use std::ops::Range;

/// The part of a year that a period is: how many there are, its noun and its letter.
struct Part {
    count: u8,
    noun: WordClass,
    letter: WordClass,
}

const QUARTER: Part = Part {
    count: 4,
    noun: WordClass::Quarter,
    letter: WordClass::QuarterLetter,
};

const HALF: Part = Part {
    count: 2,
    noun: WordClass::Half,
    letter: WordClass::HalfLetter,
};

impl Calendar<'_> {
    /// `Q3 2025`, `third quarter of 2025`, `the third quarter`.
    pub(super) fn quarter(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let (range, number, mention) = self.part(at, &QUARTER)?;
        let quarter = Some(number);
        Some((range, DateMention { quarter, ..mention }))
    }

    /// `first half of 2024`, `H2 2025`, `second half`.
    pub(super) fn half(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let (range, number, mention) = self.part(at, &HALF)?;
        let half = Some(number);
        Some((range, DateMention { half, ..mention }))
    }

    /// `2H26`, `1Q 2025`, `2025Q1`.
    pub(super) fn number_first(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let joined = |i: usize| self.tokens.get(i).is_some_and(|t| t.gap != Gap::Space);
        if !joined(at + 1) {
            return None;
        }
        let of = |part: &Part| {
            if !self.is(part.letter, at + 1) {
                return None;
            }
            let (number, year) = match self.year_at(at) {
                Some(year) => (self.number(at + 2, 1..2).filter(|_| joined(at + 2))?, year),
                None => (
                    self.number(at, 1..2)?,
                    self.year_at(at + 2).or_else(|| self.century_at(at + 2))?,
                ),
            };
            let number = u8::try_from(number)
                .ok()
                .filter(|n| (1..=part.count).contains(n))?;
            Some((number, DateMention::exact(Date::from_year(year)?)))
        };
        let quarter = of(&QUARTER).map(|(number, mention)| DateMention {
            quarter: Some(number),
            ..mention
        });
        let date = quarter.or_else(|| {
            let (number, mention) = of(&HALF)?;
            let half = Some(number);
            Some(DateMention { half, ..mention })
        })?;
        Some((at..at + 3, date))
    }

    /// `25` joined to what stands before it: the year 2025.
    fn century_at(&self, at: usize) -> Option<i16> {
        let joined = self.tokens.get(at).is_some_and(|t| t.gap != Gap::Space);
        self.number(at, 2..3).filter(|_| joined).map(|n| 2000 + n)
    }

    fn part(&self, at: usize, part: &Part) -> Option<(Range<usize>, u8, DateMention)> {
        let number = if self.is(part.letter, at) {
            self.number(at + 1, 1..2).and_then(|n| u8::try_from(n).ok())
        } else if self.is(part.noun, at + 1) {
            self.words.ordinals.get(&self.word(at)).copied()
        } else {
            None
        }?;
        let (year, end, relative) = self.period_year(at + 2)?;
        let mention = DateMention {
            relative,
            ..DateMention::exact(Date::from_year(year)?)
        };
        (1..=part.count)
            .contains(&number)
            .then_some((at..end, number, mention))
    }

    /// The year behind a quarter or half: given, or "of this year", or that of publication.
    fn period_year(&self, at: usize) -> Option<(i16, usize, bool)> {
        let i = at + usize::from(self.is(WordClass::OfPeriod, at));
        if let Some(year) = self.year_at(i) {
            return Some((year, i + 1, false));
        }
        // "Q1'25".
        if self.text(i) == "'"
            && let Some(year) = self.century_at(i + 1)
        {
            return Some((year, i + 2, false));
        }
        let issued = self.issued?.year();
        match self.shift(i) {
            Some(shift) if self.is(WordClass::Year, i + 1) => Some((issued + shift, i + 2, true)),
            _ => Some((issued, at, true)),
        }
    }

    /// "this", "last", "next": how far from the period of publication.
    fn shift(&self, at: usize) -> Option<i16> {
        self.words.shifts.get(&self.word(at)).copied()
    }

    /// `on Tuesday`: the last such day up to publication.
    pub(super) fn weekday(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let token = self.tokens.get(at).filter(|t| t.capital)?;
        let day = *self.words.weekdays.get(&token.word)?;
        // "Friday, April 24, 2026": the full date wins.
        let skip = at + 1 + usize::from(self.text(at + 1) == ",");
        if let Some((range, date)) = self.month_first(skip).or_else(|| self.day_month(skip)) {
            return Some((at..range.end, date));
        }
        let issued = self.issued?.civil()?;
        let today = i8::try_from(issued.weekday().number_from_monday()).ok()?;
        let back = (today - day).rem_euclid(7);
        Some((at..at + 1, before(issued, i64::from(back))?))
    }

    /// `today`, `yesterday`, `last month`, `this year`.
    pub(super) fn relative(&self, at: usize) -> Option<(Range<usize>, DateMention)> {
        let issued = self.issued?;
        let word: Word = self.word(at);
        if let Some(days) = self.words.days.get(&word) {
            return Some((at..at + 1, before(issued.civil()?, *days)?));
        }
        let shift = self.shift(at)?;
        let date = if self.is(WordClass::Month, at + 1) {
            month(issued, shift)?
        } else if self.is(WordClass::Year, at + 1) {
            Date::from_year(issued.year() + shift)?
        } else {
            return None;
        };
        Some((at..at + 2, DateMention::relative(date)))
    }
}

/// So many days before a day.
fn before(day: NaiveDate, days: i64) -> Option<DateMention> {
    let date = day.checked_sub_signed(TimeDelta::try_days(days)?)?;
    Date::from_civil(date).map(DateMention::relative)
}

/// The month so many after that of a date.
fn month(date: Date, shift: i16) -> Option<Date> {
    let months = i32::from(date.year()) * 12 + i32::from(date.month()?) - 1 + i32::from(shift);
    let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
    Date::from_month(i16::try_from(months.div_euclid(12)).ok()?, month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_go_over_the_year_and_stay_in_the_calendar() {
        let of = |text: &str, shift| month(text.parse().unwrap(), shift).map(|d| d.to_string());
        assert_eq!(of("2026-01", -1).as_deref(), Some("2025-12"));
        assert_eq!(of("2026-12", 1).as_deref(), Some("2027-01"));
        assert_eq!(of("9999-01", -1).as_deref(), Some("9998-12"));
        assert_eq!(of("9999-12", 1), None);
    }
}
