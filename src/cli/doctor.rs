//! `aikg doctor`.

use crate::cli::home::Home;
use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::status::{Failure, Status};
use crate::cli::table::count;
use clap::Args;
use std::io::Write;

/// Say what is amiss: files, rules, questions, index.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  aikg doctor")]
pub struct Arguments {}

pub fn run(options: &Options, _: &Arguments) -> Result<Status, Failure> {
    let mut out = Output::open(None)?;
    writeln!(out, "aikg {}", env!("CARGO_PKG_VERSION"))?;
    let home = Home::find(options)?;
    let mut sound = true;
    let mut check = |name: &str, found: Result<String, Failure>| -> Result<(), Failure> {
        match found {
            Ok(text) => writeln!(out, "ok    {name}: {text}")?,
            Err(failure) => {
                sound = false;
                writeln!(out, "amiss {name}: {}", failure.message)?;
            }
        }
        Ok(())
    };
    check(
        "workspace",
        Ok(match &home {
            Home::Workspace(w) => w.root().display().to_string(),
            Home::Bundle(_) => "none; answers come from the facts inside the program".into(),
        }),
    )?;
    check(
        "vocabulary",
        home.vocabulary()
            .map(|v| format!("{} properties", v.properties.len())),
    )?;
    check(
        "names",
        home.entities().map(|e| format!("{} entities", e.len())),
    )?;
    check(
        "judgements",
        home.judgements()
            .map(|j| count(j.iter().count(), "judgement")),
    )?;
    check(
        "rules",
        home.reader()
            .map(|r| format!("{} rules", r.rules().list.len())),
    )?;
    check(
        "questions",
        home.questions()
            .map(|c| format!("{} questions", c.questions().count())),
    )?;
    check(
        "documents",
        home.citations().map(|c| count(c.len(), "document")),
    )?;
    check(
        "index",
        home.with(|s| Ok(count(s.citations()?.len(), "document"))),
    )?;
    out.finish()?;
    Ok(if sound { Status::Done } else { Status::No })
}
