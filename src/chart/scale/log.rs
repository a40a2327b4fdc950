//! Equal ratios equally far apart; ticks at powers of ten, and at 2 and 5 times them where there are few.

use crate::chart::scale::{Name, Scale, Tick, decimal, power};

/// Decades up to which ticks stand at 2 and 5 times their powers too.
const FEW: i32 = 2;

/// A scale over some values above 0 that begins and ends at 1, 2 or 5 times a power of ten, with no more ticks than
/// wanted where that leaves three.
pub fn log((low, high): (f64, f64), wanted: usize) -> Scale {
    let low = low.max(1e-28);
    let high = high.max(low);
    let (mut first, mut last) = (place(low).floor_step, place(high).ceil_step);
    if first == last {
        (first, last) = (first - 1, last + 1);
    }
    let decades = (last - first) / 3;
    let all: Vec<i32> = (first..=last).collect();
    let mut every = if decades <= FEW { 1 } else { 3 };
    let chosen = |every: i32| -> Vec<i32> {
        let on = |s: &&i32| s.rem_euclid(every) == 0;
        all.iter().filter(on).copied().collect()
    };
    while chosen(every).len() > wanted.max(2) {
        let next = if every == 1 { 3 } else { every + 3 };
        // Two ticks do not tell how the values between them lie.
        if chosen(next).len() < 3 && chosen(every).len() <= 2 * wanted {
            break;
        }
        every = next;
    }
    let tick = |s: i32| {
        let (mantissa, exponent) = at(s);
        let number = decimal(mantissa.into(), exponent)?;
        let name = Name::Number(number.normalize());
        Some(Tick {
            value: value(s),
            name,
        })
    };
    Scale {
        domain: (value(first), value(last)),
        ticks: chosen(every).into_iter().filter_map(tick).collect(),
        range: (0.0, 1.0),
        log: true,
    }
}

/// The steps 1, 2, 5, 10, 20 ... counted from 1: three to a decade.
struct Between {
    /// The last step not above a value.
    floor_step: i32,
    /// The first step not below it.
    ceil_step: i32,
}

fn place(of: f64) -> Between {
    #[allow(clippy::cast_possible_truncation)] // Between -30 and 30.
    let decade = of.log10().floor() as i32;
    let mut step = 3 * (decade - 1);
    while value(step + 1) <= of * (1.0 + 1e-9) {
        step += 1;
    }
    let exact = value(step) >= of * (1.0 - 1e-9);
    Between {
        floor_step: step,
        ceil_step: if exact { step } else { step + 1 },
    }
}

/// Mantissa and exponent of a step.
fn at(step: i32) -> (u8, i32) {
    let mantissa = match step.rem_euclid(3) {
        0 => 1,
        1 => 2,
        _ => 5,
    };
    (mantissa, step.div_euclid(3))
}

fn value(step: i32) -> f64 {
    let (mantissa, exponent) = at(step);
    f64::from(mantissa) * power(exponent)
}
