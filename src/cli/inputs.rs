//! Inputs of commands that read texts.

use crate::cli::options::Options;
use crate::cli::status::{Failure, Status};
use aikg::pipeline::Remainder;
use aikg::source::{Access, Hints, Sources, open};
use clap::Args;
use std::path::Path;
use std::time::Duration;

/// What is read, and what is known of it besides its text.
#[derive(Debug, Clone, Args)]
pub struct Inputs {
    /// Files, folders, patterns such as 'news/**/*.md', addresses, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<String>,
    /// Title, for texts that do not give theirs
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Publisher, for texts that do not give theirs
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Date of publication, for texts that do not give theirs
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Address, for texts that do not give theirs
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// Name to make the identifier of, with the date, instead of the file's name (one text only)
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// Also fetch from machines that are not on the public internet
    #[arg(long, help_heading = "Fetching")]
    pub allow_private: bool,
    /// Seconds that one address may take
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 60,
        help_heading = "Fetching"
    )]
    pub timeout: u32,
    /// Seconds to wait between two requests to one site
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 1,
        help_heading = "Fetching"
    )]
    pub pause: u32,
}

impl Inputs {
    /// The sources in order.
    ///
    /// # Errors
    /// `--id` is given, and there is more than one.
    pub fn open(&self) -> Result<Sources, Failure> {
        let mut sources = open(&self.paths, std::io::stdin(), &self.access());
        if self.id.is_none() {
            return Ok(sources);
        }
        let (first, second) = (sources.next(), sources.next());
        if second.is_some() {
            return Err(Failure::usage(
                "--id names one text, and several were given",
                "leave it out",
            ));
        }
        Ok(Box::new(first.into_iter()))
    }

    /// How addresses are fetched.
    fn access(&self) -> Access {
        Access {
            private: self.allow_private,
            timeout: Duration::from_secs(self.timeout.into()),
            pause: Duration::from_secs(self.pause.into()),
        }
    }

    /// What the options say of the texts.
    pub fn hints(&self) -> Result<Hints, Failure> {
        if let Some(date) = &self.date {
            aikg::document::date::read(date)
                .map_err(|e| Failure::usage(format!("--date: {e}"), "write it like 2026-04-24"))?;
        }
        Ok(Hints {
            id: self.id.clone(),
            title: self.title.clone(),
            publisher: self.publisher.clone(),
            issued: self.date.clone(),
            address: self.url.clone(),
            ..Hints::default()
        })
    }
}

/// What is read of one file.
pub fn file(path: &Path) -> Sources {
    open(
        &[path.display().to_string()],
        std::io::empty(),
        &Access::default(),
    )
}

/// Says what was left out of the sources, and lists on standard error what could not be read; the status
/// that follows.
pub fn report(rest: &Remainder, options: &Options) -> Status {
    if rest.known > 0 {
        let entries = if rest.known == 1 { "entry" } else { "entries" };
        options.note(&format!(
            "{} {entries} known already, not read again",
            rest.known
        ));
    }
    for failure in &rest.failures {
        Failure::from(failure).print(options.json_errors);
    }
    if rest.failures.is_empty() {
        Status::Done
    } else {
        Status::Input
    }
}
