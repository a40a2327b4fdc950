//! Graphs, triple by triple.

use crate::query::evaluate::QueryError;
use crate::query::format::{Form, Look, WriteError, Written, taken};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::Triple;
use oxigraph::sparql::QueryTripleIter;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Triples up to this number are sorted, each once; what comes after is written as it comes.
const SORTED: usize = 100_000;

/// Turtle, TriG, N-Quads, N-Triples or JSON-LD.
pub fn write(
    mut triples: QueryTripleIter<'_>,
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
    let mut sorted: BTreeMap<String, Triple> = BTreeMap::new();
    let mut failure = None;
    for triple in triples.by_ref() {
        match triple {
            Ok(triple) => drop(sorted.insert(triple.to_string(), triple)),
            Err(error) => failure = Some(QueryError::from(error)),
        }
        if sorted.len() == SORTED || failure.is_some() {
            break;
        }
    }
    let rest = triples.map(|triple| triple.map_err(QueryError::from));
    let first = sorted.into_values().map(Ok);
    let all = first.chain(failure.map(Err)).chain(rest);
    let written = taken(
        all,
        look,
        |triple| Ok(serializer.serialize_triple(&triple)?),
    )?;
    serializer.finish()?;
    Ok(written)
}
