//! Who stands beside whom, in rows of one list: what measures walk over.

use crate::network::graph::place;
use petgraph::graph::Graph;

/// The neighbours of each node, sorted, each once and never the node itself (compressed sparse rows).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjacency {
    starts: Vec<u32>,
    targets: Vec<u32>,
}

impl Adjacency {
    /// The neighbours of each node, whatever the direction of the facts between them.
    pub fn undirected<N, E>(graph: &Graph<N, E>) -> Self {
        let edges = graph.raw_edges().iter();
        let ends = edges.map(|e| (place(e.source().index()), place(e.target().index())));
        Self::of(graph.node_count(), || {
            ends.clone().flat_map(|(a, b)| [(a, b), (b, a)])
        })
    }

    /// The nodes from which an edge leads to each node; an edge for which `both` holds leads both ways.
    pub fn sources<N, E>(graph: &Graph<N, E>, both: impl Fn(&E) -> bool) -> Self {
        let ends = || {
            graph.raw_edges().iter().flat_map(|e| {
                let (a, b) = (place(e.source().index()), place(e.target().index()));
                [Some((b, a)), both(&e.weight).then_some((a, b))]
            })
        };
        Self::of(graph.node_count(), || ends().flatten())
    }

    /// Rows of the second of each pair by the first. Taking the pairs by their second and then by their first
    /// leaves each row in order.
    fn of<I: Iterator<Item = (u32, u32)>>(nodes: usize, pairs: impl Fn() -> I) -> Self {
        let apart = || pairs().filter(|(a, b)| a != b);
        let (ends, firsts) = gathered(nodes, || apart().map(|(a, b)| (b, a)));
        let mut starts = counted(nodes, apart().map(|(a, _)| a));
        let mut next = starts.clone();
        let mut targets = vec![0u32; firsts.len()];
        for b in 0..nodes {
            for a in &firsts[ends[b] as usize..ends[b + 1] as usize] {
                let (a, at) = (*a as usize, next[*a as usize] as usize);
                if next[a] == starts[a] || targets[at - 1] as usize != b {
                    targets[at] = place(b);
                    next[a] += 1;
                }
            }
        }
        let mut kept = 0;
        for node in 0..nodes {
            let row = starts[node] as usize..next[node] as usize;
            let length = row.len();
            targets.copy_within(row, kept);
            starts[node] = place(kept);
            kept += length;
        }
        starts[nodes] = place(kept);
        targets.truncate(kept);
        Self { starts, targets }
    }

    /// Number of nodes.
    pub fn nodes(&self) -> usize {
        self.starts.len() - 1
    }

    /// Number of entries: twice the edges of an undirected graph.
    pub fn entries(&self) -> usize {
        self.targets.len()
    }

    /// The neighbours of a node.
    pub fn row(&self, node: usize) -> &[u32] {
        let (a, b) = (self.starts[node] as usize, self.starts[node + 1] as usize);
        &self.targets[a..b]
    }

    /// How many neighbours a node has.
    pub fn degree(&self, node: usize) -> usize {
        self.row(node).len()
    }
}

/// Where the row of each node begins that is as long as the node comes often.
fn counted(nodes: usize, all: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut starts = vec![0u32; nodes + 1];
    all.for_each(|node| starts[node as usize + 1] += 1);
    for node in 0..nodes {
        starts[node + 1] += starts[node];
    }
    starts
}

/// The second of each pair by the first, as the pairs come.
fn gathered<I: Iterator<Item = (u32, u32)>>(
    nodes: usize,
    pairs: impl Fn() -> I,
) -> (Vec<u32>, Vec<u32>) {
    let starts = counted(nodes, pairs().map(|(a, _)| a));
    let mut next = starts.clone();
    let mut all = vec![0u32; starts[nodes] as usize];
    for (a, b) in pairs() {
        all[next[a as usize] as usize] = b;
        next[a as usize] += 1;
    }
    (starts, all)
}

/// A count as the measures reckon with it.
#[allow(clippy::cast_precision_loss)] // Counts of nodes and edges stay below 2^32.
pub(super) fn real(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::Adjacency;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn rows_are_what_the_edges_say(edges in prop::collection::vec((0usize..9, 0usize..9, any::<bool>()), 0..60)) {
            let mut graph = petgraph::Graph::new();
            let nodes: Vec<_> = (0..9).map(|_| graph.add_node(())).collect();
            for (a, b, both) in &edges {
                graph.add_edge(nodes[*a], nodes[*b], *both);
            }
            let (un, into) = (Adjacency::undirected(&graph), Adjacency::sources(&graph, |both| *both));
            for n in 0..9 {
                let beside = edges.iter().flat_map(|(a, b, _)| [(*a, *b), (*b, *a)]);
                let near: BTreeSet<u32> =
                    beside.filter(|(a, b)| *a == n && a != b).map(|(_, b)| b.try_into().unwrap()).collect();
                prop_assert_eq!(un.row(n), near.into_iter().collect::<Vec<_>>());
                let ways = edges.iter().flat_map(|(a, b, both)| [Some((*a, *b)), both.then_some((*b, *a))]).flatten();
                let from: BTreeSet<u32> =
                    ways.filter(|(a, b)| *b == n && a != b).map(|(a, _)| a.try_into().unwrap()).collect();
                prop_assert_eq!(into.row(n), from.into_iter().collect::<Vec<_>>());
            }
        }
    }
}
