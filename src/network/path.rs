//! Ways from one entity to another, fact by fact.

use crate::network::graph::Network;
use petgraph::Direction::{self, Incoming, Outgoing};
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use std::cmp::Ordering;

/// A way that passes no entity twice.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The entities that it passes, its ends included.
    pub nodes: Vec<NodeIndex>,
    /// What it costs up to each of them.
    pub(super) costs: Vec<f64>,
}

impl Path {
    /// What it costs.
    pub fn cost(&self) -> f64 {
        self.costs.last().copied().unwrap_or(0.0)
    }

    /// The hops: the entities before and behind each.
    pub fn hops(&self) -> impl Iterator<Item = (NodeIndex, NodeIndex)> {
        self.nodes.windows(2).map(|pair| (pair[0], pair[1]))
    }

    /// The part up to a place in it, followed by another path that begins there.
    pub(super) fn joined(&self, at: usize, rest: &Self) -> Self {
        let base = self.costs[at];
        let mut whole = Self {
            nodes: self.nodes[..at].to_vec(),
            costs: self.costs[..at].to_vec(),
        };
        whole.nodes.extend(&rest.nodes);
        whole.costs.extend(rest.costs.iter().map(|c| base + c));
        whole
    }
}

impl Eq for Path {}

impl Ord for Path {
    fn cmp(&self, other: &Self) -> Ordering {
        let cost = self.cost().total_cmp(&other.cost());
        cost.then_with(|| self.nodes.len().cmp(&other.nodes.len()))
            .then_with(|| self.nodes.cmp(&other.nodes))
    }
}

impl PartialOrd for Path {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Network {
    /// The facts that lead from one entity to another, in order; in both directions unless `directed`.
    pub fn between(&self, a: NodeIndex, b: NodeIndex, directed: bool) -> Vec<EdgeIndex> {
        let mut found: Vec<EdgeIndex> = self
            .facts_along(a, false, directed)
            .filter(|(beside, _)| *beside == b)
            .map(|(_, e)| e)
            .collect();
        found.sort_unstable();
        found
    }

    /// Where one can go from an entity, or `back` where one can come from, and by which fact: along facts, and
    /// against those that hold both ways; against all unless `directed`.
    pub(super) fn facts_along(
        &self,
        node: NodeIndex,
        back: bool,
        directed: bool,
    ) -> impl Iterator<Item = (NodeIndex, EdgeIndex)> {
        let direction = if back { Incoming } else { Outgoing };
        let against = self.facts_at(node, direction.opposite());
        let both = move |fact: EdgeIndex| !directed || self.is_symmetric(fact);
        self.facts_at(node, direction)
            .chain(against.filter(move |(_, fact)| both(*fact)))
    }

    fn facts_at(
        &self,
        node: NodeIndex,
        direction: Direction,
    ) -> impl Iterator<Item = (NodeIndex, EdgeIndex)> {
        let facts = self.graph.edges_directed(node, direction);
        facts.map(move |e| match direction {
            Outgoing => (e.target(), e.id()),
            Incoming => (e.source(), e.id()),
        })
    }

    fn is_symmetric(&self, fact: EdgeIndex) -> bool {
        self.relation_of(fact).is_some_and(|r| r.symmetric)
    }
}
