//! Equal differences equally far apart; ticks at 1, 2 or 5 times a power of ten.

use crate::chart::scale::{Name, Scale, Tick, decimal, power};

/// A scale over some values that begins and ends at a tick, with about so many ticks; with nought where `zero` asks
/// for it.
pub fn linear((low, high): (f64, f64), zero: bool, wanted: usize) -> Scale {
    let (mut low, mut high) = (low, high);
    if zero {
        (low, high) = (low.min(0.0), high.max(0.0));
    }
    // One value alone, or values that differ by less than their digits tell: from nought.
    if high - low <= 1e-9 * low.abs().max(high.abs()) {
        (low, high) = (low.min(0.0), high.max(0.0));
    }
    if high <= low {
        high = low + 1.0;
    }
    let (mantissa, exponent) =
        step((high - low) / f64::from(u16::try_from(wanted).unwrap_or(9).max(1)));
    let step = power(exponent) * f64::from(mantissa);
    // A hair of the step off: 0.3 / 0.1 is not quite 3.
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil();
    let mut ticks = Vec::new();
    let mut at = first;
    while at <= last && ticks.len() < 100 {
        #[allow(clippy::cast_possible_truncation)] // A whole number of steps.
        let count = at as i128;
        if let Some(number) = decimal(count * i128::from(mantissa), exponent) {
            let name = Name::Number(number.normalize());
            ticks.push(Tick {
                value: at * step,
                name,
            });
        }
        at += 1.0;
    }
    Scale {
        domain: (first * step, last * step),
        ticks,
        range: (0.0, 1.0),
        log: false,
    }
}

/// The least of 1, 2 and 5 times a power of ten that is not below a length: mantissa and exponent.
fn step(least: f64) -> (u8, i32) {
    #[allow(clippy::cast_possible_truncation)] // Between -400 and 400.
    let exponent = least.log10().floor() as i32;
    let rest = least / power(exponent);
    match rest {
        r if r <= 1.0 + 1e-9 => (1, exponent),
        r if r <= 2.0 + 1e-9 => (2, exponent),
        r if r <= 5.0 + 1e-9 => (5, exponent),
        _ => (1, exponent + 1),
    }
}
