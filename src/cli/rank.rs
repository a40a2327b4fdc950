//! `aikg rank`.

use crate::cli::listing::{Listing, Look, number};
use crate::cli::options::Options;
use crate::cli::scene::Chosen;
use crate::cli::status::{Failure, Status};
use crate::cli::table::count;
use aikg::network::{Measure, MeasureError};
use clap::Args;
use clap::builder::PossibleValuesParser;
use petgraph::graph::NodeIndex;
use serde_json::json;

/// Digits of values behind the point.
const DIGITS: usize = 6;

/// Rank entities by how much they count in the network: degree, pagerank, betweenness, closeness or eigenvector.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg rank\n  aikg rank --by betweenness --class Organization --limit 10\n  \
                        aikg rank --by pagerank --property runsOn --as-of 2026-03"
)]
pub struct Arguments {
    /// The measure; docs/network.md says what each is
    #[arg(long, default_value = "pagerank", value_name = "MEASURE",
          value_parser = PossibleValuesParser::new(Measure::ALL.map(|(_, name)| name)))]
    by: String,
    /// Most entities shown
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: usize,
    /// Most entities for which betweenness and closeness are given
    #[arg(long, default_value_t = 50_000, value_name = "N")]
    most: usize,
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    look: Look,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let named = Measure::ALL.iter().find(|(_, name)| *name == arguments.by);
    let measure = named.map_or(Measure::Pagerank, |(measure, _)| *measure);
    arguments.chosen.with(options, |scene| {
        let values = measure.values(&scene.network, arguments.most).map_err(|e| {
            let hint = match e {
                MeasureError::TooLarge { .. } => {
                    "raise --most, choose fewer with --class and --property, or rank by pagerank"
                }
                MeasureError::Unsettled { .. } => "rank by pagerank, or choose fewer with --class",
            };
            Failure::usage(e.to_string(), hint)
        })?;
        let mut order: Vec<usize> = (0..values.len()).collect();
        // Equal values are told apart by the last digits of rounding: what is shown decides.
        let shown: Vec<String> = values.iter().map(|v| format!("{v:.DIGITS$}")).collect();
        order.sort_by(|a, b| {
            let larger = shown[*b].len().cmp(&shown[*a].len());
            larger
                .then_with(|| shown[*b].cmp(&shown[*a]))
                .then_with(|| a.cmp(b))
        });
        let mut listing = Listing::new(&["rank", "name", "class", measure.name(), "id"]);
        for (place, index) in order.iter().take(arguments.limit).enumerate() {
            let entity = scene.entity(NodeIndex::new(*index))?;
            listing.rows.push(vec![
                json!(place + 1),
                json!(entity.label),
                json!(entity.classes.join(" ")),
                number(values[*index], DIGITS),
                json!(entity.id.as_str()),
            ]);
        }
        options.more(order.len().saturating_sub(arguments.limit));
        let graph = &scene.network.graph;
        arguments.look.write(&listing, || {
            let of = format!(
                "{} entities, {}",
                graph.node_count(),
                count(graph.edge_count(), "fact")
            );
            format!(
                "{}{of}\n",
                listing.table(&["rank", "name", "class", measure.name()])
            )
        })?;
        Ok(Status::Done)
    })
}
