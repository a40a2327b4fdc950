//! `aikg communities`.

use crate::cli::listing::{Listing, Look};
use crate::cli::options::Options;
use crate::cli::scene::Chosen;
use crate::cli::status::{Failure, Status};
use crate::cli::table::count;
use aikg::network::{Adjacency, communities, modularity};
use aikg::query::format::clean;
use clap::Args;
use petgraph::graph::NodeIndex;
use serde_json::json;

/// Members of a community that people are shown.
const SHOWN: usize = 12;

/// Print groups of entities that hold together more than they do with the rest (the Louvain method).
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg communities\n  aikg communities --class Organization --limit 5 --format jsonl"
)]
pub struct Arguments {
    /// Most groups shown, the largest first
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: usize,
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    look: Look,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    arguments.chosen.with(options, |scene| {
        let adjacency = Adjacency::undirected(&scene.network.graph);
        let mut groups = communities(&adjacency);
        let mut listing = Listing::new(&["community", "size", "name", "class", "degree", "id"]);
        let mut page = String::new();
        let all = groups.len();
        let summary = format!("modularity {:.3}\n", modularity(&adjacency, &groups));
        groups.truncate(arguments.limit);
        for (place, group) in groups.iter_mut().enumerate() {
            group.sort_by_key(|node| (std::cmp::Reverse(adjacency.degree(*node)), *node));
            let mut names = Vec::new();
            for node in group.iter() {
                let entity = scene.entity(NodeIndex::new(*node))?;
                listing.rows.push(vec![
                    json!(place + 1),
                    json!(group.len()),
                    json!(entity.label),
                    json!(entity.classes.join(" ")),
                    json!(adjacency.degree(*node)),
                    json!(entity.id.as_str()),
                ]);
                names.push(clean(&entity.label));
            }
            let more = names.len().saturating_sub(SHOWN);
            names.truncate(SHOWN);
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            page.push_str(&format!(
                "{}. {}: {}{more}\n",
                place + 1,
                count(group.len(), "member"),
                names.join(", ")
            ));
        }
        options.more(all.saturating_sub(arguments.limit));
        arguments.look.write(&listing, || page + &summary)?;
        Ok(Status::Done)
    })
}
