//! Barnes and Hut's tree over points, so that the push of far ones is felt as that of one.

use crate::picture::layout::rect::Point;

/// A square counts as one point if it is seen narrower than this: its side by its distance.
const WIDE: f64 = 0.9;
/// Squares are not cut further than this; points that are nearer to each other count as one.
const DEPTH: u8 = 24;

/// A square of the plane with the points in it.
#[derive(Debug, Clone, Copy, Default)]
struct Square {
    /// Sum of the masses in it.
    mass: f64,
    /// Sum of the places in it, each times its mass.
    moment: Point,
    /// Places of its four quarters in [`Quadtree::squares`]; 0 for none.
    quarters: [usize; 4],
}

/// The tree.
#[derive(Debug)]
pub struct Quadtree {
    squares: Vec<Square>,
    middle: Point,
    side: f64,
}

impl Quadtree {
    /// The tree of points with their masses.
    pub fn of(points: &[Point], masses: &[f64]) -> Self {
        let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
        for p in points {
            low = (low.0.min(p.0), low.1.min(p.1));
            high = (high.0.max(p.0), high.1.max(p.1));
        }
        let mut tree = Self {
            squares: vec![Square::default()],
            middle: (f64::midpoint(low.0, high.0), f64::midpoint(low.1, high.1)),
            side: (high.0 - low.0).max(high.1 - low.1).max(1.0),
        };
        for (point, mass) in points.iter().zip(masses) {
            tree.insert(*point, *mass);
        }
        tree
    }

    /// A point goes down to the first square that is empty. One that stands alone in a square stays there
    /// until another comes: then it goes one square down itself.
    fn insert(&mut self, point: Point, mass: f64) {
        let (mut at, mut middle, mut half) = (0, self.middle, self.side / 4.0);
        for _ in 0..DEPTH {
            let before = self.squares[at];
            self.squares[at].mass += mass;
            self.squares[at].moment.0 += mass * point.0;
            self.squares[at].moment.1 += mass * point.1;
            if before.mass == 0.0 {
                return;
            }
            if before.quarters == [0; 4] {
                let alone = (before.moment.0 / before.mass, before.moment.1 / before.mass);
                let quarter = quarter(alone, middle);
                self.squares[at].quarters[quarter] = self.squares.len();
                self.squares.push(Square {
                    quarters: [0; 4],
                    ..before
                });
            }
            let quarter = quarter(point, middle);
            if self.squares[at].quarters[quarter] == 0 {
                self.squares[at].quarters[quarter] = self.squares.len();
                self.squares.push(Square::default());
            }
            at = self.squares[at].quarters[quarter];
            let by = |right: bool| if right { half } else { -half };
            middle = (
                middle.0 + by(quarter & 1 == 1),
                middle.1 + by(quarter & 2 == 2),
            );
            half /= 2.0;
        }
        self.squares[at].mass += mass;
        self.squares[at].moment.0 += mass * point.0;
        self.squares[at].moment.1 += mass * point.1;
    }

    /// The sum, over all points but those at `from` itself, of mass by the square of the distance, away from them.
    pub fn push(&self, from: Point) -> Point {
        let mut sum = (0.0, 0.0);
        let mut open = vec![(0, self.side)];
        while let Some((at, side)) = open.pop() {
            let square = &self.squares[at];
            if square.mass == 0.0 {
                continue;
            }
            let centre = (square.moment.0 / square.mass, square.moment.1 / square.mass);
            let way = (from.0 - centre.0, from.1 - centre.1);
            let far = way.0 * way.0 + way.1 * way.1;
            let whole = square.quarters == [0; 4];
            if whole || side * side < WIDE * WIDE * far {
                if far > 1e-12 {
                    let by = square.mass / (far * far.sqrt());
                    sum = (sum.0 + way.0 * by, sum.1 + way.1 * by);
                }
                continue;
            }
            let inner = square.quarters.iter().filter(|q| **q != 0);
            open.extend(inner.map(|q| (*q, side / 2.0)));
        }
        sum
    }
}

/// Which quarter of a square a point lies in: 1 for right and 2 for below, added.
fn quarter(point: Point, middle: Point) -> usize {
    usize::from(point.0 > middle.0) + 2 * usize::from(point.1 > middle.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_push_is_near_to_that_of_each_point(
            points in prop::collection::vec((-100.0..100.0_f64, -100.0..100.0_f64), 2..60),
        ) {
            let tree = Quadtree::of(&points, &vec![1.0; points.len()]);
            let from = (600.0, 40.0);
            let near = tree.push(from);
            let mut exact = (0.0, 0.0);
            for p in &points {
                let way = (from.0 - p.0, from.1 - p.1);
                let far = way.0 * way.0 + way.1 * way.1;
                exact.0 += way.0 / far.powf(1.5);
                exact.1 += way.1 / far.powf(1.5);
            }
            let off = (near.0 - exact.0).hypot(near.1 - exact.1);
            prop_assert!(off < 0.1 * exact.0.hypot(exact.1), "{near:?} {exact:?}");
        }
    }

    #[test]
    fn points_on_each_other_end() {
        let tree = Quadtree::of(&[(1.0, 1.0); 50], &[1.0; 50]);
        assert_eq!(tree.push((1.0, 1.0)), (0.0, 0.0));
        assert!((tree.push((2.0, 1.0)).0 - 50.0).abs() < 1e-9);
    }
}
