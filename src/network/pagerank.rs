//! PageRank: S. Brin, L. Page, "The anatomy of a large-scale hypertextual web search engine", 1998.

use crate::network::adjacency::{Adjacency, real};

/// Chance that the walker goes on rather than begins anew anywhere.
const DAMPING: f64 = 0.85;
/// It ends when all values together change by less than this.
const TOLERANCE: f64 = 1e-9;
/// Most steps; with this damping some 130 come below the tolerance.
const STEPS: usize = 200;

/// The value of each node; together 1. `sources` has the nodes from which a fact leads to each node; a
/// walker at a node from which none leads on begins anew.
pub(super) fn values(sources: &Adjacency) -> Vec<f64> {
    let nodes = sources.nodes();
    let mut ways = vec![0usize; nodes];
    for node in 0..nodes {
        for source in sources.row(node) {
            ways[*source as usize] += 1;
        }
    }
    let share: Vec<f64> = ways
        .iter()
        .map(|n| if *n == 0 { 0.0 } else { DAMPING / real(*n) })
        .collect();
    let ends: Vec<usize> = (0..nodes).filter(|n| ways[*n] == 0).collect();
    let every = 1.0 / real(nodes.max(1));
    let mut values = vec![every; nodes];
    let mut given = vec![0.0; nodes];
    for _ in 0..STEPS {
        let lost: f64 = ends.iter().map(|n| values[*n]).sum();
        let anew = (1.0 - DAMPING + DAMPING * lost) * every;
        for ((given, value), share) in given.iter_mut().zip(&values).zip(&share) {
            *given = value * share;
        }
        let mut change = 0.0;
        for (node, value) in values.iter_mut().enumerate() {
            let sum: f64 = sources.row(node).iter().map(|s| given[*s as usize]).sum();
            change += (anew + sum - *value).abs();
            *value = anew + sum;
        }
        if change < TOLERANCE {
            break;
        }
    }
    values
}
