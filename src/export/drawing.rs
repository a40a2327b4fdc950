//! What is drawn of a picture: boxes and arrows, with leaves gathered and parallel arrows merged.

use crate::export::footnote;
use crate::export::measure::{width, wrap};
use crate::export::picture::Picture;
use crate::model::Modality;
use crate::network::Kind;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// Font size of names, in pixels.
pub const NAME: f64 = 13.0;
/// Font size of the lines below a name and of the words on arrows, in pixels.
pub const SMALL: f64 = 11.0;
/// Space between the frame of a box and its text, in pixels.
pub const PAD: f64 = 10.0;
/// Height of a line of a size, as a multiple of it.
pub const LEADING: f64 = 1.35;
/// Widest text of a box, in pixels.
const WIDEST: f64 = 210.0;
/// So many leaves of one kind on one arrow are gathered into one box.
const GATHER: usize = 4;
/// So many names are shown in a gathered box.
const SHOWN: usize = 14;

/// A box.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// What it shows, for its colour.
    pub kind: Kind,
    /// Local name of its entity; `None` for gathered leaves.
    pub entity: Option<String>,
    /// Its name in lines.
    pub name: Vec<String>,
    /// Small lines below.
    pub lines: Vec<String>,
    /// All it says, for those who cannot see it.
    pub description: String,
    /// Width and height in pixels.
    pub size: (f64, f64),
}

/// An arrow.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrow {
    /// Index of the shape it leaves.
    pub from: usize,
    /// Index of the shape it reaches.
    pub to: usize,
    /// The words on it, in lines.
    pub label: Vec<String>,
    /// How surely it is said.
    pub modality: Modality,
    /// Width and height of its words in pixels.
    pub size: (f64, f64),
}

/// Boxes and arrows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawing {
    /// The boxes.
    pub shapes: Vec<Shape>,
    /// The arrows.
    pub arrows: Vec<Arrow>,
}

/// Leaves that hang on one node by one property in one direction.
type Bunch = (NodeIndex, String, bool, Kind);

/// Makes the drawing of a picture.
pub fn draw(picture: &Picture) -> Drawing {
    let graph = &picture.projection.graph;
    let bunches = bunches(picture);
    let gathered: BTreeSet<NodeIndex> = bunches.values().flatten().copied().collect();
    let mut drawing = Drawing::default();
    let mut places: BTreeMap<NodeIndex, usize> = BTreeMap::new();
    for index in graph.node_indices().filter(|i| !gathered.contains(i)) {
        places.insert(index, drawing.shapes.len());
        drawing.shapes.push(single(picture, index));
    }
    for leaves in bunches.values() {
        for leaf in leaves {
            places.insert(*leaf, drawing.shapes.len());
        }
        drawing.shapes.push(bunch(picture, leaves));
    }
    let mut arrows: BTreeMap<(usize, usize), (BTreeMap<String, BTreeSet<usize>>, Modality)> =
        BTreeMap::new();
    for edge in graph.edge_references() {
        let (Some(&from), Some(&to)) = (places.get(&edge.source()), places.get(&edge.target()))
        else {
            continue;
        };
        let link = edge.weight();
        let entry = arrows
            .entry((from, to))
            .or_insert_with(|| (BTreeMap::new(), link.modality));
        let numbers = footnote::numbers(picture, link.fact);
        entry
            .0
            .entry(link.label.clone())
            .or_default()
            .extend(numbers);
        entry.1 = entry.1.min(link.modality);
    }
    for ((from, to), (labels, modality)) in arrows {
        drawing.arrows.push(arrow(from, to, &labels, modality));
    }
    drawing
}

/// Leaves to gather: nodes with one edge and no lines of their own, at least [`GATHER`] alike.
fn bunches(picture: &Picture) -> BTreeMap<Bunch, Vec<NodeIndex>> {
    let projection = &picture.projection;
    let graph = &projection.graph;
    let mut all: BTreeMap<Bunch, Vec<NodeIndex>> = BTreeMap::new();
    for edge in graph.edge_references() {
        for (leaf, hub, out) in [
            (edge.target(), edge.source(), true),
            (edge.source(), edge.target(), false),
        ] {
            let node = &graph[leaf];
            if projection.degree(leaf) == 1 && node.lines.is_empty() {
                let key = (hub, edge.weight().property.clone(), out, node.kind);
                all.entry(key).or_default().push(leaf);
            }
        }
    }
    all.retain(|_, leaves| leaves.len() >= GATHER);
    all
}

