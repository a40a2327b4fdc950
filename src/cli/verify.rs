//! `aikg verify`.

use crate::cli::home::Home;
use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::status::{Failure, Status};
use crate::cli::table::count;
use aikg::model::evidence::text_digest;
use clap::Args;
use std::io::Write;

/// Check every quotation against the stored texts; ends with status 1 at the first that differs.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  aikg verify")]
pub struct Arguments {}

pub fn run(options: &Options, _: &Arguments) -> Result<Status, Failure> {
    let workspace = Home::workspace(options)?;
    let (mut checked, mut documents, mut absent) = (0_usize, 0_usize, Vec::new());
    for citation in workspace.citations()? {
        let Some(reading) = workspace.reading(&citation.id)? else {
            continue;
        };
        let text = workspace.text_of(&reading.citation).map_err(|e| {
            let message = format!("doc:{}: its text cannot be read back: {e}", citation.id);
            Failure::new(Status::No, message).hint("add the article again")
        })?;
        let Some(text) = text else {
            absent.push(citation.id);
            continue;
        };
        documents += 1;
        if text_digest(&text) != citation.sha256 {
            return Err(Failure::new(
                Status::No,
                format!(
                    "doc:{}: the stored text is another than the one read",
                    citation.id
                ),
            )
            .hint("add the article again"));
        }
        for statement in &reading.statements {
            let evidence = &statement.evidence;
            if !evidence.stands_in(&text) {
                let message = format!(
                    "stmt:{}: the text of doc:{} does not have \"{}\" at {}-{}",
                    statement.id(),
                    evidence.document,
                    evidence.exact,
                    evidence.start,
                    evidence.end
                );
                return Err(Failure::new(Status::No, message).hint("add the article again"));
            }
            checked += 1;
        }
    }
    let mut out = Output::open(None)?;
    writeln!(
        out,
        "{} of {} checked: all stand where they should",
        count(checked, "quotation"),
        count(documents, "document")
    )?;
    if !absent.is_empty() {
        let names: Vec<String> = absent.iter().take(5).map(ToString::to_string).collect();
        let more = if absent.len() > 5 { ", …" } else { "" };
        writeln!(
            out,
            "not at hand: {}: {}{more}",
            count(absent.len(), "text"),
            names.join(", ")
        )?;
    }
    out.finish()?;
    Ok(Status::Done)
}
