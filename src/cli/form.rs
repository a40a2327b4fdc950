//! The form that an answer is written in.

use crate::cli::output::ending;
use crate::cli::status::Failure;
use aikg::query::{Answer, Form};
use std::io::IsTerminal;
use std::path::Path;
use terminal_size::terminal_size;

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
    if !std::io::stdout().is_terminal() {
        return 0;
    }
    let columns = std::env::var_os("COLUMNS");
    let told = columns.as_ref().and_then(|c| c.to_str());
    wide(told, terminal_size().map(|(width, _)| width.0.into()))
}

/// The width that the environment tells, else that of the terminal, else one that most have.
fn wide(columns: Option<&str>, terminal: Option<usize>) -> usize {
    let told = columns.and_then(|c| c.parse().ok()).filter(|c| *c > 0);
    told.or(terminal.filter(|t| *t > 0)).unwrap_or(USUAL)
}

/// Columns of a terminal that does not tell.
const USUAL: usize = 80;

#[cfg(test)]
mod tests {
    use super::wide;

    #[test]
    fn a_table_is_as_wide_as_the_terminal() {
        assert_eq!(wide(None, Some(120)), 120);
        assert_eq!(wide(Some("100"), Some(120)), 100);
        assert_eq!(wide(Some("many"), Some(120)), 120);
        assert_eq!(wide(Some("0"), Some(0)), 80);
    }
}
