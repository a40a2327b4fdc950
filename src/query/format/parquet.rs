//! Rows as a Parquet file: a column of one type for each variable.
//!
//! The types are those of <https://github.com/apache/parquet-format/blob/master/LogicalTypes.md>. A column has the type
//! that holds all its values exactly: 64-bit integers, decimals, doubles, booleans, days, moments in UTC; else text.

use crate::model::iri::XSD;
use crate::query::format::rows::bare;
use crate::query::format::{Look, WriteError, Written, taken};
use ::parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use ::parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray,
    FixedLenByteArrayType, Int32Type, Int64Type,
};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::types::{Type, TypePtr};
use chrono::{DateTime, NaiveDate};
use oxigraph::model::Term;
use oxigraph::sparql::QuerySolutionIter;
use rust_decimal::Decimal;
use std::io::{self, Write};
use std::sync::Arc;

/// Rows in a group, which a reader takes at once.
const GROUP: usize = 100_000;

/// Digits of a decimal, and the bytes that hold them.
const DIGITS: i32 = 38;
const BYTES: i32 = 16;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Integer,
    /// With so many digits behind the point.
    Decimal(u32),
    Double,
    Boolean,
    Date,
    Moment,
    Text,
}

/// One value, in the form of its own datatype.
#[derive(Debug, Clone)]
enum Value {
    Integer(i64),
    Decimal(Decimal),
    Double(f64),
    Boolean(bool),
    /// Days since 1970.
    Date(i32),
    /// Microseconds since 1970.
    Moment(i64),
    Text,
}

/// Writes all rows; they are held in memory, as a column's type is that of all its values.
pub fn parquet(
    rows: QuerySolutionIter<'_>,
    look: &Look<'_>,
    out: &mut dyn Write,
) -> Result<Written, WriteError> {
    let names: Vec<String> = rows.variables().iter().map(|v| v.as_str().into()).collect();
    let mut columns: Vec<Vec<Option<Term>>> = vec![Vec::new(); names.len()];
    let written = taken(rows, look, |row| {
        for (column, name) in columns.iter_mut().zip(&names) {
            column.push(row.get(name.as_str()).cloned());
        }
        Ok(())
    })?;
    let file = file(&names, &columns).map_err(io::Error::other)?;
    out.write_all(&file)?;
    Ok(written)
}

fn file(names: &[String], columns: &[Vec<Option<Term>>]) -> Result<Vec<u8>, ParquetError> {
    let kinds: Vec<Kind> = columns.iter().map(|column| kind(column)).collect();
    let fields = names
        .iter()
        .zip(&kinds)
        .map(|(name, kind)| field(name, *kind));
    let schema = Type::group_type_builder("rows")
        .with_fields(fields.collect::<Result<_, _>>()?)
        .build()?;
    let properties = WriterProperties::builder()
        .set_created_by("aikg".to_string())
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let count = columns.first().map_or(0, Vec::len);
    for start in (0..count).step_by(GROUP) {
        let mut group = writer.next_row_group()?;
        for (column, kind) in columns.iter().zip(&kinds) {
            let part = &column[start..count.min(start + GROUP)];
            write_column(&mut group, part, *kind)?;
        }
        group.close()?;
    }
    writer.into_inner()
}

