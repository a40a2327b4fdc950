//! Names beside dots, as many as there is room for.

use crate::picture::drawing::{Drawing, Form};
use crate::picture::layout::rect::Rect;
use crate::picture::measure::width;
use crate::picture::shape::{DOT_NAME, LEADING};

/// Space between a dot and its name, in pixels.
const BESIDE: f64 = 3.0;
/// Space between a dot and a name above or below it, in pixels.
const ABOVE: f64 = 1.0;

/// A place for the name of each dot, without size where all places around it are taken; none where shapes are boxes.
///
/// The dots with the most arrows choose first, among right, left, above and below.
pub fn places(drawing: &Drawing, shapes: &[Rect]) -> Vec<Rect> {
    let mut names = vec![Rect::default(); shapes.len()];
    if drawing.form != Form::Dots {
        return Vec::new();
    }
    let arrows = drawing.degrees();
    let mut order: Vec<usize> = (0..shapes.len()).collect();
    order.sort_by_key(|i| (!drawing.shapes[*i].focal, std::cmp::Reverse(arrows[*i]), *i));
    let mut taken = Strips::default();
    for dot in shapes {
        taken.add(*dot);
    }
    for i in order {
        let name = drawing.shapes[i].name.first().map_or("", String::as_str);
        let size = (width(name, DOT_NAME, false), DOT_NAME * LEADING);
        let dot = &shapes[i];
        let (x, y) = dot.centre();
        let across = f64::midpoint(dot.width, size.0) + BESIDE;
        let down = f64::midpoint(dot.height, size.1) + ABOVE;
        let around = [(across, 0.0), (-across, 0.0), (0.0, -down), (0.0, down)];
        let mut places = around
            .map(|by| Rect::around((x + by.0, y + by.1), size))
            .into_iter();
        if let Some(free) = places.find(|place| taken.is_free(place)) {
            taken.add(free);
            names[i] = free;
        }
    }
    names
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
