//! Where arrows leave and reach their boxes: spread over a side in the order in which they come.

use crate::picture::layout::rect::{Point, Rect};

/// Room kept free at the corners of a box, in pixels.
const CORNER: f64 = 9.0;
/// Wanted distance between two arrows on one side, in pixels.
pub const APART: f64 = 11.0;

/// One end of an arrow.
#[derive(Debug, Clone, Copy)]
struct Berth {
    shape: usize,
    right: bool,
    aim: f64,
    arrow: usize,
    end: usize,
}

/// The docks of arrows, given the boxes at their ends and the points that they aim at from there.
pub fn docks(shapes: &[Rect], arrows: &[([usize; 2], [Point; 2])]) -> Vec<[Point; 2]> {
    let mut berths = Vec::new();
    for (arrow, (ends, aims)) in arrows.iter().enumerate() {
        for end in [0, 1] {
            berths.push(Berth {
                shape: ends[end],
                right: aims[end].0 > shapes[ends[end]].centre().0,
                aim: aims[end].1,
                arrow,
                end,
            });
        }
    }
    berths.sort_by(|a, b| {
        let side = (a.shape, a.right).cmp(&(b.shape, b.right));
        let order = side.then(a.aim.total_cmp(&b.aim));
        order.then((a.arrow, a.end).cmp(&(b.arrow, b.end)))
    });
    let mut docks = vec![[Point::default(); 2]; arrows.len()];
    for side in berths.chunk_by(|a, b| (a.shape, a.right) == (b.shape, b.right)) {
        let Some(first) = side.first() else { continue };
        let shape = &shapes[first.shape];
        let aims: Vec<f64> = side.iter().map(|b| b.aim).collect();
        let x = if first.right {
            shape.right()
        } else {
            shape.left
        };
        for (berth, y) in side.iter().zip(spread(&aims, shape.top, shape.bottom())) {
            docks[berth.arrow][berth.end] = (x, y);
        }
    }
    docks
}

/// Places between `top` and `bottom`, as near as may be to ascending aims and apart from each other.
fn spread(aims: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let corner = CORNER.min((bottom - top) / 2.0);
    let (low, high) = (top + corner, bottom - corner);
    let gaps = f64::from(u32::try_from(aims.len().saturating_sub(1)).unwrap_or(u32::MAX));
    let apart = APART.min((high - low) / gaps.max(1.0));
    let mut places: Vec<f64> = aims.iter().map(|a| a.clamp(low, high)).collect();
    let mut least = low;
    for place in &mut places {
        *place = place.max(least);
        least = *place + apart;
    }
    let mut most = high;
    for place in places.iter_mut().rev() {
        *place = place.min(most);
        most = *place - apart;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_apart_and_within_their_side() {
        assert_eq!(spread(&[50.0], 0.0, 100.0), [50.0]);
        assert_eq!(spread(&[-9.0, -8.0], 0.0, 100.0), [9.0, 20.0]);
        let many = spread(&[5.0; 10], 0.0, 40.0);
        assert!(many.windows(2).all(|w| w[1] > w[0]));
        assert!(many[0] >= 8.9 && many[9] <= 31.1);
    }
}
