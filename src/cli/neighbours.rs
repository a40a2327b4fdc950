//! `aikg neighbours`.

use crate::cli::hop::{Direction, Hop};
use crate::cli::listing::{Listing, Look};
use crate::cli::options::Options;
use crate::cli::scene::Chosen;
use crate::cli::status::{Failure, Status};
use clap::Args;
use petgraph::visit::EdgeRef;
use serde_json::json;

/// Print the entities that stand beside one, each with the fact between them and its receipt.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg neighbours Huawei\n  aikg neighbours nvidia --property 'supplies to' --format csv"
)]
pub struct Arguments {
    /// A name as people write it, an identifier or an IRI
    #[arg(required = true, num_args = 1.., value_name = "NAME")]
    name: Vec<String>,
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    look: Look,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    arguments.chosen.with(options, |scene| {
        let node = scene.node(&arguments.name.join(" "))?;
        let graph = &scene.network.graph;
        let out = graph.edges(node).map(|e| (e.target(), e.id()));
        let back = graph
            .edges_directed(node, petgraph::Incoming)
            .map(|e| (e.source(), e.id()));
        let mut hops: Vec<Hop> = Vec::new();
        // A fact of an entity with itself would come from both sides.
        for (other, edge) in out.chain(back.filter(|(other, _)| *other != node)) {
            hops.extend(scene.hop(node, other, &[edge])?);
        }
        hops.sort_by(|a, b| {
            let order = |h: &Hop| (h.property.clone(), h.direction != Direction::Forward, h.to);
            order(a).cmp(&order(b))
        });
        let mut listing = Listing::new(&[
            "property",
            "direction",
            "name",
            "class",
            "date",
            "document",
            "words",
            "modality",
            "firmness",
            "id",
        ]);
        for hop in &hops {
            let other = scene.entity(hop.to)?;
            let mut row = vec![
                json!(hop.property),
                json!(hop.direction.name()),
                json!(other.label),
                json!(other.classes.join(" ")),
            ];
            row.extend(scene.receipt(hop)?);
            row.push(json!(other.id.as_str()));
            listing.rows.push(row);
        }
        let columns = [
            "property",
            "direction",
            "name",
            "date",
            "modality",
            "firmness",
            "document",
        ];
        arguments.look.write(&listing, || listing.table(&columns))?;
        Ok(Status::Done)
    })
}
