//! Which nodes of a picture have no box of their own.

use crate::network::Kind;
use crate::picture::Picture;
use crate::picture::arrangement;
use petgraph::Direction::{Incoming, Outgoing};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// Nodes by how they are drawn.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Written as a line into each box that points at them.
    pub inline: BTreeSet<NodeIndex>,
    /// Listed together in one box.
    pub bunches: Vec<Vec<NodeIndex>>,
}

/// What makes two leaves alike: their kind and their arrows (other end, property, direction).
type Likeness = (Kind, Vec<(NodeIndex, String, bool)>);

/// A leaf has at most so many arrows.
const ARROWS: usize = 4;

/// Decides for each node of a picture.
pub fn gather(picture: &Picture) -> Gathered {
    let graph = &picture.projection.graph;
    let focus = picture.projection.focus.as_ref();
    let arrangement = arrangement::bundled();
    let free = |i: &NodeIndex| focus != Some(&graph[*i].id);
    let inline: BTreeSet<NodeIndex> = graph
        .node_indices()
        .filter(free)
        .filter(|i| is_remark(picture, *i))
        .collect();
    let crowded = graph.node_count() - inline.len() > arrangement.crowd;
    let mut alike: BTreeMap<Likeness, Vec<NodeIndex>> = BTreeMap::new();
    for index in graph.node_indices().filter(free) {
        let node = &graph[index];
        let bare = node.lines.is_empty() || crowded;
        if inline.contains(&index) || !bare {
            continue;
        }
        let arrows = arrows(picture, index, &inline, crowded);
        if let Some(arrows) = arrows.filter(|a| !a.is_empty() && a.len() <= ARROWS) {
            alike.entry((node.kind, arrows)).or_default().push(index);
        }
    }
    let least = arrangement.least(graph.node_count() - inline.len());
    let mut bunches: Vec<Vec<NodeIndex>> =
        alike.into_values().filter(|b| b.len() >= least).collect();
    bunches.sort();
    Gathered { inline, bunches }
}

/// Whether a node is of a kind that is a mere remark on others, and has nothing said of itself.
fn is_remark(picture: &Picture, index: NodeIndex) -> bool {
    let graph = &picture.projection.graph;
    let node = &graph[index];
    let kinds = &arrangement::bundled().inline;
    kinds.iter().any(|k| k == node.kind.key())
        && node.lines.is_empty()
        && graph.edges_directed(index, Outgoing).next().is_none()
        && graph.edges_directed(index, Incoming).next().is_some()
}

/// The arrows of a node to other boxes, sorted; `None` if it has a remark that a list would lose.
fn arrows(
    picture: &Picture,
    index: NodeIndex,
    inline: &BTreeSet<NodeIndex>,
    crowded: bool,
) -> Option<Vec<(NodeIndex, String, bool)>> {
    let graph = &picture.projection.graph;
    let mut out = Vec::new();
    for edge in graph.edges_directed(index, Outgoing) {
        if inline.contains(&edge.target()) {
            if !crowded {
                return None;
            }
            continue;
        }
        out.push((edge.target(), edge.weight().property.clone(), true));
    }
    for edge in graph.edges_directed(index, Incoming) {
        out.push((edge.source(), edge.weight().property.clone(), false));
    }
    if out.iter().any(|(other, ..)| *other == index) {
        return None;
    }
    out.sort();
    Some(out)
}
