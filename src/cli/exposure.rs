//! `aikg exposure`.

use crate::cli::hop::{Hop, weakest};
use crate::cli::listing::{Listing, Look};
use crate::cli::options::Options;
use crate::cli::scene::{Chosen, Scene};
use crate::cli::status::{Failure, Status};
use crate::cli::supply::layers;
use crate::cli::table::{count, shorten};
use aikg::network::{Dependences, Exposed};
use aikg::query::format::clean;
use clap::Args;
use petgraph::graph::NodeIndex;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// Longest quotation shown to people, in characters.
const WORDS: usize = 100;

/// Print what depends on an entity, over which chain of facts and how far off, and how concentrated each kind of
/// supply is.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg exposure tsmc\n  aikg exposure nvidia --lost\n  aikg exposure nvidia --layers --format csv\n\n\
                  Which facts mean dependence is said in data/network.toml. Status 1: nothing depends on it."
)]
pub struct Arguments {
    /// A name as people write it, an identifier or an IRI
    #[arg(required = true, num_args = 1.., value_name = "NAME")]
    name: Vec<String>,
    /// Say what would be left without something that it needs if the entity were lost, and what others still have
    #[arg(long)]
    lost: bool,
    /// Only how concentrated each kind of supply is, as rows
    #[arg(long, conflicts_with = "lost")]
    layers: bool,
    /// Most dependents shown, the nearest first
    #[arg(long, default_value_t = 100, value_name = "N")]
    limit: usize,
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    look: Look,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    arguments.chosen.with(options, |scene| {
        let node = scene.node(&arguments.name.join(" "))?;
        let meaning = &scene.meaning;
        let dependences = Dependences::of(&scene.network, meaning);
        let mut exposed = dependences.exposed(node);
        let behind: BTreeSet<NodeIndex> = exposed.iter().map(|e| e.entity).chain([node]).collect();
        let layers = layers(scene, &dependences.concentrations(), &behind)?;
        if arguments.layers {
            arguments
                .look
                .write(&layers, || layers.table(&layers.heads))?;
            return Ok(Status::Done);
        }
        if exposed.is_empty() {
            let message = format!("nothing is believed to depend on {}", scene.label(node)?);
            let hint = "data/network.toml says which facts mean dependence";
            return Err(Failure::new(Status::No, message).hint(hint));
        }
        if arguments.lost {
            exposed.sort_by_key(|e| !e.lost);
        }
        let summary = summary(scene, node, &exposed)?;
        options.more(exposed.len().saturating_sub(arguments.limit));
        exposed.truncate(arguments.limit);
        let chains = exposed
            .into_iter()
            .map(|each| Ok((hops(scene, &each)?, each)))
            .collect::<Result<Vec<_>, Failure>>()?;
        let listing = dependents(scene, &chains)?;
        let page = page(scene, &chains, arguments.lost)?;
        arguments.look.write(&listing, || {
            format!("{summary}{page}\n{}", layers.table(&layers.heads))
        })?;
        Ok(Status::Done)
    })
}

/// How many there are, and how many of them would be lost, not counting what the entity makes itself.
fn summary(scene: &Scene<'_>, node: NodeIndex, exposed: &[Exposed]) -> Result<String, Failure> {
    let farthest = exposed.iter().map(|e| e.chain.len() - 1).max().unwrap_or(0);
    let (own, others): (Vec<&Exposed>, Vec<&Exposed>) = exposed.iter().partition(|e| e.own);
    let lost = others.iter().filter(|e| e.lost).count();
    let own = match own.len() {
        0 => String::new(),
        n => format!(", its own {} not counted", count(n, "product")),
    };
    let verb = if exposed.len() == 1 {
        "depends"
    } else {
        "depend"
    };
    Ok(format!(
        "{} {verb} on {}, at most {} away; {lost} would have no alternative{own}\n",
        entities(exposed.len()),
        clean(&scene.label(node)?),
        count(farthest, "fact"),
    ))
}

fn entities(number: usize) -> String {
    match number {
        1 => "1 entity".to_string(),
        n => format!("{n} entities"),
    }
}