fn field(name: &str, kind: Kind) -> Result<TypePtr, ParquetError> {
    let (physical, logical) = match kind {
        Kind::Integer => (Physical::INT64, None),
        Kind::Decimal(scale) => {
            let scale = i32::try_from(scale).unwrap_or(0);
            let logical = LogicalType::decimal(scale, DIGITS);
            let field = Type::primitive_type_builder(name, Physical::FIXED_LEN_BYTE_ARRAY)
                .with_length(BYTES)
                .with_precision(DIGITS)
                .with_scale(scale)
                .with_logical_type(Some(logical));
            return Ok(Arc::new(
                field.with_repetition(Repetition::OPTIONAL).build()?,
            ));
        }
        Kind::Double => (Physical::DOUBLE, None),
        Kind::Boolean => (Physical::BOOLEAN, None),
        Kind::Date => (Physical::INT32, Some(LogicalType::Date)),
        Kind::Moment => {
            let logical = LogicalType::timestamp(true, TimeUnit::MICROS);
            (Physical::INT64, Some(logical))
        }
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let field = Type::primitive_type_builder(name, physical).with_logical_type(logical);
    Ok(Arc::new(
        field.with_repetition(Repetition::OPTIONAL).build()?,
    ))
}

/// The type that holds all values of a column.
fn kind(column: &[Option<Term>]) -> Kind {
    let mut all: Option<Kind> = None;
    for term in column.iter().flatten() {
        let own = match value(term) {
            Value::Integer(_) => Kind::Integer,
            Value::Decimal(number) => Kind::Decimal(number.scale()),
            Value::Double(_) => Kind::Double,
            Value::Boolean(_) => Kind::Boolean,
            Value::Date(_) => Kind::Date,
            Value::Moment(_) => Kind::Moment,
            Value::Text => return Kind::Text,
        };
        all = Some(match (all.unwrap_or(own), own) {
            (Kind::Decimal(a), Kind::Decimal(b)) => Kind::Decimal(a.max(b)),
            (Kind::Decimal(a), Kind::Integer) | (Kind::Integer, Kind::Decimal(a)) => {
                Kind::Decimal(a)
            }
            (known, own) if known == own => own,
            _ => return Kind::Text,
        });
    }
    match all.unwrap_or(Kind::Text) {
        Kind::Decimal(scale)
            if !column
                .iter()
                .flatten()
                .all(|t| unscaled(t, scale).is_some()) =>
        {
            Kind::Text
        }
        kind => kind,
    }
}

fn value(term: &Term) -> Value {
    let Term::Literal(literal) = term else {
        return Value::Text;
    };
    let text = literal.value();
    let found = match literal.datatype().as_str().strip_prefix(XSD) {
        Some("integer") => text.parse().ok().map(Value::Integer),
        Some("decimal") => text.parse().ok().map(Value::Decimal),
        Some("double" | "float") => text.parse().ok().map(Value::Double),
        Some("boolean") => Some(Value::Boolean(matches!(text, "true" | "1"))),
        Some("date") => text
            .parse::<NaiveDate>()
            .ok()
            .and_then(days)
            .map(Value::Date),
        Some("dateTime") => {
            let moment = DateTime::parse_from_rfc3339(text).ok();
            moment.map(|m| Value::Moment(m.timestamp_micros()))
        }
        _ => None,
    };
    found.unwrap_or(Value::Text)
}

fn days(date: NaiveDate) -> Option<i32> {
    let since = date.signed_duration_since(NaiveDate::default());
    i32::try_from(since.num_days()).ok()
}

/// A number as a whole number of the last digit of a scale.
fn unscaled(term: &Term, scale: u32) -> Option<i128> {
    let number = match value(term) {
        Value::Integer(number) => Decimal::from(number),
        Value::Decimal(number) => number,
        _ => return None,
    };
    let shift = scale.checked_sub(number.scale())?;
    number.mantissa().checked_mul(10_i128.checked_pow(shift)?)
}

fn write_column(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    part: &[Option<Term>],
    kind: Kind,
) -> Result<(), ParquetError> {
    match kind {
        Kind::Integer => put::<Int64Type>(group, part, |term| match value(term) {
            Value::Integer(number) => Some(number),
            _ => None,
        }),
        Kind::Decimal(scale) => put::<FixedLenByteArrayType>(group, part, |term| {
            let number = unscaled(term, scale)?;
            Some(FixedLenByteArray::from(number.to_be_bytes().to_vec()))
        }),
        Kind::Double => put::<DoubleType>(group, part, |term| match value(term) {
            Value::Double(number) => Some(number),
            _ => None,
        }),
        Kind::Boolean => put::<BoolType>(group, part, |term| match value(term) {
            Value::Boolean(answer) => Some(answer),
            _ => None,
        }),
        Kind::Date => put::<Int32Type>(group, part, |term| match value(term) {
            Value::Date(days) => Some(days),
            _ => None,
        }),
        Kind::Moment => put::<Int64Type>(group, part, |term| match value(term) {
            Value::Moment(micros) => Some(micros),
            _ => None,
        }),
        Kind::Text => put::<ByteArrayType>(group, part, |term| {
            Some(ByteArray::from(bare(term).as_str()))
        }),
    }
}

/// Writes the next column: its values, and for each row whether it has one.
fn put<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    part: &[Option<Term>],
    of: impl Fn(&Term) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let found: Vec<Option<T::T>> = part.iter().map(|t| t.as_ref().and_then(&of)).collect();
    let levels: Vec<i16> = found
        .iter()
        .map(|value| i16::from(value.is_some()))
        .collect();
    let values: Vec<T::T> = found.into_iter().flatten().collect();
    if let Some(mut column) = group.next_column()? {
        column
            .typed::<T>()
            .write_batch(&values, Some(&levels), None)?;
        column.close()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Kind, file, kind};
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use oxigraph::model::{Literal, NamedNode, Term, vocab::xsd};

    fn typed(values: &[(&str, &str)]) -> Vec<Option<Term>> {
        let term = |(text, datatype): &(&str, &str)| {
            let datatype = NamedNode::new_unchecked(format!("{}{datatype}", super::XSD));
            Some(Literal::new_typed_literal(*text, datatype).into())
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
            Some(Literal::from("a \"b\"").into()),
            None,
            Some(xsd::DATE.into_owned().into()),
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
