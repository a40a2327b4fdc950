//! Straight arrows between boxes that stand where forces put them, and the words on them.

use crate::picture::arrow::Arrow;
use crate::picture::drawing::Drawing;
use crate::picture::layout::curve::Curve;
use crate::picture::layout::rect::{Point, Rect};
use crate::picture::shape::count;
use std::collections::BTreeMap;

/// Distance of two arrows between the same boxes, in pixels.
const BESIDE: f64 = 7.0;
/// Parts of the way at which words may stand, the best first.
const PLACES: [f64; 7] = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];

/// The course of each arrow from frame to frame; those between the same boxes run beside each other.
pub fn courses(drawing: &Drawing, shapes: &[Rect]) -> Vec<Curve> {
    let ends = |a: &Arrow| (a.from.min(a.to), a.from.max(a.to));
    let mut pairs: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (i, arrow) in drawing.arrows.iter().enumerate() {
        pairs.entry(ends(arrow)).or_default().push(i);
    }
    let mut courses = vec![Curve::default(); drawing.arrows.len()];
    for ((low, high), arrows) in pairs {
        let (a, b) = (shapes[low].centre(), shapes[high].centre());
        let length = distance(a, b).max(1e-9);
        let aside = (-(b.1 - a.1) / length, (b.0 - a.0) / length);
        let most = shapes[low].height.min(shapes[high].height) * 0.6 / count(arrows.len());
        for (place, i) in arrows.iter().enumerate() {
            let by = BESIDE.min(most) * (count(place) - count(arrows.len() - 1) / 2.0);
            let moved = |p: Point| (p.0 + aside.0 * by, p.1 + aside.1 * by);
            let (from, to) = (moved(a), moved(b));
            let (start, end) = (
                border(&shapes[low], from, to),
                border(&shapes[high], to, from),
            );
            let course = line(start, end);
            let forward = drawing.arrows[*i].from == low;
            courses[*i] = if forward { course } else { course.reversed() };
        }
    }
    courses
}

/// A straight curve.
fn line(from: Point, to: Point) -> Curve {
    let at = |t: f64| (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t);
    Curve {
        start: from,
        legs: vec![[at(1.0 / 3.0), at(2.0 / 3.0), to]],
    }
}

fn distance(a: Point, b: Point) -> f64 {
    let (x, y) = (a.0 - b.0, a.1 - b.1);
    (x * x + y * y).sqrt()
}

/// Where the way from a point in a box to one outside leaves the box.
fn border(rect: &Rect, from: Point, to: Point) -> Point {
    let part = |from: f64, to: f64, low: f64, high: f64| {
        let way = to - from;
        if way > 1e-9 {
            (high - from) / way
        } else if way < -1e-9 {
            (low - from) / way
        } else {
            f64::MAX
        }
    };
    let across = part(from.0, to.0, rect.left, rect.right());
    let down = part(from.1, to.1, rect.top, rect.bottom());
    let t = across.min(down).clamp(0.0, 1.0);
    (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t)
}

/// Places of the words of arrows; without size where there is no room, or where there are too many dots.
///
/// Words touch neither boxes nor names nor each other. Short arrows come first: they have the least choice.
pub fn labels(drawing: &Drawing, shapes: &[Rect], names: &[Rect], courses: &[Curve]) -> Vec<Rect> {
    let mut labels = vec![Rect::default(); courses.len()];
    if !drawing.worded {
        return labels;
    }
    let ends = |i: usize| {
        let to = courses[i].legs.last().map_or(courses[i].start, |l| l[2]);
        (courses[i].start, to)
    };
    let mut order: Vec<usize> = (0..courses.len()).collect();
    let length = |i: usize| distance(ends(i).0, ends(i).1);
    order.sort_by(|a, b| length(*a).total_cmp(&length(*b)).then(a.cmp(b)));
    let mut taken: Vec<Rect> = shapes.iter().chain(names).copied().collect();
    for i in order {
        let (from, to) = ends(i);
        let size = drawing.arrows[i].size;
        let free = PLACES.iter().find_map(|t| {
            let at = (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t);
            let rect = Rect::around(at, size);
            (!taken.iter().any(|other| other.overlaps(&rect))).then_some(rect)
        });
        if let Some(rect) = free {
            taken.push(rect);
            labels[i] = rect;
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_ends_at_the_frame() {
        let rect = Rect::around((0.0, 0.0), (40.0, 20.0));
        assert_eq!(border(&rect, (0.0, 0.0), (100.0, 0.0)), (20.0, 0.0));
        assert_eq!(border(&rect, (0.0, 0.0), (0.0, -50.0)), (0.0, -10.0));
        assert_eq!(border(&rect, (0.0, 0.0), (0.0, 0.0)), (0.0, 0.0));
    }
}
