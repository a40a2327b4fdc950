//! The forms in which an answer is written, one a file.

mod graph;
mod html;
mod lines;
mod markdown;
mod results;
mod shown;
mod table;

use crate::model::{Namespaces, Vocabulary};
use crate::query::answer::Answer;
use crate::query::error::QueryError;
use crate::query::nearest::{hint, nearest};
use oxigraph::io::RdfFormat;
use oxigraph::sparql::results::QueryResultsFormat;
use std::io::{self, Write};

/// A form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Aligned columns for a terminal; numbers as people read them.
    Table,
    /// SPARQL 1.1 results in CSV.
    Csv,
    /// SPARQL 1.1 results in TSV.
    Tsv,
    /// SPARQL 1.1 results in JSON.
    Json,
    /// One JSON object a row.
    JsonLines,
    /// SPARQL 1.1 results in XML.
    Xml,
    /// A table in GitHub's Markdown.
    Markdown,
    /// An HTML table.
    Html,
    /// RDF in Turtle.
    Turtle,
    /// RDF in TriG.
    TriG,
    /// RDF in N-Quads.
    NQuads,
    /// RDF in N-Triples.
    NTriples,
    /// RDF in JSON-LD.
    JsonLd,
}

/// One line of the table of formats: the format, its name, and the endings of its files.
type Line = (Format, &'static str, &'static [&'static str]);

const FORMATS: [Line; 13] = [
    (Format::Table, "table", &["txt"]),
    (Format::Csv, "csv", &["csv"]),
    (Format::Tsv, "tsv", &["tsv"]),
    (Format::Json, "json", &["json", "srj"]),
    (Format::JsonLines, "jsonl", &["jsonl", "ndjson"]),
    (Format::Xml, "xml", &["xml", "srx"]),
    (Format::Markdown, "markdown", &["md"]),
    (Format::Html, "html", &["html", "htm"]),
    (Format::Turtle, "turtle", &["ttl"]),
    (Format::TriG, "trig", &["trig"]),
    (Format::NQuads, "nquads", &["nq"]),
    (Format::NTriples, "ntriples", &["nt"]),
    (Format::JsonLd, "jsonld", &["jsonld"]),
];

impl Format {
    /// All, in the order of the documentation.
    pub fn all() -> impl Iterator<Item = Self> {
        FORMATS.iter().map(|(format, _, _)| *format)
    }

    /// Its name: `csv`.
    pub fn name(self) -> &'static str {
        let line = FORMATS.iter().find(|(format, _, _)| *format == self);
        line.map_or("", |(_, name, _)| name)
    }

    /// The format of this name; a file ending is a name as well. Letter case does not matter.
    ///
    /// # Errors
    /// There is none; the error lists all.
    pub fn named(name: &str) -> Result<Self, UnknownFormat> {
        let lower = name.to_ascii_lowercase();
        let fits =
            |(_, known, endings): &&Line| *known == lower || endings.contains(&lower.as_str());
        let line = FORMATS.iter().find(fits);
        line.map(|(format, _, _)| *format)
            .ok_or_else(|| UnknownFormat {
                name: name.to_string(),
                suggestion: nearest(name, FORMATS.iter().map(|(_, name, _)| *name)),
            })
    }

    /// The format of a file with this path, by its ending.
    pub fn of_path(path: &std::path::Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        let mut lines = FORMATS.iter();
        lines
            .find(|(_, _, e)| e.contains(&ending.as_str()))
            .map(|(format, _, _)| *format)
    }

    /// Whether it holds a graph; else it holds rows, and yes or no.
    pub fn holds_graph(self) -> bool {
        self.rdf().is_some()
    }

    fn rdf(self) -> Option<RdfFormat> {
        Some(match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::TriG => RdfFormat::TriG,
            Self::NQuads => RdfFormat::NQuads,
            Self::NTriples => RdfFormat::NTriples,
            Self::JsonLd => RdfFormat::JsonLd {
                profile: oxigraph::io::JsonLdProfileSet::empty(),
            },
            _ => return None,
        })
    }

    fn results(self) -> Option<QueryResultsFormat> {
        Some(match self {
            Self::Csv => QueryResultsFormat::Csv,
            Self::Tsv => QueryResultsFormat::Tsv,
            Self::Json => QueryResultsFormat::Json,
            Self::Xml => QueryResultsFormat::Xml,
            _ => return None,
        })
    }
}

