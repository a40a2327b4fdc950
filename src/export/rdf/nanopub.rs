//! Nanopublications as TriG: each statement with its provenance in four graphs of its own.
//!
//! <https://nanopub.net/guidelines/working_draft/>. They are neither signed nor named by their hash: whoever
//! publishes them does that, under their own name.

use crate::export::rdf::prov::{Provenance, assertion};
use crate::export::rdf::quad::{Quad, Term, text};
use crate::export::rdf::trig::graphs;
use crate::export::reference::Reference;
use crate::model::iri::{DCT, RDF, RDFS};
use crate::network::{Fact, Support};
use crate::picture::Picture;
use std::io::{self, Write};

/// Namespace of nanopublications.
const NP: &str = "http://www.nanopub.org/nschema#";

/// Writes a nanopublication for each statement. Its assertion is the graph of the statement's IRI; its other
/// names are made of it.
pub fn write(picture: &Picture, reference: &Reference<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut quads = Vec::new();
    for (index, fact) in picture.projection.facts.iter().enumerate() {
        for support in &fact.support {
            quads.extend(publication(picture, reference, index, fact, support));
        }
    }
    graphs(&quads, reference.namespaces, out)
}

fn publication(
    picture: &Picture,
    reference: &Reference<'_>,
    index: usize,
    fact: &Fact,
    support: &Support,
) -> Vec<Quad> {
    let statement = reference.namespaces.statement(support.statement.as_str());
    let name = format!("{statement}-nanopub");
    let [head, provenance, publication] =
        ["head", "provenance", "pubinfo"].map(|part| format!("{name}-{part}"));
    let about = |graph: &str, predicate: String, object: Term| Quad {
        subject: name.clone(),
        predicate,
        object,
        graph: graph.to_string(),
    };
    let link = |part: &str, graph: &str| {
        let graph = Term::Iri(graph.to_string());
        about(&head, format!("{NP}{part}"), graph)
    };
    let class = Term::Iri(format!("{NP}Nanopublication"));
    let mut quads = vec![
        about(&head, format!("{RDF}type"), class),
        link("hasAssertion", &statement),
        link("hasProvenance", &provenance),
        link("hasPublicationInfo", &publication),
    ];
    quads.extend(assertion(fact, support, reference));
    let mut told = Provenance::new(provenance, reference);
    told.statement(support);
    quads.extend(told.quads);
    let label = text(&sentence(picture, reference, index));
    quads.push(about(&publication, format!("{RDFS}label"), label));
    if let Some(created) = created(reference, support) {
        quads.push(about(&publication, format!("{DCT}created"), created));
    }
    quads
}

/// When the statement was learned; else the day of its document.
fn created(reference: &Reference<'_>, support: &Support) -> Option<Term> {
    if !support.recorded_at.is_empty() {
        return Some(Term::Literal(support.recorded_at.clone(), "dateTime"));
    }
    let date = reference.citations.get(&support.document)?.issued?;
    Some(Term::Literal(date.to_string(), date.datatype()))
}

/// What the statement says, for people.
fn sentence(picture: &Picture, reference: &Reference<'_>, index: usize) -> String {
    let fact = &picture.projection.facts[index];
    let property = reference.vocabulary.label_of(&fact.property);
    let subject = reference.label(&fact.subject);
    let object = match fact.object.as_entity() {
        Some(id) => reference.label(id).to_string(),
        None => fact.object.to_string(),
    };
    let whole = format!(
        "{subject}: {property} {object} {}",
        picture.projection.unit(index)
    );
    whole.trim_end().to_string()
}