fn single(picture: &Picture, index: NodeIndex) -> Shape {
    let node = &picture.projection.graph[index];
    let name = wrap(&node.label, NAME, true, WIDEST);
    let mut lines = Vec::new();
    let mut grouped: BTreeMap<&str, (Vec<&str>, BTreeSet<usize>)> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    for line in &node.lines {
        if !grouped.contains_key(line.label.as_str()) {
            order.push(&line.label);
        }
        let entry = grouped.entry(&line.label).or_default();
        entry.0.push(&line.value);
        entry.1.extend(footnote::numbers(picture, line.fact));
    }
    for label in order {
        let (values, numbers) = &grouped[label];
        let numbers: Vec<usize> = numbers.iter().copied().collect();
        let mark = footnote::mark(&numbers);
        let space = if mark.is_empty() { "" } else { " " };
        let text = format!("{label}: {}{space}{mark}", values.join(", "));
        lines.extend(wrap(&text, SMALL, false, WIDEST));
    }
    let description = format!("{}. {}", node.label, lines.join("; "));
    shape(
        node.kind,
        Some(node.id.to_string()),
        name,
        lines,
        description,
    )
}

fn bunch(picture: &Picture, leaves: &[NodeIndex]) -> Shape {
    let graph = &picture.projection.graph;
    let mut names: Vec<&str> = leaves.iter().map(|l| graph[*l].label.as_str()).collect();
    names.sort_unstable();
    let description = names.join(", ");
    let mut lines: Vec<String> = names
        .iter()
        .take(SHOWN)
        .flat_map(|n| wrap(n, SMALL, false, WIDEST))
        .collect();
    if names.len() > SHOWN {
        lines.push(format!("and {} more", names.len() - SHOWN));
    }
    let kind = leaves.first().map_or(Kind::Other, |l| graph[*l].kind);
    let paint = picture.style.paint(kind);
    let name = wrap(
        &format!("{} × {}", names.len(), paint.name),
        NAME,
        true,
        WIDEST,
    );
    shape(kind, None, name, lines, description)
}

fn shape(
    kind: Kind,
    entity: Option<String>,
    name: Vec<String>,
    lines: Vec<String>,
    description: String,
) -> Shape {
    let widest = |texts: &[String], size: f64, bold: bool| {
        texts
            .iter()
            .map(|t| width(t, size, bold))
            .fold(0.0, f64::max)
    };
    let across = widest(&name, NAME, true)
        .max(widest(&lines, SMALL, false))
        .max(30.0);
    let gap = if lines.is_empty() { 0.0 } else { 4.0 };
    let down = count(&name) * NAME * LEADING + gap + count(&lines) * SMALL * LEADING;
    Shape {
        kind,
        entity,
        name,
        lines,
        description,
        size: (across + 2.0 * PAD, down + 1.5 * PAD),
    }
}

fn arrow(
    from: usize,
    to: usize,
    labels: &BTreeMap<String, BTreeSet<usize>>,
    modality: Modality,
) -> Arrow {
    let label: Vec<String> = labels
        .iter()
        .map(|(label, numbers)| {
            let numbers: Vec<usize> = numbers.iter().copied().collect();
            format!("{label} {}", footnote::mark(&numbers))
                .trim_end()
                .to_string()
        })
        .collect();
    let across = label
        .iter()
        .map(|l| width(l, SMALL, false))
        .fold(0.0, f64::max);
    let size = (across + 6.0, count(&label) * SMALL * LEADING + 2.0);
    Arrow {
        from,
        to,
        label,
        modality,
        size,
    }
}

/// A small number as a factor of lengths.
fn count(texts: &[String]) -> f64 {
    f64::from(u32::try_from(texts.len()).unwrap_or(u32::MAX))
}
