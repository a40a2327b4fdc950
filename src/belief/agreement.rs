//! Whether two values say the same.

use crate::belief::weigh::precision;
use crate::model::Value;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Whether two values say the same: equal, a date within the other, or a number that is the other
/// rounded to its own digits (1.6 trillion and 1.61 trillion).
pub fn agree(a: &Value, b: &Value) -> bool {
    if a == b {
        return true;
    }
    match (a, b) {
        (Value::Date(x), Value::Date(y)) => x.covers(*y) || y.covers(*x),
        _ => match (a.as_decimal(), b.as_decimal()) {
            (Some(x), Some(y)) => rounds_to(x, y, precision(b)) || rounds_to(y, x, precision(a)),
            _ => false,
        },
    }
}

/// Whether `x` rounded to `digits` significant digits is `y`; at least two digits must be left.
fn rounds_to(x: Decimal, y: Decimal, digits: usize) -> bool {
    let digits = u32::try_from(digits.max(2)).unwrap_or(28);
    x.round_sf(digits).is_some_and(|r| r == y) && precision_left(x) > digits
}

fn precision_left(x: Decimal) -> u32 {
    u32::try_from(precision(&Value::Decimal(x))).unwrap_or(u32::MAX)
}

/// Values seen so far, by what another value may agree with: of thousands only a few are looked at.
#[derive(Debug, Default)]
pub(crate) struct Near {
    numbers: BTreeMap<Decimal, Vec<usize>>,
    dates: Vec<usize>,
}

impl Near {
    /// Notes a value under a place.
    pub(crate) fn note(&mut self, value: &Value, place: usize) {
        match (value, value.as_decimal()) {
            (Value::Date(_), _) => self.dates.push(place),
            (_, Some(number)) => self.numbers.entry(number).or_default().push(place),
            _ => {}
        }
    }

    /// The places of all values that may agree with one that differs from each of them.
    pub(crate) fn candidates(&self, value: &Value) -> impl Iterator<Item = usize> {
        let dates = match value {
            Value::Date(_) => &self.dates[..],
            _ => &[],
        };
        let number = value.as_decimal();
        let near = number.map(|n| {
            // At least two digits are compared, so what rounds to it is within a twentieth.
            let tenth = n.abs() / Decimal::TEN;
            let least = n.checked_sub(tenth).unwrap_or(Decimal::MIN);
            let most = n.checked_add(tenth).unwrap_or(Decimal::MAX);
            self.numbers.range(least..=most)
        });
        let numbers = near.into_iter().flatten().flat_map(|(_, places)| places);
        dates.iter().chain(numbers).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{Near, agree};
    use crate::model::Value;
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            (-2000i64..2000).prop_map(Value::Integer),
            (-99999i64..99999, 0u32..4)
                .prop_map(|(n, scale)| Value::Decimal(Decimal::new(n, scale))),
            (i64::MIN..i64::MAX).prop_map(Value::Integer),
            Just(Value::Decimal(Decimal::MAX)),
            Just(Value::Decimal(Decimal::MIN)),
            (2020i32..2023, 1u8..13)
                .prop_map(|(y, m)| Value::Date(format!("{y}-{m:02}").parse().unwrap())),
            (2020i32..2023).prop_map(|y| Value::Date(format!("{y}").parse().unwrap())),
        ]
    }

    proptest! {
        #[test]
        fn what_agrees_is_looked_at(values in prop::collection::vec(value(), 0..40), one in value()) {
            let mut near = Near::default();
            for (place, value) in values.iter().enumerate() {
                near.note(value, place);
            }
            let found: Vec<usize> = near.candidates(&one).collect();
            for (place, value) in values.iter().enumerate() {
                if *value != one && agree(value, &one) {
                    prop_assert!(found.contains(&place), "{value} and {one}");
                }
            }
        }
    }
}
