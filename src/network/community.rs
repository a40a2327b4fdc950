//! Groups that hold together more than they do with the rest: V. Blondel, J.-L. Guillaume, R. Lambiotte,
//! E. Lefebvre, "Fast unfolding of communities in large networks", 2008 (the Louvain method).

use crate::network::adjacency::{Adjacency, real};
use std::collections::BTreeMap;

/// A move must gain more than this, so that rounding moves nothing for ever.
const GAIN: f64 = 1e-12;

/// The communities of an undirected network as lists of nodes, the largest first, then by their first
/// node; a node that stands alone is one of its own.
///
/// Nodes are looked at in their order and go to the community that gains the most modularity, the first of
/// equals, so that the same network always gives the same communities.
pub fn communities(adjacency: &Adjacency) -> Vec<Vec<usize>> {
    let mut level = Level::of(adjacency);
    let mut member: Vec<usize> = (0..adjacency.nodes()).collect();
    loop {
        let (moved, community) = level.settle();
        if !moved {
            break;
        }
        let (next, numbers) = level.joined(&community);
        for place in &mut member {
            *place = numbers[community[*place]];
        }
        level = next;
    }
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (node, community) in member.into_iter().enumerate() {
        found.entry(community).or_default().push(node);
    }
    let mut found: Vec<Vec<usize>> = found.into_values().collect();
    found.sort_by_key(|nodes| (std::cmp::Reverse(nodes.len()), nodes.first().copied()));
    found
}

/// Modularity of a division: the share of edges within its parts, less what chance would give; -0.5 to 1
/// (M. Newman, M. Girvan, "Finding and evaluating community structure in networks", 2004).
pub fn modularity(adjacency: &Adjacency, parts: &[Vec<usize>]) -> f64 {
    let ends = real(adjacency.entries()).max(1.0);
    let mut part_of = vec![usize::MAX; adjacency.nodes()];
    for (number, nodes) in parts.iter().enumerate() {
        for node in nodes {
            part_of[*node] = number;
        }
    }
    let share = |nodes: &Vec<usize>| {
        let within = |node: &usize| {
            let same = |other: &&u32| part_of[**other as usize] == part_of[*node];
            adjacency.row(*node).iter().filter(same).count()
        };
        let inside: usize = nodes.iter().map(within).sum();
        let degree: usize = nodes.iter().map(|n| adjacency.degree(*n)).sum();
        real(inside) / ends - (real(degree) / ends).powi(2)
    };
    parts.iter().map(share).sum()
}

/// A network whose nodes are communities of the one before.
struct Level {
    /// Neighbours with the number of edges to them; never the node itself.
    rows: Vec<Vec<(usize, f64)>>,
    /// Ends of edges at each node, those of edges within it included.
    ends: Vec<f64>,
    /// Ends of all edges.
    all: f64,
}

impl Level {
    fn of(adjacency: &Adjacency) -> Self {
        let each = 0..adjacency.nodes();
        let row = |n: usize| {
            adjacency
                .row(n)
                .iter()
                .map(|b| (*b as usize, 1.0))
                .collect()
        };
        Self {
            rows: each.clone().map(row).collect(),
            ends: each.map(|n| real(adjacency.degree(n))).collect(),
            all: real(adjacency.entries()),
        }
    }

    /// Moves nodes until none gains; the community of each, and whether any moved.
    fn settle(&self) -> (bool, Vec<usize>) {
        let mut community: Vec<usize> = (0..self.rows.len()).collect();
        let mut total = self.ends.clone();
        let mut links = vec![0.0; self.rows.len()];
        let mut moved = false;
        loop {
            let mut again = false;
            for node in 0..self.rows.len() {
                let own = community[node];
                let best = self.best(node, &community, &mut total, &mut links);
                if best != own {
                    community[node] = best;
                    (moved, again) = (true, true);
                }
                total[best] += self.ends[node];
            }
            if !again {
                return (moved, community);
            }
        }
    }

    /// The community in which a node gains the most, the node being taken out of its own; `links` is all zero
    /// before and after.
    fn best(
        &self,
        node: usize,
        community: &[usize],
        total: &mut [f64],
        links: &mut [f64],
    ) -> usize {
        let (own, ends) = (community[node], self.ends[node]);
        total[own] -= ends;
        for (beside, edges) in &self.rows[node] {
            links[community[*beside]] += edges;
        }
        let gain = |c: usize, links: &[f64]| links[c] - total[c] * ends / self.all;
        let mut best = (gain(own, links), own);
        for (beside, _) in &self.rows[node] {
            let other = community[*beside];
            let found = gain(other, links);
            let equal = (found - best.0).abs() <= GAIN;
            if found > best.0 + GAIN || (equal && other < best.1 && best.1 != own) {
                best = (found, other);
            }
        }
        for (beside, _) in &self.rows[node] {
            links[community[*beside]] = 0.0;
        }
        best.1
    }

    /// The network of the communities, and the number of each that has nodes.
    fn joined(&self, community: &[usize]) -> (Self, Vec<usize>) {
        let mut numbers = vec![usize::MAX; self.rows.len()];
        let mut count = 0;
        for c in community {
            if numbers[*c] == usize::MAX {
                numbers[*c] = count;
                count += 1;
            }
        }
        let mut sums: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); count];
        let mut ends = vec![0.0; count];
        for (node, row) in self.rows.iter().enumerate() {
            let own = numbers[community[node]];
            ends[own] += self.ends[node];
            for (beside, edges) in row {
                let other = numbers[community[*beside]];
                if other != own {
                    *sums[own].entry(other).or_default() += edges;
                }
            }
        }
        let rows = sums.into_iter().map(|row| row.into_iter().collect());
        let next = Self {
            rows: rows.collect(),
            ends,
            all: self.all,
        };
        (next, numbers)
    }
}
