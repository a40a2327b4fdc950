//! Names, facts and statements as N-Quads.

use crate::export::rdf::quad::{facts, iri, statements};
use crate::model::Namespaces;
use crate::picture::Picture;
use std::io::{self, Write};

/// Writes one quad a line.
pub fn write(picture: &Picture, ns: &Namespaces, out: &mut dyn Write) -> io::Result<()> {
    for quad in facts(picture, ns).iter().chain(&statements(picture, ns)) {
        let (subject, predicate) = (iri(&quad.subject), iri(&quad.predicate));
        let (object, graph) = (quad.object.written(), iri(&quad.graph));
        writeln!(out, "{subject} {predicate} {object} {graph} .")?;
    }
    Ok(())
}