/// No format has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no format '{name}'{}; known are {}", hint(*.suggestion), names(|_| true))]
pub struct UnknownFormat {
    /// The name asked for.
    pub name: String,
    /// The format most like it.
    pub suggestion: Option<&'static str>,
}

/// Why an answer was not written, or not all of it.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// The answer is of a kind that the format does not hold.
    #[error("{} cannot hold {answer}; formats that can are {}", .format.name(), names(|f| f.holds_graph() == (*.answer == GRAPH)))]
    Misfit {
        /// The format asked for.
        format: Format,
        /// What the query gives: `rows`, `yes or no`, `a graph`.
        answer: &'static str,
    },
    /// Writing failed; a closed pipe has the kind [`io::ErrorKind::BrokenPipe`].
    #[error("writing failed")]
    Write(#[from] io::Error),
    /// The query failed half way.
    #[error(transparent)]
    Query(#[from] QueryError),
}

const GRAPH: &str = "a graph";

fn names(fits: impl Fn(Format) -> bool) -> String {
    let names: Vec<&str> = Format::all()
        .filter(|f| fits(*f))
        .map(Format::name)
        .collect();
    names.join(", ")
}

/// What helps to show values.
#[derive(Debug, Clone, Copy)]
pub struct Style<'a> {
    /// Prefixes for short names.
    pub namespaces: &'a Namespaces,
    /// Units: a column with the name of a property shows numbers in its unit.
    pub vocabulary: Option<&'a Vocabulary>,
    /// Columns of the terminal, for tables; without it lines are as long as they need.
    pub width: Option<usize>,
}

/// How much was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Rows or triples; 1 for yes or no.
    pub rows: usize,
    /// Whether the limit cut off the rest.
    pub truncated: bool,
}

/// Writes an answer.
///
/// Rows are written as they are read, except that a table looks at its first rows before it sets
/// its columns, and a graph is sorted as far as [`graph::SORTED`] triples.
///
/// # Errors
/// The format does not hold this kind of answer, writing fails, or the query fails half way.
pub fn write(
    answer: Answer<'_>,
    format: Format,
    style: &Style,
    out: &mut dyn Write,
) -> Result<Written, FormatError> {
    let misfit = |answer| FormatError::Misfit { format, answer };
    match (answer, format.rdf()) {
        (Answer::Graph(triples), Some(rdf)) => graph::write(triples, rdf, style.namespaces, out),
        (Answer::Graph(_), None) => Err(misfit(GRAPH)),
        (Answer::Rows(_), Some(_)) => Err(misfit("rows")),
        (Answer::Boolean(_), Some(_)) => Err(misfit("yes or no")),
        (Answer::Boolean(answer), None) => {
            match format.results() {
                Some(results) => results::write_boolean(answer, results, out)?,
                None => writeln!(out, "{answer}")?,
            }
            Ok(Written {
                rows: 1,
                truncated: false,
            })
        }
        (Answer::Rows(rows), None) => match format {
            Format::Table => table::write(rows, style, out),
            Format::Markdown => markdown::write(rows, style, out),
            Format::Html => html::write(rows, style, out),
            Format::JsonLines => lines::write(rows, out),
            Format::Csv => results::write(rows, QueryResultsFormat::Csv, out),
            Format::Xml => results::write(rows, QueryResultsFormat::Xml, out),
            Format::Json => results::write(rows, QueryResultsFormat::Json, out),
            _ => results::write(rows, QueryResultsFormat::Tsv, out),
        },
    }
}

#[cfg(test)]
mod tests;
