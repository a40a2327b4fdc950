//! Literals that are their own id: no dictionary is touched to compare or print them.
//!
//! Only the one usual way to write a value goes inline, so that what comes out is exactly what
//! went in; `+5`, `1.`, `2026-04-24+02:00` go to the dictionary.

use crate::store::index::id::{Id, Tag};

/// Middle of the payload: added to a signed number.
const MIDDLE: i64 = 1 << 43;
/// Bits of the digits of a decimal, signed; the four above count the digits after the point.
const DIGITS: u32 = 40;

/// The id of a literal, given its text and the local name of its XML Schema datatype; `None` where
/// it must go to the dictionary.
pub(crate) fn encode(text: &str, datatype: &str) -> Option<Id> {
    match datatype {
        "integer" => {
            let n = plain(text)?.parse::<i64>().ok()?;
            let payload = u64::try_from(n.checked_add(MIDDLE)?).ok()?;
            (payload < Id::LIMIT).then(|| Id::new(Tag::Integer, payload))
        }
        "decimal" => decimal(text),
        "boolean" => match text {
            "true" => Some(Id::new(Tag::Boolean, 1)),
            "false" => Some(Id::new(Tag::Boolean, 0)),
            _ => None,
        },
        "date" => day(text).map(|p| Id::new(Tag::Date, p)),
        "gYearMonth" => month(text).map(|p| Id::new(Tag::Date, 1 << 32 | p)),
        "gYear" => year(text).map(|p| Id::new(Tag::Date, 2 << 32 | p)),
        "dateTime" => moment(text).map(|p| Id::new(Tag::DateTime, p)),
        _ => None,
    }
}

/// The text of an inline literal and the local name of its datatype; `None` for other ids.
pub(crate) fn decode(id: Id) -> Option<(String, &'static str)> {
    let payload = id.payload();
    let signed = i64::try_from(payload).ok()?;
    Some(match id.tag()? {
        Tag::Integer => ((signed - MIDDLE).to_string(), "integer"),
        Tag::Decimal => (decimal_text(payload), "decimal"),
        Tag::Boolean => ((payload == 1).to_string(), "boolean"),
        Tag::Date => {
            let (y, m, d) = (payload >> 9 & 0x3FFF, payload >> 5 & 0xF, payload & 0x1F);
            match payload >> 32 {
                0 => (format!("{y:04}-{m:02}-{d:02}"), "date"),
                1 => (format!("{y:04}-{m:02}"), "gYearMonth"),
                _ => (format!("{y:04}"), "gYear"),
            }
        }
        Tag::DateTime => (moment_text(payload), "dateTime"),
        Tag::Iri | Tag::Blank | Tag::Literal => return None,
    })
}

/// The number of an inline integer or decimal: its digits, and how many of them stand after the point (none in an
/// integer); `None` for other ids.
pub(crate) fn digits(id: Id) -> Option<(i64, u32)> {
    let payload = id.payload();
    match id.tag()? {
        Tag::Integer => Some((i64::try_from(payload).ok()? - MIDDLE, 0)),
        Tag::Decimal => Some(parts(payload)),
        _ => None,
    }
}

/// The digits of a decimal, and how many of them stand after the point.
fn parts(payload: u64) -> (i64, u32) {
    let digits = payload & ((1 << DIGITS) - 1);
    let number = i64::try_from(digits).unwrap_or(0) - (1 << (DIGITS - 1));
    (number, u32::try_from(payload >> DIGITS).unwrap_or(0))
}

/// Digits with an optional minus, no leading zero, no minus zero.
fn plain(text: &str) -> Option<&str> {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let fits = match digits {
        [] => false,
        [b'0'] => !text.starts_with('-'),
        [b'0', ..] => false,
        all => all.len() < 16 && all.iter().all(u8::is_ascii_digit),
    };
    fits.then_some(text)
}

fn decimal(text: &str) -> Option<Id> {
    let (whole, rest) = text.split_once('.')?;
    let scale = u64::try_from(rest.len())
        .ok()
        .filter(|s| (1..16).contains(s))?;
    let negative = whole.starts_with('-');
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    if whole.len() + rest.len() > 15 || !rest.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = plain(whole)?.parse::<i64>().ok()?;
    let number = number * 10_i64.pow(u32::try_from(scale).ok()?) + rest.parse::<i64>().ok()?;
    if negative && number == 0 {
        return None;
    }
    let number = if negative { -number } else { number };
    let digits = u64::try_from(number + (1 << (DIGITS - 1))).ok()?;
    (digits < 1 << DIGITS).then(|| Id::new(Tag::Decimal, scale << DIGITS | digits))
}