/// The facts of a chain from the dependent on.
fn hops(scene: &Scene<'_>, exposed: &Exposed) -> Result<Vec<Hop>, Failure> {
    let mut hops = Vec::new();
    for pair in exposed.chain.windows(2) {
        if let [(a, _), (b, Some(fact))] = pair {
            hops.extend(scene.hop(*a, *b, &[*fact])?);
        }
    }
    Ok(hops)
}

/// A chain in one line: names with the properties between them.
fn line(scene: &Scene<'_>, exposed: &Exposed, hops: &[Hop]) -> Result<String, Failure> {
    let mut line = scene.label(exposed.entity)?;
    for hop in hops {
        line.push_str(&format!(" {} {}", hop.sign(), scene.label(hop.to)?));
    }
    Ok(line)
}

/// Who is left for each need of which somebody is gone: `chips: Gaudi 3, TPU`, `vendor: none`.
fn alternatives(scene: &Scene<'_>, exposed: &Exposed) -> Result<Vec<String>, Failure> {
    let each = exposed.alternatives.iter().map(|(need, left)| {
        let names: Result<Vec<String>, Failure> = left.iter().map(|n| scene.label(*n)).collect();
        let names = match left.is_empty() {
            true => "none".to_string(),
            false => names?.join(", "),
        };
        Ok(format!("{need}: {names}"))
    });
    each.collect()
}

fn dependents(scene: &Scene<'_>, chains: &[(Vec<Hop>, Exposed)]) -> Result<Listing, Failure> {
    let mut listing = Listing::new(&[
        "name",
        "class",
        "steps",
        "chain",
        "lost",
        "alternatives",
        "weakest",
        "date",
        "document",
        "words",
        "modality",
        "firmness",
        "id",
    ]);
    for (hops, each) in chains {
        let entity = scene.entity(each.entity)?;
        let weak = weakest(hops).and_then(|place| hops.get(place));
        let mut row = vec![
            json!(entity.label),
            json!(entity.classes.join(" ")),
            json!(hops.len()),
            json!(line(scene, each, hops)?),
            json!(each.lost),
            json!(alternatives(scene, each)?),
            weak.map_or(Ok(Json::Null), |hop| scene.arrow(hop).map(Json::from))?,
        ];
        row.extend(weak.map_or_else(|| Ok(vec![Json::Null; 5]), |hop| scene.receipt(hop))?);
        row.push(json!(entity.id.as_str()));
        listing.rows.push(row);
    }
    Ok(listing)
}

/// The dependents for people, by their distance.
fn page(scene: &Scene<'_>, chains: &[(Vec<Hop>, Exposed)], lost: bool) -> Result<String, Failure> {
    let mut out = String::new();
    let mut before = None;
    for (hops, each) in chains {
        let group = if lost {
            usize::from(each.lost)
        } else {
            hops.len()
        };
        if before != Some(group) {
            before = Some(group);
            out.push_str(&match (lost, each.lost) {
                (false, _) => format!("\n{} away\n", count(hops.len(), "fact")),
                (true, true) => "\nno alternative is known\n".to_string(),
                (true, false) => "\nothers are left\n".to_string(),
            });
        }
        out.push_str(&clean(&format!("  {}", line(scene, each, hops)?)));
        let left = alternatives(scene, each)?;
        if lost && !left.is_empty() {
            out.push_str(&clean(&format!(" ({})", left.join("; "))));
        }
        out.push('\n');
        let weak = weakest(hops).and_then(|place| hops.get(place));
        if let Some((hop, support)) = weak.and_then(|hop| Some((hop, hop.support.as_ref()?))) {
            let link = match hops.len() {
                1 => String::new(),
                _ => format!("weakest link: {}, ", scene.arrow(hop)?),
            };
            let words = shorten(&support.exact, WORDS);
            let (manner, cited) = (scene.manner(hop)?, scene.cited(support)?);
            let told = format!("    {link}{manner}\n      \"{words}\" [{cited}]");
            let lines: Vec<_> = told.lines().map(clean).collect();
            out.push_str(&lines.join("\n"));
            out.push('\n');
        }
    }
    Ok(out)
}
