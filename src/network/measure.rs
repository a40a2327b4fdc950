//! How much each entity of a network counts, by one of the usual measures.

use crate::network::adjacency::{Adjacency, real};
use crate::network::graph::Network;
use crate::network::{betweenness, closeness, eigenvector, pagerank};

/// A measure of centrality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Share of the other entities that stand beside it (Freeman 1978).
    Degree,
    /// Chance that a walker along the facts is found there (Brin and Page 1998).
    Pagerank,
    /// Share of the shortest paths between others that pass it (Freeman 1977).
    Betweenness,
    /// How near it is to all that it reaches (Wasserman and Faust 1994).
    Closeness,
    /// How much those count that stand beside it (Bonacich 1987).
    Eigenvector,
}

/// Why a measure has no values.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MeasureError {
    /// It takes time that grows with the entities and the facts together.
    #[error("{entities} entities are too many for {measure}, which is given up to {most}")]
    TooLarge {
        /// Name of the measure.
        measure: &'static str,
        /// Entities of the network.
        entities: usize,
        /// Most that are allowed.
        most: usize,
    },
    /// The values change too little from step to step to come to rest.
    #[error("{measure} does not settle in {steps} steps")]
    Unsettled {
        /// Name of the measure.
        measure: &'static str,
        /// Steps that were made.
        steps: usize,
    },
}

impl Measure {
    /// All with their names.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Degree, "degree"),
        (Self::Pagerank, "pagerank"),
        (Self::Betweenness, "betweenness"),
        (Self::Closeness, "closeness"),
        (Self::Eigenvector, "eigenvector"),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        let own = Self::ALL.iter().find(|(measure, _)| *measure == self);
        own.map_or("", |(_, name)| name)
    }

    /// Whether it walks from each entity over all facts, so that twice the network takes four times as long.
    pub fn is_slow(self) -> bool {
        matches!(self, Self::Betweenness | Self::Closeness)
    }

    /// The value of each node, in their order. Several facts between two entities count as one, a fact of an
    /// entity with itself as none; all but PageRank pass over directions. The same network gives the same
    /// bits, however many cores there are.
    ///
    /// `most` bounds the entities of [slow](Self::is_slow) measures.
    ///
    /// # Errors
    /// Too many entities for a slow measure; the eigenvector does not settle.
    pub fn values(self, network: &Network, most: usize) -> Result<Vec<f64>, MeasureError> {
        let entities = network.graph.node_count();
        if self.is_slow() && entities > most {
            return Err(MeasureError::TooLarge {
                measure: self.name(),
                entities,
                most,
            });
        }
        self.over(&self.rows(network))
    }

    /// What the measure walks over: the neighbours of each node, or for PageRank the nodes from which a fact
    /// leads there.
    pub fn rows(self, network: &Network) -> Adjacency {
        let both = |weight: &u32| network.relation(*weight).is_some_and(|r| r.symmetric);
        match self {
            Self::Pagerank => Adjacency::sources(&network.graph, both),
            _ => Adjacency::undirected(&network.graph),
        }
    }

    /// The value of each node over its own [rows](Self::rows).
    ///
    /// # Errors
    /// The eigenvector does not settle.
    pub fn over(self, rows: &Adjacency) -> Result<Vec<f64>, MeasureError> {
        match self {
            Self::Degree => Ok(degree(rows)),
            Self::Pagerank => Ok(pagerank::values(rows)),
            Self::Betweenness => Ok(betweenness::values(rows)),
            Self::Closeness => Ok(closeness::values(rows)),
            Self::Eigenvector => eigenvector::values(rows).ok_or(MeasureError::Unsettled {
                measure: self.name(),
                steps: eigenvector::STEPS,
            }),
        }
    }
}

/// Neighbours by the number of all others, 0 to 1.
fn degree(adjacency: &Adjacency) -> Vec<f64> {
    let others = adjacency.nodes().saturating_sub(1).max(1);
    let each = 0..adjacency.nodes();
    each.map(|n| real(adjacency.degree(n)) / real(others))
        .collect()
}

#[cfg(test)]
#[path = "measure_tests.rs"]
mod tests;
