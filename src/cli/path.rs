//! `aikg path`.

use crate::cli::hop::{HEADS, Hop};
use crate::cli::listing::{Listing, Look};
use crate::cli::options::Options;
use crate::cli::scene::{Chosen, Scene};
use crate::cli::status::{Failure, Status};
use crate::cli::table::count;
use aikg::network::{Path, Search};
use clap::{Args, ValueEnum};
use petgraph::graph::{EdgeIndex, NodeIndex};

/// The least chance that a fact is given, so that no way is endlessly long.
const LEAST: f64 = 1e-6;

/// Print the shortest ways from one entity to another, each fact with its receipt, and the weakest fact of each.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg path 'DeepSeek V4' Huawei\n  aikg path deepseek nvidia -k 3 --avoid 'United States'\n  \
                        aikg path openai tsmc --via nvidia --by evidence\n\nStatus 1: there is no way."
)]
pub struct Arguments {
    /// Where it begins: a name as people write it, an identifier or an IRI
    #[arg(value_name = "FROM")]
    from: String,
    /// Where it ends
    #[arg(value_name = "TO")]
    to: String,
    /// So many ways, the shortest first
    #[arg(short = 'k', long = "count", default_value_t = 1, value_name = "N",
          value_parser = clap::value_parser!(u16).range(1..=1000))]
    count: u16,
    /// Through this entity; several are passed in their order
    #[arg(long, value_name = "NAME")]
    via: Vec<String>,
    /// Not through this entity
    #[arg(long, value_name = "NAME")]
    avoid: Vec<String>,
    /// What makes a way short: few facts, or facts that are most likely all so
    #[arg(long, value_enum, default_value = "hops", value_name = "MEASURE")]
    by: By,
    /// Follow facts from subject to object alone
    #[arg(long)]
    directed: bool,
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    look: Look,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    Hops,
    Evidence,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    arguments.chosen.with(options, |scene| {
        let mut stops = vec![scene.node(&arguments.from)?];
        stops.extend(scene.nodes(&arguments.via)?);
        stops.push(scene.node(&arguments.to)?);
        let avoid = scene.nodes(&arguments.avoid)?;
        check(scene, &stops, &avoid)?;
        let (Some(from), Some(to)) = (stops.first(), stops.last()) else {
            return Ok(Status::No);
        };
        let paths = search(scene, arguments, &stops, &avoid)?;
        if paths.is_empty() {
            return Err(none(scene, arguments, *from, *to)?);
        }
        let mut listing = Listing::new(&HEADS);
        let mut page = String::new();
        for (place, path) in paths.iter().enumerate() {
            let hops = hops(scene, arguments, path)?;
            scene.rows(place + 1, &hops, &mut listing)?;
            let chance: f64 = hops.iter().map(|h| h.firmness).product();
            let sure = match hops.iter().all(|h| h.support.is_some()) {
                true => format!(", all so with chance {chance:.2}"),
                false => String::new(),
            };
            let length = count(hops.len(), "fact");
            let (from, to) = (scene.label(*from)?, scene.label(*to)?);
            page.push_str(&format!("{}. {from} to {to}: {length}{sure}\n", place + 1));
            page.push_str(&scene.chain(&hops)?);
        }
        arguments.look.write(&listing, || page)?;
        Ok(Status::Done)
    })
}

/// Refuses stops that are named twice or are to be avoided.
fn check(scene: &Scene<'_>, stops: &[NodeIndex], avoid: &[NodeIndex]) -> Result<(), Failure> {
    for (place, stop) in stops.iter().enumerate() {
        let twice = stops.iter().take(place).any(|s| s == stop);
        if twice || avoid.contains(stop) {
            let message = match twice {
                true => format!("{} is named twice", scene.label(*stop)?),
                false => format!("{} is to be passed and to be avoided", scene.label(*stop)?),
            };
            return Err(Failure::usage(message, "name different entities"));
        }
    }
    Ok(())
}

fn search(
    scene: &Scene<'_>,
    arguments: &Arguments,
    stops: &[NodeIndex],
    avoid: &[NodeIndex],
) -> Result<Vec<Path>, Failure> {
    let cost = |edge: EdgeIndex| -> Result<f64, Failure> {
        if arguments.by == By::Hops {
            return Ok(1.0);
        }
        let fact = scene.receipts.of(&scene.network, edge)?;
        let firmness = fact.map_or(0.0, |f| scene.meaning.firmness(&f));
        Ok(-firmness.clamp(LEAST, 1.0).ln())
    };
    let mut search = Search::new(&scene.network, arguments.directed, avoid, cost);
    search.through(stops, usize::from(arguments.count))
}

/// The facts of a path: of several between two entities the firmest.
fn hops(scene: &Scene<'_>, arguments: &Arguments, path: &Path) -> Result<Vec<Hop>, Failure> {
    let mut hops = Vec::new();
    for (a, b) in path.hops() {
        hops.extend(scene.hop(a, b, &scene.network.between(a, b, arguments.directed))?);
    }
    Ok(hops)
}

fn none(
    scene: &Scene<'_>,
    arguments: &Arguments,
    from: NodeIndex,
    to: NodeIndex,
) -> Result<Failure, Failure> {
    let message = format!(
        "no way leads from {} to {}",
        scene.label(from)?,
        scene.label(to)?
    );
    let narrowed = arguments.directed || !arguments.avoid.is_empty() || !arguments.via.is_empty();
    let hint = match narrowed {
        true => "ask again without --directed, --avoid or --via",
        false => "choose more with --class and --property, or add texts that link them",
    };
    Ok(Failure::new(Status::No, message).hint(hint))
}
