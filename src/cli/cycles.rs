//! `aikg cycles`.

use crate::cli::hop::{HEADS, Hop};
use crate::cli::listing::{Listing, Look};
use crate::cli::options::Options;
use crate::cli::scene::Chosen;
use crate::cli::status::{Failure, Status};
use aikg::network::cycles;
use aikg::query::format::clean;
use clap::Args;

/// Print circular deals: money that comes back to whom it came from, each fact with its receipt.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg cycles\n  aikg cycles --longest 3 --as-of 2026\n  aikg cycles --stated --property partnersWith\n\n\
                  Which way money goes is said in data/network.toml. Status 1: there is none."
)]
pub struct Arguments {
    /// Most entities in a ring
    #[arg(long, default_value_t = 4, value_name = "N", value_parser = clap::value_parser!(u8).range(2..=8))]
    longest: u8,
    /// Most rings shown, the shortest first
    #[arg(long, default_value_t = 50, value_name = "N")]
    limit: usize,
    /// Rings of facts of any property as they are stated, whatever they mean for money
    #[arg(long)]
    stated: bool,
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    look: Look,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    arguments.chosen.with(options, |scene| {
        let flows = if arguments.stated {
            &[][..]
        } else {
            &scene.meaning.flows
        };
        let longest = usize::from(arguments.longest);
        let (found, more) = cycles(&scene.network, flows, longest, arguments.limit);
        if more {
            options.note(&format!(
                "note: more than {}; --limit says how many are shown",
                arguments.limit
            ));
        }
        if found.is_empty() {
            let message = format!("no ring of at most {longest} entities is believed");
            let hint = "raise --longest, or see rings of any facts with --stated";
            return Err(Failure::new(Status::No, message).hint(hint));
        }
        let mut listing = Listing::new(&HEADS);
        let mut page = String::new();
        for (place, cycle) in found.iter().enumerate() {
            let next = cycle.nodes.iter().zip(cycle.nodes.iter().cycle().skip(1));
            let mut hops: Vec<Hop> = Vec::new();
            for ((a, b), fact) in next.zip(&cycle.facts) {
                hops.extend(scene.hop(*a, *b, &[*fact])?);
            }
            scene.rows(place + 1, &hops, &mut listing)?;
            let names: Vec<String> = cycle
                .nodes
                .iter()
                .map(|n| scene.label(*n))
                .collect::<Result<_, _>>()?;
            page.push_str(&format!("{}. {}\n", place + 1, clean(&names.join(" → "))));
            page.push_str(&scene.chain(&hops)?);
        }
        arguments.look.write(&listing, || page)?;
        Ok(Status::Done)
    })
}
