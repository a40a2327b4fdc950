//! Statements as bytes, while they wait for belief; the form is of one process and never kept.

use crate::model::{Date, Evidence, Modality, Resolved, Statement, Value};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Adds a statement to bytes.
pub(crate) fn write(statement: &Statement, out: &mut Vec<u8>) {
    text(statement.subject.as_str(), out);
    text(&statement.property, out);
    value(&statement.object, out);
    number(statement.qualifiers.len() as u64, out);
    for (name, qualifier) in &statement.qualifiers {
        text(name, out);
        value(qualifier, out);
    }
    text(statement.evidence.document.as_str(), out);
    text(&statement.evidence.exact, out);
    number(statement.evidence.start.into(), out);
    number(statement.evidence.end.into(), out);
    option(statement.claimed_by.as_ref(), out, |id, out| {
        text(id.as_str(), out);
    });
    let modality = Modality::ALL.iter().position(|m| *m == statement.modality);
    number(modality.unwrap_or_default() as u64, out);
    out.extend(statement.confidence.serialize());
    option(statement.valid_from, out, date);
    option(statement.valid_to, out, date);
    text(&statement.recorded_at, out);
    text(&statement.extracted_by, out);
    option(statement.resolved.as_ref(), out, |resolved, out| {
        text(resolved.id.as_str(), out);
        out.push(resolved.rejected.into());
    });
}

fn text(text: &str, out: &mut Vec<u8>) {
    number(text.len() as u64, out);
    out.extend_from_slice(text.as_bytes());
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    out.push((number & 0x7F) as u8);
}

fn option<T>(option: Option<T>, out: &mut Vec<u8>, some: impl FnOnce(T, &mut Vec<u8>)) {
    out.push(option.is_some().into());
    if let Some(content) = option {
        some(content, out);
    }
}

fn date(date: Date, out: &mut Vec<u8>) {
    out.extend(date.year().to_le_bytes());
    out.push(date.month().unwrap_or_default());
    out.push(date.day().unwrap_or_default());
}

fn value(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Entity(id) => {
            out.push(b'e');
            text(id.as_str(), out);
        }
        Value::Integer(n) => {
            out.push(b'i');
            out.extend(n.to_le_bytes());
        }
        Value::Decimal(d) => {
            out.push(b'd');
            out.extend(d.serialize());
        }
        Value::Date(d) => {
            out.push(b't');
            date(*d, out);
        }
        Value::Boolean(b) => out.extend([b'b', (*b).into()]),
        Value::Text(t) => {
            out.push(b's');
            text(t, out);
        }
    }
}

/// Takes the first statement from bytes; `None` where they are not what [`write`] makes.
pub(crate) fn read(bytes: &mut &[u8]) -> Option<Statement> {
    let mut bytes = Bytes(bytes);
    let bytes = &mut bytes;
    Some(Statement {
        subject: bytes.text()?.into(),
        property: bytes.text()?.into(),
        object: bytes.value()?,
        qualifiers: bytes.qualifiers()?,
        evidence: Evidence {
            document: bytes.text()?.into(),
            exact: bytes.text()?.into(),
            start: bytes.small()?,
            end: bytes.small()?,
        },
        claimed_by: if bytes.flag()? {
            Some(bytes.text()?.into())
        } else {
            None
        },
        modality: *Modality::ALL.get(usize::try_from(bytes.number()?).ok()?)?,
        confidence: bytes.decimal()?,
        valid_from: if bytes.flag()? {
            Some(bytes.date()?)
        } else {
            None
        },
        valid_to: if bytes.flag()? {
            Some(bytes.date()?)
        } else {
            None
        },
        recorded_at: bytes.text()?.into(),
        extracted_by: bytes.text()?.into(),
        resolved: if bytes.flag()? {
            Some(bytes.resolved()?)
        } else {
            None
        },
    })
}

/// What is left to read.
struct Bytes<'r, 'b>(&'r mut &'b [u8]);

impl<'b> Bytes<'_, 'b> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk()?;
        *self.0 = rest;
        Some(*array)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..u64::BITS).step_by(7) {
            let [byte] = self.array()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn small(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        *self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    fn flag(&mut self) -> Option<bool> {
        self.array().map(|[byte]| byte != 0)
    }

    fn resolved(&mut self) -> Option<Resolved> {
        Some(Resolved {
            id: self.text()?.into(),
            rejected: self.flag()?,
        })
    }

    fn decimal(&mut self) -> Option<Decimal> {
        self.array().map(Decimal::deserialize)
    }

    fn date(&mut self) -> Option<Date> {
        let year = i16::from_le_bytes(self.array()?);
        match self.array()? {
            [0, _] => Date::from_year(year),
            [month, 0] => Date::from_month(year, month),
            [month, day] => Date::from_day(year, month, day),
        }
    }

    fn value(&mut self) -> Option<Value> {
        Some(match self.array()? {
            [b'e'] => Value::Entity(self.text()?.into()),
            [b'i'] => Value::Integer(i64::from_le_bytes(self.array()?)),
            [b'd'] => Value::Decimal(self.decimal()?),
            [b't'] => Value::Date(self.date()?),
            [b'b'] => Value::Boolean(self.flag()?),
            [b's'] => Value::Text(self.text()?.into()),
            _ => return None,
        })
    }

    fn qualifiers(&mut self) -> Option<BTreeMap<Arc<str>, Value>> {
        let count = self.number()?;
        let one = |_| Some((self.text()?.into(), self.value()?));
        (0..count).map(one).collect()
    }
}

#[cfg(test)]
#[path = "codec_tests.rs"]
mod tests;
