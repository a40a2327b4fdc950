//! Limits that options set: seconds and numbers of rows.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// Seconds that something may take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit(f64);

/// Seconds where none are given.
const USUAL: f64 = 60.0;

impl Limit {
    /// As a time.
    pub fn time(self) -> Duration {
        Duration::try_from_secs_f64(self.0).unwrap_or(Duration::MAX)
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(USUAL)
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Limit {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let seconds = text
            .parse()
            .ok()
            .filter(|s: &f64| *s >= 0.0 && s.is_finite());
        seconds
            .map(Self)
            .ok_or("expected seconds, such as 60 or 0.5")
    }
}

/// A number of rows, which may be none.
pub fn rows(text: &str) -> Result<usize, &'static str> {
    text.parse()
        .map_err(|_| "expected a whole number, such as 100")
}

/// A number of rows of which there is at least one.
pub fn some(text: &str) -> Result<usize, &'static str> {
    let number = text.parse().ok().filter(|n| *n > 0);
    number.ok_or("expected a whole number from 1 on, such as 20")
}

#[cfg(test)]
mod tests {
    use super::{Limit, rows, some};

    #[test]
    fn seconds_may_have_a_fraction_and_no_sign() {
        let millis = |text: &str| text.parse::<Limit>().map(|l| l.time().as_millis());
        assert_eq!(millis("0.001"), Ok(1));
        assert_eq!(millis("60"), Ok(60_000));
        for text in ["-1", "NaN", "inf", "soon", ""] {
            assert!(millis(text).is_err(), "{text}");
        }
        assert_eq!(Limit::default().to_string(), "60");
        assert!(rows("abc").is_err() && rows("0") == Ok(0) && some("0").is_err());
    }
}
