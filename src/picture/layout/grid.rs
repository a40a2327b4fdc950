//! Boxes in columns from left to right, as `dagre` places them, and the lanes of arrows between them.

use crate::picture::drawing::{Drawing, Form};
use crate::picture::layout::frame::{NAMED, PAD};
use crate::picture::layout::rect::{Point, Rect};
use crate::picture::layout::route::Columns;
use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::LabelPos;
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir, layout};

/// Space between two boxes of a column, in pixels.
const BESIDE: f64 = 18.0;
/// Space between two arrows that pass through a column, in pixels.
const LANES: f64 = 12.0;
/// Least space between a column of boxes and the words on the arrows that leave it, in pixels.
const GAP: f64 = 22.0;
/// Most space added to a gap in which arrows change their height, in pixels.
const WIDENED: f64 = 64.0;

/// Places of boxes, words and lanes.
#[derive(Debug, Default)]
pub struct Grid {
    /// The boxes.
    pub shapes: Vec<Rect>,
    /// The words of each arrow.
    pub labels: Vec<Rect>,
    /// The points that each arrow passes, one in each column between its ends, from its start.
    pub lanes: Vec<Vec<Point>>,
}

impl Grid {
    /// Places a drawing, each size first changed by `turned`.
    pub fn of(drawing: &Drawing, turned: impl Fn((f64, f64)) -> (f64, f64)) -> Self {
        let flips = flips(drawing);
        let graph = solve(drawing, &flips, &turned);
        let mut grid = Self::default();
        for (i, shape) in drawing.shapes.iter().enumerate() {
            let node = graph.node(&i.to_string());
            let centre = node.and_then(|n| Some((n.x?, n.y?))).unwrap_or_default();
            grid.shapes.push(Rect::around(centre, turned(shape.size)));
        }
        for (i, (arrow, flip)) in drawing.arrows.iter().zip(flips).enumerate() {
            let [from, to] = ends(arrow.from, arrow.to, flip);
            let edge = graph.edge(&from, &to, Some(&i.to_string()));
            let points: Vec<Point> =
                edge.map_or_else(Vec::new, |e| e.points.iter().map(|p| (p.x, p.y)).collect());
            let inner = points.get(1..points.len().saturating_sub(1));
            let mut inner = inner.unwrap_or_default().to_vec();
            if flip {
                inner.reverse();
            }
            let label = edge.and_then(|e| Some((e.x?, e.y?)));
            let middle = inner.get(inner.len() / 2).copied().unwrap_or_default();
            let label = label.unwrap_or(middle);
            if inner.is_empty() {
                inner.push(label);
            }
            grid.labels.push(Rect::around(label, turned(arrow.size)));
            grid.lanes.push(inner);
        }
        grid
    }

    /// Makes the boxes of a column equally wide.
    pub fn align(&mut self) {
        let columns = Columns::new(&self.shapes, &[]);
        for column in columns.boxes() {
            let widths = column.iter().map(|i| self.shapes[*i].width);
            let widest = widths.fold(0.0, f64::max);
            for index in column {
                let rect = &mut self.shapes[index];
                *rect = Rect::around(rect.centre(), (widest, rect.height));
            }
        }
    }

    /// Widens the gaps in which arrows change their height, the more the further and the more of them.
    pub fn widen(&mut self, docks: &mut [[Point; 2]]) {
        let columns = Columns::new(&self.shapes, &self.labels);
        let mut demand = vec![0.0_f64; columns.len()];
        for (dock, lanes) in docks.iter().zip(&self.lanes) {
            let mut from = dock[0];
            for to in lanes.iter().chain([&dock[1]]) {
                let (a, b) = (columns.nearest(from.0), columns.nearest(to.0));
                let climb = (from.1 - to.1).abs();
                if a != b && climb > BESIDE {
                    demand[a.max(b)] += 2.0 + climb * 0.03;
                }
                from = *to;
            }
        }
        let mut shift = 0.0;
        let shifts: Vec<f64> = demand
            .iter()
            .map(|d| {
                shift += d.min(WIDENED);
                shift
            })
            .collect();
        let by = |x: f64| shifts.get(columns.nearest(x)).copied().unwrap_or(0.0);
        for rect in self.shapes.iter_mut().chain(&mut self.labels) {
            rect.left += by(rect.centre().0);
        }
        let lanes = self.lanes.iter_mut().flatten();
        for point in lanes.chain(docks.iter_mut().flatten()) {
            point.0 += by(point.0);
        }
    }
}

