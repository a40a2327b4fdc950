//! `aikg update`.

use crate::cli::fault::{failure, missing};
use crate::cli::home::Home;
use crate::cli::limit::Limit;
use crate::cli::options::Options;
use crate::cli::question::{Asked, constant, written};
use crate::cli::status::{Failure, Status};
use crate::cli::table::count;
use aikg::belief::believe;
use aikg::query::{QueryError, Stop, UpdateError, absent, update};
use aikg::store::{Altered, Workspace};
use clap::Args;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

/// Carry out a SPARQL 1.1 update on graphs of your own, which stand in data/triples/NAME.trig; a triple without GRAPH
/// goes to graph:notes. Evidence, names, vocabulary and what is believed stay as they are.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg update -e 'INSERT DATA { id:deepseek-v4 ai:watched true }'\n  \
                        aikg update --dry-run mine.ru\n  \
                        aikg update -e 'DELETE WHERE { GRAPH graph:notes { ?s ai:watched ?o } }'\n  \
                        aikg update watch -p model='v4 pro'"
)]
pub struct Arguments {
    /// A file that ends in .ru, .rq or .sparql, the name of a file NAME.ru in queries, or - for standard input
    #[arg(value_name = "NAME|FILE.ru", required_unless_present = "expression")]
    update: Option<String>,
    /// An update
    #[arg(
        short,
        long = "expression",
        value_name = "SPARQL",
        conflicts_with = "update"
    )]
    expression: Option<String>,
    /// A value for a parameter of the update
    #[arg(short, long = "param", value_name = "NAME=VALUE")]
    parameters: Vec<String>,
    /// Print what would be added and removed, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Stop after so many seconds, with status 124
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t,
        allow_hyphen_values = true
    )]
    timeout: Limit,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let workspace = Home::workspace(options)?;
    let (sparql, shown) = sparql(&workspace, arguments)?;
    let home = Home::Workspace(Box::new(workspace.clone()));
    // An update may bring the names that it misspells.
    let misspelt = home.with(|snapshot| Ok(absent(snapshot, &sparql, false)?))?;
    let stop = Stop::default();
    stop_after(&stop, arguments.timeout.time());
    let done = workspace.change(&believe, arguments.dry_run, |draft| {
        update(draft, &sparql, &stop)
    });
    let altered = done.map_err(|error| unchanged(error, &sparql, &shown))?;
    if arguments.dry_run {
        let mut out = std::io::stdout().lock();
        for Altered {
            graph,
            triple,
            added,
        } in &altered
        {
            writeln!(out, "{} {graph} {triple}", if *added { '+' } else { '-' })?;
        }
    }
    tell(options, &altered, arguments.dry_run);
    // Names of one's own are welcome, so where something changed only those are told that are like a known one.
    let missed = match altered.is_empty() {
        true => home.with(|snapshot| Ok(absent(snapshot, &sparql, true)?))?,
        false => misspelt.into_iter().filter(|n| n.near.is_some()).collect(),
    };
    for name in &missed {
        options.note(&missing(name, &shown));
    }
    Ok(Status::Done)
}

/// The update with its parameters bound, and the name under which faults in it are shown.
fn sparql(workspace: &Workspace, arguments: &Arguments) -> Result<(String, String), Failure> {
    if let Some(expression) = &arguments.expression {
        if !arguments.parameters.is_empty() {
            return Err(Failure::usage(
                "-p goes with a file or a name, not with -e",
                "write the value into the update",
            ));
        }
        return Ok((written(expression)?, "update".into()));
    }
    let name = arguments.update.clone().unwrap_or_default();
    let home = Home::Workspace(Box::new(workspace.clone()));
    let ending = Path::new(&name).extension().unwrap_or_default();
    let asked = if name == "-" {
        Asked::input()?
    } else if ENDINGS.iter().any(|known| *known == ending) {
        Asked::file(&name)?
    } else {
        let updates = home.updates()?;
        let found = updates.find(&name).map_err(|unknown| {
            let otherwise = "an update with a name is a file queries/NAME.ru";
            Failure::unknown("update", &name, unknown.suggestion.as_deref(), otherwise)
        })?;
        Asked::Headed(Box::new(found.clone()), format!("{name}.ru"))
    };
    let values = constant(&arguments.parameters)?;
    let bound = home.with(|snapshot| asked.bound(&home, snapshot, &values));
    let shown = if name == "-" {
        asked.shown().to_string()
    } else {
        name
    };
    Ok((bound?, shown))
}

/// Endings of files that hold an update.
const ENDINGS: [&str; 3] = ["ru", "rq", "sparql"];

/// Stops the update when its time is over. The process goes on to its end, as it may be writing already.
fn stop_after(stop: &Stop, time: Duration) {
    let stop = stop.clone();
    std::thread::spawn(move || {
        std::thread::sleep(time);
        stop.now();
    });
}

fn unchanged(error: UpdateError, sparql: &str, shown: &str) -> Failure {
    match error {
        UpdateError::Query(QueryError::Stopped) => Failure::new(
            Status::Time,
            "the update ran out of time; nothing was changed",
        )
        .hint("let it change less, or give it more with --timeout"),
        UpdateError::Query(error) => failure(error, sparql, shown),
        UpdateError::Store(error) => error.into(),
        UpdateError::Graph { .. } => {
            Failure::usage(error.to_string(), "with SILENT that is no fault")
        }
        UpdateError::Load(_) => Failure::new(Status::Input, error.to_string())
            .hint("name an RDF file by its whole path, or use `aikg load`"),
    }
}

/// What was added and removed, a line for each graph.
fn tell(options: &Options, altered: &[Altered], dry: bool) {
    let mut graphs: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for change in altered {
        let (added, removed) = graphs.entry(&change.graph).or_default();
        *(if change.added { added } else { removed }) += 1;
    }
    let would = if dry { "would be " } else { "" };
    if graphs.is_empty() {
        options.note(if dry {
            "nothing would change"
        } else {
            "nothing changed"
        });
    }
    for (graph, (added, removed)) in graphs {
        let added = count(added, "triple");
        options.note(&format!("{graph}: {added} {would}added, {removed} removed"));
    }
}
