//! The form that an answer is written in.

use crate::cli::output::ending;
use crate::cli::status::Failure;
use aikg::query::{Answer, Form};
use std::io::IsTerminal;
use std::path::Path;

/// The form that is named, else that of a file's ending.
///
/// # Errors
/// There is none of that name.
pub fn chosen(name: Option<&str>, file: Option<&Path>) -> Result<Option<Form>, Failure> {
    let name = name.map(str::to_string).or_else(|| ending(file));
    name.as_deref().map(named).transpose()
}

/// The form of a name.
///
/// # Errors
/// There is none.
pub fn named(name: &str) -> Result<Form, Failure> {
    let known: Vec<&str> = Form::ALL.iter().map(|(_, n)| *n).collect();
    Form::named(name).ok_or_else(|| {
        Failure::usage(
            format!("'{name}' is no format"),
            format!("say one of {}", known.join(", ")),
        )
    })
}

/// A table on a terminal, else what programs read.
pub fn usual(answer: &Answer<'_>) -> Form {
    match answer {
        Answer::Graph(_) => Form::Turtle,
        _ if std::io::stdout().is_terminal() => Form::Table,
        _ => Form::Tsv,
    }
}

/// The width that tables are folded to: that of the terminal; 0, as wide as they are, elsewhere.
pub fn width() -> usize {
    let columns = std::env::var_os("COLUMNS").and_then(|c| c.to_str().and_then(|c| c.parse().ok()));
    if std::io::stdout().is_terminal() {
        columns.unwrap_or(160)
    } else {
        0
    }
}
