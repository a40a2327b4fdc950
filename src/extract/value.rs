//! From what stands in the text to the value of a property.

use crate::extract::candidate::Object;
use crate::extract::scope::Scope;
use crate::mention::Kind;
use crate::model::{Date, Property, Range as PropertyRange, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::ops::Range;

/// A number as the property's type; `None` where a whole number is wanted and it is none.
pub fn of_quantity(number: Decimal, property: &Property) -> Option<Value> {
    match property.range {
        PropertyRange::Integer => number
            .fract()
            .is_zero()
            .then(|| number.to_i64().map(Value::Integer))
            .flatten(),
        PropertyRange::Decimal => Some(Value::Decimal(number.normalize())),
        _ => None,
    }
}

/// The value that a rule states for all its matches.
pub fn constant(value: &toml::Value) -> Option<Value> {
    match value {
        toml::Value::Boolean(b) => Some(Value::Boolean(*b)),
        toml::Value::String(s) => Some(Value::Text(s.clone())),
        toml::Value::Integer(n) => Some(Value::Integer(*n)),
        _ => None,
    }
}

/// Whether a dimension of the word list is what the unit of a property measures.
pub fn dimension_fits(dimension: &str, unit: &str) -> bool {
    match dimension {
        "memory" => unit == "GB",
        "bandwidth" => unit == "TB/s",
        "power" => unit == "W",
        "length" => unit == "nm",
        "compute" => unit == "PFLOPS",
        _ => false,
    }
}

/// Whether numbers of a unit are told by one that stands beside them or in their head.
pub fn measured(unit: &str) -> bool {
    ["GB", "TB/s", "W", "nm", "PFLOPS"].contains(&unit)
}

/// A year that fills a cell, but for a bracket ("2025 (shipping)").
pub fn lone_date(scope: &Scope<'_>, tokens: &Range<usize>) -> Option<(Object, Range<usize>)> {
    let token = scope
        .mentions
        .tokens
        .get(tokens.start)
        .filter(|_| tokens.len() == 1 || scope.word(tokens.start + 1) == "(")?;
    let text = &scope.text[token.range()];
    let year = (token.kind == Kind::Digits && text.len() == 4)
        .then(|| text.parse().ok())
        .flatten()?;
    (1990..=2100).contains(&year).then_some(())?;
    Some((
        Object::Value(Value::Date(Date::from_year(year)?)),
        tokens.start..tokens.start + 1,
    ))
}
