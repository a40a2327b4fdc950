//! Facts as a Parquet file, one a row, in columns of one type.

use crate::export::reference::Reference;
use crate::export::table::row::{CLAIM, RECEIPT, claim, receipt};
use crate::model::Value;
use crate::picture::Picture;
use crate::query::format::column::{self, Cell, Datum, days};
use std::io::{self, Write};

/// Writes the facts: what the object says stands as text in `object`, and as well in `number` or `date` where it
/// is one; months and years are text alone.
pub fn write(picture: &Picture, reference: &Reference<'_>, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<String> = CLAIM
        .iter()
        .chain(&RECEIPT)
        .map(ToString::to_string)
        .collect();
    let mut columns: Vec<Vec<Option<Cell>>> = vec![Vec::new(); names.len()];
    for (index, fact) in picture.projection.facts.iter().enumerate() {
        let claim = claim(picture, reference, index);
        let row = claim.into_iter().chain(receipt(reference, fact));
        for (column, value) in columns.iter_mut().zip(row) {
            column.push(value.as_ref().map(cell));
        }
    }
    let file = column::file(&names, &columns).map_err(io::Error::other)?;
    out.write_all(&file)
}

fn cell(value: &Value) -> Cell {
    let datum = match *value {
        Value::Integer(number) => Datum::Integer(number),
        Value::Decimal(number) => Datum::Decimal(number),
        Value::Boolean(answer) => Datum::Boolean(answer),
        Value::Date(date) => date.civil().and_then(days).map_or(Datum::Text, Datum::Date),
        _ => Datum::Text,
    };
    Cell {
        text: value.to_string(),
        datum,
    }
}
