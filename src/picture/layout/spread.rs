//! Boxes that lie on each other are moved apart, as little as may be.

use crate::picture::layout::pivot::scatter;
use crate::picture::layout::rect::Rect;

/// Rounds of pushing before everything is drawn larger.
const ROUNDS: usize = 30;
/// By how much everything is drawn larger where pushing alone does not end.
const LARGER: f64 = 1.08;

/// Moves boxes until each has `gap` pixels around it.
pub fn spread(boxes: &mut [Rect], gap: f64) {
    for (i, rect) in boxes.iter_mut().enumerate() {
        // Those in the very same place have no direction to move in.
        *rect = rect.moved((scatter(2 * i) * 0.01, scatter(2 * i + 1) * 0.01));
    }
    while !push(boxes, gap) {
        for rect in boxes.iter_mut() {
            let (x, y) = rect.centre();
            *rect = Rect::around((x * LARGER, y * LARGER), (rect.width, rect.height));
        }
    }
}

/// Pushes pairs apart; whether none was left to be pushed.
fn push(boxes: &mut [Rect], gap: f64) -> bool {
    for _ in 0..ROUNDS {
        let pairs = overlaps(boxes, gap);
        if pairs.is_empty() {
            return true;
        }
        for (i, j) in pairs {
            let (a, b) = (boxes[i], boxes[j]);
            let (from, to) = (a.centre(), b.centre());
            let across = f64::midpoint(a.width, b.width) + gap - (to.0 - from.0).abs();
            let down = f64::midpoint(a.height, b.height) + gap - (to.1 - from.1).abs();
            if across <= 0.0 || down <= 0.0 {
                continue;
            }
            // A little more than half each, so that rounding does not bring the pair back.
            let by = if across < down {
                (across * 0.502 * (to.0 - from.0).signum(), 0.0)
            } else {
                (0.0, down * 0.502 * (to.1 - from.1).signum())
            };
            boxes[i] = a.moved((-by.0, -by.1));
            boxes[j] = b.moved(by);
        }
    }
    overlaps(boxes, gap).is_empty()
}

/// Pairs of boxes nearer to each other than `gap`, found in one sweep from left to right.
pub fn overlaps(boxes: &[Rect], gap: f64) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by(|a, b| boxes[*a].left.total_cmp(&boxes[*b].left).then(a.cmp(b)));
    let mut pairs = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for i in order {
        let rect = &boxes[i];
        open.retain(|j| boxes[*j].right() + gap > rect.left);
        for &j in &open {
            let other = &boxes[j];
            if rect.top < other.bottom() + gap && other.top < rect.bottom() + gap {
                pairs.push((j, i));
            }
        }
        open.push(i);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn in_the_end_none_lies_on_another(
            boxes in prop::collection::vec((0.0..200.0_f64, 0.0..200.0_f64, 4.0..90.0_f64, 4.0..30.0_f64), 0..50),
        ) {
            let mut boxes: Vec<Rect> =
                boxes.iter().map(|b| Rect::around((b.0, b.1), (b.2, b.3))).collect();
            spread(&mut boxes, 2.0);
            prop_assert!(overlaps(&boxes, 1.9).is_empty());
        }
    }

    #[test]
    fn many_in_one_place_are_spread() {
        let mut boxes = vec![Rect::around((0.0, 0.0), (40.0, 20.0)); 60];
        spread(&mut boxes, 3.0);
        assert!(overlaps(&boxes, 2.9).is_empty());
    }
}
