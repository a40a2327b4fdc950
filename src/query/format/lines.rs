//! JSON lines: one object a row, for scripts.

use super::{FormatError, Written};
use crate::model::iri::XSD;
use crate::query::answer::Rows;
use crate::query::cell::Cell;
use serde_json::{Map, Number, Value};
use std::io::Write;

/// Writes each row as an object of its columns. An IRI is its full text, a number keeps all its
/// digits, a column without value is left out.
pub(super) fn write(mut rows: Rows, out: &mut dyn Write) -> Result<Written, FormatError> {
    let columns = rows.columns().to_vec();
    let mut count = 0;
    for row in rows.by_ref() {
        let mut object = Map::new();
        for (column, cell) in columns.iter().zip(row?) {
            if let Some(cell) = cell {
                object.insert(column.clone(), json(&cell));
            }
        }
        writeln!(out, "{}", Value::Object(object))?;
        count += 1;
    }
    Ok(Written {
        rows: count,
        truncated: rows.truncated(),
    })
}

fn json(cell: &Cell) -> Value {
    let text = || Value::String(cell.text().to_string());
    let Cell::Literal {
        value, datatype, ..
    } = cell
    else {
        return text();
    };
    match datatype.strip_prefix(XSD) {
        Some("boolean") => value.parse().map_or_else(|_| text(), Value::Bool),
        Some("integer" | "decimal" | "double" | "float" | "int" | "long") => {
            // What JSON has no number for (INF, +1, 01) stays text.
            serde_json::from_str::<Number>(value).map_or_else(|_| text(), Value::Number)
        }
        _ => text(),
    }
}
