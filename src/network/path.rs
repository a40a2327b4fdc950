//! Ways from one entity to another: the shortest, and those after it.

use crate::network::graph::Network;
use petgraph::Direction::{Incoming, Outgoing};
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, BinaryHeap};

/// Ways of each leg that are tried where a path has to pass certain entities.
const LEGS: usize = 32;
/// Beginnings of such a path that are kept from leg to leg.
const KEPT: usize = 256;

/// A way that passes no entity twice.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The entities that it passes, its ends included.
    pub nodes: Vec<NodeIndex>,
    /// What it costs up to each of them.
    costs: Vec<f64>,
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
    fn joined(&self, at: usize, rest: &Self) -> Self {
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

/// A node to go on from, by cost and then by its place.
#[derive(PartialEq)]
struct Open(f64, NodeIndex);

impl Eq for Open {}

impl Ord for Open {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then(self.1.cmp(&other.1))
    }
}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Network {
    /// The facts that lead from one entity to another, in order; in both directions unless `directed`.
    pub fn between(&self, a: NodeIndex, b: NodeIndex, directed: bool) -> Vec<EdgeIndex> {
        let mut found: Vec<EdgeIndex> = self
            .ways(a, directed)
            .filter(|(beside, _)| *beside == b)
            .map(|(_, e)| e)
            .collect();
        found.sort_unstable();
        found
    }

    /// Where one can go from an entity, and by which fact.
    pub(super) fn ways(
        &self,
        node: NodeIndex,
        directed: bool,
    ) -> impl Iterator<Item = (NodeIndex, EdgeIndex)> {
        let out = self.graph.edges_directed(node, Outgoing);
        let back = self.graph.edges_directed(node, Incoming);
        let both =
            move |weight: u32| !directed || self.relation(weight).is_some_and(|r| r.symmetric);
        let out = out.map(|e| (e.target(), e.id()));
        out.chain(
            back.filter(move |e| both(*e.weight()))
                .map(|e| (e.source(), e.id())),
        )
    }
}

/// A search for ways over a network. `cost` says what a fact costs, more than 0; a hop costs as much as
/// the cheapest fact between its ends.
pub struct Search<'n, F> {
    network: &'n Network,
    /// Facts are followed from subject to object alone.
    directed: bool,
    avoid: FxHashSet<NodeIndex>,
    cost: F,
}

impl<'n, E, F: FnMut(EdgeIndex) -> Result<f64, E>> Search<'n, F> {
    /// A search that passes none of the entities to avoid.
    pub fn new(network: &'n Network, directed: bool, avoid: &[NodeIndex], cost: F) -> Self {
        Self {
            network,
            directed,
            avoid: avoid.iter().copied().collect(),
            cost,
        }
    }

    /// The `count` cheapest ways through some stops in their order, the cheapest first; fewer where there are
    /// no more. Equal ones go by their number of hops, then by their entities.
    ///
    /// Two stops are its ends, and the ways are exactly the cheapest (J. Yen, "Finding the k shortest
    /// loopless paths in a network", 1971). With stops between, each leg is one of the cheapest 32, or
    /// `count` if that is more, and the ways found are the cheapest made of those.
    ///
    /// # Errors
    /// Those of the cost.
    pub fn through(&mut self, stops: &[NodeIndex], count: usize) -> Result<Vec<Path>, E> {
        let tries = if stops.len() > 2 {
            count.max(LEGS)
        } else {
            count
        };
        let mut found: Vec<Path> = Vec::new();
        for (number, leg) in stops.windows(2).enumerate() {
            let others: Vec<NodeIndex> = stops
                .iter()
                .copied()
                .filter(|s| !leg.contains(s) && self.avoid.insert(*s))
                .collect();
            let ways = self.paths(leg[0], leg[1], tries);
            for other in others {
                self.avoid.remove(&other);
            }
            let ways = ways?;
            if number == 0 {
                found = ways;
                continue;
            }
            let mut joined = BTreeSet::new();
            for path in &found {
                for way in &ways {
                    if way
                        .nodes
                        .iter()
                        .skip(1)
                        .all(|node| !path.nodes.contains(node))
                    {
                        joined.insert(path.joined(path.nodes.len() - 1, way));
                    }
                }
            }
            found = joined.into_iter().take(KEPT.max(count)).collect();
        }
        found.sort();
        found.truncate(count);
        Ok(found)
    }

