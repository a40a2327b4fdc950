//! The types of parameters.

use std::fmt;
use std::str::FromStr;

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A thing: an address, a prefixed name, or a name that people use.
    Iri,
    /// Text.
    String,
    /// A whole number of 64 bits.
    Integer,
    /// An exact decimal, written without exponent.
    Decimal,
    /// A day, a month or a year: `2026-04-24`, `2026-04`, `2026`.
    Date,
    /// The same as text, to be compared with the text of dates: `2026` is before `2026-04` and `2026-04-24`.
    Period,
    /// `true` or `false`.
    Boolean,
}

impl Kind {
    /// All, in the order of the documentation.
    pub const ALL: [Self; 7] = [
        Self::Iri,
        Self::String,
        Self::Integer,
        Self::Decimal,
        Self::Date,
        Self::Period,
        Self::Boolean,
    ];

    /// The word in a header.
    pub fn name(self) -> &'static str {
        match self {
            Self::Iri => "iri",
            Self::String => "string",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Date => "date",
            Self::Period => "period",
            Self::Boolean => "boolean",
        }
    }

    /// What to write, for people: follows "expected".
    pub fn expected(self) -> &'static str {
        match self {
            Self::Iri => "a name, a prefixed name such as id:openai, or an address",
            Self::String => "text",
            Self::Integer => "a whole number such as 10",
            Self::Decimal => "a decimal such as 1.74",
            Self::Date | Self::Period => "a date such as 2026-04-24, 2026-04 or 2026",
            Self::Boolean => "true or false",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|k| k.name() == text).ok_or(())
    }
}
