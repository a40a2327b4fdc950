//! `aikg styles`.

use crate::cli::output::Output;
use crate::cli::status::{Failure, Status};
use aikg::picture::style;
use aikg::query::nearest::nearest;
use clap::Args;
use std::io::Write;

/// The styles of pictures, or one of them as a file to change.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg styles\n  aikg styles light > house.toml && aikg export svg --style house.toml -o all.svg"
)]
pub struct Arguments {
    /// Style to print
    #[arg(value_name = "STYLE")]
    name: Option<String>,
}

pub fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let mut out = Output::open(None)?;
    let text = match &arguments.name {
        None => style::NAMES.map(|name| format!("{name}\n")).concat(),
        Some(name) => style::bundled(name)
            .ok_or_else(|| {
                let near = nearest(name, style::NAMES);
                Failure::unknown("style", name, near, "say light, dark or print")
            })?
            .to_string(),
    };
    out.write_all(text.as_bytes())?;
    out.finish()?;
    Ok(Status::Done)
}
