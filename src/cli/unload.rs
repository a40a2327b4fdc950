//! `aikg unload`.

use crate::cli::consent;
use crate::cli::home::Home;
use crate::cli::options::Options;
use crate::cli::status::{Failure, Status};
use crate::cli::table::count;
use aikg::belief::believe;
use aikg::query::nearest::nearest;
use clap::Args;

/// Remove data sets that were loaded. No text file has what they hold: it is gone with them.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  aikg unload prices\n  aikg unload --yes prices all")]
pub struct Arguments {
    /// Names of data sets (`aikg store stats` lists them)
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let workspace = Home::workspace(options)?;
    let known = workspace.sets()?;
    for name in &arguments.names {
        if !known.contains(name) {
            let near = nearest(name, known.iter().map(String::as_str));
            let otherwise = "`aikg store stats` lists the data sets";
            return Err(Failure::unknown("data set", name, near, otherwise));
        }
    }
    let sets = count(arguments.names.len(), "data set");
    if !arguments.yes && !consent::agreed(&format!("remove {sets}"))? {
        return Err(consent::refused());
    }
    for name in &arguments.names {
        // One that another process removed meanwhile is gone as well.
        workspace.unload(name, &believe)?;
        options.note(&format!("removed data set '{name}'"));
    }
    Ok(Status::Done)
}
