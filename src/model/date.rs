//! Dates that keep the precision of their source.

use chrono::{Datelike, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// A calendar date known to the day, the month or the year; never more precise than its source.
///
/// Ordered by what it says: `2026` before `2026-04` before `2026-04-24`.
///
/// ```
/// use aikg::model::Date;
/// let d: Date = "2026-04".parse()?;
/// assert_eq!(d.datatype(), "gYearMonth");
/// assert!("2026-02-30".parse::<Date>().is_err());
/// # Ok::<(), aikg::model::date::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: i16,
    month: Option<u8>,
    day: Option<u8>,
}

/// Text that is no date of one of the three precisions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no date: write YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct DateError(pub String);

impl Date {
    /// A year, 1 to 9999.
    pub fn from_year(year: i16) -> Option<Self> {
        (1..=9999).contains(&year).then_some(Self {
            year,
            month: None,
            day: None,
        })
    }

    /// A month of a year.
    pub fn from_month(year: i16, month: u8) -> Option<Self> {
        let date = Self::from_year(year)?;
        (1..=12).contains(&month).then_some(Self {
            month: Some(month),
            ..date
        })
    }

    /// A day; `None` where the calendar has no such day.
    pub fn from_day(year: i16, month: u8, day: u8) -> Option<Self> {
        let date = Self::from_month(year, month)?;
        let valid = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
        valid.map(|_| Self {
            day: Some(day),
            ..date
        })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, where known.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, where known.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// The month or day of the same name, a year later if this one lies before the month of `other`; `None`
    /// for a bare year.
    pub fn not_before(self, other: Self) -> Option<Self> {
        let earlier = (self.year, self.month?) < (other.year, other.month?);
        let year = if earlier {
            self.year.checked_add(1)?
        } else {
            self.year
        };
        match self.day {
            Some(day) => Self::from_day(year, self.month?, day),
            None => Self::from_month(year, self.month?),
        }
    }

    /// The civil day, where known to the day.
    pub fn civil(self) -> Option<NaiveDate> {
        let (month, day) = (self.month?, self.day?);
        NaiveDate::from_ymd_opt(i32::from(self.year), u32::from(month), u32::from(day))
    }

    /// A civil day; `None` outside of the years 1 to 9999.
    pub fn from_civil(day: NaiveDate) -> Option<Self> {
        let number = |n: u32| u8::try_from(n).ok();
        let year = i16::try_from(day.year()).ok()?;
        Self::from_day(year, number(day.month())?, number(day.day())?)
    }

    /// Local name of the XML Schema datatype: `date`, `gYearMonth` or `gYear`.
    pub fn datatype(self) -> &'static str {
        match (self.month, self.day) {
            (Some(_), Some(_)) => "date",
            (Some(_), None) => "gYearMonth",
            _ => "gYear",
        }
    }

    /// Whether `other` is this date or lies within it (`2026` covers `2026-04-24`).
    pub fn covers(self, other: Self) -> bool {
        self.year == other.year
            && self.month.is_none_or(|m| other.month == Some(m))
            && self.day.is_none_or(|d| other.day == Some(d))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let error = || DateError(text.to_string());
        let digits = |part: &str, width: usize| {
            (part.len() == width && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<i16>().ok())
                .flatten()
        };
        let small = |n: i16| u8::try_from(n).ok();
        let mut parts = text.split('-');
        let year = parts.next().and_then(|p| digits(p, 4)).ok_or_else(error)?;
        let rest: Option<Vec<u8>> = parts.map(|p| digits(p, 2).and_then(small)).collect();
        match rest.ok_or_else(error)?[..] {
            [] => Self::from_year(year),
            [month] => Self::from_month(year, month),
            [month, day] => Self::from_day(year, month, day),
            _ => None,
        }
        .ok_or_else(error)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn prints_as_it_was_read() {
        for text in ["2026", "2026-04", "2026-04-24", "2024-02-29"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "26",
            "2026-4",
            "2026-13",
            "2025-02-29",
            "2026-04-24-01",
            "x",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_year_covers_its_days() {
        let (year, day): (Date, Date) = ("2026".parse().unwrap(), "2026-04-24".parse().unwrap());
        assert!(year.covers(day) && !day.covers(year) && year < day);
    }
}
