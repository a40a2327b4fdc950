//! `aikg add`.

use crate::cli::home::Home;
use crate::cli::inputs::{Inputs, report};
use crate::cli::options::Options;
use crate::cli::output::{Format, Output};
use crate::cli::status::{Failure, Status};
use crate::cli::table::count;
use aikg::belief::believe;
use aikg::model::{Identity, Reading};
use aikg::pipeline::{Identities, Outcome, Task, keep_all, read_all};
use aikg::store::{Change, Workspace};
use clap::Args;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write;

/// Read texts and keep their facts; a text added again replaces what it said before.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg add article.md news/\n  aikg add --dry-run 'news/**/*.md'\n  \
                        curl -s https://example.org/a.txt | aikg add --url https://example.org/a.txt -"
)]
pub struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// Say what would be kept, and keep nothing
    #[arg(long)]
    dry_run: bool,
    /// Form of the report
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    format: Format,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let workspace = Home::workspace(options)?;
    let home = Home::Workspace(Box::new(workspace.clone()));
    let reader = home.reader()?;
    let sources = arguments.inputs.open()?;
    let task = Task {
        reader: &reader,
        hints: &arguments.inputs.hints()?,
        recorded_at: &options.present()?,
        identities: Some(Identities::new(&identities(&workspace)?)),
        names: false,
    };
    let mut out = Output::open(None)?;
    let mut total = Total::default();
    let mut tell = |outcomes: &[Outcome], change: Option<&Change>| {
        for outcome in outcomes {
            total.add(&outcome.reading);
            let state = state(change, outcome);
            match arguments.format {
                Format::Text => out.write_all(lines(outcome, state).as_bytes())?,
                Format::Jsonl => writeln!(out, "{}", object(outcome, state))?,
            }
        }
        Ok::<(), Failure>(())
    };
    let rest = if arguments.dry_run {
        read_all(sources, task, |outcomes| tell(&outcomes, None))?
    } else {
        let told = keep_all(&workspace, sources, task, |outcomes, change| {
            tell(outcomes, Some(change))
        });
        workspace.index(&believe)?;
        told?
    };
    out.finish()?;
    if total.documents > 1 {
        options.note(&format!(
            "{}, {}",
            count(total.documents, "document"),
            count(total.facts, "fact")
        ));
    }
    Ok(report(&rest, options))
}

#[derive(Debug, Default)]
struct Total {
    documents: usize,
    facts: usize,
}

impl Total {
    fn add(&mut self, reading: &Reading) {
        self.documents += 1;
        self.facts += reading.statements.len();
    }
}

/// What tells the documents apart that are known, from the index.
fn identities(workspace: &Workspace) -> Result<Vec<Identity>, Failure> {
    let index = workspace.index(&believe)?;
    let transaction = index.read()?;
    Ok(transaction.snapshot().identities()?)
}

fn state(change: Option<&Change>, outcome: &Outcome) -> &'static str {
    let id = &outcome.reading.citation.id;
    match change {
        None => "would be kept",
        Some(c) if c.added.contains(id) => "added",
        Some(c) if c.changed.contains(id) => "changed",
        _ => "unchanged",
    }
}

/// How many facts of each property a reading has.
fn by_property(reading: &Reading) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for statement in &reading.statements {
        *counts.entry(&*statement.property).or_default() += 1;
    }
    counts
}

fn lines(outcome: &Outcome, state: &str) -> String {
    let reading = &outcome.reading;
    let facts = count(reading.statements.len(), "fact");
    let mut text = format!("{}: {facts}, {state}\n", reading.citation.id);
    let counts: Vec<String> = by_property(reading)
        .iter()
        .map(|(property, n)| format!("{property} {n}"))
        .collect();
    if !counts.is_empty() {
        text.push_str(&format!("  {}\n", counts.join(", ")));
    }
    for (reason, count) in &reading.skipped {
        text.push_str(&format!("  {count} left out: {reason}\n"));
    }
    text
}

fn object(outcome: &Outcome, state: &str) -> serde_json::Value {
    json!({
        "doc": outcome.reading.citation.id.as_str(),
        "title": outcome.reading.citation.title,
        "state": state,
        "facts": outcome.reading.statements.len(),
        "properties": by_property(&outcome.reading),
        "skipped": outcome.reading.skipped,
    })
}
