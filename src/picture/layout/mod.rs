//! Where boxes and arrows stand: each connected part in layers, the parts one below the other.

pub mod curve;
pub mod dock;
pub mod grid;
pub mod rect;
pub mod route;

use crate::picture::drawing::Drawing;
use crate::picture::layout::curve::Curve;
use crate::picture::layout::dock::docks;
use crate::picture::layout::grid::Grid;
use crate::picture::layout::rect::{Point, Rect};
use crate::picture::layout::route::{Columns, Thread};
use petgraph::unionfind::UnionFind;
use std::collections::BTreeMap;

/// Pages that a picture is shown on, upright and lying, in pixels.
const PAGES: [(f64, f64); 2] = [(740.0, 1000.0), (1040.0, 700.0)];
/// By how much larger a drawing from top to bottom must be on a page to be preferred: words fit level lines better.
const BETTER: f64 = 1.3;
/// A part of more boxes than this is laid out in one direction only.
const LARGE: usize = 120;
/// Space between parts, in pixels.
const BETWEEN: f64 = 30.0;
/// Least width that parts are set side by side in, in pixels.
const ROW: f64 = 1000.0;

/// Places, in pixels from the top left.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// Each shape.
    pub shapes: Vec<Rect>,
    /// The words of each arrow.
    pub labels: Vec<Rect>,
    /// Course of each arrow, from frame to frame.
    pub courses: Vec<Curve>,
    /// Width and height.
    pub size: (f64, f64),
}

/// Lays a drawing out.
pub fn place(drawing: &Drawing) -> Layout {
    let mut parts: Vec<(Part, Layout)> = parts(drawing)
        .into_iter()
        .map(|part| {
            let layout = part_layout(&part.drawing);
            (part, layout)
        })
        .collect();
    parts.sort_by_key(|(part, _)| std::cmp::Reverse(part.shapes.len()));
    pack(drawing, &parts)
}

/// A connected part of a drawing, with the places of its shapes and arrows in the whole.
struct Part {
    drawing: Drawing,
    shapes: Vec<usize>,
    arrows: Vec<usize>,
}

/// The connected parts, in the order of their first shapes; boxes without arrows are made equally wide.
fn parts(drawing: &Drawing) -> Vec<Part> {
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
                bare: drawing.bare,
            },
            shapes,
            arrows: Vec::new(),
        });
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

/// Lays out a connected part, in the direction in which it is larger on a page.
fn part_layout(drawing: &Drawing) -> Layout {
    if let [shape] = drawing.shapes.as_slice() {
        return Layout {
            shapes: vec![Rect::around(
                (shape.size.0 / 2.0, shape.size.1 / 2.0),
                shape.size,
            )],
            size: shape.size,
            ..Layout::default()
        };
    }
    let across = directed(drawing, false);
    if drawing.shapes.len() > LARGE {
        return across;
    }
    let down = directed(drawing, true);
    if scale(down.size) > scale(across.size) * BETTER {
        down
    } else {
        across
    }
}

/// By how much a drawing would grow to fill a page; no more than its own size is wanted.
fn scale(size: (f64, f64)) -> f64 {
    let scales = PAGES.map(|page| (page.0 / size.0.max(1.0)).min(page.1 / size.1.max(1.0)));
    scales.into_iter().fold(0.0, f64::max).min(1.0)
}

/// Lays out from left to right; `down` turns everything before and after.
fn directed(drawing: &Drawing, down: bool) -> Layout {
    let turned = |size: (f64, f64)| if down { (size.1, size.0) } else { size };
    let mut grid = Grid::of(drawing, turned);
    if !down {
        grid.align();
    }
    let courses = courses(drawing, &mut grid);
    let layout = Layout {
        shapes: grid.shapes,
        labels: grid.labels,
        courses,
        size: (0.0, 0.0),
    };
    framed(if down { flipped(layout) } else { layout })
}

fn courses(drawing: &Drawing, grid: &mut Grid) -> Vec<Curve> {
    let aims: Vec<([usize; 2], [Point; 2])> = drawing
        .arrows
        .iter()
        .zip(&grid.lanes)
        .map(|(arrow, lanes)| {
            let ends = lanes.first().zip(lanes.last());
            let (first, last) = ends.map_or_else(Default::default, |(a, b)| (*a, *b));
            ([arrow.from, arrow.to], [first, last])
        })
        .collect();
    let mut docks = docks(&grid.shapes, &aims);
    grid.widen(&mut docks);
    let columns = Columns::new(&grid.shapes, &grid.labels);
    let mut out = Vec::new();
    for (i, (docks, lanes)) in docks.into_iter().zip(&grid.lanes).enumerate() {
        let mut thread = Thread {
            ends: aims[i].0,
            docks,
            lanes: lanes.clone(),
            label: grid.labels[i],
        };
        let backward = docks[1].0 < docks[0].0;
        if backward {
            thread.ends.reverse();
            thread.docks.reverse();
            thread.lanes.reverse();
        }
        let course = columns.course(&thread, i);
        out.push(if backward { course.reversed() } else { course });
    }
    out
}

/// A layout with down for right and right for down.
fn flipped(layout: Layout) -> Layout {
    Layout {
        shapes: layout.shapes.into_iter().map(Rect::turned).collect(),
        labels: layout.labels.into_iter().map(Rect::turned).collect(),
        courses: layout
            .courses
            .iter()
            .map(|c| c.map(|p| (p.1, p.0)))
            .collect(),
        size: layout.size,
    }
}

/// Moves everything so that the drawing begins at the top left, and notes its size.
fn framed(mut layout: Layout) -> Layout {
    let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
    let rects = layout.shapes.iter().chain(&layout.labels);
    let corners = rects.flat_map(|r| [(r.left, r.top), (r.right(), r.bottom())]);
    for point in corners.chain(layout.courses.iter().flat_map(|c| c.samples(20.0))) {
        low = (low.0.min(point.0), low.1.min(point.1));
        high = (high.0.max(point.0), high.1.max(point.1));
    }
    let by = (-low.0, -low.1);
    for rect in layout.shapes.iter_mut().chain(&mut layout.labels) {
        *rect = rect.moved(by);
    }
    for course in &mut layout.courses {
        *course = course.map(|p| (p.0 + by.0, p.1 + by.1));
    }
    layout.size = (high.0 - low.0, high.1 - low.1);
    layout
}

/// Sets parts side by side in rows, as wide as the widest of them, and the rows one below the other.
fn pack(drawing: &Drawing, parts: &[(Part, Layout)]) -> Layout {
    let limit = parts.iter().map(|(_, l)| l.size.0).fold(ROW, f64::max);
    let mut whole = Layout {
        shapes: vec![Rect::default(); drawing.shapes.len()],
        labels: vec![Rect::default(); drawing.arrows.len()],
        courses: vec![Curve::default(); drawing.arrows.len()],
        size: (0.0, 0.0),
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
        for (i, index) in part.arrows.iter().enumerate() {
            whole.labels[*index] = layout.labels[i].moved(at);
            whole.courses[*index] = layout.courses[i].map(|p| (p.0 + at.0, p.1 + at.1));
        }
        row = row.max(layout.size.1);
        let reached = (at.0 + layout.size.0, at.1 + row);
        whole.size = (whole.size.0.max(reached.0), whole.size.1.max(reached.1));
        at.0 += layout.size.0 + BETWEEN;
    }
    whole
}
