//! Places for labels: none over another, none outside of the page.

use crate::picture::layout::rect::{Point, Rect};

/// Space between a mark and its label, in pixels.
const AWAY: f64 = 3.0;

/// Labels in one column: for each wanted middle and height a middle, so that none overlaps another and the whole moves
/// as little as can be. All lie between `top` and `bottom` where their heights fit there.
pub fn spread(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].0.total_cmp(&wanted[*b].0).then(a.cmp(b)));
    // Runs of labels that touch: their members, and where the run would best begin.
    let mut runs: Vec<Run> = Vec::new();
    for item in order {
        let (middle, height) = wanted[item];
        let mut run = Run {
            members: vec![item],
            height,
            starts: vec![middle - height / 2.0],
        };
        while let Some(before) = runs.pop_if(|r| r.end(top, bottom) > run.start(top, bottom)) {
            run = before.joined(run);
        }
        runs.push(run);
    }
    let mut out = vec![0.0; wanted.len()];
    for run in runs {
        let mut at = run.start(top, bottom);
        for item in run.members {
            let height = wanted[item].1;
            out[item] = at + height / 2.0;
            at += height;
        }
    }
    out
}

struct Run {
    members: Vec<usize>,
    height: f64,
    /// Where the run would begin if only one of its members had its wish.
    starts: Vec<f64>,
}

impl Run {
    /// Where it begins: the mean of all wishes, within bounds.
    fn start(&self, top: f64, bottom: f64) -> f64 {
        let count = f64::from(u32::try_from(self.starts.len()).unwrap_or(1));
        let mean = self.starts.iter().sum::<f64>() / count;
        mean.min(bottom - self.height).max(top)
    }

    fn end(&self, top: f64, bottom: f64) -> f64 {
        self.start(top, bottom) + self.height
    }

    fn joined(mut self, other: Self) -> Self {
        let height = self.height;
        self.starts.extend(other.starts.iter().map(|s| s - height));
        self.members.extend(other.members);
        self.height += other.height;
        self
    }
}

/// A label that wants to stand beside a mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wanted {
    /// The middle of the mark.
    pub at: Point,
    /// How far the mark reaches from it.
    pub reach: f64,
    /// Width and height of the label.
    pub size: (f64, f64),
}

/// A place for each label beside its mark, in the order given: free of other labels, of marks and of `blocked`, and
/// inside of `bounds`; `None` where there is none.
pub fn beside(wanted: &[Wanted], blocked: &[Rect], bounds: &Rect) -> Vec<Option<Rect>> {
    let marks = wanted
        .iter()
        .map(|w| Rect::around(w.at, (w.reach * 2.0, w.reach * 2.0)));
    let mut taken: Vec<Rect> = marks.chain(blocked.iter().copied()).collect();
    let mut out = Vec::new();
    for label in wanted {
        let free = |place: &Rect| {
            place.left >= bounds.left
                && place.right() <= bounds.right()
                && place.top >= bounds.top
                && place.bottom() <= bounds.bottom()
                && !taken.iter().any(|t| t.overlaps(place))
        };
        let found = places(label).into_iter().find(free);
        taken.extend(found);
        out.push(found);
    }
    out
}

/// Places beside a mark, the best first: right, left, above, below, at the corners.
fn places(label: &Wanted) -> Vec<Rect> {
    let ((x, y), (width, height)) = (label.at, label.size);
    let off = label.reach + AWAY;
    let (right, left) = (x + off, x - off - width);
    let (over, under, level) = (y - off - height, y + off, y - height / 2.0);
    let middle = x - width / 2.0;
    let near = label.reach * 0.7 + 1.0;
    let corners = [
        (x + near, y - near - height),
        (x + near, y + near),
        (x - near - width, y - near - height),
        (x - near - width, y + near),
    ];
    let sides = [
        (right, level),
        (left, level),
        (middle, over),
        (middle, under),
    ];
    let all = sides.into_iter().chain(corners);
    all.map(|(left, top)| Rect {
        left,
        top,
        width,
        height,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_that_have_room_stay() {
        assert_eq!(
            spread(&[(50.0, 10.0), (20.0, 10.0)], 0.0, 100.0),
            [50.0, 20.0]
        );
        assert_eq!(
            spread(&[(50.0, 10.0), (50.0, 10.0)], 0.0, 100.0),
            [45.0, 55.0]
        );
        assert_eq!(
            spread(&[(99.0, 10.0), (98.0, 10.0)], 0.0, 100.0),
            [95.0, 85.0]
        );
    }

    proptest! {
        #[test]
        fn a_column_has_no_label_over_another(
            wanted in prop::collection::vec((-50.0..650.0_f64, 1.0..14.0_f64), 1..40),
        ) {
            let placed = spread(&wanted, 0.0, 600.0);
            let mut spans: Vec<(f64, f64)> = wanted.iter().zip(&placed)
                .map(|((_, h), at)| (at - h / 2.0, at + h / 2.0)).collect();
            spans.sort_by(|a, b| a.0.total_cmp(&b.0));
            prop_assert!(spans[0].0 >= -1e-6 && spans[spans.len() - 1].1 <= 600.0 + 1e-6);
            prop_assert!(spans.windows(2).all(|w| w[0].1 <= w[1].0 + 1e-6), "{:?}", spans);
        }

        #[test]
        fn no_label_lies_over_another_a_mark_or_the_edge(
            wanted in prop::collection::vec(
                (0.0..600.0_f64, 0.0..400.0_f64, 5.0..120.0_f64), 1..60),
        ) {
            let wanted: Vec<Wanted> = wanted.into_iter()
                .map(|(x, y, w)| Wanted { at: (x, y), reach: 4.5, size: (w, 13.0) }).collect();
            let bounds = Rect { left: 0.0, top: 0.0, width: 600.0, height: 400.0 };
            let placed = beside(&wanted, &[], &bounds);
            let found: Vec<Rect> = placed.iter().flatten().copied().collect();
            for (i, label) in found.iter().enumerate() {
                prop_assert!(found[..i].iter().all(|other| !other.overlaps(label)));
                prop_assert!(wanted.iter().all(|w| !Rect::around(w.at, (8.9, 8.9)).overlaps(label)));
                prop_assert!(label.left >= 0.0 && label.right() <= 600.0);
                prop_assert!(label.top >= 0.0 && label.bottom() <= 400.0);
            }
        }
    }
}
