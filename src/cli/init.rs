//! `aikg init`.

use crate::cli::options::Options;
use crate::cli::status::{Failure, Status};
use aikg::store::Workspace;
use clap::Args;
use std::path::PathBuf;

/// Make a workspace of a folder; what is in it already stays as it is.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  aikg init research")]
pub struct Arguments {
    /// The folder; made if it is not there
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let workspace = Workspace::init(&arguments.folder)?;
    let shown = workspace.root().display();
    options.note(&format!(
        "made a workspace in {shown}; next: aikg --workspace {shown} add ARTICLE..."
    ));
    Ok(Status::Done)
}
