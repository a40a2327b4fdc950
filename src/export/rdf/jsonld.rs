//! JSON-LD with the terms of schema.org beside the project's own.
//!
//! Words without a prefix are of <https://schema.org>; which of them a class or a property has is said in the
//! vocabulary. Statements are of the class `Claim`, documents are where they appear.

use crate::export::rdf::quad::{Term, escaped, parts, receipt};
use crate::export::rdf::turtle::short;
use crate::export::reference::Reference;
use crate::model::evidence::DocumentId;
use crate::model::iri::{OA, PROV, SCHEMA};
use crate::network::{Fact, Node, Support};
use crate::picture::Picture;
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Writes entities with their facts, then statements, then documents, one a line.
pub fn write(picture: &Picture, reference: &Reference<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut context = Map::new();
    context.insert("@vocab".into(), json!(SCHEMA));
    for (prefix, namespace) in reference.namespaces.prefixes() {
        // A prefix that does not end in a sign of IRIs is one only where the context says so.
        context.insert(
            prefix.into(),
            json!({"@id": escaped(namespace), "@prefix": true}),
        );
    }
    writeln!(
        out,
        "{{\"@context\":{},\n\"@graph\":[",
        Json::Object(context)
    )?;
    let mut facts: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
    for fact in &picture.projection.facts {
        facts.entry(fact.subject.as_str()).or_default().push(fact);
    }
    let mut first = true;
    let mut put = |node: Thing| {
        let comma = if std::mem::take(&mut first) {
            ""
        } else {
            ",\n"
        };
        write!(out, "{comma}{}", Json::Object(node.0))
    };
    for node in picture.projection.graph.node_weights() {
        let own = facts.get(node.id.as_str()).map_or(&[][..], Vec::as_slice);
        put(entity(node, own, reference))?;
    }
    let mut documents = BTreeSet::new();
    for fact in &picture.projection.facts {
        for support in &fact.support {
            documents.insert(&support.document);
            put(claim(fact, support, reference))?;
        }
    }
    for id in documents {
        put(document(id, reference))?;
    }
    writeln!(out, "\n]}}")
}

/// A thing with what is said of it.
struct Thing(Map<String, Json>);

impl Thing {
    fn new(iri: &str, reference: &Reference<'_>) -> Self {
        let mut all = Map::new();
        all.insert("@id".into(), json!(compact(iri, reference)));
        Self(all)
    }

    /// Says one thing more; several values of one key are a list.
    fn add(&mut self, key: &str, value: Json) {
        match self.0.get_mut(key) {
            None => drop(self.0.insert(key.to_string(), value)),
            Some(Json::Array(list)) if list.contains(&value) => {}
            Some(Json::Array(list)) => list.push(value),
            Some(one) if *one == value => {}
            Some(one) => *one = json!([one.take(), value]),
        }
    }

    /// Adds the classes of schema.org, then the project's own.
    fn classes(&mut self, own: &[String], reference: &Reference<'_>) {
        for class in reference.vocabulary.like_classes(own, SCHEMA) {
            self.add("@type", json!(bare(class)));
        }
        for class in own {
            let iri = reference.namespaces.vocabulary(class);
            self.add("@type", json!(compact(&iri, reference)));
        }
    }
}

fn entity(node: &Node, facts: &[&Fact], reference: &Reference<'_>) -> Thing {
    let mut thing = Thing::new(&reference.namespaces.entity(node.id.as_str()), reference);
    if let Some(known) = reference.entities.get(&node.id) {
        thing.classes(&known.classes, reference);
        for name in known.names.iter().chain(&known.short_names) {
            thing.add("alternateName", json!(name));
        }
        for identifier in &known.identifiers {
            thing.add("identifier", json!(identifier));
        }
    }
    if let Some(item) = reference.item(&node.id) {
        let item = format!("http://www.wikidata.org/entity/{item}");
        thing.add("sameAs", json!({ "@id": item }));
    }
    thing.add("name", json!(node.label));
    for fact in facts.iter().filter(|fact| fact.currency.is_none()) {
        let [_, predicate, object] = parts(fact, reference.namespaces);
        let value = value(&object, reference);
        if let Term::Iri(predicate) = predicate {
            thing.add(&compact(&predicate, reference), value.clone());
        }
        for term in reference.vocabulary.like_property(&fact.property, SCHEMA) {
            thing.add(bare(term), value.clone());
        }
    }
    thing
}

