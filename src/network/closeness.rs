//! Closeness: S. Wasserman, K. Faust, "Social network analysis", 1994, for networks of several pieces.

use crate::network::adjacency::{Adjacency, real};
use crate::network::graph::place;
use rayon::prelude::*;

/// One by the mean distance to all that a node reaches, times the share of the others that it reaches; 0 to 1,
/// 0 for a node that stands alone.
pub(super) fn values(adjacency: &Adjacency) -> Vec<f64> {
    let nodes = adjacency.nodes();
    let room = || (vec![u32::MAX; nodes], Vec::with_capacity(nodes));
    let each = (0..nodes)
        .into_par_iter()
        .map_init(room, |(distance, reached), start| {
            let (others, sum) = distances(adjacency, start, distance, reached);
            if sum == 0 {
                return 0.0;
            }
            let reach = real(others) / real(nodes.saturating_sub(1));
            reach * real(others) / real(sum)
        });
    each.collect()
}

/// How many others a node reaches, and the sum of their distances.
fn distances(
    adjacency: &Adjacency,
    start: usize,
    distance: &mut [u32],
    reached: &mut Vec<u32>,
) -> (usize, usize) {
    distance[start] = 0;
    reached.push(place(start));
    let (mut at, mut sum) = (0, 0);
    while let Some(node) = reached.get(at) {
        let far = distance[*node as usize];
        sum += far as usize;
        for beside in adjacency.row(*node as usize) {
            if distance[*beside as usize] == u32::MAX {
                distance[*beside as usize] = far + 1;
                reached.push(*beside);
            }
        }
        at += 1;
    }
    for node in reached.drain(..) {
        distance[node as usize] = u32::MAX;
    }
    (at - 1, sum)
}
