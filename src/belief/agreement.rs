//! Whether two values say the same.

use crate::belief::weigh::precision;
use crate::model::Value;
use rust_decimal::Decimal;

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
