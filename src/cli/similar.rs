//! `aikg similar`.

use crate::cli::home::Home;
use crate::cli::listing::{Listing, Look, number};
use crate::cli::names;
use crate::cli::options::Options;
use crate::cli::status::{Failure, Status};
use aikg::model::quantity::human;
use aikg::model::{Value, Vocabulary};
use aikg::network::similar;
use aikg::network::similar::Shared;
use aikg::store::Snapshot;
use clap::Args;
use serde_json::{Value as Json, json};

/// Shared facts that people are shown for each.
const SHOWN: usize = 3;

/// Print what is most like a model, or any other entity, by the facts that both have; what few share counts more.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg similar 'DeepSeek V4 Pro'\n  aikg similar h100 --limit 5 --format json"
)]
pub struct Arguments {
    /// A name as people write it, an identifier or an IRI
    #[arg(required = true, num_args = 1.., value_name = "NAME")]
    name: Vec<String>,
    /// Most entities shown
    #[arg(long, default_value_t = 10, value_name = "N")]
    limit: usize,
    #[command(flatten)]
    look: Look,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let home = Home::answering(options)?;
    let vocabulary = home.vocabulary()?;
    home.with(|snapshot| {
        let entity = names::entity(&home, &snapshot, &arguments.name.join(" "))?;
        let passed_over = |p: &str| vocabulary.is_of_events(p);
        let found = similar(
            &snapshot,
            &entity.id,
            &entity.classes,
            &passed_over,
            arguments.limit,
        )?;
        if found.is_empty() {
            let message = format!("nothing shares a believed fact with {}", entity.label);
            let hint = format!("`aikg show {}` prints what is believed about it", entity.id);
            return Err(Failure::new(Status::No, message).hint(hint));
        }
        let mut listing = Listing::new(&[
            "name", "class", "likeness", "count", "rarest", "shared", "id",
        ]);
        for like in &found {
            let other = snapshot.entity(&like.entity)?.unwrap_or_default();
            let shared: Vec<Json> = like
                .shared
                .iter()
                .map(|s| told(&snapshot, &vocabulary, s))
                .collect::<Result<_, _>>()?;
            let rarest: Vec<&str> = shared.iter().take(SHOWN).filter_map(Json::as_str).collect();
            listing.rows.push(vec![
                json!(other.label),
                json!(other.classes.join(" ")),
                number(like.score, 3),
                json!(shared.len()),
                json!(rarest.join("; ")),
                json!(shared),
                json!(like.entity.as_str()),
            ]);
        }
        arguments.look.write(&listing, || {
            listing.table(&["name", "likeness", "count", "rarest"])
        })?;
        Ok(Status::Done)
    })
}

/// A shared fact in words.
fn told(
    snapshot: &Snapshot<'_>,
    vocabulary: &Vocabulary,
    shared: &Shared,
) -> Result<Json, Failure> {
    let label = vocabulary.label_of(&shared.property);
    let value = match &shared.value {
        Value::Entity(id) => snapshot
            .entity(id)?
            .map_or_else(|| id.to_string(), |e| e.label),
        other => human(other, vocabulary.properties.get(&shared.property), None),
    };
    Ok(json!(match shared.inverse {
        true => format!("{value} {label}"),
        false => format!("{label} {value}"),
    }))
}
