//! Names and plain facts as Turtle.

use crate::export::rdf::quad::{Quad, Term, facts, iri, quoted};
use crate::model::Namespaces;
use crate::model::iri::RDF;
use crate::picture::Picture;
use std::io::{self, Write};

/// Writes the names and the plain facts, one stanza a subject.
pub fn write(picture: &Picture, ns: &Namespaces, out: &mut dyn Write) -> io::Result<()> {
    let mut quads = facts(picture, ns);
    // Names come first of what is said of a subject.
    quads.sort_by(|a, b| a.subject.cmp(&b.subject));
    prefixes(ns, out)?;
    stanzas(&quads, ns, "", out)
}

/// Writes the prefixes of the project.
pub fn prefixes(ns: &Namespaces, out: &mut dyn Write) -> io::Result<()> {
    for (prefix, namespace) in ns.prefixes() {
        writeln!(out, "@prefix {prefix}: {} .", iri(namespace))?;
    }
    Ok(())
}

/// Writes triples, those of one subject that follow each other in one stanza.
pub fn stanzas(
    quads: &[Quad],
    ns: &Namespaces,
    indent: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    for stanza in quads.chunk_by(|a, b| a.subject == b.subject) {
        for (i, quad) in stanza.iter().enumerate() {
            if i == 0 {
                write!(out, "\n{indent}{}", short(&quad.subject, ns))?;
            } else {
                write!(out, " ;\n{indent}   ")?;
            }
            let verb = verb(&quad.predicate, ns);
            write!(out, " {verb} {}", object(&quad.object, ns))?;
        }
        writeln!(out, " .")?;
    }
    Ok(())
}

/// A predicate.
pub fn verb(predicate: &str, ns: &Namespaces) -> String {
    match predicate.strip_prefix(RDF) {
        Some("type") => "a".to_string(),
        _ => short(predicate, ns),
    }
}

/// An object.
pub fn object(term: &Term, ns: &Namespaces) -> String {
    let digits = |text: &str| {
        text.trim_start_matches('-')
            .bytes()
            .all(|b| b.is_ascii_digit())
    };
    match term {
        Term::Iri(text) => short(text, ns),
        Term::Literal(text, "string") => quoted(text),
        Term::Literal(text, "integer") if digits(text) => text.clone(),
        Term::Literal(text, "boolean") if text == "true" || text == "false" => text.clone(),
        Term::Literal(text, datatype) => format!("{}^^xsd:{datatype}", quoted(text)),
    }
}

/// An IRI by its prefix, where its local name is plain enough for one.
pub fn short(text: &str, ns: &Namespaces) -> String {
    let plain = |local: &str| {
        let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let edge = |c: char| c.is_ascii_alphanumeric();
        local.starts_with(edge) && local.ends_with(edge) && local.chars().all(inner)
    };
    let fitting = ns.prefixes().into_iter().filter_map(|(prefix, namespace)| {
        let local = text.strip_prefix(namespace).filter(|l| plain(l))?;
        Some((namespace.len(), format!("{prefix}:{local}")))
    });
    let best = fitting.max_by_key(|(length, _)| *length);
    best.map_or_else(|| iri(text), |(_, name)| name)
}
