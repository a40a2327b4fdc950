//! One output format a file.
//!
//! A [`Picture`] is a part of the graph with what a report needs around it; [`write()`] puts it out in any
//! [`Format`], and a [`Reference`] tells what its names mean. A new format is a file with a function of the shape
//! of [`dot::write`] or [`nodes::write`] and a line in [`Format::ALL`] and [`write()`]. Programs that draw graphs
//! have theirs in [`graph`], spreadsheets and data frames in [`table`], stores of triples in [`rdf`].

pub mod dot;
pub mod graph;
pub mod quickstatements;
pub mod rdf;
pub mod reference;
pub mod table;

pub use reference::Reference;

use crate::picture::{Picture, svg};
use graph::{cytoscape, gexf, graphml, mermaid};
use rdf::{jsonld, nanopub, nquads, prov, reified, trig, turtle};
use std::collections::BTreeMap;
use std::io::{self, Write};
use table::{csv, edges, jsonl, nodes};

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
    /// GEXF, for Gephi.
    Gexf,
    /// Cytoscape.js JSON.
    Cytoscape,
    /// A Mermaid flowchart.
    Mermaid,
    /// One entity a row.
    Nodes,
    /// One fact between entities a row, with its citation.
    Edges,
    /// One fact a row in columns of one type; written by builds with the feature `parquet`.
    Parquet,
    /// JSON-LD with the terms of schema.org.
    Jsonld,
    /// Statements with PROV-O, as TriG.
    Prov,
    /// RDF 1.2 Turtle, each fact annotated with its statements.
    Rdf12,
    /// Commands that add to Wikidata.
    Quickstatements,
    /// One nanopublication a statement, as TriG.
    Nanopubs,
}

impl Format {
    /// All formats with their names.
    pub const ALL: [(Self, &'static str); 19] = [
        (Self::Dot, "dot"),
        (Self::Svg, "svg"),
        (Self::Graphml, "graphml"),
        (Self::Jsonl, "jsonl"),
        (Self::Turtle, "turtle"),
        (Self::Trig, "trig"),
        (Self::Nquads, "nquads"),
        (Self::Csv, "csv"),
        (Self::Gexf, "gexf"),
        (Self::Cytoscape, "cytoscape"),
        (Self::Mermaid, "mermaid"),
        (Self::Nodes, "nodes"),
        (Self::Edges, "edges"),
        (Self::Parquet, "parquet"),
        (Self::Jsonld, "jsonld"),
        (Self::Prov, "prov"),
        (Self::Rdf12, "rdf12"),
        (Self::Quickstatements, "quickstatements"),
        (Self::Nanopubs, "nanopubs"),
    ];

    /// The format of a name, or of the usual ending of its files (`ttl`, `nq`, `gv`, `cyjs`, `mmd`, `qs`).
    pub fn named(name: &str) -> Option<Self> {
        let name = match name {
            "ttl" => "turtle",
            "nq" => "nquads",
            "gv" => "dot",
            "cyjs" => "cytoscape",
            "mmd" => "mermaid",
            "qs" => "quickstatements",
            other => other,
        };
        Self::ALL
            .iter()
            .find(|(_, n)| n.eq_ignore_ascii_case(name))
            .map(|(f, _)| *f)
    }

    /// The format of a file by its name: that of its ending, or of the word before it where several have one
    /// ending (`lab.nodes.csv`, `edges.csv`, `all.prov.trig`, `all.nanopubs.trig`, `all.rdf12.ttl`).
    ///
    /// ```
    /// use aikg::export::Format;
    /// assert_eq!(Format::of_file("lab.edges.csv"), Some(Format::Edges));
    /// assert_eq!(Format::of_file("edges.graphml"), Some(Format::Graphml));
    /// assert_eq!(Format::of_file("lab.txt"), None);
    /// ```
    pub fn of_file(name: &str) -> Option<Self> {
        let (stem, ending) = name.rsplit_once('.')?;
        let format = Self::named(ending)?;
        let word = stem.rsplit(['.', '/']).next().unwrap_or_default();
        let narrower = Self::named(word).filter(|narrower| {
            matches!(
                (format, narrower),
                (Self::Csv, Self::Nodes | Self::Edges)
                    | (Self::Trig, Self::Prov | Self::Nanopubs)
                    | (Self::Turtle, Self::Rdf12)
            )
        });
        Some(narrower.unwrap_or(format))
    }

    /// Whether it is looked at rather than read by a program: events give way to the shortcuts among their
    /// parties, and entities beyond a number are left out.
    pub fn is_drawn(self) -> bool {
        matches!(self, Self::Svg | Self::Dot | Self::Mermaid)
    }
}

/// How many facts a format has no place for, by what they lack.
pub type LeftOut = BTreeMap<&'static str, usize>;

/// Why a picture could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The output failed.
    #[error(transparent)]
    Output(#[from] io::Error),
    /// The program was built without the format.
    #[error("this build of aikg writes no {0}")]
    Absent(&'static str),
}

/// Writes a picture and gives the facts that have no place in the format.
///
/// # Errors
/// Those of `out`, and a format that this build does not have.
pub fn write(
    format: Format,
    picture: &Picture,
    reference: &Reference<'_>,
    out: &mut dyn Write,
) -> Result<LeftOut, WriteError> {
    let ns = reference.namespaces;
    match format {
        Format::Dot => dot::write(picture, ns, out)?,
        Format::Svg => svg::write(picture, ns, out)?,
        Format::Graphml => graphml::write(picture, out)?,
        Format::Jsonl => jsonl::write(picture, out)?,
        Format::Turtle => turtle::write(picture, ns, out)?,
        Format::Trig => trig::write(picture, ns, out)?,
        Format::Nquads => nquads::write(picture, ns, out)?,
        Format::Csv => csv::write(picture, reference, out)?,
        Format::Gexf => gexf::write(picture, out)?,
        Format::Cytoscape => cytoscape::write(picture, out)?,
        Format::Mermaid => mermaid::write(picture, out)?,
        Format::Nodes => nodes::write(picture, reference, out)?,
        Format::Edges => edges::write(picture, reference, out)?,
        #[cfg(feature = "parquet")]
        Format::Parquet => table::parquet::write(picture, reference, out)?,
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => return Err(WriteError::Absent("parquet")),
        Format::Jsonld => jsonld::write(picture, reference, out)?,
        Format::Prov => prov::write(picture, reference, out)?,
        Format::Rdf12 => reified::write(picture, ns, out)?,
        Format::Nanopubs => nanopub::write(picture, reference, out)?,
        Format::Quickstatements => return Ok(quickstatements::write(picture, reference, out)?),
    }
    Ok(LeftOut::new())
}
