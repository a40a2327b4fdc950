//! The facts of a picture and the statements behind them as RDF.

use crate::model::evidence::DocumentId;
use crate::model::iri::{DCT, OA, PROV, RDF, RDFS, XSD};
use crate::model::{Date, Namespaces, Value, literal};
use crate::network::{Fact, Support};
use crate::picture::Picture;
use std::collections::BTreeMap;

/// A fact in RDF's own terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quad {
    /// IRI of the subject.
    pub subject: String,
    /// IRI of the predicate.
    pub predicate: String,
    /// The object.
    pub object: Term,
    /// IRI of the graph.
    pub graph: String,
}

/// An object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// An IRI.
    Iri(String),
    /// A text and the local name of its XML Schema datatype; `string` for plain text.
    Literal(String, &'static str),
}

/// Names and plain facts: those of the graph `names`, then those of `believed`. A sum in another currency
/// than its property's is no plain fact; its statement says it.
pub fn facts(picture: &Picture, ns: &Namespaces) -> Vec<Quad> {
    let nodes = picture.projection.graph.node_weights().map(|node| Quad {
        subject: ns.entity(node.id.as_str()),
        predicate: format!("{RDFS}label"),
        object: text(&node.label),
        graph: ns.graph("names"),
    });
    let facts = picture.projection.facts.iter();
    let facts = facts
        .filter(|fact| fact.currency.is_none())
        .map(|fact| Quad {
            subject: ns.entity(fact.subject.as_str()),
            predicate: ns.vocabulary(&fact.property),
            object: term(&fact.object, ns),
            graph: ns.graph("believed"),
        });
    let mut quads: Vec<Quad> = nodes.chain(facts).collect();
    // A value that holds in two contexts is one plain fact.
    quads.dedup();
    quads
}

/// Documents and statements, each in the graph of its document, in order of document.
pub fn statements(picture: &Picture, ns: &Namespaces) -> Vec<Quad> {
    let mut found: BTreeMap<&DocumentId, Vec<(&Fact, &Support)>> = BTreeMap::new();
    for fact in &picture.projection.facts {
        for support in &fact.support {
            let list = found.entry(&support.document).or_default();
            list.push((fact, support));
        }
    }
    let mut quads = Vec::new();
    for (document, list) in found {
        describe(document, picture, ns, &mut quads);
        for (fact, support) in list {
            state(fact, support, ns, &mut quads);
        }
    }
    quads
}

/// What is known of a document, in its own graph.
pub fn describe(document: &DocumentId, picture: &Picture, ns: &Namespaces, quads: &mut Vec<Quad>) {
    let Some(source) = picture.sources.iter().find(|s| s.document == *document) else {
        return;
    };
    let iri = ns.document(document.as_str());
    let mut add = |name: &str, object: Term| {
        quads.push(Quad {
            subject: iri.clone(),
            predicate: format!("{DCT}{name}"),
            object,
            graph: iri.clone(),
        });
    };
    add("title", text(&source.title));
    if let Ok(date) = source.date.parse::<Date>() {
        add("issued", Term::Literal(date.to_string(), date.datatype()));
    }
    if let Some(address) = &source.address {
        add("source", text(address));
    }
}

fn state(fact: &Fact, support: &Support, ns: &Namespaces, quads: &mut Vec<Quad>) {
    let graph = ns.document(support.document.as_str());
    let [subject, predicate, object] = parts(fact, ns);
    let whole = [
        (format!("{RDF}type"), Term::Iri(ns.vocabulary("Statement"))),
        (format!("{RDF}subject"), subject),
        (format!("{RDF}predicate"), predicate),
        (format!("{RDF}object"), object),
    ];
    let whole = whole.into_iter().chain(receipt(fact, support, ns));
    quads.extend(whole.map(|(predicate, object)| Quad {
        subject: ns.statement(support.statement.as_str()),
        predicate,
        object,
        graph: graph.clone(),
    }));
}

