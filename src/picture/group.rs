//! Which nodes of a picture belong together: by kind or by maker, by date or by layer.

use crate::model::Value;
use crate::network::Kind;
use crate::picture::{Picture, arrangement};
use petgraph::Direction::Incoming;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;

/// What nodes share that stand in one frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cluster {
    /// They are of one kind.
    Kind,
    /// One organisation made them; it stands among them.
    Maker,
}

/// What nodes share that stand in one rank of a DOT file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// The month in which they came out.
    Date,
    /// The layer of the industry: models, chips, vendors and so on.
    Layer,
}

/// Nodes with what they share, each node at most once, in order of name.
pub type Groups = BTreeMap<String, Vec<NodeIndex>>;

/// The groups of a picture that have two members or more; none where it has no clusters.
pub fn clusters(picture: &Picture) -> Groups {
    let Some(cluster) = picture.cluster else {
        return Groups::new();
    };
    let graph = &picture.projection.graph;
    let mut groups = Groups::new();
    for index in graph.node_indices() {
        let name = match cluster {
            Cluster::Kind => Some(picture.style.paint(graph[index].kind).name.clone()),
            Cluster::Maker => maker(picture, index).map(|m| graph[m].label.clone()),
        };
        if let Some(name) = name {
            groups.entry(name).or_default().push(index);
        }
    }
    groups.retain(|_, members| members.len() > 1);
    groups
}

/// Who made a node; a maker of others stands among what it made.
fn maker(picture: &Picture, index: NodeIndex) -> Option<NodeIndex> {
    let graph = &picture.projection.graph;
    let made = |property: &str| arrangement::bundled().makers.iter().any(|p| p == property);
    let mut own: Vec<NodeIndex> = graph
        .edges(index)
        .filter(|e| made(&e.weight().property))
        .map(|e| e.target())
        .collect();
    own.sort();
    let makes = || {
        let mut incoming = graph.edges_directed(index, Incoming);
        incoming
            .any(|e| made(&e.weight().property))
            .then_some(index)
    };
    own.first().copied().or_else(makes)
}

/// The ranks of a picture, the first first; none where it has no order of ranks. A node without a date has no rank
/// by date.
pub fn ranks(picture: &Picture) -> Groups {
    let Some(rank) = picture.rank else {
        return Groups::new();
    };
    let graph = &picture.projection.graph;
    let mut groups = Groups::new();
    for index in graph.node_indices() {
        let name = match rank {
            Rank::Date => month(picture, index),
            Rank::Layer => layer(graph[index].kind).map(|place| place.to_string()),
        };
        if let Some(name) = name {
            groups.entry(name).or_default().push(index);
        }
    }
    groups
}

/// The month, or the year, of the first date that a node has.
fn month(picture: &Picture, index: NodeIndex) -> Option<String> {
    let projection = &picture.projection;
    let facts = projection.graph[index].lines.iter();
    let facts = facts.map(|line| &projection.facts[line.fact]);
    let dates = facts.filter_map(|fact| match &fact.object {
        Value::Date(date)
            if arrangement::bundled()
                .dates
                .iter()
                .any(|d| **d == *fact.property) =>
        {
            Some(date.to_string())
        }
        _ => None,
    });
    dates
        .min()
        .map(|d| d.chars().take("2026-04".len()).collect())
}

/// The place of a kind among the layers of the industry.
fn layer(kind: Kind) -> Option<usize> {
    let layers = &arrangement::bundled().layers;
    layers
        .iter()
        .position(|kinds| kinds.iter().any(|k| k == kind.key()))
}
