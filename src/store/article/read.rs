//! The file of a document to a reading.

use crate::model::{Citation, Entity, Namespaces, Reading, Skipped, Statement};
use crate::store::article::NAMES;
use crate::store::article::stanza::{Stanza, Wrong};
use crate::store::fault::StoreError;
use crate::store::roster;
use crate::store::term;
use crate::store::turtle::parse;
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};

/// The quads of a document's file beside what they say.
pub(crate) struct Content {
    pub(crate) quads: Vec<Quad>,
    pub(crate) reading: Reading,
}

/// Reads the file of a document. `file` is the name shown in faults.
///
/// # Errors
/// Broken TriG; a file without a document or with two; a statement that lacks a part, whose place
/// is impossible or whose identifier is not the hash of what it says; each with its place.
pub fn read(file: &str, text: &[u8], namespaces: &Namespaces) -> Result<Reading, StoreError> {
    content(file, text, namespaces).map(|content| content.reading)
}

/// Reads the file of a document and keeps its quads.
pub(crate) fn content(
    file: &str,
    text: &[u8],
    namespaces: &Namespaces,
) -> Result<Content, StoreError> {
    let quads = parse(file, text, RdfFormat::TriG)?;
    let reading = reading(&quads, namespaces).map_err(|fault| match fault {
        Wrong::Entity(fault) => fault.placed(file, text),
        Wrong::At(needle, message) => StoreError::meaning(file, text, &needle, message),
    })?;
    Ok(Content { quads, reading })
}

/// The statement that triples on one subject make; `None` where they lack a part.
pub(crate) fn statement(
    subject: &str,
    document: &str,
    lines: &[(NamedNode, Term)],
    namespaces: &Namespaces,
) -> Option<Statement> {
    let lines = lines
        .iter()
        .map(|(p, o)| (term::short(p.as_str(), namespaces), o));
    let stanza = Stanza {
        subject,
        document: document.into(),
        lines: lines.collect(),
        namespaces,
    };
    stanza.resolved().ok()
}

/// The description of a document that triples on it make; `None` where they lack a part.
pub(crate) fn citation(
    document: &str,
    lines: &[(NamedNode, Term)],
    namespaces: &Namespaces,
) -> Option<Citation> {
    let lines = lines
        .iter()
        .map(|(p, o)| (term::short(p.as_str(), namespaces), o));
    let stanza = Stanza {
        subject: "",
        document: document.into(),
        lines: lines.collect(),
        namespaces,
    };
    stanza.citation().ok()
}

fn reading(quads: &[Quad], namespaces: &Namespaces) -> Result<Reading, Wrong> {
    let names = namespaces.graph(NAMES);
    let (newcomers, own): (Vec<&Quad>, Vec<&Quad>) = quads.iter().partition(
        |quad| matches!(&quad.graph_name, GraphName::NamedNode(g) if g.as_str() == names),
    );
    let mut stanzas: Vec<Stanza<'_>> = Vec::new();
    for quad in own {
        let graph = match &quad.graph_name {
            GraphName::NamedNode(graph) => term::local(&namespaces.document, graph.as_str()),
            _ => None,
        };
        let (Some(document), NamedOrBlankNode::NamedNode(subject)) = (graph, &quad.subject) else {
            let message = "a triple outside the graph of the document";
            return Err(Wrong::At(quad.predicate.to_string(), message.into()));
        };
        let predicate = term::short(quad.predicate.as_str(), namespaces);
        match stanzas.last_mut() {
            Some(last) if last.subject == subject.as_str() && last.document == document => {
                last.lines.push((predicate, &quad.object));
            }
            _ => stanzas.push(Stanza {
                subject: subject.as_str(),
                document,
                lines: vec![(predicate, &quad.object)],
                namespaces,
            }),
        }
    }
    let (heads, claims): (Vec<_>, Vec<_>) = stanzas
        .iter()
        .partition(|s| s.subject == term::iri(&namespaces.document, &s.document));
    let [head] = heads[..] else {
        let message = format!("{} documents described, one expected", heads.len());
        return Err(Wrong::At("GRAPH".into(), message));
    };
    let mut statements = Vec::with_capacity(claims.len());
    for claim in claims {
        if claim.document != head.document {
            return Err(claim.wrong("in the graph of another document"));
        }
        statements.push(claim.statement()?);
    }
    let newcomers: Vec<Quad> = newcomers.into_iter().cloned().collect();
    let entities = roster::gather(&newcomers, namespaces).map_err(Wrong::Entity)?;
    Ok(Reading {
        citation: head.citation()?,
        statements,
        entities: entities.into_values().collect::<Vec<Entity>>(),
        skipped: Skipped::new(),
    })
}