fn decimal_text(payload: u64) -> String {
    let (number, scale) = parts(payload);
    let scale = scale as usize;
    let sign = if number < 0 { "-" } else { "" };
    let digits = format!("{:0width$}", number.unsigned_abs(), width = scale + 1);
    let (whole, rest) = digits.split_at(digits.len() - scale);
    format!("{sign}{whole}.{rest}")
}

fn number(text: &str, from: usize, to: usize) -> Option<u64> {
    let digits = text.get(from..to)?;
    digits
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

/// A number followed by a sign, or by the end where no sign is given.
fn year(text: &str) -> Option<u64> {
    (text.len() == 4)
        .then(|| number(text, 0, 4))?
        .filter(|y| *y > 0)
        .map(|y| y << 9)
}

fn month(text: &str) -> Option<u64> {
    let year = year(text.get(..4)?)?;
    let month = number(text, 5, 7).filter(|m| (1..=12).contains(m))?;
    (text.len() == 7 && text.as_bytes().get(4) == Some(&b'-')).then_some(year | month << 5)
}

fn day(text: &str) -> Option<u64> {
    let month = month(text.get(..7)?)?;
    let day = number(text, 8, 10).filter(|d| (1..=31).contains(d))?;
    let whole = text.len() == 10 && text.as_bytes().get(7) == Some(&b'-');
    whole.then_some(month | day)
}

/// `2026-04-24T10:00:00Z`, and the same without `Z`; 23 bits of the day, 17 of the second, one of
/// the zone.
fn moment(text: &str) -> Option<u64> {
    let (local, zone) = match text.strip_suffix('Z') {
        Some(local) => (local, 1),
        None => (text, 0),
    };
    let day = day(local.get(..10)?)?;
    let clock = local.get(10..)?;
    let (hour, minute, second) = (
        number(clock, 1, 3)?,
        number(clock, 4, 6)?,
        number(clock, 7, 9)?,
    );
    let marks = [0, 3, 6].map(|i| clock.as_bytes().get(i).copied());
    let valid = clock.len() == 9 && marks == [Some(b'T'), Some(b':'), Some(b':')];
    let valid = valid && hour < 24 && minute < 60 && second < 60;
    valid.then_some(day << 18 | (hour * 3600 + minute * 60 + second) << 1 | zone)
}

fn moment_text(payload: u64) -> String {
    let (day, second) = (payload >> 18, payload >> 1 & 0x1_FFFF);
    let (y, m, d) = (day >> 9, day >> 5 & 0xF, day & 0x1F);
    let zone = if payload & 1 == 1 { "Z" } else { "" };
    let (hour, minute) = (second / 3600, second / 60 % 60);
    format!(
        "{y:04}-{m:02}-{d:02}T{hour:02}:{minute:02}:{:02}{zone}",
        second % 60
    )
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};
    use proptest::prelude::*;

    #[test]
    fn usual_forms_go_inline() {
        for (text, datatype) in [
            ("0", "integer"),
            ("-8796093022208", "integer"),
            ("1600000000000", "integer"),
            ("0.97", "decimal"),
            ("-0.50", "decimal"),
            ("5.0", "decimal"),
            ("1234567.890", "decimal"),
            ("true", "boolean"),
            ("2026-04-24", "date"),
            ("2026-04", "gYearMonth"),
            ("2026", "gYear"),
            ("2026-04-24T23:59:59Z", "dateTime"),
            ("9999-12-31T00:00:00", "dateTime"),
        ] {
            let id = encode(text, datatype).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(decode(id), Some((text.to_string(), datatype)));
        }
    }

    #[test]
    fn other_forms_do_not() {
        for (text, datatype) in [
            ("+5", "integer"),
            ("-0", "integer"),
            ("05", "integer"),
            ("8796093022208", "integer"),
            ("5", "decimal"),
            ("-0.0", "decimal"),
            (".5", "decimal"),
            ("5.", "decimal"),
            ("1", "boolean"),
            ("2026-4-1", "date"),
            ("2026-04-24Z", "date"),
            ("2026-13", "gYearMonth"),
            ("2026-04-24T10:00:00.5Z", "dateTime"),
            ("2026-04-24T24:00:00Z", "dateTime"),
            ("2026-04-24 10:00:00Z", "dateTime"),
            ("5", "string"),
        ] {
            assert_eq!(encode(text, datatype), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(
            text in "[-+]?[0-9]{0,6}([.][0-9]{0,6})?|[0-9]{4}-[0-9]{2}(-[0-9]{2}(T[0-9:]{8}Z?)?)?|\\PC{0,12}",
            kind in 0usize..7,
        ) {
            let kinds = ["integer", "decimal", "boolean", "date", "gYearMonth", "gYear", "dateTime"];
            if let Some(id) = encode(&text, kinds[kind]) {
                prop_assert_eq!(decode(id), Some((text, kinds[kind])));
            }
        }
    }
}
