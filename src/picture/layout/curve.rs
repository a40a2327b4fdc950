//! Smooth curves that never swing beyond the points that they pass.

use crate::picture::layout::rect::Point;

/// A chain of cubic Bézier curves.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curve {
    /// Where it begins.
    pub start: Point,
    /// Two control points and the end of each part.
    pub legs: Vec<[Point; 3]>,
}

impl Curve {
    /// The monotone cubic through points that go from left to right, level at both ends.
    ///
    /// Slopes after Steffen (1990), "A simple method for monotonic interpolation in one dimension",
    /// Astronomy and Astrophysics 239, 443. A point that is not to the right of the one before it is skipped.
    pub fn through(points: &[Point]) -> Self {
        let mut kept: Vec<Point> = Vec::with_capacity(points.len());
        for point in points {
            match kept.last() {
                Some(last) if point.0 - last.0 < 0.01 => {}
                _ => kept.push(*point),
            }
        }
        let slopes = slopes(&kept);
        let mut curve = Self {
            start: kept.first().copied().unwrap_or_default(),
            legs: Vec::new(),
        };
        for (pair, slope) in kept.windows(2).zip(slopes.windows(2)) {
            let (&[a, b], &[from, to]) = (pair, slope) else {
                continue;
            };
            // A part that is level at both ends bends more softly with longer handles.
            let level = from == 0.0 && to == 0.0;
            let handle = (b.0 - a.0) * if level { 0.5 } else { 1.0 / 3.0 };
            let out = (a.0 + handle, a.1 + from * handle);
            let back = (b.0 - handle, b.1 - to * handle);
            curve.legs.push([out, back, b]);
        }
        curve
    }

    /// The same curve from its end to its start.
    pub fn reversed(&self) -> Self {
        let mut points = vec![self.start];
        points.extend(self.legs.iter().flatten());
        points.reverse();
        Self {
            start: points.first().copied().unwrap_or_default(),
            legs: points
                .get(1..)
                .unwrap_or_default()
                .chunks_exact(3)
                .map(|c| [c[0], c[1], c[2]])
                .collect(),
        }
    }

    /// The curve with each of its points changed.
    pub fn map(&self, change: impl Fn(Point) -> Point) -> Self {
        Self {
            start: change(self.start),
            legs: self.legs.iter().map(|leg| leg.map(&change)).collect(),
        }
    }

    /// Points along it, no further apart than about `step` pixels.
    pub fn samples(&self, step: f64) -> Vec<Point> {
        let mut from = self.start;
        let mut out = vec![from];
        for leg in &self.legs {
            let length = (leg[2].0 - from.0).abs() + (leg[2].1 - from.1).abs();
            // A leg bends, so that its points are not equally far apart: up to half as far again.
            let parts = (1.5 * length / step).ceil().max(1.0);
            let mut part = 1.0;
            while part <= parts {
                out.push(at(from, leg, part / parts));
                part += 1.0;
            }
            from = leg[2];
        }
        out
    }
}

fn at(start: Point, [out, back, end]: &[Point; 3], t: f64) -> Point {
    let rest = 1.0 - t;
    let weights = [
        rest.powi(3),
        3.0 * rest.powi(2) * t,
        3.0 * rest * t.powi(2),
        t.powi(3),
    ];
    let points = [&start, out, back, end];
    let sum = |of: fn(&Point) -> f64| points.iter().zip(weights).map(|(p, w)| of(p) * w).sum();
    (sum(|p| p.0), sum(|p| p.1))
}

fn slopes(points: &[Point]) -> Vec<f64> {
    let mut slopes = vec![0.0; points.len()];
    for (slope, three) in slopes.iter_mut().skip(1).zip(points.windows(3)) {
        let &[a, b, c] = three else { continue };
        let (before, after) = (b.0 - a.0, c.0 - b.0);
        let (up, on) = ((b.1 - a.1) / before, (c.1 - b.1) / after);
        if up * on > 0.0 {
            let middle = (up * after + on * before) / (before + after);
            *slope = up.signum() * 2.0 * up.abs().min(on.abs()).min(middle.abs() / 2.0);
        }
    }
    slopes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_curve_stays_between_its_points(
            ys in prop::collection::vec(-500.0..500.0_f64, 2..8),
        ) {
            let points: Vec<Point> =
                ys.iter().zip(0_u32..).map(|(y, i)| (f64::from(i) * 30.0, *y)).collect();
            let curve = Curve::through(&points);
            for p in curve.samples(2.0) {
                let among = points.windows(2).find(|w| p.0 >= w[0].0 && p.0 <= w[1].0 + 1e-9);
                let [a, b] = among.unwrap() else { panic!() };
                prop_assert!(p.1 >= a.1.min(b.1) - 1e-6 && p.1 <= a.1.max(b.1) + 1e-6);
            }
            prop_assert_eq!(curve.reversed().reversed(), curve);
        }
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(Curve::through(&[]).legs.is_empty());
        assert!(Curve::through(&[(1.0, 1.0)]).legs.is_empty());
    }
}
