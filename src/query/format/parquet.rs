//! Rows as a Parquet file: a column of one type for each variable.

use crate::model::iri::XSD;
use crate::query::format::column::{Cell, Datum, days, file};
use crate::query::format::rows::bare;
use crate::query::format::{Look, WriteError, Written, taken};
use chrono::{DateTime, NaiveDate};
use oxigraph::model::Term;
use oxigraph::sparql::QuerySolutionIter;
use std::io::{self, Write};

/// Writes all rows; they are held in memory, as a column's type is that of all its values.
pub fn parquet(
    rows: QuerySolutionIter<'_>,
    look: &Look<'_>,
    out: &mut dyn Write,
) -> Result<Written, WriteError> {
    let names: Vec<String> = rows.variables().iter().map(|v| v.as_str().into()).collect();
    let mut columns: Vec<Vec<Option<Cell>>> = vec![Vec::new(); names.len()];
    let written = taken(rows, look, |row| {
        for (column, name) in columns.iter_mut().zip(&names) {
            column.push(row.get(name.as_str()).map(cell));
        }
        Ok(())
    })?;
    let file = file(&names, &columns).map_err(io::Error::other)?;
    out.write_all(&file)?;
    Ok(written)
}

fn cell(term: &Term) -> Cell {
    Cell {
        text: bare(term),
        datum: value(term),
    }
}

fn value(term: &Term) -> Datum {
    let Term::Literal(literal) = term else {
        return Datum::Text;
    };
    let text = literal.value();
    let found = match literal.datatype().as_str().strip_prefix(XSD) {
        Some("integer") => text.parse().ok().map(Datum::Integer),
        Some("decimal") => text.parse().ok().map(Datum::Decimal),
        Some("double" | "float") => text.parse().ok().map(Datum::Double),
        Some("boolean") => Some(Datum::Boolean(matches!(text, "true" | "1"))),
        Some("date") => text
            .parse::<NaiveDate>()
            .ok()
            .and_then(days)
            .map(Datum::Date),
        Some("dateTime") => {
            let moment = DateTime::parse_from_rfc3339(text).ok();
            moment.map(|m| Datum::Moment(m.timestamp_micros()))
        }
        _ => None,
    };
    found.unwrap_or(Datum::Text)
}

#[cfg(test)]
mod tests {
    use super::cell;
    use crate::query::format::column::{Cell, Kind, file, kind};
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use oxigraph::model::{Literal, NamedNode, Term, vocab::xsd};

    fn typed(values: &[(&str, &str)]) -> Vec<Option<Cell>> {
        let term = |(text, datatype): &(&str, &str)| {
            let datatype = NamedNode::new_unchecked(format!("{}{datatype}", super::XSD));
            Some(cell(&Literal::new_typed_literal(*text, datatype).into()))
        };
        values.iter().map(term).collect()
    }

    #[test]
    fn a_column_has_the_type_of_all_its_values() {
        let of = |values: &[(&str, &str)]| kind(&typed(values));
        assert_eq!(of(&[("1", "integer"), ("-7", "integer")]), Kind::Integer);
        assert_eq!(
            of(&[("1", "integer"), ("0.25", "decimal")]),
            Kind::Decimal(2)
        );
        assert_eq!(of(&[("1e3", "double")]), Kind::Double);
        assert_eq!(of(&[("2026-04-24", "date")]), Kind::Date);
        assert_eq!(of(&[("2026-04-24", "date"), ("2026", "gYear")]), Kind::Text);
        assert_eq!(of(&[("2026-04-24T10:00:00Z", "dateTime")]), Kind::Moment);
        assert_eq!(of(&[("2026-04-24T10:00:00", "dateTime")]), Kind::Text);
        assert_eq!(of(&[("99999999999999999999", "integer")]), Kind::Text);
        assert_eq!(of(&[]), Kind::Text);
        let far = [
            ("79228162514264337593543950335", "decimal"),
            ("0.0000000000001", "decimal"),
        ];
        assert_eq!(of(&far), Kind::Text);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut price = typed(&[("1.74", "decimal"), ("-2", "integer")]);
        price.push(None);
        let date = typed(&[
            ("2026-04-24", "date"),
            ("1969-12-31", "date"),
            ("1970-01-01", "date"),
        ]);
        let name = [
            Some(cell(&Literal::from("a \"b\"").into())),
            None,
            Some(cell(&Term::from(xsd::DATE.into_owned()))),
        ];
        let names = ["price", "date", "name"].map(String::from);
        let bytes = file(&names, &[price, date, name.to_vec()]).unwrap();
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let rows: Vec<String> = reader
            .get_row_iter(None)
            .unwrap()
            .map(|r| r.unwrap().to_string())
            .collect();
        assert_eq!(
            rows,
            [
                "{price: 1.74, date: 2026-04-24, name: \"a \"b\"\"}",
                "{price: -2.00, date: 1969-12-31, name: null}",
                "{price: null, date: 1970-01-01, name: \"http://www.w3.org/2001/XMLSchema#date\"}",
            ]
        );
    }
}
