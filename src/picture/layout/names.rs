//! Names beside dots, as many as there is room for.

use crate::picture::drawing::{Drawing, Form};
use crate::picture::layout::curve::Curve;
use crate::picture::layout::rect::{Point, Rect};
use crate::picture::measure::width;
use crate::picture::shape::{DOT_NAME, LEADING};

/// Space between a dot and its name, in pixels.
const BESIDE: f64 = 3.5;
/// Space around a dot that no other name enters, in pixels.
const CLEAR: f64 = 1.5;
/// Arrows up to which names are kept off them.
const MANY: usize = 3_000;
/// Space between a dot and a name above or below it, in pixels.
const ABOVE: f64 = 2.0;

/// A place for the name of each dot, without size where all places around it are taken; none where shapes are boxes.
///
/// The dots with the most arrows choose first, among right, left, above, below and the corners: the place that the fewest
/// arrows strike through.
pub fn places(drawing: &Drawing, shapes: &[Rect], courses: &[Curve]) -> Vec<Rect> {
    let mut names = vec![Rect::default(); shapes.len()];
    if drawing.form != Form::Dots {
        return Vec::new();
    }
    let arrows = drawing.degrees();
    let mut order: Vec<usize> = (0..shapes.len()).collect();
    order.sort_by_key(|i| (!drawing.shapes[*i].focal, std::cmp::Reverse(arrows[*i]), *i));
    let mut taken = Strips::default();
    for dot in shapes {
        taken.add(Rect::around(
            dot.centre(),
            (dot.width + 2.0 * CLEAR, dot.height + 2.0 * CLEAR),
        ));
    }
    let lines = lines(courses);
    for i in order {
        let name = drawing.shapes[i].name.first().map_or("", String::as_str);
        let size = (width(name, DOT_NAME, false), DOT_NAME * LEADING);
        let dot = &shapes[i];
        let (x, y) = dot.centre();
        let across = f64::midpoint(dot.width, size.0) + BESIDE;
        let down = f64::midpoint(dot.height, size.1) + ABOVE;
        let aside = across - BESIDE;
        let around = [
            (across, 0.0),
            (-across, 0.0),
            (0.0, -down),
            (0.0, down),
            (aside, -down),
            (aside, down),
            (-aside, -down),
            (-aside, down),
        ];
        let places = around.map(|by| Rect::around((x + by.0, y + by.1), size));
        let free = places.into_iter().filter(|place| taken.is_free(place));
        let struck = |place: &Rect| lines.iter().filter(|line| strikes(line, place)).count();
        if let Some(free) = free.min_by_key(struck) {
            taken.add(free);
            names[i] = free;
        }
    }
    names
}

/// Where arrows run, as straight lines; none where there are too many to look at each.
fn lines(courses: &[Curve]) -> Vec<[Point; 2]> {
    if courses.len() > MANY {
        return Vec::new();
    }
    let ends = |c: &Curve| [c.start, c.legs.last().map_or(c.start, |leg| leg[2])];
    courses.iter().map(ends).collect()
}

/// Whether a line passes over a rectangle.
fn strikes(&[from, to]: &[Point; 2], rect: &Rect) -> bool {
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    let sides = [
        (from.0, to.0, rect.left, rect.right()),
        (from.1, to.1, rect.top, rect.bottom()),
    ];
    for (from, to, low, high) in sides {
        let way = to - from;
        if way.abs() < 1e-9 {
            if from <= low || from >= high {
                return false;
            }
            continue;
        }
        let (a, b) = ((low - from) / way, (high - from) / way);
        first = first.max(a.min(b));
        last = last.min(a.max(b));
    }
    first < last
}

/// Rectangles by the level strips of the page that they reach into.
#[derive(Debug, Default)]
struct Strips {
    strips: std::collections::BTreeMap<i32, Vec<Rect>>,
}

impl Strips {
    /// Height of a strip, in pixels.
    const HIGH: f64 = 32.0;

    fn reached(rect: &Rect) -> std::ops::RangeInclusive<i32> {
        // A page is not so high that this would be cut off.
        #[allow(clippy::cast_possible_truncation)]
        let strip = |y: f64| (y / Self::HIGH).floor() as i32;
        strip(rect.top)..=strip(rect.bottom())
    }

    fn add(&mut self, rect: Rect) {
        for strip in Self::reached(&rect) {
            self.strips.entry(strip).or_default().push(rect);
        }
    }

    fn is_free(&self, rect: &Rect) -> bool {
        Self::reached(rect)
            .filter_map(|strip| self.strips.get(&strip))
            .flatten()
            .all(|other| !other.overlaps(rect))
    }
}

#[cfg(test)]
mod tests {
    use super::strikes;
    use crate::picture::layout::rect::Rect;

    #[test]
    fn a_line_strikes_what_it_passes_over() {
        let name = Rect::around((50.0, 0.0), (40.0, 10.0));
        assert!(strikes(&[(0.0, 0.0), (100.0, 0.0)], &name));
        assert!(strikes(&[(40.0, -50.0), (60.0, 50.0)], &name));
        assert!(!strikes(&[(0.0, 9.0), (100.0, 9.0)], &name));
        assert!(!strikes(&[(0.0, 0.0), (20.0, 0.0)], &name));
    }
}
