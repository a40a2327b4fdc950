//! How heavily the statements for one value weigh together.

use crate::model::{Date, Modality, Statement, Value};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// What speaks for a value, in the order in which it decides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight {
    /// It is said to be so, by the source or by a party, and not only expected.
    pub said: bool,
    /// The latest date from which a source has it, for what changes over time; else nothing.
    pub since: Option<Date>,
    /// How many documents say it.
    pub documents: usize,
    /// The firmest modality: the source's own word counts more than a party's.
    pub firmness: u8,
    /// The highest confidence.
    pub confidence: Decimal,
    /// Digits or parts of a date given: exact values before rounded ones.
    pub precision: usize,
}

/// Weighs the statements for one value; `changing` tells that later sources win.
pub fn weigh(statements: &[&Statement], changing: bool) -> Weight {
    let documents: BTreeSet<_> = statements.iter().map(|s| &s.evidence.document).collect();
    Weight {
        said: statements.iter().any(|s| said(s.modality)),
        since: if changing {
            statements.iter().filter_map(|s| s.valid_from).max()
        } else {
            None
        },
        documents: documents.len(),
        firmness: statements
            .iter()
            .map(|s| firmness(s.modality))
            .max()
            .unwrap_or(0),
        confidence: statements
            .iter()
            .map(|s| s.confidence)
            .max()
            .unwrap_or_default(),
        precision: statements.first().map_or(0, |s| precision(&s.object)),
    }
}

/// Whether the source says that it is so, itself or in the words of a party.
pub fn said(modality: Modality) -> bool {
    matches!(modality, Modality::Asserted | Modality::Claimed)
}

fn firmness(modality: Modality) -> u8 {
    match modality {
        Modality::Asserted => 4,
        Modality::Claimed => 3,
        Modality::Predicted => 2,
        Modality::Rumored => 1,
        Modality::Negated => 0,
    }
}

/// Significant digits of a number, parts of a date, 1 for all else.
pub fn precision(value: &Value) -> usize {
    match value {
        Value::Integer(n) => n.to_string().trim_end_matches('0').len(),
        Value::Decimal(d) => d
            .normalize()
            .mantissa()
            .unsigned_abs()
            .to_string()
            .trim_end_matches('0')
            .len(),
        Value::Date(d) => 1 + usize::from(d.month().is_some()) + usize::from(d.day().is_some()),
        _ => 1,
    }
}
