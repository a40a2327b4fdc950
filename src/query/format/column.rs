//! Columns of one type each, written as a Parquet file.
//!
//! The types are those of <https://github.com/apache/parquet-format/blob/master/LogicalTypes.md>. A column has the type
//! that holds all its values exactly: 64-bit integers, decimals, doubles, booleans, days, moments in UTC; else text.

use ::parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use ::parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray,
    FixedLenByteArrayType, Int32Type, Int64Type,
};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::types::{Type, TypePtr};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::sync::Arc;

/// Rows in a group, which a reader takes at once.
const GROUP: usize = 100_000;

/// Digits of a decimal, and the bytes that hold them.
const DIGITS: i32 = 38;
const BYTES: i32 = 16;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
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
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Datum {
    /// A whole number.
    Integer(i64),
    /// An exact decimal.
    Decimal(Decimal),
    /// A floating point number.
    Double(f64),
    /// True or false.
    Boolean(bool),
    /// Days since 1970.
    Date(i32),
    /// Microseconds since 1970.
    Moment(i64),
    /// All else.
    Text,
}

/// A value as it is written, and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its text, which a column of text has.
    pub text: String,
    /// The value.
    pub datum: Datum,
}

/// The file with these columns, all of the same length, in rows of `names`.
///
/// # Errors
/// Those of the library: names that stand for two columns.
pub fn file(names: &[String], columns: &[Vec<Option<Cell>>]) -> Result<Vec<u8>, ParquetError> {
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
pub(super) fn kind(column: &[Option<Cell>]) -> Kind {
    let mut all: Option<Kind> = None;
    for cell in column.iter().flatten() {
        let own = match cell.datum {
            Datum::Integer(_) => Kind::Integer,
            Datum::Decimal(number) => Kind::Decimal(number.scale()),
            Datum::Double(_) => Kind::Double,
            Datum::Boolean(_) => Kind::Boolean,
            Datum::Date(_) => Kind::Date,
            Datum::Moment(_) => Kind::Moment,
            Datum::Text => return Kind::Text,
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

/// Days since 1970.
pub fn days(date: NaiveDate) -> Option<i32> {
    let since = date.signed_duration_since(NaiveDate::default());
    i32::try_from(since.num_days()).ok()
}

/// A number as a whole number of the last digit of a scale.
fn unscaled(cell: &Cell, scale: u32) -> Option<i128> {
    let number = match cell.datum {
        Datum::Integer(number) => Decimal::from(number),
        Datum::Decimal(number) => number,
        _ => return None,
    };
    let shift = scale.checked_sub(number.scale())?;
    number.mantissa().checked_mul(10_i128.checked_pow(shift)?)
}

fn write_column(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    part: &[Option<Cell>],
    kind: Kind,
) -> Result<(), ParquetError> {
    match kind {
        Kind::Integer => put::<Int64Type>(group, part, |cell| match cell.datum {
            Datum::Integer(number) => Some(number),
            _ => None,
        }),
        Kind::Decimal(scale) => put::<FixedLenByteArrayType>(group, part, |cell| {
            let number = unscaled(cell, scale)?;
            Some(FixedLenByteArray::from(number.to_be_bytes().to_vec()))
        }),
        Kind::Double => put::<DoubleType>(group, part, |cell| match cell.datum {
            Datum::Double(number) => Some(number),
            _ => None,
        }),
        Kind::Boolean => put::<BoolType>(group, part, |cell| match cell.datum {
            Datum::Boolean(answer) => Some(answer),
            _ => None,
        }),
        Kind::Date => put::<Int32Type>(group, part, |cell| match cell.datum {
            Datum::Date(days) => Some(days),
            _ => None,
        }),
        Kind::Moment => put::<Int64Type>(group, part, |cell| match cell.datum {
            Datum::Moment(micros) => Some(micros),
            _ => None,
        }),
        Kind::Text => put::<ByteArrayType>(group, part, |cell| {
            Some(ByteArray::from(cell.text.as_str()))
        }),
    }
}

/// Writes the next column: its values, and for each row whether it has one.
fn put<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    part: &[Option<Cell>],
    of: impl Fn(&Cell) -> Option<T::T>,
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
