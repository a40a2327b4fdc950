//! `aikg extract`.

use crate::cli::describe::{Labels, manner, row};
use crate::cli::home::Home;
use crate::cli::inputs::{Inputs, report};
use crate::cli::options::Options;
use crate::cli::output::{Output, ending};
use crate::cli::status::{Failure, Status};
use crate::cli::table::{align, count, shorten};
use aikg::model::Vocabulary;
use aikg::pipeline::{Outcome, Task, read_all};
use clap::{Args, ValueEnum};
use std::io::Write;
use std::path::PathBuf;

/// Print the facts of texts without touching any store.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg extract article.md\n  aikg extract --format jsonl news/ > facts.jsonl\n  \
                        aikg extract --date 2026-04-24 --publisher Reuters - < article.txt\n  \
                        aikg extract --explain article.md"
)]
pub struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// Form of the output: a table on a terminal and otherwise, JSON lines for programs
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Also say what was found and not kept, and why
    #[arg(long)]
    explain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Jsonl,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let home = Home::find(options)?;
    let (vocabulary, entities) = (home.vocabulary()?, home.entities()?);
    let reader = home.reader_of(&vocabulary, &entities)?;
    let sources = arguments.inputs.open()?;
    let json = json(arguments);
    let task = Task {
        reader: &reader,
        hints: &arguments.inputs.hints()?,
        recorded_at: &options.present()?,
        identities: None,
        names: json,
    };
    let known = Labels::new(&entities);
    let mut out = Output::open(arguments.output.as_deref())?;
    let rest = read_all(sources, task, |outcomes| {
        for outcome in &outcomes {
            if json {
                let labels = known.of_text(outcome);
                for statement in &outcome.reading.statements {
                    writeln!(out, "{}", row(&outcome.stem, statement, &labels))?;
                }
            } else {
                let labels = known.with(&outcome.reading);
                let colour = options.colour() && arguments.output.is_none();
                out.write_all(page(outcome, &labels, &vocabulary, colour).as_bytes())?;
            }
            if arguments.explain {
                explain(options, outcome);
            }
        }
        Ok::<(), Failure>(())
    })?;
    out.finish()?;
    Ok(report(&rest, options))
}

/// Whether JSON lines are wanted: by name, or by the ending of the output file.
fn json(arguments: &Arguments) -> bool {
    let by_ending = ending(arguments.output.as_deref());
    match arguments.format {
        Some(format) => format == Format::Jsonl,
        None => matches!(by_ending.as_deref(), Some("jsonl" | "json")),
    }
}

/// The facts of a document as a table, with the words that they rest on.
fn page(outcome: &Outcome, labels: &Labels<'_>, vocabulary: &Vocabulary, colour: bool) -> String {
    let reading = &outcome.reading;
    let facts = count(reading.statements.len(), "fact");
    let mut text = format!("{}: {facts}\n", outcome.stem);
    let rows: Vec<Vec<String>> = reading
        .statements
        .iter()
        .map(|s| {
            let name = vocabulary.label_of(&s.property);
            let manner = manner(s, labels);
            let object = labels.object(s, vocabulary);
            let object = if manner.is_empty() {
                object
            } else {
                format!("{object} ({manner})")
            };
            vec![
                labels.of(&s.subject),
                name.to_string(),
                object,
                s.confidence.to_string(),
                quotation(&s.evidence.exact, colour),
            ]
        })
        .collect();
    text.push_str(&align(&rows, 80, 2));
    text
}

/// The words between quotation marks, set apart by colour on a terminal.
fn quotation(exact: &str, colour: bool) -> String {
    let words = shorten(exact, 70);
    let style = anstyle::Style::new().fg_color(Some(anstyle::AnsiColor::Cyan.into()));
    if colour {
        format!("{style}\"{words}\"{style:#}")
    } else {
        format!("\"{words}\"")
    }
}

fn explain(options: &Options, outcome: &Outcome) {
    for (reason, count) in &outcome.reading.skipped {
        options.note(&format!("{}: {count} left out: {reason}", outcome.stem));
    }
}
