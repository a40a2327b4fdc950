//! The result formats of SPARQL 1.1: CSV, TSV, JSON, XML.

use super::{FormatError, Written};
use crate::query::answer::Rows;
use oxigraph::model::Variable;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use std::io::{self, Write};

/// Writes rows in one of the four.
pub(super) fn write(
    mut rows: Rows,
    format: QueryResultsFormat,
    out: &mut dyn Write,
) -> Result<Written, FormatError> {
    let columns = rows.columns().iter().map(Variable::new_unchecked);
    let columns: Vec<Variable> = columns.collect();
    let serializer = QueryResultsSerializer::from_format(format);
    let mut serializer = serializer.serialize_solutions_to_writer(&mut *out, columns.clone())?;
    let mut count = 0;
    while let Some(row) = rows.next_terms() {
        let row = row?;
        let bound = columns.iter().zip(&row);
        serializer.serialize(bound.filter_map(|(c, term)| Some((c, term.as_ref()?))))?;
        count += 1;
    }
    serializer.finish()?;
    if matches!(format, QueryResultsFormat::Json | QueryResultsFormat::Xml) {
        out.write_all(b"\n")?;
    }
    Ok(Written {
        rows: count,
        truncated: rows.truncated(),
    })
}

/// Writes yes or no in one of the four.
pub(super) fn write_boolean(
    answer: bool,
    format: QueryResultsFormat,
    out: &mut dyn Write,
) -> io::Result<()> {
    QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(&mut *out, answer)?;
    out.write_all(b"\n")
}
