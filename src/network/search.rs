//! The shortest way from one entity to another, and those after it.

use crate::network::graph::Network;
use crate::network::known::Known;
use crate::network::path::Path;
use petgraph::graph::{EdgeIndex, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, BinaryHeap};

/// Ways of each leg that are tried where a path has to pass certain entities.
const LEGS: usize = 32;
/// Beginnings of such a path that are kept from leg to leg.
const KEPT: usize = 256;
/// What sums of the same costs may differ by, in parts of the whole.
pub(super) const SLACK: f64 = 1e-12;

/// A node to go on from, by cost and then by its place.
#[derive(PartialEq)]
pub(super) struct Open(pub(super) f64, pub(super) NodeIndex);

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

/// A search for ways over a network. `cost` says what a fact costs, more than 0; a hop costs as much as
/// the cheapest fact between its ends.
pub struct Search<'n, F> {
    pub(super) network: &'n Network,
    /// Facts are followed from subject to object alone.
    pub(super) directed: bool,
    pub(super) avoid: FxHashSet<NodeIndex>,
    pub(super) cost: F,
    pub(super) known: Known,
    /// What is known from the other end.
    pub(super) behind: Known,
}

impl<'n, E, F: FnMut(EdgeIndex) -> Result<f64, E>> Search<'n, F> {
    /// A search that passes none of the entities to avoid.
    pub fn new(network: &'n Network, directed: bool, avoid: &[NodeIndex], cost: F) -> Self {
        Self {
            network,
            directed,
            avoid: avoid.iter().copied().collect(),
            cost,
            known: Known::of(network.graph.node_count()),
            behind: Known::of(network.graph.node_count()),
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
        if count < 2 {
            return Ok(self.cheapest(from, to)?.into_iter().take(count).collect());
        }
        // Each is found by how far every entity is from the end.
        let left = self.left(from, to)?;
        let Some(first) = self.shortest(from, to, (&[], &[]), &left)? else {
            return Ok(Vec::new());
        };
        let mut found = vec![first];
        let mut open: BTreeSet<Path> = BTreeSet::new();
        while let Some(last) = found.last().filter(|_| found.len() < count).cloned() {
            for at in 0..last.nodes.len() - 1 {
                let root = &last.nodes[..=at];
                let taken = found.iter().filter(|p| p.nodes.starts_with(root));
                let taken: Vec<NodeIndex> =
                    taken.filter_map(|p| p.nodes.get(at + 1)).copied().collect();
                let barred = (&root[..at], &taken[..]);
                if let Some(rest) = self.shortest(root[at], to, barred, &left)? {
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

    /// What the way to an end costs at least from each entity that is no farther from it than `from`.
    fn left(&mut self, from: NodeIndex, to: NodeIndex) -> Result<Left, E> {
        let mut left = Left::default();
        self.known.begin();
        self.known.put(to, 0.0, to);
        let mut open = BinaryHeap::from([Reverse(Open(0.0, to))]);
        while let Some(Reverse(Open(cost, node))) = open.pop() {
            if left.of.contains_key(&node) {
                continue;
            }
            left.of.insert(node, cost);
            left.most = cost;
            if node == from {
                break;
            }
            for (next, fact) in self.network.facts_along(node, true, self.directed) {
                if self.avoid.contains(&next) || left.of.contains_key(&next) {
                    continue;
                }
                let cost = cost + (self.cost)(fact)?.max(f64::MIN_POSITIVE);
                if self.known.get(next).is_none_or(|(known, _)| cost < known) {
                    self.known.put(next, cost, node);
                    open.push(Reverse(Open(cost, next)));
                }
            }
        }
        Ok(left)
    }

    /// The cheapest way that passes none of some entities and whose first hop goes to none of others (P. Hart,
    /// N. Nilsson and B. Raphael, "A formal basis for the heuristic determination of minimum cost paths", 1968).
    ///
    /// All equally cheap ways are looked at, so that which of them is taken depends on the entities alone.
    fn shortest(
        &mut self,
        from: NodeIndex,
        to: NodeIndex,
        (passed, taken): (&[NodeIndex], &[NodeIndex]),
        left: &Left,
    ) -> Result<Option<Path>, E> {
        self.known.begin();
        self.known.put(from, 0.0, from);
        let mut best = f64::INFINITY;
        let mut open = BinaryHeap::from([Reverse(Open(left.from(from), from))]);
        while let Some(Reverse(Open(whole, node))) = open.pop() {
            if whole > best * (1.0 + SLACK) {
                break;
            }
            if node == to || !self.known.finish(node) {
                continue;
            }
            let Some((so_far, _)) = self.known.get(node) else {
                continue;
            };
            for (next, fact) in self.network.facts_along(node, false, self.directed) {
                let barred = self.avoid.contains(&next) || passed.contains(&next);
                if barred || next == from || (node == from && taken.contains(&next)) {
                    continue;
                }
                let cost = so_far + (self.cost)(fact)?.max(f64::MIN_POSITIVE);
                let better = self.known.get(next).is_none_or(|(known, before)| {
                    cost.total_cmp(&known).then(node.cmp(&before)) == Ordering::Less
                });
                if !better {
                    continue;
                }
                if self.known.is_finished(next) {
                    // Another way as cheap, by an entity that comes first.
                    if self
                        .known
                        .get(next)
                        .is_some_and(|(known, _)| so_far < known)
                    {
                        self.known.put(next, cost, node);
                    }
                    continue;
                }
                self.known.put(next, cost, node);
                open.push(Reverse(Open(cost + left.from(next), next)));
                if next == to {
                    best = best.min(cost);
                }
            }
        }
        let (nodes, costs) = match best.is_finite() {
            true => self.known.way(from, to),
            false => return Ok(None),
        };
        Ok(Some(Path { nodes, costs }))
    }
}

/// What the rest of a way costs at least.
#[derive(Debug, Default)]
struct Left {
    of: FxHashMap<NodeIndex, f64>,
    /// That of all others.
    most: f64,
}

impl Left {
    fn from(&self, node: NodeIndex) -> f64 {
        self.of.get(&node).copied().unwrap_or(self.most)
    }
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
