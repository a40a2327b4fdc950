//! How concentrated each kind of supply is, as rows.

use crate::cli::listing::{Listing, number};
use crate::cli::scene::Scene;
use crate::cli::status::Failure;
use aikg::network::Concentration;
use petgraph::graph::NodeIndex;
use serde_json::json;
use std::collections::BTreeSet;

/// How each need is spread, and which share of it stands behind the entity.
///
/// # Errors
/// Those of the store.
pub fn layers(
    scene: &Scene<'_>,
    all: &[Concentration],
    behind: &BTreeSet<NodeIndex>,
) -> Result<Listing, Failure> {
    let mut listing = Listing::new(&[
        "supply",
        "dependents",
        "suppliers",
        "hhi",
        "largest",
        "share",
        "behind",
    ]);
    for layer in all {
        let Some((largest, share)) = layer.shares.first() else {
            continue;
        };
        let own: f64 = layer
            .shares
            .iter()
            .filter(|(n, _)| behind.contains(n))
            .map(|(_, s)| s)
            .fold(0.0, |a, b| a + b);
        listing.rows.push(vec![
            json!(layer.need),
            json!(layer.dependents),
            json!(layer.shares.len()),
            number(layer.index(), 0),
            json!(scene.label(*largest)?),
            number(*share, 3),
            number(own, 3),
        ]);
    }
    Ok(listing)
}
