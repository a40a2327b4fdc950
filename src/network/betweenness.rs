//! Betweenness: U. Brandes, "A faster algorithm for betweenness centrality", 2001.

use crate::network::adjacency::{Adjacency, real};
use rayon::prelude::*;

/// Parts in which the starting nodes are taken. A fixed number, so that sums are made in the same order on any
/// number of cores.
const PARTS: usize = 16;

/// The share of the shortest paths between two others that pass each node, over all pairs that have one;
/// 0 to 1, by the number of all pairs of others.
pub(super) fn values(adjacency: &Adjacency) -> Vec<f64> {
    let nodes = adjacency.nodes();
    let all: Vec<usize> = (0..nodes).collect();
    let parts: Vec<Vec<f64>> = all
        .par_chunks(nodes.div_ceil(PARTS).max(1))
        .map(|starts| {
            let mut walk = Walk::new(nodes);
            let mut sums = vec![0.0; nodes];
            for start in starts {
                walk.add(adjacency, *start, &mut sums);
            }
            sums
        })
        .collect();
    let mut sums = vec![0.0; nodes];
    for part in parts {
        sums.iter_mut()
            .zip(part)
            .for_each(|(sum, value)| *sum += value);
    }
    // Each pair was walked from both of its ends.
    let pairs = real(nodes.saturating_sub(1)) * real(nodes.saturating_sub(2));
    for sum in &mut sums {
        *sum /= pairs.max(1.0);
    }
    sums
}

/// What is known of each node while one start is walked from.
struct Walk {
    distance: Vec<u32>,
    /// Number of shortest paths from the start.
    paths: Vec<f64>,
    /// What the node takes part in, as a share of the paths beyond it.
    part: Vec<f64>,
    /// Nodes in the order in which they are reached.
    reached: Vec<u32>,
}

impl Walk {
    fn new(nodes: usize) -> Self {
        Self {
            distance: vec![u32::MAX; nodes],
            paths: vec![0.0; nodes],
            part: vec![0.0; nodes],
            reached: Vec::with_capacity(nodes),
        }
    }

    /// Adds what the paths from a start give to each node.
    fn add(&mut self, adjacency: &Adjacency, start: usize, sums: &mut [f64]) {
        self.spread(adjacency, start);
        for node in self.reached.iter().rev() {
            let node = *node as usize;
            let (near, share) = (
                self.distance[node],
                (1.0 + self.part[node]) / self.paths[node],
            );
            for before in adjacency.row(node) {
                let before = *before as usize;
                if self.distance[before].wrapping_add(1) == near {
                    self.part[before] += self.paths[before] * share;
                }
            }
            if node != start {
                sums[node] += self.part[node];
            }
        }
        for node in self.reached.drain(..) {
            let node = node as usize;
            (self.distance[node], self.paths[node], self.part[node]) = (u32::MAX, 0.0, 0.0);
        }
    }

    /// Finds distance and number of paths of all that can be reached.
    fn spread(&mut self, adjacency: &Adjacency, start: usize) {
        (self.distance[start], self.paths[start]) = (0, 1.0);
        self.reached.push(crate::network::graph::place(start));
        let mut at = 0;
        while let Some(node) = self.reached.get(at) {
            let node = *node as usize;
            let (next, paths) = (self.distance[node] + 1, self.paths[node]);
            for beside in adjacency.row(node) {
                let place = *beside as usize;
                if self.distance[place] == u32::MAX {
                    self.distance[place] = next;
                    self.reached.push(*beside);
                }
                if self.distance[place] == next {
                    self.paths[place] += paths;
                }
            }
            at += 1;
        }
    }
}
