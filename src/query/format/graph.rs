//! Graphs, triple by triple.

use crate::query::evaluate::QueryError;
use crate::query::format::{Form, Look, WriteError, Written};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::sparql::QueryTripleIter;
use std::io::{self, Write};

/// Turtle, TriG, N-Quads, N-Triples or JSON-LD.
pub fn write(
    triples: QueryTripleIter<'_>,
    form: Form,
    look: &Look<'_>,
    out: &mut dyn Write,
) -> Result<Written, WriteError> {
    let format = match form {
        Form::Trig => RdfFormat::TriG,
        Form::Nquads => RdfFormat::NQuads,
        Form::Ntriples => RdfFormat::NTriples,
        Form::Jsonld => RdfFormat::JsonLd {
            profile: JsonLdProfileSet::default(),
        },
        _ => RdfFormat::Turtle,
    };
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, namespace) in look.namespaces.prefixes() {
        serializer = serializer
            .with_prefix(prefix, namespace)
            .map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(&mut *out);
    let mut written = Written::default();
    for triple in triples {
        if look.most == Some(written.count) {
            written.cut = true;
            break;
        }
        serializer.serialize_triple(&triple.map_err(QueryError::from)?)?;
        written.count += 1;
    }
    serializer.finish()?;
    Ok(written)
}
