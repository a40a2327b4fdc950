//! Eigenvector centrality: P. Bonacich, "Power and centrality: a family of measures", 1987.

use crate::network::adjacency::{Adjacency, real};

/// Most steps of the power iteration.
pub(super) const STEPS: usize = 10_000;
/// It ends when the values change by less than this, taken together and by the number of nodes.
const TOLERANCE: f64 = 1e-10;

/// The value of each node, the sum of their squares being 1; `None` if it does not settle. Each step adds what
/// stands beside a node to what it has, so that a network of two sides does not swing between them.
pub(super) fn values(adjacency: &Adjacency) -> Option<Vec<f64>> {
    let nodes = adjacency.nodes();
    let mut values = vec![1.0 / real(nodes.max(1)).sqrt(); nodes];
    let mut next = vec![0.0; nodes];
    for _ in 0..STEPS {
        for (node, value) in next.iter_mut().enumerate() {
            let beside: f64 = adjacency
                .row(node)
                .iter()
                .map(|n| values[*n as usize])
                .sum();
            *value = values[node] + beside;
        }
        let length = next
            .iter()
            .map(|v| v * v)
            .sum::<f64>()
            .sqrt()
            .max(f64::MIN_POSITIVE);
        for value in &mut next {
            *value /= length;
        }
        let change: f64 = next.iter().zip(&values).map(|(a, b)| (a - b).abs()).sum();
        std::mem::swap(&mut values, &mut next);
        if change <= TOLERANCE * real(nodes) {
            return Some(values);
        }
    }
    None
}