fn claim(fact: &Fact, support: &Support, reference: &Reference<'_>) -> Thing {
    let ns = reference.namespaces;
    let mut thing = Thing::new(&ns.statement(support.statement.as_str()), reference);
    thing.add("@type", json!("Claim"));
    let own = ns.vocabulary("Statement");
    thing.add("@type", json!(compact(&own, reference)));
    let [subject, predicate, object] = parts(fact, ns).map(|term| value(&term, reference));
    thing.add("about", subject.clone());
    thing.add("text", json!(support.exact));
    let document = Term::Iri(ns.document(support.document.as_str()));
    thing.add("appearance", value(&document, reference));
    if let Some(by) = &support.claimed_by {
        let by = Term::Iri(ns.entity(by.as_str()));
        thing.add("author", value(&by, reference));
    }
    thing.add("rdf:subject", subject);
    thing.add("rdf:predicate", predicate);
    thing.add("rdf:object", object);
    // Document and quotation are said in schema.org's terms above.
    let said = [format!("{PROV}wasDerivedFrom"), format!("{OA}exact")];
    for (predicate, term) in receipt(fact, support, ns) {
        if !said.contains(&predicate) {
            thing.add(&compact(&predicate, reference), value(&term, reference));
        }
    }
    thing
}

fn document(id: &DocumentId, reference: &Reference<'_>) -> Thing {
    let mut thing = Thing::new(&reference.namespaces.document(id.as_str()), reference);
    let Some(citation) = reference.citations.get(id) else {
        return thing;
    };
    thing.classes(std::slice::from_ref(&citation.class), reference);
    thing.add("name", json!(citation.title));
    for author in &citation.authors {
        thing.add("author", json!(author));
    }
    if let Some(publisher) = reference.publisher(citation) {
        let mut body = json!({"@type": "Organization", "name": publisher});
        if let Some(id) = &citation.publisher {
            let iri = reference.namespaces.entity(id.as_str());
            body = json!({"@id": compact(&iri, reference), "@type": "Organization", "name": publisher});
        }
        thing.add("publisher", body);
    }
    if let Some(date) = citation.issued {
        let date = Term::Literal(date.to_string(), date.datatype());
        thing.add("datePublished", value(&date, reference));
    }
    if let Some(address) = &citation.address {
        thing.add("url", json!(address));
    }
    if let Some(language) = &citation.language {
        thing.add("inLanguage", json!(language));
    }
    thing
}

/// A term as a value; numbers with a fraction keep their digits by being text with a type.
fn value(term: &Term, reference: &Reference<'_>) -> Json {
    match term {
        Term::Iri(iri) => json!({"@id": compact(iri, reference)}),
        Term::Literal(text, "string") => json!(text),
        Term::Literal(text, "boolean") => json!(text == "true"),
        Term::Literal(text, datatype) => {
            json!({"@value": text, "@type": format!("xsd:{datatype}")})
        }
    }
}

/// An IRI by its prefix where it has one, else as it is.
fn compact(iri: &str, reference: &Reference<'_>) -> String {
    let short = short(iri, reference.namespaces);
    let whole = short.strip_prefix('<').and_then(|s| s.strip_suffix('>'));
    whole.map_or(short.clone(), String::from)
}

/// The local name of a term of schema.org.
fn bare(iri: &str) -> &str {
    iri.strip_prefix(SCHEMA).unwrap_or(iri)
}
