//! Options that all commands share.

use crate::cli::status::Failure;
use chrono::{DateTime, Utc};
use clap::Args;
use std::io::IsTerminal;
use std::path::PathBuf;

/// Options of all commands.
#[derive(Debug, Clone, Default, Args)]
pub struct Options {
    /// Folder of the workspace; else the nearest folder upwards with an aikg.toml
    #[arg(
        long,
        global = true,
        env = "AIKG_WORKSPACE",
        value_name = "DIR",
        hide_env_values = true
    )]
    pub workspace: Option<PathBuf>,
    /// Say less
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// No colours
    #[arg(long, global = true)]
    pub no_color: bool,
    /// Print errors as JSON, one object a line
    #[arg(long, global = true, env = "AIKG_JSON_ERRORS", hide_env = true)]
    pub json_errors: bool,
    /// The present time, RFC 3339 (for repeatable runs)
    #[arg(
        long,
        global = true,
        env = "AIKG_NOW",
        value_name = "TIME",
        hide = true
    )]
    pub now: Option<String>,
}

impl Options {
    /// A remark on standard error, unless the user wants none.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            eprintln!("{text}");
        }
    }

    /// A remark on what is not shown of a list, if anything.
    pub fn more(&self, count: usize) {
        if count > 0 {
            self.note(&format!(
                "note: {count} more; --limit says how many are shown"
            ));
        }
    }

    /// Whether standard output shows colours.
    pub fn colour(&self) -> bool {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        !self.no_color && !refused && std::io::stdout().is_terminal()
    }

    /// The present time as RFC 3339 in UTC, to the second.
    ///
    /// # Errors
    /// `--now` is no time.
    #[allow(clippy::disallowed_methods)] // The program is where the clock is read.
    pub fn present(&self) -> Result<String, Failure> {
        let time = match &self.now {
            Some(given) => given.parse::<DateTime<Utc>>().map_err(|_| {
                Failure::usage(
                    format!("'{given}' is no time"),
                    "write it like 2026-04-24T10:00:00Z",
                )
            })?,
            None => Utc::now(),
        };
        Ok(time.format("%Y-%m-%dT%H:%M:%SZ").to_string())
    }
}