/// Subject, predicate and object of a fact.
pub fn parts(fact: &Fact, ns: &Namespaces) -> [Term; 3] {
    [
        Term::Iri(ns.entity(fact.subject.as_str())),
        Term::Iri(ns.vocabulary(&fact.property)),
        term(&fact.object, ns),
    ]
}

/// What a statement says besides its triple: under which conditions, where, in which words, who, how firmly, and
/// when.
pub fn receipt(fact: &Fact, support: &Support, ns: &Namespaces) -> Vec<(String, Term)> {
    let mut all = qualifiers(fact, support, ns);
    let document = ns.document(support.document.as_str());
    all.push((format!("{PROV}wasDerivedFrom"), Term::Iri(document)));
    all.push((format!("{OA}exact"), text(&support.exact)));
    if let Some(by) = &support.claimed_by {
        let by = Term::Iri(ns.entity(by.as_str()));
        all.push((ns.vocabulary("claimedBy"), by));
    }
    all.extend(standing(support, ns));
    if !support.recorded_at.is_empty() {
        let at = Term::Literal(support.recorded_at.clone(), "dateTime");
        all.push((ns.vocabulary("recordedAt"), at));
    }
    all
}

/// The qualifiers of a statement, the currency of its number among them.
pub fn qualifiers(fact: &Fact, support: &Support, ns: &Namespaces) -> Vec<(String, Term)> {
    let currency = fact.currency.as_deref().map(text);
    let currency = currency.map(|code| (ns.vocabulary("currency"), code));
    let said = currency.is_some();
    let others = support.qualifiers.iter();
    let others = others.filter(|(name, _)| !(said && ***name == *"currency"));
    let others = others.map(|(name, value)| (ns.vocabulary(name), term(value, ns)));
    currency.into_iter().chain(others).collect()
}

/// How firmly a statement is said, and when it holds.
pub fn standing(support: &Support, ns: &Namespaces) -> Vec<(String, Term)> {
    let modality = ns.vocabulary(support.modality.name());
    let confidence = Term::Literal(support.confidence.clone(), "decimal");
    let mut all = vec![
        (ns.vocabulary("modality"), Term::Iri(modality)),
        (ns.vocabulary("confidence"), confidence),
    ];
    let dates = [
        ("validFrom", support.valid_from),
        ("validTo", support.valid_to),
    ];
    for (name, date) in dates {
        let date = date.map(|d| Term::Literal(d.to_string(), d.datatype()));
        all.extend(date.map(|date| (ns.vocabulary(name), date)));
    }
    all
}

/// A value as a term.
pub fn term(value: &Value, ns: &Namespaces) -> Term {
    let datatype = match value {
        Value::Entity(id) => return Term::Iri(ns.entity(id.as_str())),
        Value::Integer(_) => "integer",
        Value::Decimal(_) => "decimal",
        Value::Date(date) => date.datatype(),
        Value::Boolean(_) => "boolean",
        Value::Text(_) => "string",
    };
    Term::Literal(value.to_string(), datatype)
}

/// Plain text as a term.
pub fn text(text: &str) -> Term {
    Term::Literal(text.to_string(), "string")
}

impl Term {
    /// The term in N-Quads.
    pub fn written(&self) -> String {
        match self {
            Self::Iri(text) => iri(text),
            Self::Literal(text, "string") => quoted(text),
            Self::Literal(text, datatype) => format!("{}^^<{XSD}{datatype}>", quoted(text)),
        }
    }
}

/// An IRI between angle brackets, with what may not stand there percent-encoded.
pub fn iri(text: &str) -> String {
    format!("<{}>", escaped(text))
}

/// An IRI with what may not stand in one percent-encoded.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let barred = "<>\"{}|^`\\[]".contains(c);
        if c.is_alphanumeric() || (c.is_ascii_graphic() && !barred) {
            out.push(c);
        } else {
            let mut buffer = [0; 4];
            let bytes = c.encode_utf8(&mut buffer).bytes();
            out.extend(bytes.map(|b| format!("%{b:02X}")));
        }
    }
    out
}

/// A text in quotation marks.
pub fn quoted(text: &str) -> String {
    literal::quoted(text, |c| c.is_ascii_control())
}
