//! One output format a file.
//!
//! A [`Picture`] is a part of the graph with what a report needs around it; [`write()`] puts it out in any
//! [`Format`]. A new format is a file with a function of the shape of [`dot::write`] and a line in
//! [`Format::ALL`] and [`write()`].

pub mod csv;
pub mod dot;
pub mod graphml;
pub mod jsonl;
pub mod nquads;
pub mod quad;
pub mod trig;
pub mod turtle;

use crate::model::Namespaces;
use crate::picture::{Picture, svg};
use std::io::{self, Write};

/// An output format of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Graphviz.
    Dot,
    /// Scalable vector graphics.
    Svg,
    /// GraphML, for Gephi and yEd.
    Graphml,
    /// One fact a line, as JSON.
    Jsonl,
    /// The plain facts as RDF.
    Turtle,
    /// Facts and statements with their evidence as RDF.
    Trig,
    /// The same, one quad a line.
    Nquads,
    /// One fact a row.
    Csv,
}

impl Format {
    /// All formats with their names, which are also the endings of their files.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Dot, "dot"),
        (Self::Svg, "svg"),
        (Self::Graphml, "graphml"),
        (Self::Jsonl, "jsonl"),
        (Self::Turtle, "turtle"),
        (Self::Trig, "trig"),
        (Self::Nquads, "nquads"),
        (Self::Csv, "csv"),
    ];

    /// The format of a name or a file's ending (`ttl`, `nq` and `gv` as well).
    pub fn named(name: &str) -> Option<Self> {
        let name = match name {
            "ttl" => "turtle",
            "nq" => "nquads",
            "gv" => "dot",
            other => other,
        };
        Self::ALL
            .iter()
            .find(|(_, n)| n.eq_ignore_ascii_case(name))
            .map(|(f, _)| *f)
    }
}

/// Writes a picture.
///
/// # Errors
/// Those of `out`.
pub fn write(
    format: Format,
    picture: &Picture,
    namespaces: &Namespaces,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Dot => dot::write(picture, namespaces, out),
        Format::Svg => svg::write(picture, namespaces, out),
        Format::Graphml => graphml::write(picture, out),
        Format::Jsonl => jsonl::write(picture, out),
        Format::Turtle => turtle::write(picture, namespaces, out),
        Format::Trig => trig::write(picture, namespaces, out),
        Format::Nquads => nquads::write(picture, namespaces, out),
        Format::Csv => csv::write(picture, out),
    }
}
