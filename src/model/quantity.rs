//! Numbers as people read them.

use crate::model::{Property, Value};
use rust_decimal::Decimal;

/// A value as a table or a picture shows it: `1.6T`, `1M`, `$1.74`, `288 GB`; exact where rounding
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

/// Thousands, millions, billions and trillions as K, M, B, T where at most three digits follow.
fn shorten(number: Decimal) -> String {
    let steps = [
        (1_000_000_000_000_i64, "T"),
        (1_000_000_000, "B"),
        (1_000_000, "M"),
        (1_000, "K"),
    ];
    for (step, suffix) in steps {
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
    use super::{human, shorten};
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
    fn shortens_without_loss() {
        let s = |n: i64| shorten(Decimal::from(n));
        assert_eq!(s(1_600_000_000_000), "1.6T");
        assert_eq!(s(1_000_000), "1M");
        assert_eq!(s(131_072), "131.072K");
        assert_eq!(s(1_234_567), "1234.567K");
        assert_eq!(s(999), "999");
    }
}
