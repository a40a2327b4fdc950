//! `aikg rules`.

use crate::cli::explain;
use crate::cli::home::Home;
use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::status::{Failure, Status};
use crate::cli::table::align;
use aikg::extract::rule::examples;
use clap::{Args, Subcommand};
use std::io::Write;

/// The rules that reading goes by.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg rules test\n  aikg rules list\n  aikg rules explain article.md\n  \
                        aikg rules explain deepseek-v4-huawei-2026-04-24 --rule runs-on/adapted"
)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Run the examples of all rules; status 1 if one does not hold
    Test,
    /// List the rules with what they find
    List,
    /// Say what rules make of a text: what each matched, what became of it, and why others did not match
    Explain(explain::Arguments),
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let home = Home::find(options)?;
    let entities = home.entities()?;
    let reader = home.reader_of(&home.vocabulary()?, &entities)?;
    if let Action::Explain(asked) = &arguments.action {
        return explain::run(options, &home, &entities, &reader, asked);
    }
    let mut out = Output::open(None)?;
    let status = match &arguments.action {
        Action::Explain(_) => Status::Done,
        Action::Test => {
            let report = examples::run(&reader);
            for failure in &report.failures {
                writeln!(out, "{failure}")?;
            }
            let failed = report.failures.len();
            writeln!(out, "{} examples, {failed} do not hold", report.checked)?;
            if failed == 0 {
                Status::Done
            } else {
                Status::No
            }
        }
        Action::List => {
            let rows: Vec<Vec<String>> = reader
                .rules()
                .list
                .iter()
                .map(|r| {
                    let patterns = r.stanza.patterns.len();
                    vec![
                        r.stanza.name.clone(),
                        r.stanza.property.clone(),
                        format!("{patterns} patterns"),
                        format!("0.{:02}", r.stanza.confidence),
                    ]
                })
                .collect();
            out.write_all(align(&rows, 60, 0).as_bytes())?;
            Status::Done
        }
    };
    out.finish()?;
    Ok(status)
}
