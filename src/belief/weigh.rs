//! How heavily the statements for one value weigh together.

use crate::model::{Date, Modality, Statement, Value};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// What speaks for a value, in the order in which it decides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight {
    /// The firmest modality: asserted counts more than claimed.
    pub firmness: u8,
    /// The latest date from which a source has it, for what changes over time; else nothing.
    pub since: Option<Date>,
    /// How many documents say it independently.
    pub documents: usize,
    /// The highest confidence.
    pub confidence: Decimal,
    /// Digits or parts of a date given: exact values before rounded ones.
    pub precision: usize,
}

/// Weighs the statements for one value; `changing` tells that later sources win.
pub fn weigh(statements: &[&Statement], changing: bool) -> Weight {
    let documents: BTreeSet<_> = statements.iter().map(|s| &s.evidence.document).collect();
    Weight {
        firmness: statements
            .iter()
            .map(|s| firmness(s.modality))
            .max()
            .unwrap_or(0),
        since: if changing {
            statements.iter().filter_map(|s| s.valid_from).max()
        } else {
            None
        },
        documents: documents.len(),
        confidence: statements
            .iter()
            .map(|s| s.confidence)
            .max()
            .unwrap_or_default(),
        precision: statements.first().map_or(0, |s| precision(&s.object)),
    }
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