/// The graph of a drawing after `dagre` has placed it.
fn solve(
    drawing: &Drawing,
    flips: &[bool],
    turned: impl Fn((f64, f64)) -> (f64, f64),
) -> Graph<NodeLabel, EdgeLabel> {
    let mut graph: Graph<NodeLabel, EdgeLabel> = Graph::with_options(GraphOptions {
        directed: true,
        multigraph: true,
        compound: true,
    });
    for (i, shape) in drawing.shapes.iter().enumerate() {
        let (width, height) = turned(shape.size);
        let label = NodeLabel {
            width,
            height,
            ..NodeLabel::default()
        };
        graph.set_node(i.to_string(), Some(label));
    }
    for (i, (_, members)) in drawing.groups.iter().enumerate() {
        let group = format!("group {i}");
        graph.set_node(group.clone(), Some(NodeLabel::default()));
        for member in members {
            graph.set_parent(&member.to_string(), Some(&group));
        }
    }
    for (i, (arrow, flip)) in drawing.arrows.iter().zip(flips).enumerate() {
        let (width, height) = turned(arrow.size);
        let label = EdgeLabel {
            width,
            height,
            labelpos: LabelPos::Center,
            ..EdgeLabel::default()
        };
        let [from, to] = ends(arrow.from, arrow.to, *flip);
        graph.set_edge(from, to, Some(label), Some(&i.to_string()));
    }
    let options = LayoutOptions {
        rankdir: RankDir::LR,
        nodesep: beside(drawing),
        edgesep: LANES,
        ranksep: 2.0 * GAP,
        ..LayoutOptions::default()
    };
    layout(&mut graph, Some(options));
    graph
}

/// Space between two boxes of a column, in pixels; frames and their names need some.
fn beside(drawing: &Drawing) -> f64 {
    match drawing.form {
        // Between two boxes of different frames there are two sides of frames as well, each with this space.
        _ if !drawing.groups.is_empty() => PAD + NAMED,
        Form::Full => BESIDE,
        Form::Bare | Form::Dots => BESIDE / 2.0,
    }
}

fn ends(from: usize, to: usize, flip: bool) -> [String; 2] {
    let mut ends = [from.to_string(), to.to_string()];
    if flip {
        ends.reverse();
    }
    ends
}

/// Which arrows are laid from their end to their start: of those with two heads, the ones that would
/// otherwise lead back, so that they add no column.
fn flips(drawing: &Drawing) -> Vec<bool> {
    let count = drawing.shapes.len();
    let (mut depth, mut waiting) = (vec![0_usize; count], vec![0_usize; count]);
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
    for arrow in drawing.arrows.iter().filter(|a| !a.both) {
        next[arrow.from].push(arrow.to);
        waiting[arrow.to] += 1;
    }
    let mut open: Vec<usize> = (0..count).filter(|i| waiting[*i] == 0).collect();
    while let Some(at) = open.pop() {
        for &to in &next[at] {
            depth[to] = depth[to].max(depth[at] + 1);
            waiting[to] -= 1;
            if waiting[to] == 0 {
                open.push(to);
            }
        }
    }
    let back = |from: usize, to: usize| depth[from] > depth[to];
    let arrows = drawing.arrows.iter();
    arrows.map(|a| a.both && back(a.from, a.to)).collect()
}