    /// The cheapest ways from one entity to another.
    fn paths(&mut self, from: NodeIndex, to: NodeIndex, count: usize) -> Result<Vec<Path>, E> {
        let none = (FxHashSet::default(), FxHashSet::default());
        let Some(first) = self.shortest(from, to, &none.0, &none.1)? else {
            return Ok(Vec::new());
        };
        let mut found = vec![first];
        let mut open: BTreeSet<Path> = BTreeSet::new();
        while let Some(last) = found.last().filter(|_| found.len() < count).cloned() {
            for at in 0..last.nodes.len() - 1 {
                let root = &last.nodes[..=at];
                let taken = found.iter().filter(|p| p.nodes.starts_with(root));
                let taken: FxHashSet<NodeIndex> =
                    taken.filter_map(|p| p.nodes.get(at + 1)).copied().collect();
                let passed: FxHashSet<NodeIndex> = root[..at].iter().copied().collect();
                if let Some(rest) = self.shortest(root[at], to, &passed, &taken)? {
                    open.insert(last.joined(at, &rest));
                }
            }
            match open.pop_first() {
                Some(next) => found.push(next),
                None => break,
            }
        }
        Ok(found)
    }

    /// The cheapest way that passes none of some entities and whose first hop goes to none of others (E.
    /// Dijkstra, "A note on two problems in connexion with graphs", 1959).
    fn shortest(
        &mut self,
        from: NodeIndex,
        to: NodeIndex,
        passed: &FxHashSet<NodeIndex>,
        taken: &FxHashSet<NodeIndex>,
    ) -> Result<Option<Path>, E> {
        let mut known: FxHashMap<NodeIndex, (f64, NodeIndex)> = FxHashMap::default();
        let mut done: FxHashSet<NodeIndex> = FxHashSet::default();
        let mut open = BinaryHeap::from([Reverse(Open(0.0, from))]);
        known.insert(from, (0.0, from));
        while let Some(Reverse(Open(cost, node))) = open.pop() {
            if node == to {
                return Ok(Some(traced(&known, from, to)));
            }
            if !done.insert(node) {
                continue;
            }
            for (next, fact) in self.network.ways(node, self.directed) {
                let barred = self.avoid.contains(&next) || passed.contains(&next);
                if barred || done.contains(&next) || (node == from && taken.contains(&next)) {
                    continue;
                }
                let cost = cost + (self.cost)(fact)?.max(f64::MIN_POSITIVE);
                let better = known.get(&next).is_none_or(|(known, before)| {
                    cost.total_cmp(known).then(node.cmp(before)) == Ordering::Less
                });
                if better {
                    known.insert(next, (cost, node));
                    open.push(Reverse(Open(cost, next)));
                }
            }
        }
        Ok(None)
    }
}

/// The way that led to a node.
fn traced(known: &FxHashMap<NodeIndex, (f64, NodeIndex)>, from: NodeIndex, to: NodeIndex) -> Path {
    let mut path = Path {
        nodes: vec![to],
        costs: Vec::new(),
    };
    let mut at = to;
    while let Some((cost, before)) = known.get(&at) {
        path.costs.push(*cost);
        if at == from {
            break;
        }
        path.nodes.push(*before);
        at = *before;
    }
    path.nodes.reverse();
    path.costs.reverse();
    path
}

#[cfg(test)]
#[path = "path_tests.rs"]
mod tests;
