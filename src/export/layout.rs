//! Where boxes and arrows stand: layers from left to right or from top to bottom, through `dagre`.

use crate::export::drawing::Drawing;
use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::LabelPos;
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir, layout};

/// Places, in pixels from the top left.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// Centre of each shape.
    pub shapes: Vec<(f64, f64)>,
    /// Course of each arrow, from frame to frame.
    pub courses: Vec<Vec<(f64, f64)>>,
    /// Centre of the words of each arrow.
    pub labels: Vec<(f64, f64)>,
    /// Width and height.
    pub size: (f64, f64),
}

/// Lays a drawing out, in the direction whose shape fits a page better.
pub fn place(drawing: &Drawing) -> Layout {
    if drawing.shapes.is_empty() {
        return Layout::default();
    }
    let across = run(drawing, RankDir::LR);
    let down = run(drawing, RankDir::TB);
    if misfit(&down) < misfit(&across) {
        down
    } else {
        across
    }
}

/// How far a drawing is from the shape of a page lying on its side, and how large it is.
fn misfit(layout: &Layout) -> f64 {
    let (width, height) = layout.size;
    let ratio = width / height.max(1.0);
    let off = if ratio > 1.5 {
        ratio / 1.5
    } else {
        1.5 / ratio.max(0.01)
    };
    off * (width * height).sqrt()
}

fn run(drawing: &Drawing, direction: RankDir) -> Layout {
    let mut graph: Graph<NodeLabel, EdgeLabel> = Graph::with_options(GraphOptions {
        directed: true,
        multigraph: true,
        compound: true,
    });
    for (i, shape) in drawing.shapes.iter().enumerate() {
        let label = NodeLabel {
            width: shape.size.0,
            height: shape.size.1,
            ..NodeLabel::default()
        };
        graph.set_node(i.to_string(), Some(label));
    }
    for (i, arrow) in drawing.arrows.iter().enumerate() {
        let label = EdgeLabel {
            width: arrow.size.0,
            height: arrow.size.1,
            labelpos: LabelPos::Center,
            ..EdgeLabel::default()
        };
        graph.set_edge(
            arrow.from.to_string(),
            arrow.to.to_string(),
            Some(label),
            Some(&i.to_string()),
        );
    }
    let options = LayoutOptions {
        rankdir: direction,
        nodesep: 24.0,
        edgesep: 14.0,
        ranksep: if direction == RankDir::LR { 28.0 } else { 34.0 },
        ..LayoutOptions::default()
    };
    layout(&mut graph, Some(options));
    collect(drawing, &graph, direction)
}

fn collect(drawing: &Drawing, graph: &Graph<NodeLabel, EdgeLabel>, direction: RankDir) -> Layout {
    let mut out = Layout::default();
    for i in 0..drawing.shapes.len() {
        let node = graph.node(&i.to_string());
        out.shapes
            .push(node.map_or((0.0, 0.0), |n| (n.x.unwrap_or(0.0), n.y.unwrap_or(0.0))));
    }
    for (i, arrow) in drawing.arrows.iter().enumerate() {
        let edge = graph.edge(
            &arrow.from.to_string(),
            &arrow.to.to_string(),
            Some(&i.to_string()),
        );
        let course: Vec<(f64, f64)> =
            edge.map_or_else(Vec::new, |e| e.points.iter().map(|p| (p.x, p.y)).collect());
        let middle = course.get(course.len() / 2).copied().unwrap_or((0.0, 0.0));
        let label = edge.and_then(|e| Some((e.x?, e.y?))).unwrap_or(middle);
        out.courses.push(course);
        out.labels.push(label);
    }
    dock(drawing, &mut out, direction == RankDir::LR);
    frame(drawing, &mut out);
    out
}

/// An end of an arrow at a side of a shape.
#[derive(Debug, PartialEq, PartialOrd)]
struct Berth {
    shape: usize,
    far_side: bool,
    /// Where the arrow comes from or goes to along that side.
    aim: f64,
    arrow: usize,
    start: bool,
}

/// Spreads the ends of arrows over the sides of their boxes that face the next layer, in the order in
/// which they come in, so that none runs along or behind its own box.
fn dock(drawing: &Drawing, layout: &mut Layout, across: bool) {
    let along = |p: (f64, f64)| if across { p.0 } else { p.1 };
    let beside = |p: (f64, f64)| if across { p.1 } else { p.0 };
    let mut berths = Vec::new();
    for (i, course) in layout.courses.iter().enumerate() {
        let (Some(&next), Some(&before)) = (course.get(1), course.iter().rev().nth(1)) else {
            continue;
        };
        let arrow = &drawing.arrows[i];
        for (shape, aim, start) in [(arrow.from, next, true), (arrow.to, before, false)] {
            let centre = layout.shapes[shape];
            let half = along(drawing.shapes[shape].size) / 2.0;
            let off = along(aim) - along(centre);
            if off.abs() >= half {
                berths.push(Berth {
                    shape,
                    far_side: off > 0.0,
                    aim: beside(aim),
                    arrow: i,
                    start,
                });
            }
        }
    }
    berths.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    for side in berths.chunk_by(|a, b| a.shape == b.shape && a.far_side == b.far_side) {
        let Some(first) = side.first() else { continue };
        let (centre, size) = (layout.shapes[first.shape], drawing.shapes[first.shape].size);
        let edge = along(centre) + along(size) / 2.0 * if first.far_side { 1.0 } else { -1.0 };
        let room = (beside(size) - 14.0).max(2.0);
        let steps = f64::from(u32::try_from(side.len()).unwrap_or(1));
        for (n, berth) in (0_u32..).zip(side) {
            let spread = beside(centre) - room / 2.0 + room * (f64::from(n) + 0.5) / steps;
            // A single arrow goes straight where its box is tall enough.
            let place = if side.len() == 1 {
                berth
                    .aim
                    .clamp(beside(centre) - room / 2.0, beside(centre) + room / 2.0)
            } else {
                spread
            };
            let point = if across { (edge, place) } else { (place, edge) };
            let course = &mut layout.courses[berth.arrow];
            let end = if berth.start { 0 } else { course.len() - 1 };
            course[end] = point;
        }
    }
}

/// Moves everything so that the drawing begins at the top left, and notes its size.
fn frame(drawing: &Drawing, layout: &mut Layout) {
    let mut low = (f64::MAX, f64::MAX);
    let mut high = (f64::MIN, f64::MIN);
    let mut cover = |centre: (f64, f64), size: (f64, f64)| {
        low = (
            low.0.min(centre.0 - size.0 / 2.0),
            low.1.min(centre.1 - size.1 / 2.0),
        );
        high = (
            high.0.max(centre.0 + size.0 / 2.0),
            high.1.max(centre.1 + size.1 / 2.0),
        );
    };
    for (centre, shape) in layout.shapes.iter().zip(&drawing.shapes) {
        cover(*centre, shape.size);
    }
    for (centre, arrow) in layout.labels.iter().zip(&drawing.arrows) {
        cover(*centre, arrow.size);
    }
    for point in layout.courses.iter().flatten() {
        cover(*point, (4.0, 4.0));
    }
    let shift = |p: &mut (f64, f64)| *p = (p.0 - low.0, p.1 - low.1);
    layout.shapes.iter_mut().for_each(shift);
    layout.labels.iter_mut().for_each(shift);
    layout.courses.iter_mut().flatten().for_each(shift);
    layout.size = (high.0 - low.0, high.1 - low.1);
}
