//! `aikg queries`.

use crate::cli::home::Home;
use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::status::{Failure, Status};
use crate::cli::table::align;
use aikg::query::{Catalogue, Mark, Question};
use clap::Args;
use std::io::Write;

/// List the questions of the catalogue, or show one with its parameters.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  aikg queries\n  aikg queries price-of")]
pub struct Arguments {
    /// A question
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    list(&Home::answering(options)?, arguments.name.as_deref())?;
    Ok(Status::Done)
}

/// Prints the questions of a catalogue, or one of them.
pub fn list(home: &Home, name: Option<&str>) -> Result<(), Failure> {
    let catalogue = home.questions()?;
    let mut out = Output::open(None)?;
    match name {
        Some(name) => {
            let updates = home.updates()?;
            let page = match (catalogue.find(name), updates.find(name)) {
                (Err(_), Ok(update)) => page(update, "update"),
                (question, _) => page(question?, "query"),
            };
            out.write_all(page.as_bytes())?;
        }
        None => {
            out.write_all(align(&rows(&catalogue), 100, 0).as_bytes())?;
            let updates = rows(&home.updates()?);
            if !updates.is_empty() {
                writeln!(out, "\nUpdates, for `aikg update`:")?;
                out.write_all(align(&updates, 100, 0).as_bytes())?;
            }
        }
    }
    out.finish()
}

/// Name, parameters and what it is about of each question.
fn rows(catalogue: &Catalogue) -> Vec<Vec<String>> {
    let row = |q: &Question| {
        let parameters: Vec<&str> = q.parameters.iter().map(|p| p.name.as_str()).collect();
        vec![q.name.clone(), parameters.join(" "), q.summary.clone()]
    };
    catalogue.questions().map(row).collect()
}

/// All about a question that a command asks, or an update that it carries out.
fn page(question: &Question, command: &str) -> String {
    let mut text = format!("{}: {}\n", question.name, question.summary);
    let start = format!("aikg {command} {}", question.name);
    let mut example = start.clone();
    for parameter in &question.parameters {
        let mut notes = vec![parameter.kind.name().to_string()];
        if parameter.required {
            notes.push("required".into());
        }
        if let Some(default) = &parameter.default {
            notes.push(format!("default {default}"));
            let example = parameter.example.as_ref().filter(|e| *e != default);
            notes.extend(example.map(|e| format!("for example {e}")));
        }
        text.push_str(&format!(
            "  -p {}=… ({}) {}\n",
            parameter.name,
            notes.join(", "),
            parameter.description
        ));
        if let Some(value) = parameter
            .example
            .as_ref()
            .filter(|_| parameter.default.is_none())
        {
            let value = if value.contains(' ') {
                format!("'{value}'")
            } else {
                value.clone()
            };
            example.push_str(&format!(" -p {}={value}", parameter.name));
        }
    }
    let drawn = match &question.view {
        Some(view) if view.mark == Mark::Graph => {
            let values = example.strip_prefix(&start);
            let values = values.unwrap_or_default();
            format!(
                "picture: aikg export svg --query {}{values}\n",
                question.name
            )
        }
        Some(view) => {
            let drawn = example.replacen("aikg query", "aikg chart", 1);
            format!("chart ({}): {drawn}\n", view.mark.name())
        }
        None => String::new(),
    };
    text.push_str(&format!(
        "example: {example}\n{drawn}\n{}\n",
        question.body.trim_end()
    ));
    text
}
