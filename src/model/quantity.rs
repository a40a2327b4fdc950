//! Numbers as people read them.

use crate::model::{Property, Value};
use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy::MidpointAwayFromZero;

/// A value as a list or a picture shows it: `1.6T`, `1M`, `$1.74`, `288 GB`; exact where rounding
/// would lose more than the third digit.
///
/// `property` gives the unit; without it a number is only shortened. `currency` is the ISO code of a sum in
/// another currency than the unit's: `CNY 2`.
pub fn human(value: &Value, property: Option<&Property>, currency: Option<&str>) -> String {
    in_unit(value, property.map_or("", |p| p.unit.as_str()), currency)
}

/// The same by the unit's name; none where it is empty.
pub fn in_unit(value: &Value, unit: &str, currency: Option<&str>) -> String {
    if let Value::Boolean(yes) = value {
        return if *yes { "yes" } else { "no" }.to_string();
    }
    let Some(number) = value.as_decimal() else {
        return value.to_string();
    };
    if unit.starts_with("USD") {
        let sign = if number.is_sign_negative() { "-" } else { "" };
        if let Some(code) = currency {
            return format!("{code} {sign}{}", shorten(number.abs()));
        }
        let mut text = shorten(number.abs());
        // $1.2 is written $1.20.
        if text.rfind('.').is_some_and(|dot| dot + 2 == text.len()) {
            text.push('0');
        }
        return format!("{sign}${text}");
    }
    match unit {
        "" | "parameters" | "tokens" => shorten(number),
        other => format!("{} {other}", shorten(number)),
    }
}

/// The steps that have a letter, the largest first.
const STEPS: [(i64, &str); 4] = [
    (1_000_000_000_000, "T"),
    (1_000_000_000, "B"),
    (1_000_000, "M"),
    (1_000, "K"),
];

/// A number of thousands, millions, billions or trillions to three or four digits, for tables: `1.05M`, `123.5M`; a
/// smaller one as it is.
pub fn rounded(number: Decimal) -> String {
    let mut found = None;
    // The step above may be reached by rounding: 999,999 is 1M.
    for (step, suffix) in STEPS.iter().rev() {
        let scaled = number / Decimal::from(*step);
        let digits = if scaled.abs() < Decimal::ONE_HUNDRED {
            2
        } else {
            1
        };
        let scaled = scaled.round_dp_with_strategy(digits, MidpointAwayFromZero);
        if scaled.abs() >= Decimal::ONE {
            found = Some(format!("{}{suffix}", scaled.normalize()));
        }
    }
    found.unwrap_or_else(|| number.normalize().to_string())
}

/// What a price buys: `/ 1M tokens`, of `USD per 1,000,000 tokens`; nothing for another unit. The price itself tells its
/// currency.
pub fn bought(unit: &str) -> Option<String> {
    let per = unit.strip_prefix("USD ")?;
    let per = per.strip_prefix("per ").unwrap_or(per);
    Some(format!("/ {}", per.replace("1,000,000", "1M")))
}

/// Thousands, millions, billions and trillions as K, M, B, T where at most three digits follow.
fn shorten(number: Decimal) -> String {
    for (step, suffix) in STEPS {
        let step = Decimal::from(step);
        if number.abs() >= step {
            let scaled = (number / step).normalize();
            if scaled.scale() <= 3 {
                return format!("{scaled}{suffix}");
            }
        }
    }
    number.normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::{human, rounded, shorten};
    use crate::model::{Property, Range, Value};
    use rust_decimal::Decimal;

    #[test]
    fn money_has_whole_cents() {
        let price = Property {
            name: "inputPrice".into(),
            label: "input price".into(),
            comment: String::new(),
            domain: Vec::new(),
            range: Range::Decimal,
            unit: "USD per 1,000,000 tokens".into(),
            functional: true,
            changing: true,
            symmetric: false,
            qualifier: false,
            context: false,
            bounds: (None, None),
            equivalents: Vec::new(),
            unit_match: None,
        };
        let shown = |text: &str| human(&Value::Decimal(text.parse().unwrap()), Some(&price), None);
        assert_eq!(shown("1.2"), "$1.20");
        assert_eq!(shown("-1.74"), "-$1.74");
        assert_eq!(shown("0.0003"), "$0.0003");
        assert_eq!(shown("6600000000"), "$6.6B");
        let yuan = human(&Value::Integer(2), Some(&price), Some("CNY"));
        assert_eq!(yuan, "CNY 2");
    }

    #[test]
    fn tables_have_three_or_four_digits() {
        let r = |n: i64| rounded(Decimal::from(n));
        assert_eq!(r(1_048_576), "1.05M");
        assert_eq!(r(1_234_567_890), "1.23B");
        assert_eq!(r(123_456_789), "123.5M");
        assert_eq!(r(-13_400_000_000), "-13.4B");
        assert_eq!(r(1_600_000_000_000), "1.6T");
        assert_eq!(r(999_999), "1M");
        assert_eq!(r(12), "12");
    }

    #[test]
    fn shortens_without_loss() {
        let s = |n: i64| shorten(Decimal::from(n));
        assert_eq!(s(1_600_000_000_000), "1.6T");
        assert_eq!(s(1_000_000), "1M");
        assert_eq!(s(131_072), "131.072K");
        assert_eq!(s(1_234_567), "1234.567K");
        assert_eq!(s(999), "999");
    }
}
