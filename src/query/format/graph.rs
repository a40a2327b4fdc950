//! Graphs in the forms of RDF.

use super::{FormatError, Written};
use crate::model::Namespaces;
use crate::query::answer::Triples;
use crate::query::error::QueryError;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::Triple;
use std::collections::BTreeMap;
use std::io::Write;

/// Triples up to this number are sorted, each once; what comes after is written as it comes.
pub const SORTED: usize = 100_000;

/// Writes triples with the known prefixes.
pub(super) fn write(
    mut triples: Triples,
    format: RdfFormat,
    namespaces: &Namespaces,
    out: &mut dyn Write,
) -> Result<Written, FormatError> {
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, namespace) in namespaces.prefixes() {
        let added = serializer.with_prefix(prefix, namespace);
        serializer = added.map_err(|_| QueryError::Namespace {
            prefix: prefix.to_string(),
            namespace: namespace.to_string(),
        })?;
    }
    let mut serializer = serializer.for_writer(&mut *out);
    let mut first: BTreeMap<String, Triple> = BTreeMap::new();
    let mut failure = None;
    while first.len() < SORTED
        && let Some(triple) = triples.next_triple()
    {
        match triple {
            Ok(triple) => drop(first.insert(triple.to_string(), triple)),
            Err(error) => failure = Some(error),
        }
    }
    let mut count = first.len();
    for triple in first.values() {
        serializer.serialize_triple(triple)?;
    }
    if let Some(error) = failure {
        return Err(error.into());
    }
    while let Some(triple) = triples.next_triple() {
        serializer.serialize_triple(&triple?)?;
        count += 1;
    }
    serializer.finish()?;
    Ok(Written {
        rows: count,
        truncated: triples.truncated(),
    })
}
