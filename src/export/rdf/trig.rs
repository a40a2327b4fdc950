//! Names, facts, and statements with their evidence as TriG.

use crate::export::rdf::quad::{Quad, facts, statements};
use crate::export::rdf::turtle::{prefixes, short, stanzas};
use crate::model::Namespaces;
use crate::picture::Picture;
use std::io::{self, Write};

/// Writes the graph of names, that of the facts believed, and one for each document.
pub fn write(picture: &Picture, ns: &Namespaces, out: &mut dyn Write) -> io::Result<()> {
    let mut quads = facts(picture, ns);
    quads.extend(statements(picture, ns));
    graphs(&quads, ns, out)
}

/// Writes quads, those of one graph that follow each other between one pair of braces.
pub fn graphs(quads: &[Quad], ns: &Namespaces, out: &mut dyn Write) -> io::Result<()> {
    prefixes(ns, out)?;
    for graph in quads.chunk_by(|a, b| a.graph == b.graph) {
        let Some(first) = graph.first() else { continue };
        writeln!(out, "\n{} {{", short(&first.graph, ns))?;
        stanzas(graph, ns, "    ", out)?;
        writeln!(out, "}}")?;
    }
    Ok(())
}
