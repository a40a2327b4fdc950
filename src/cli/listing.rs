//! Rows under heads, in the form asked for: a table for people, or what programs read.

use crate::cli::output::{Output, ending};
use crate::cli::status::Failure;
use crate::cli::table::sided;
use aikg::export::table::csv;
use aikg::query::format::clean;
use clap::{Args, ValueEnum};
use serde_json::{Map, Number, Value as Json};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

/// Widest column of a table, in characters.
const WIDEST: usize = 70;

/// A form of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people.
    Table,
    /// Cells set apart by tabs.
    Tsv,
    /// Comma-separated values (RFC 4180).
    Csv,
    /// One array of objects.
    Json,
    /// One object a line.
    Jsonl,
}

/// Where rows go, and in which form.
#[derive(Debug, Args)]
pub struct Look {
    /// Form of the answer; else the output file's ending, else a table on a terminal and tsv elsewhere
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Form>,
    /// Write to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Rows under heads. A cell is text, a number, a truth value, null, or a list for those who read JSON.
#[derive(Debug, Default)]
pub struct Listing {
    /// The heads; also the keys of objects.
    pub heads: Vec<&'static str>,
    /// The rows, as long as the heads.
    pub rows: Vec<Vec<Json>>,
}

impl Look {
    /// The form that is asked for, or else usual.
    fn form(&self) -> Form {
        let by_ending = ending(self.output.as_deref()).and_then(|e| Form::from_str(&e, true).ok());
        let usual = match self.output.is_none() && std::io::stdout().is_terminal() {
            true => Form::Table,
            false => Form::Tsv,
        };
        self.format.or(by_ending).unwrap_or(usual)
    }

    /// Writes rows; `page` is what people read in their place.
    ///
    /// # Errors
    /// The output fails.
    pub fn write(&self, listing: &Listing, page: impl FnOnce() -> String) -> Result<(), Failure> {
        let mut out = Output::open(self.output.as_deref())?;
        let text = match self.form() {
            Form::Table => page(),
            Form::Tsv => listing.lines("\t", "\n", |cell| cell.replace(['\t', '\n', '\r'], " ")),
            Form::Csv => listing.lines(",", "\r\n", csv::cell),
            Form::Json => {
                let objects: Vec<String> = listing.objects().map(|o| format!("  {o}")).collect();
                match objects.is_empty() {
                    true => "[]\n".to_string(),
                    false => format!("[\n{}\n]\n", objects.join(",\n")),
                }
            }
            Form::Jsonl => listing.objects().map(|o| format!("{o}\n")).collect(),
        };
        out.write_all(text.as_bytes())?;
        out.finish()
    }
}

impl Listing {
    /// Under these heads.
    pub fn new(heads: &[&'static str]) -> Self {
        Self {
            heads: heads.to_vec(),
            rows: Vec::new(),
        }
    }

    /// A table of some of the columns; those of numbers stand at the right.
    pub fn table(&self, columns: &[&str]) -> String {
        let places: Vec<usize> = columns
            .iter()
            .filter_map(|c| self.heads.iter().position(|h| h == c))
            .collect();
        let heads = places.iter().map(|p| self.heads[*p].to_string());
        let mut cells: Vec<Vec<String>> = vec![heads.collect()];
        for row in &self.rows {
            cells.push(places.iter().map(|p| clean(&text(&row[*p]))).collect());
        }
        let numbers = |place: usize| {
            let values = || self.rows.iter().map(|row| &row[place]);
            values().any(Json::is_number) && values().all(|v| v.is_number() || v.is_null())
        };
        let right: Vec<usize> = (0..places.len()).filter(|c| numbers(places[*c])).collect();
        let table = sided(&cells, WIDEST, 0, &right);
        let lines = table.lines().map(|line| format!("{}\n", line.trim_end()));
        lines.collect()
    }

    fn lines(&self, between: &str, end: &str, cell: impl Fn(&str) -> String) -> String {
        let mut out = self.heads.join(between) + end;
        for row in &self.rows {
            let cells: Vec<String> = row.iter().map(|value| cell(&text(value))).collect();
            out.push_str(&cells.join(between));
            out.push_str(end);
        }
        out
    }

    fn objects(&self) -> impl Iterator<Item = Json> {
        self.rows.iter().map(|row| {
            let pairs = self.heads.iter().zip(row);
            Json::Object(
                pairs
                    .map(|(h, v)| ((*h).to_string(), v.clone()))
                    .collect::<Map<_, _>>(),
            )
        })
    }
}

/// A cell as text; the members of a list are set apart by semicolons.
fn text(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(all) => all.iter().map(text).collect::<Vec<_>>().join("; "),
        Json::Object(map) => map.values().map(text).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// A number with so many digits behind the point.
pub fn number(value: f64, digits: usize) -> Json {
    let shown = format!("{value:.digits$}").parse::<Number>();
    shown.map_or(Json::Null, Json::Number)
}
