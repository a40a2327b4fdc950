//! Where boxes and arrows stand: each connected part by itself, the parts one beside and below the other.
//!
//! A part is laid out in layers, or by forces where there are too many boxes for layers.

pub mod curve;
pub mod dock;
pub mod force;
pub mod frame;
pub mod grid;
pub mod layered;
pub mod names;
pub mod part;
pub mod pivot;
pub mod quadtree;
pub mod rect;
pub mod route;
pub mod spread;
pub mod straight;

use crate::picture::drawing::Drawing;
use curve::Curve;
use part::Part;
use rect::Rect;

/// Places, in pixels from the top left.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// Each shape.
    pub shapes: Vec<Rect>,
    /// The name beside each dot; without size where there is no room for it, and where shapes are boxes.
    pub names: Vec<Rect>,
    /// The words of each arrow; without size where there is no room for them.
    pub labels: Vec<Rect>,
    /// The frame around each group of boxes that layers hold together, with its name.
    pub frames: Vec<(String, Rect)>,
    /// Names of groups whose frame would lie on others.
    pub unframed: Vec<String>,
    /// Course of each arrow, from frame to frame.
    pub courses: Vec<Curve>,
    /// Width and height.
    pub size: (f64, f64),
}

/// Lays a drawing out.
pub fn place(drawing: &Drawing) -> Layout {
    let mut parts: Vec<(Part, Layout)> = part::parts(drawing)
        .into_iter()
        .map(|part| {
            let layout = alone(&part.drawing);
            (part, layout)
        })
        .collect();
    parts.sort_by_key(|(part, _)| std::cmp::Reverse(part.shapes.len()));
    part::pack(drawing, &parts)
}

/// Lays a connected part out.
fn alone(drawing: &Drawing) -> Layout {
    match drawing.shapes.as_slice() {
        [shape] => {
            let middle = (shape.size.0 / 2.0, shape.size.1 / 2.0);
            let shapes = vec![Rect::around(middle, shape.size)];
            framed(Layout {
                names: names::places(drawing, &shapes, &[]),
                shapes,
                ..Layout::default()
            })
        }
        _ if drawing.force => force::part(drawing),
        _ => layered::part(drawing),
    }
}

/// Moves everything so that the drawing begins at the top left, and notes its size.
fn framed(mut layout: Layout) -> Layout {
    let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
    let rects = layout.shapes.iter().chain(&layout.labels);
    let rects = rects.chain(&layout.names);
    let rects = rects
        .chain(layout.frames.iter().map(|(_, rect)| rect))
        .filter(|r| r.width > 0.0);
    let corners = rects.flat_map(|r| [(r.left, r.top), (r.right(), r.bottom())]);
    for point in corners.chain(layout.courses.iter().flat_map(|c| c.samples(20.0))) {
        low = (low.0.min(point.0), low.1.min(point.1));
        high = (high.0.max(point.0), high.1.max(point.1));
    }
    let by = (-low.0, -low.1);
    let rects = layout.shapes.iter_mut().chain(&mut layout.labels);
    let frames = layout.frames.iter_mut().map(|(_, rect)| rect);
    for rect in rects.chain(&mut layout.names).chain(frames) {
        *rect = rect.moved(by);
    }
    for course in &mut layout.courses {
        *course = course.map(|p| (p.0 + by.0, p.1 + by.1));
    }
    layout.size = (high.0 - low.0, high.1 - low.1);
    layout
}
