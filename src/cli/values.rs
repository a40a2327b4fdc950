//! Values for the parameters of a question: given one by one, or a file of them.

use crate::cli::status::{Failure, Status, said};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How a file of values is written.
const FORM: &str = "the first line names the parameters, each other line has a value for each";

/// Values for parameters.
#[derive(Debug, Default)]
pub struct Values {
    /// Names and values that hold for each line of the table.
    constant: Vec<(String, String)>,
    /// The values of a file, a set of values a line.
    pub table: Option<Table>,
}

/// The lines of a file of values.
#[derive(Debug)]
pub struct Table {
    /// The file as it was given.
    file: String,
    /// The names of its columns.
    pub names: Vec<String>,
    /// The number of each line, and a value for each column; an empty one is none.
    pub lines: Vec<(u64, Vec<String>)>,
}

impl Values {
    /// Reads `name=value` and `@FILE`.
    ///
    /// # Errors
    /// Something else, two files, or a file that is no table with a first line of names.
    pub fn read(parameters: &[String]) -> Result<Self, Failure> {
        let mut values = Self::default();
        for parameter in parameters {
            if let Some(file) = parameter.strip_prefix('@') {
                if values.table.is_some() {
                    return Err(Failure::usage(
                        "-p @FILE is given twice",
                        "put all columns into one file",
                    ));
                }
                values.table = Some(Table::read(file)?);
                continue;
            }
            let (name, value) = parameter.split_once('=').ok_or_else(|| {
                Failure::usage(
                    format!("'{parameter}' has no '='"),
                    "write -p name=value, or -p @FILE.csv for many values",
                )
            })?;
            values.constant.push((name.into(), value.into()));
        }
        Ok(values)
    }

    /// Names and values where there is no table, or beside a line of it.
    pub fn with(&self, line: &[String]) -> Vec<(String, String)> {
        let names = self.table.iter().flat_map(|table| &table.names).cloned();
        let own = names.zip(line.iter().cloned());
        let given = own.filter(|(_, value)| !value.is_empty());
        self.constant.iter().cloned().chain(given).collect()
    }
}

impl Table {
    fn read(file: &str) -> Result<Self, Failure> {
        let unread = |error: &std::io::Error| {
            Failure::new(Status::Input, format!("{file}: {}", said(error))).hint("check the path")
        };
        let mut text = Vec::new();
        let read = match file {
            "-" => std::io::stdin().read_to_end(&mut text),
            _ => File::open(file).and_then(|mut open| open.read_to_end(&mut text)),
        };
        read.map_err(|e| unread(&e))?;
        if let Some(line) = unclosed(&text) {
            let message = format!("{file}:{line}: a quotation mark is not closed");
            return Err(Failure::new(Status::Input, message)
                .hint("a mark inside of quotation marks is written twice"));
        }
        let tabs = Path::new(file).extension().is_some_and(|e| e == "tsv");
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(if tabs { b'\t' } else { b',' })
            .from_reader(text.as_slice());
        let broken = |error: csv::Error| fault(file, &error, &unread);
        let names = reader.headers().map_err(broken)?;
        let mut names: Vec<String> = names.iter().map(|name| name.trim().to_string()).collect();
        if let Some(first) = names.first_mut() {
            *first = first.trim_start_matches('\u{feff}').to_string();
        }
        let mut lines = Vec::new();
        for record in reader.records() {
            let record = record.map_err(broken)?;
            let line = record.position().map_or(0, csv::Position::line);
            lines.push((line, record.iter().map(str::to_string).collect()));
        }
        let file = file.to_string();
        if lines.is_empty() {
            return Err(
                Failure::new(Status::Input, format!("{file}: it has no values")).hint(FORM),
            );
        }
        Ok(Self { file, names, lines })
    }

    /// A failure over the values of a line.
    pub fn at(&self, line: u64, failure: Failure) -> Failure {
        let Failure { message, hint, .. } = failure;
        Failure::new(Status::Input, format!("{}:{line}: {message}", self.file))
            .hint(hint.unwrap_or_default())
    }
}

/// The line of the quotation mark that opens a value and is not closed.
fn unclosed(text: &[u8]) -> Option<usize> {
    let (mut line, mut opened, mut before) = (1, None, b'\n');
    let mut bytes = text
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(text)
        .iter()
        .peekable();
    while let Some(byte) = bytes.next() {
        match (byte, opened) {
            // Two are one that stands for itself.
            (b'"', Some(_)) if bytes.next_if_eq(&&b'"').is_none() => opened = None,
            (b'"', None) if matches!(before, b',' | b'\t' | b'\n' | b'\r') => opened = Some(line),
            (b'\n', _) => line += 1,
            _ => {}
        }
        before = *byte;
    }
    opened
}

fn fault(file: &str, error: &csv::Error, unread: &dyn Fn(&std::io::Error) -> Failure) -> Failure {
    let line = error.position().map_or(1, csv::Position::line);
    let message = match error.kind() {
        csv::ErrorKind::Io(error) => return unread(error),
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("{len} values where the first line has {expected_len} names"),
        csv::ErrorKind::Utf8 { .. } => "it is not UTF-8".to_string(),
        _ => error.to_string(),
    };
    Failure::new(Status::Input, format!("{file}:{line}: {message}")).hint(FORM)
}

#[cfg(test)]
mod tests {
    use super::unclosed;

    #[test]
    fn a_mark_that_opens_a_value_is_to_be_closed() {
        assert_eq!(unclosed(b"a,b\n\"x\",\"y\n"), Some(2));
        assert_eq!(unclosed(b"a\n\"x \"\"y\"\" z\"\n"), None);
        assert_eq!(unclosed(b"a\n15\" wide\n"), None);
        assert_eq!(unclosed(b"\xef\xbb\xbf\"a\n"), Some(1));
    }
}
