//! `aikg forget`.

use crate::cli::consent;
use crate::cli::home::Home;
use crate::cli::options::Options;
use crate::cli::status::{Failure, Status};
use crate::cli::table::count;
use aikg::belief::believe;
use aikg::query::nearest::nearest;
use clap::Args;

/// Remove documents and all that they alone supported.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg forget deepseek-v4-huawei-2026-04-24\n  aikg forget --dry-run DOC\n  \
                        aikg forget --yes DOC"
)]
pub struct Arguments {
    /// Identifiers of documents (`aikg query sources` lists them)
    #[arg(required = true, value_name = "DOC")]
    documents: Vec<String>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    /// Say what would be removed, and remove nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let workspace = Home::workspace(options)?;
    let known = workspace.citations()?;
    let mut documents = Vec::new();
    for name in &arguments.documents {
        let local = name
            .strip_prefix(&workspace.namespaces().document)
            .unwrap_or(name);
        let local = local.strip_prefix("doc:").unwrap_or(local);
        match known.iter().find(|c| c.id.as_str() == local) {
            Some(citation) => documents.push(citation.id.clone()),
            None => {
                let near = nearest(local, known.iter().map(|c| c.id.as_str()));
                let otherwise = "`aikg query sources` lists the documents";
                return Err(Failure::unknown("document", name, near, otherwise));
            }
        }
    }
    for id in &documents {
        let facts = workspace.reading(id)?.map_or(0, |r| r.statements.len());
        options.note(&format!("{id}: {}", count(facts, "fact")));
    }
    if arguments.dry_run {
        return Ok(Status::Done);
    }
    let question = format!("forget {}", count(documents.len(), "document"));
    if !arguments.yes && !consent::agreed(&question)? {
        return Err(consent::refused());
    }
    let change = workspace.record(&[], &documents, &believe)?;
    options.note(&format!(
        "forgot {}",
        count(change.forgotten.len(), "document")
    ));
    Ok(Status::Done)
}
