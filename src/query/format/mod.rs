//! The forms of answers: one file a family.

#[cfg(feature = "parquet")]
pub mod column;
mod fold;
mod graph;
mod markdown;
mod page;
#[cfg(feature = "parquet")]
mod parquet;
mod rows;
mod text;

pub(crate) use rows::bare;
pub use text::clean;

use crate::model::Namespaces;
use crate::query::each::each;
use crate::query::evaluate::{Answer, QueryError};
use std::io::{self, Write};

/// A form of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Aligned columns for people.
    Table,
    /// Comma-separated values, as SPARQL 1.1 defines them.
    Csv,
    /// Tab-separated values with the terms as in Turtle, as SPARQL 1.1 defines them.
    Tsv,
    /// SPARQL 1.1 results in JSON.
    Json,
    /// SPARQL 1.1 results in XML.
    Xml,
    /// A Markdown table.
    Markdown,
    /// One JSON object a row, with plain values.
    Jsonl,
    /// An HTML table.
    Html,
    /// A Parquet file, with typed columns; written by builds with the feature `parquet`.
    Parquet,
    /// Turtle.
    Turtle,
    /// TriG.
    Trig,
    /// N-Quads.
    Nquads,
    /// N-Triples.
    Ntriples,
    /// JSON-LD.
    Jsonld,
}

impl Form {
    /// All forms with their names.
    pub const ALL: [(Self, &'static str); 14] = [
        (Self::Table, "table"),
        (Self::Csv, "csv"),
        (Self::Tsv, "tsv"),
        (Self::Json, "json"),
        (Self::Xml, "xml"),
        (Self::Markdown, "markdown"),
        (Self::Jsonl, "jsonl"),
        (Self::Html, "html"),
        (Self::Parquet, "parquet"),
        (Self::Turtle, "turtle"),
        (Self::Trig, "trig"),
        (Self::Nquads, "nquads"),
        (Self::Ntriples, "ntriples"),
        (Self::Jsonld, "jsonld"),
    ];

    /// The form of a name or a file's ending.
    pub fn named(name: &str) -> Option<Self> {
        let name = match name {
            "md" => "markdown",
            "srj" => "json",
            "srx" => "xml",
            "ttl" => "turtle",
            "nq" => "nquads",
            "nt" => "ntriples",
            "txt" => "table",
            other => other,
        };
        Self::ALL
            .iter()
            .find(|(_, n)| n.eq_ignore_ascii_case(name))
            .map(|(f, _)| *f)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(f, _)| *f == self)
            .map_or("", |(_, n)| n)
    }

    /// The usual ending of a file of it.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Table => "txt",
            Self::Markdown => "md",
            Self::Turtle => "ttl",
            Self::Nquads => "nq",
            Self::Ntriples => "nt",
            other => other.name(),
        }
    }

    /// Whether it holds graphs rather than rows.
    pub fn holds_graphs(self) -> bool {
        matches!(
            self,
            Self::Turtle | Self::Trig | Self::Nquads | Self::Ntriples | Self::Jsonld
        )
    }
}

/// How answers are shown.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// Prefixes that shorten IRIs for people.
    pub namespaces: &'a Namespaces,
    /// Widest table, in columns of characters; 0 for no limit.
    pub width: usize,
    /// Most rows written; the rest is cut and said.
    pub most: Option<usize>,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Rows or triples.
    pub count: usize,
    /// There were more than the limit.
    pub cut: bool,
    /// The answer of ASK.
    pub boolean: Option<bool>,
}

/// Why an answer could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The query failed while its rows came.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The output failed.
    #[error(transparent)]
    Output(#[from] io::Error),
    /// The form cannot hold the answer.
    #[error("{form} cannot hold {what}: say {instead}")]
    Form {
        /// The form.
        form: &'static str,
        /// What the answer is.
        what: &'static str,
        /// What can hold it.
        instead: &'static str,
    },
    /// The program was built without the form.
    #[error("this build of aikg writes no {0}")]
    Absent(&'static str),
}

/// Writes an answer in a form.
///
/// # Errors
/// The query fails, the output fails, or rows were asked for in a form of graphs or the other way round.
pub fn write(
    answer: Answer<'_>,
    form: Form,
    look: &Look<'_>,
    out: &mut dyn Write,
) -> Result<Written, WriteError> {
    let misfit = |what, instead| WriteError::Form {
        form: form.name(),
        what,
        instead,
    };
    match answer {
        Answer::Boolean(_) | Answer::Rows(_) if form.holds_graphs() => Err(misfit(
            "rows",
            "table, csv, tsv, json, jsonl, xml, markdown, html or parquet",
        )),
        Answer::Boolean(_) if form == Form::Parquet => {
            let row = each(&[], std::iter::once(Ok((Vec::new(), answer))));
            write(row?, form, look, out)
        }
        Answer::Boolean(answer) => text::boolean(answer, form, out),
        Answer::Rows(rows) => match form {
            Form::Table => text::table(rows, look, out),
            Form::Markdown => markdown::markdown(rows, look, out),
            Form::Html => page::html(rows, look, out),
            Form::Jsonl => rows::jsonl(rows, look, out),
            #[cfg(feature = "parquet")]
            Form::Parquet => parquet::parquet(rows, look, out),
            #[cfg(not(feature = "parquet"))]
            Form::Parquet => Err(WriteError::Absent(form.name())),
            Form::Csv | Form::Tsv | Form::Json | Form::Xml => rows::standard(rows, form, look, out),
            _ => Err(misfit("rows", "table or csv")),
        },
        Answer::Graph(triples) => match form {
            Form::Table => graph::write(triples, Form::Turtle, look, out),
            form if form.holds_graphs() => graph::write(triples, form, look, out),
            _ => Err(misfit(
                "a graph",
                "turtle, trig, nquads, ntriples or jsonld",
            )),
        },
    }
}

/// Hands each row or triple on, up to as many as are wanted.
fn taken<T, E: Into<QueryError>>(
    found: impl IntoIterator<Item = Result<T, E>>,
    look: &Look<'_>,
    mut take: impl FnMut(T) -> Result<(), WriteError>,
) -> Result<Written, WriteError> {
    let mut written = Written::default();
    for each in found {
        if look.most == Some(written.count) {
            written.cut = true;
            break;
        }
        take(each.map_err(Into::into)?)?;
        written.count += 1;
    }
    Ok(written)
}

#[cfg(test)]
mod tests;
