//! Layers from left to right or from top to bottom, whichever is larger on a page.

use crate::picture::drawing::Drawing;
use crate::picture::layout::curve::Curve;
use crate::picture::layout::dock::docks;
use crate::picture::layout::grid::Grid;
use crate::picture::layout::rect::{Point, Rect};
use crate::picture::layout::route::{Columns, Thread};
use crate::picture::layout::{Layout, frame, framed};

/// Pages that a picture is shown on, upright and lying, in pixels.
const PAGES: [(f64, f64); 2] = [(740.0, 1000.0), (1040.0, 700.0)];
/// By how much larger a drawing from top to bottom must be on a page to be preferred: words fit level lines better.
const BETTER: f64 = 1.3;
/// A part of more boxes than this is laid out in one direction only.
const LARGE: usize = 120;

/// Lays out a connected part, in the direction in which it is larger on a page.
pub fn part(drawing: &Drawing) -> Layout {
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
    let (frames, unframed) = frame::frames(drawing, &grid.shapes, down);
    let layout = Layout {
        frames,
        unframed,
        shapes: grid.shapes,
        labels: grid.labels,
        courses,
        ..Layout::default()
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
        frames: layout
            .frames
            .into_iter()
            .map(|(name, rect)| (name, rect.turned()))
            .collect(),
        courses: layout
            .courses
            .iter()
            .map(|c| c.map(|p| (p.1, p.0)))
            .collect(),
        ..layout
    }
}
