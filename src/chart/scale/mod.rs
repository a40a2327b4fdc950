//! From values to places on the page, with ticks at values that people count by.

pub mod linear;
pub mod log;
pub mod time;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// An exact value as a number of the page.
pub fn place(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

/// A value with a mark on the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where it lies.
    pub value: f64,
    /// What it is.
    pub name: Name,
}

/// What a tick says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// A number.
    Number(Decimal),
    /// Words, and below them smaller ones: `Apr`, `2026`.
    Words(String, String),
}

/// A range of values and the ticks in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// The least and the greatest value.
    pub domain: (f64, f64),
    /// The ticks, ascending.
    pub ticks: Vec<Tick>,
    /// Where the least and the greatest value stand, in pixels.
    pub range: (f64, f64),
    /// Whether equal ratios are equally far apart.
    log: bool,
}

impl Scale {
    /// Where a value stands; within the range for each value of the domain.
    pub fn at(&self, value: f64) -> f64 {
        let on = |v: f64| {
            if self.log {
                v.max(f64::MIN_POSITIVE).log10()
            } else {
                v
            }
        };
        let (low, high) = (on(self.domain.0), on(self.domain.1));
        let share = if high > low {
            (on(value) - low) / (high - low)
        } else {
            0.5
        };
        self.range.0 + share * (self.range.1 - self.range.0)
    }

    /// The same between two places.
    pub fn over(mut self, from: f64, to: f64) -> Self {
        self.range = (from, to);
        self
    }
}

/// The least and the greatest of some values; 0 and 0 where there is none.
pub fn extent(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values
        .fold(None, |found: Option<(f64, f64)>, v| {
            let (low, high) = found.unwrap_or((v, v));
            Some((low.min(v), high.max(v)))
        })
        .unwrap_or((0.0, 0.0))
}

/// A mantissa times a power of ten, exact; `None` where a decimal does not hold it.
fn decimal(mantissa: i128, exponent: i32) -> Option<Decimal> {
    if exponent < 0 {
        let scale = exponent.unsigned_abs();
        return Decimal::try_from_i128_with_scale(mantissa, scale).ok();
    }
    let power = 10_i128.checked_pow(exponent.unsigned_abs())?;
    let product = mantissa.checked_mul(power)?;
    Decimal::try_from_i128_with_scale(product, 0).ok()
}

/// A power of ten as a number of the page.
fn power(exponent: i32) -> f64 {
    10_f64.powi(exponent)
}

#[cfg(test)]
mod tests;
