//! `aikg completions`.

use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::status::{Failure, Status};
use clap::Args;
use clap_complete::{Shell, generate};
use std::io::Write;

/// Print completions for a shell.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  aikg completions bash > ~/.local/share/bash-completion/completions/aikg"
)]
pub struct Arguments {
    /// The shell
    shell: Shell,
}

pub fn run(
    _: &Options,
    arguments: &Arguments,
    command: &mut clap::Command,
) -> Result<Status, Failure> {
    // The generator cannot take a closed pipe, so it writes to memory first.
    let mut script = Vec::new();
    generate(arguments.shell, command, "aikg", &mut script);
    let mut out = Output::open(None)?;
    out.write_all(&script)?;
    out.finish()?;
    Ok(Status::Done)
}
