//! The courses of arrows: smooth where there is room, level past boxes and words that stand in the way.
//!
//! Everything here stands in columns, one beside the other, with gaps between them. Within a column an
//! arrow has a lane of its own that touches nothing, so that an arrow which keeps to its lanes and changes
//! its height in the gaps alone is free of collisions. Each starts as a smooth curve and is put on its lane
//! in those columns where the curve would touch something.

use crate::picture::layout::curve::Curve;
use crate::picture::layout::rect::{Point, Rect};

/// How near to a box or a word an arrow may pass, in pixels.
pub const CLEARANCE: f64 = 3.0;
/// Distance of the points of a curve that are looked at, in pixels; less than twice the clearance.
const STEP: f64 = 4.0;

/// An arrow to be routed, from left to right.
#[derive(Debug, Clone, Default)]
pub struct Thread {
    /// Indices of the boxes at its ends.
    pub ends: [usize; 2],
    /// Where it leaves the first and reaches the second.
    pub docks: [Point; 2],
    /// Its lanes: a point in each column that it crosses.
    pub lanes: Vec<Point>,
    /// The words on it.
    pub label: Rect,
}

/// Columns of boxes and words, from left to right.
#[derive(Debug, Default)]
pub struct Columns {
    spans: Vec<Span>,
}

#[derive(Debug)]
struct Span {
    low: f64,
    high: f64,
    boxes: Vec<(usize, Rect)>,
    words: Vec<(usize, Rect)>,
}

impl Columns {
    /// Sorts boxes and words into columns: those that share a place from left to right share a column.
    pub fn new(boxes: &[Rect], words: &[Rect]) -> Self {
        let boxes = boxes.iter().copied().enumerate().map(|(i, r)| (r, i, true));
        let words = words.iter().copied().enumerate();
        let mut all: Vec<(Rect, usize, bool)> =
            boxes.chain(words.map(|(i, r)| (r, i, false))).collect();
        all.sort_by(|a, b| a.0.left.total_cmp(&b.0.left).then(a.1.cmp(&b.1)));
        let mut columns = Self::default();
        for (rect, index, is_box) in all {
            let place = match columns.spans.last_mut() {
                Some(last) if rect.left < last.high => last,
                _ => {
                    columns.spans.push(Span {
                        low: rect.left,
                        high: rect.right(),
                        boxes: Vec::new(),
                        words: Vec::new(),
                    });
                    let last = columns.spans.len() - 1;
                    &mut columns.spans[last]
                }
            };
            place.high = place.high.max(rect.right());
            let list = if is_box {
                &mut place.boxes
            } else {
                &mut place.words
            };
            list.push((index, rect));
        }
        columns
    }

    /// The boxes of each column.
    pub fn boxes(&self) -> impl Iterator<Item = Vec<usize>> + '_ {
        self.spans
            .iter()
            .map(|s| s.boxes.iter().map(|(i, _)| *i).collect())
    }

    /// How many columns there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The column at a place, or the next to the right of it, or the last.
    pub fn nearest(&self, x: f64) -> usize {
        let place = self.spans.partition_point(|s| s.high < x);
        place.min(self.spans.len().saturating_sub(1))
    }

    fn of(&self, x: f64) -> Option<usize> {
        let place = self.spans.partition_point(|s| s.high + CLEARANCE <= x);
        let near = self.spans.get(place)?;
        (near.low - CLEARANCE < x).then_some(place)
    }

    /// The first column in which a curve touches what is not its own.
    fn collisions(&self, curve: &Curve, thread: &Thread, own: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for point in curve.samples(STEP) {
            let Some(place) = self.of(point.0) else {
                continue;
            };
            let span = &self.spans[place];
            let hit = |(index, rect): &(usize, Rect), free: &[usize]| {
                !free.contains(index) && rect.holds(point, CLEARANCE)
            };
            if span.boxes.iter().any(|b| hit(b, &thread.ends))
                || span.words.iter().any(|w| hit(w, &[own]))
            {
                found.push(place);
            }
        }
        found.dedup();
        found
    }

    /// The course of the arrow with index `own`.
    pub fn course(&self, thread: &Thread, own: usize) -> Curve {
        let mut level = vec![false; self.spans.len()];
        // Each round puts at least one more column on its lane, or is the last.
        loop {
            let curve = Curve::through(&self.points(thread, &level));
            let mut changed = false;
            for place in self.collisions(&curve, thread, own) {
                changed |= !level[place];
                level[place] = true;
            }
            if !changed {
                return curve;
            }
        }
    }

    /// The points of a course that keeps to its lane in some columns.
    fn points(&self, thread: &Thread, level: &[bool]) -> Vec<Point> {
        let [start, end] = thread.docks;
        let kept = |x: f64| self.of(x).filter(|c| level[*c]).map(|c| &self.spans[c]);
        let mut points = vec![start];
        points.extend(kept(start.0).map(|span| (span.high, start.1)));
        for lane in &thread.lanes {
            if let Some(span) = kept(lane.0) {
                points.extend([(span.low, lane.1), (span.high, lane.1)]);
            } else if thread.label.holds(*lane, 0.0) {
                points.extend([(thread.label.left, lane.1), (thread.label.right(), lane.1)]);
            } else {
                points.push(*lane);
            }
        }
        points.extend(kept(end.0).map(|span| (span.low, end.1)));
        points.push(end);
        points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_goes_around_a_box_on_its_way() {
        let boxes = [
            Rect::around((0.0, 0.0), (40.0, 20.0)),
            Rect::around((100.0, 25.0), (100.0, 20.0)),
            Rect::around((200.0, 60.0), (40.0, 20.0)),
        ];
        let columns = Columns::new(&boxes, &[]);
        let thread = Thread {
            ends: [0, 2],
            docks: [(20.0, 0.0), (180.0, 60.0)],
            lanes: vec![(100.0, 50.0)],
            label: Rect::default(),
        };
        let touches = |curve: &Curve| curve.samples(1.0).iter().any(|p| boxes[1].holds(*p, 0.0));
        let straight = Curve::through(&columns.points(&thread, &[false; 3]));
        assert!(touches(&straight) && !touches(&columns.course(&thread, 0)));
        assert_eq!(columns.boxes().count(), 3);
    }

    #[test]
    fn a_long_arrow_does_not_cut_a_small_box() {
        let boxes = [
            Rect::around((0.0, 0.0), (40.0, 20.0)),
            Rect::around((200.0, 500.0), (6.0, 8.0)),
            Rect::around((400.0, 1000.0), (40.0, 20.0)),
        ];
        let columns = Columns::new(&boxes, &[]);
        let thread = Thread {
            ends: [0, 2],
            docks: [(20.0, 0.0), (380.0, 1000.0)],
            lanes: vec![(200.0, 520.0)],
            label: Rect::default(),
        };
        let course = columns.course(&thread, 0);
        assert!(!course.samples(0.5).iter().any(|p| boxes[1].holds(*p, 0.0)));
    }
}
