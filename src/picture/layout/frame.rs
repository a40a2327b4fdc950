//! Frames around boxes that belong together.

use crate::picture::drawing::Drawing;
use crate::picture::layout::rect::Rect;

/// Space between a frame and the boxes in it, in pixels.
pub const PAD: f64 = 8.0;
/// Space for the name of a frame, in pixels.
pub const NAMED: f64 = 14.0;

/// The frame of each group, around its boxes and its name; `down` where everything is turned.
///
/// A frame that would lie on a box that is not of its group, or on another frame, is left out; its name is given too.
pub fn frames(
    drawing: &Drawing,
    shapes: &[Rect],
    down: bool,
) -> (Vec<(String, Rect)>, Vec<String>) {
    let mut frames: Vec<(String, Rect)> = Vec::new();
    let mut unframed = Vec::new();
    for (name, members) in &drawing.groups {
        let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
        for rect in members.iter().filter_map(|m| shapes.get(*m)) {
            low = (low.0.min(rect.left), low.1.min(rect.top));
            high = (high.0.max(rect.right()), high.1.max(rect.bottom()));
        }
        let (side, top) = if down { (NAMED, 0.0) } else { (0.0, NAMED) };
        let frame = Rect {
            left: low.0 - PAD - side,
            top: low.1 - PAD - top,
            width: high.0 - low.0 + 2.0 * PAD + side,
            height: high.1 - low.1 + 2.0 * PAD + top,
        };
        let foreign = |(i, rect): (usize, &Rect)| !members.contains(&i) && rect.overlaps(&frame);
        let free = !shapes.iter().enumerate().any(foreign)
            && !frames.iter().any(|(_, other)| other.overlaps(&frame));
        match free {
            true => frames.push((name.clone(), frame)),
            false => unframed.push(name.clone()),
        }
    }
    (frames, unframed)
}
