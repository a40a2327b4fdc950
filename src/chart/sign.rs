//! The shapes of marks, as data of paths.

use crate::picture::ink::n;
use crate::picture::layout::rect::Point;
use crate::picture::style::Sign;

/// How far a mark reaches from its middle, in pixels.
pub const REACH: f64 = 4.5;

/// Corners of a star on two circles, and of triangles, from the top on clockwise, in shares of the reach.
const STAR: [(f64, f64); 10] = [
    (0.0, -1.2),
    (0.29, -0.4),
    (1.14, -0.37),
    (0.48, 0.15),
    (0.71, 0.97),
    (0.0, 0.5),
    (-0.71, 0.97),
    (-0.48, 0.15),
    (-1.14, -0.37),
    (-0.29, -0.4),
];

/// The outline of a sign around a point.
pub fn outline(sign: Sign, (x, y): Point, reach: f64) -> String {
    let corners: &[(f64, f64)] = match sign {
        Sign::Circle => {
            let (r, from) = (n(reach), n(x - reach));
            let d = n(reach * 2.0);
            return format!("M{from} {}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z", n(y));
        }
        Sign::Square => &[(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)],
        Sign::Triangle => &[(0.0, -1.1), (1.1, 0.85), (-1.1, 0.85)],
        Sign::TriangleDown => &[(0.0, 1.1), (1.1, -0.85), (-1.1, -0.85)],
        Sign::Diamond => &[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)],
        Sign::Star => &STAR,
    };
    let at = |(dx, dy): &(f64, f64)| format!("{} {}", n(x + dx * reach), n(y + dy * reach));
    let corners: Vec<String> = corners.iter().map(at).collect();
    format!("M{}z", corners.join("L"))
}

/// How a mark of a colour is painted: filled, or, where it is uncertain, hollow.
pub fn paint(colour: &str, ground: &str, hollow: bool) -> String {
    match hollow {
        true => format!("fill=\"{ground}\" stroke=\"{colour}\" stroke-width=\"1.6\""),
        // A seam of the ground keeps marks apart that lie on each other.
        false => format!("fill=\"{colour}\" stroke=\"{ground}\" stroke-width=\"0.8\""),
    }
}
