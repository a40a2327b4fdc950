//! A value as people read it.

use super::Style;
use crate::model::quantity::human;
use crate::model::{Property, Value};
use crate::query::cell::Cell;
use rust_decimal::Decimal;

/// A cell's text for people, and whether it is a number.
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) number: bool,
}

/// A number below this is shown as it is where its unit is not known: it may be a year.
const PLAIN: i64 = 10_000;

/// The text of a cell in a column with this name: short names of IRIs, numbers in the unit of the
/// property that the column is named after.
pub(super) fn show(cell: Option<&Cell>, column: &str, style: &Style) -> Shown {
    let Some(cell) = cell else {
        return Shown {
            text: String::new(),
            number: false,
        };
    };
    match cell.value(style.namespaces) {
        value @ (Value::Integer(_) | Value::Decimal(_)) => Shown {
            text: number(&value, property(column, style)),
            number: true,
        },
        _ => Shown {
            text: clean(&cell.compact(style.namespaces)),
            number: false,
        },
    }
}

fn number(value: &Value, property: Option<&Property>) -> String {
    let small = value
        .as_decimal()
        .is_some_and(|n| n.abs() < Decimal::from(PLAIN));
    if small && property.is_none_or(|p| p.unit.is_empty()) {
        return value.to_string();
    }
    human(value, property)
}

fn property<'a>(column: &str, style: &Style<'a>) -> Option<&'a Property> {
    style.vocabulary?.properties.get(column)
}

/// The text on one line and without control characters, which could steer a terminal.
fn clean(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(plain).collect()
}
