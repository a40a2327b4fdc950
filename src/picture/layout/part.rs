//! Connected parts of a drawing, and how they are set on one page.

use crate::picture::drawing::Drawing;
use crate::picture::layout::Layout;
use crate::picture::layout::curve::Curve;
use crate::picture::layout::rect::Rect;
use petgraph::unionfind::UnionFind;
use std::collections::BTreeMap;

/// Space between parts, in pixels.
const BETWEEN: f64 = 30.0;
/// Least width that parts are set side by side in, in pixels.
const ROW: f64 = 1000.0;

/// A connected part of a drawing, with the places of its shapes and arrows in the whole.
pub struct Part {
    /// Its shapes and arrows.
    pub drawing: Drawing,
    /// The place of each of its shapes in the whole.
    pub shapes: Vec<usize>,
    /// The place of each of its arrows in the whole.
    pub arrows: Vec<usize>,
}

/// The connected parts, in the order of their first shapes; boxes without arrows are made equally wide.
pub fn parts(drawing: &Drawing) -> Vec<Part> {
    let mut sets: UnionFind<usize> = UnionFind::new(drawing.shapes.len());
    for arrow in &drawing.arrows {
        sets.union(arrow.from, arrow.to);
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for shape in 0..drawing.shapes.len() {
        members.entry(sets.find(shape)).or_default().push(shape);
    }
    let singles = members.values().filter(|m| m.len() == 1).flatten();
    let widest = singles
        .map(|i| drawing.shapes[*i].size.0)
        .fold(0.0, f64::max);
    let mut places = vec![(0, 0); drawing.shapes.len()];
    let mut parts: Vec<Part> = Vec::new();
    for shapes in members.into_values() {
        for (inner, shape) in shapes.iter().enumerate() {
            places[*shape] = (parts.len(), inner);
        }
        let mut own: Vec<_> = shapes.iter().map(|i| drawing.shapes[*i].clone()).collect();
        if let [single] = own.as_mut_slice() {
            single.size.0 = widest;
        }
        parts.push(Part {
            drawing: Drawing {
                shapes: own,
                arrows: Vec::new(),
                groups: Vec::new(),
                ..*drawing
            },
            shapes,
            arrows: Vec::new(),
        });
    }
    for (name, members) in &drawing.groups {
        for (part, own) in parts.iter_mut().enumerate() {
            let inner = members.iter().filter(|m| places[**m].0 == part);
            let inner: Vec<usize> = inner.map(|m| places[*m].1).collect();
            if inner.len() > 1 {
                own.drawing.groups.push((name.clone(), inner));
            }
        }
    }
    for (index, arrow) in drawing.arrows.iter().enumerate() {
        let mut own = arrow.clone();
        let (part, from) = places[arrow.from];
        (own.from, own.to) = (from, places[arrow.to].1);
        parts[part].drawing.arrows.push(own);
        parts[part].arrows.push(index);
    }
    parts
}

/// Sets parts side by side in rows, as wide as the widest of them, and the rows one below the other.
pub fn pack(drawing: &Drawing, parts: &[(Part, Layout)]) -> Layout {
    let limit = parts.iter().map(|(_, l)| l.size.0).fold(ROW, f64::max);
    let mut whole = Layout {
        shapes: vec![Rect::default(); drawing.shapes.len()],
        names: vec![Rect::default(); drawing.shapes.len()],
        labels: vec![Rect::default(); drawing.arrows.len()],
        courses: vec![Curve::default(); drawing.arrows.len()],
        ..Layout::default()
    };
    let (mut at, mut row) = ((0.0, 0.0), 0.0_f64);
    for (part, layout) in parts {
        if at.0 > 0.0 && at.0 + layout.size.0 > limit {
            at = (0.0, at.1 + row + BETWEEN);
            row = 0.0;
        }
        for (index, rect) in part.shapes.iter().zip(&layout.shapes) {
            whole.shapes[*index] = rect.moved(at);
        }
        for (index, rect) in part.shapes.iter().zip(&layout.names) {
            whole.names[*index] = rect.moved(at);
        }
        for (i, index) in part.arrows.iter().enumerate() {
            whole.labels[*index] = layout.labels[i].moved(at);
            whole.courses[*index] = layout.courses[i].map(|p| (p.0 + at.0, p.1 + at.1));
        }
        let frames = layout.frames.iter();
        whole
            .frames
            .extend(frames.map(|(name, rect)| (name.clone(), rect.moved(at))));
        whole.unframed.extend(layout.unframed.iter().cloned());
        row = row.max(layout.size.1);
        let reached = (at.0 + layout.size.0, at.1 + row);
        whole.size = (whole.size.0.max(reached.0), whole.size.1.max(reached.1));
        at.0 += layout.size.0 + BETWEEN;
    }
    whole
}
