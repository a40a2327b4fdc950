//! Inputs of commands that read texts.

use crate::cli::status::{Failure, Status, input_hint};
use aikg::document::Hints;
use aikg::pipeline::{self, read::Input};
use aikg::source::{Source, collect};
use clap::Args;

/// What is read, and what is known of it besides its text.
#[derive(Debug, Clone, Args)]
pub struct Inputs {
    /// Files, folders, patterns such as 'news/**/*.md', or - for standard input
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
}

impl Inputs {
    /// The inputs in order, and those that cannot be read.
    pub fn open(&self) -> Result<(Vec<Input>, Vec<pipeline::Failure>), Failure> {
        let mut inputs = Vec::new();
        let mut failures: Vec<pipeline::Failure> = Vec::new();
        let (standard, named): (Vec<String>, Vec<String>) =
            self.paths.iter().cloned().partition(|p| p == "-");
        if !standard.is_empty() {
            match Source::stream(std::io::stdin().lock(), "-", "stdin".into()) {
                Ok(source) => inputs.push(Input::Bytes(source)),
                Err(error) => failures.push(error.into()),
            }
        }
        let (files, faults) = collect(&named);
        failures.extend(faults.into_iter().map(pipeline::Failure::from));
        inputs.extend(files.into_iter().map(Input::File));
        if self.id.is_some() && inputs.len() > 1 {
            return Err(Failure::usage(
                "--id names one text, and several were given",
                "leave it out",
            ));
        }
        Ok((inputs, failures))
    }

    /// What the options say of the texts.
    pub fn hints(&self) -> Result<Hints, Failure> {
        if let Some(date) = &self.date {
            aikg::document::front::date(date)
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

/// Lists what could not be read on standard error; the status that follows.
pub fn report(failures: &[pipeline::Failure], json: bool) -> Status {
    for failure in failures {
        Failure::new(Status::Input, failure.to_string())
            .hint(input_hint(failure))
            .print(json);
    }
    if failures.is_empty() {
        Status::Done
    } else {
        Status::Input
    }
}
