//! How the supply of each need is spread over those who serve it.

use crate::network::adjacency::real;
use crate::network::exposure::Dependences;
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};

/// How the supply of one need is spread over those who serve it.
#[derive(Debug, Clone, PartialEq)]
pub struct Concentration {
    /// The need, as `data/network.toml` names it.
    pub need: String,
    /// How many entities have it.
    pub dependents: usize,
    /// The share of each that serves it, 0 to 1, the largest first; an entity that several serve counts
    /// for each as one by their number.
    pub shares: Vec<(NodeIndex, f64)>,
}

impl Concentration {
    /// The Herfindahl-Hirschman index: the sum of the squares of the shares in per cent, 0 to 10,000 for
    /// one that serves all (A. Hirschman, "The paternity of an index", 1964).
    pub fn index(&self) -> f64 {
        self.shares
            .iter()
            .map(|(_, share)| (share * 100.0).powi(2))
            .sum()
    }
}

impl Dependences<'_> {
    /// How each need is spread over those who serve it, in order of need. What an entity takes over from its
    /// family is no supply, nor are the products of a vendor, on which it depends.
    pub fn concentrations(&self) -> Vec<Concentration> {
        let mut layers: BTreeMap<&str, BTreeMap<NodeIndex, BTreeSet<NodeIndex>>> = BTreeMap::new();
        for tie in self.ties.iter().filter(|t| !t.by.own && !t.by.inherits) {
            let layer = layers.entry(&tie.by.need).or_default();
            layer.entry(tie.dependent).or_default().insert(tie.provider);
        }
        let each = layers.into_iter().map(|(need, layer)| {
            let every = 1.0 / real(layer.len());
            let mut shares: BTreeMap<NodeIndex, f64> = BTreeMap::new();
            for providers in layer.values() {
                let part = every / real(providers.len());
                for provider in providers {
                    *shares.entry(*provider).or_default() += part;
                }
            }
            let mut shares: Vec<(NodeIndex, f64)> = shares.into_iter().collect();
            shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            Concentration {
                need: need.to_string(),
                dependents: layer.len(),
                shares,
            }
        });
        each.collect()
    }
}
