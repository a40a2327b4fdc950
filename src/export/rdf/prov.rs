//! Statements and where they come from in the terms of PROV-O, as TriG.
//!
//! <https://www.w3.org/TR/prov-o/>. The graph of a statement holds what it says and has its IRI; the graph
//! `provenance` says of that IRI what it was derived from, by whom and when.

use crate::export::rdf::quad::{Quad, Term, facts, parts, qualifiers, standing, text};
use crate::export::rdf::trig::graphs;
use crate::export::reference::Reference;
use crate::model::iri::{DCT, PROV, RDF, RDFS};
use crate::model::{Citation, EntityId};
use crate::network::{Fact, Support};
use crate::picture::Picture;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Writes names, a graph for each statement, and their provenance.
pub fn write(picture: &Picture, reference: &Reference<'_>, out: &mut dyn Write) -> io::Result<()> {
    let ns = reference.namespaces;
    let mut quads = facts(picture, ns);
    quads.retain(|quad| quad.graph == ns.graph("names"));
    let mut told = Provenance::new(ns.graph("provenance"), reference);
    for fact in &picture.projection.facts {
        for support in &fact.support {
            quads.extend(assertion(fact, support, reference));
            told.statement(support);
        }
    }
    quads.extend(told.quads);
    graphs(&quads, ns, out)
}

/// What a statement says, in a graph of its own IRI: the plain triple, and where it holds under conditions
/// only, those. A sum in another currency than its property's has no plain triple.
pub fn assertion(fact: &Fact, support: &Support, reference: &Reference<'_>) -> Vec<Quad> {
    let ns = reference.namespaces;
    let graph = ns.statement(support.statement.as_str());
    let [subject, predicate, object] = parts(fact, ns);
    let [Term::Iri(subject), Term::Iri(predicate)] = [subject, predicate] else {
        return Vec::new();
    };
    let mut quads = Vec::new();
    let conditions = qualifiers(fact, support, ns);
    let mut add = |subject: &str, predicate: String, object: Term| {
        quads.push(Quad {
            subject: subject.to_string(),
            predicate,
            object,
            graph: graph.clone(),
        });
    };
    if fact.currency.is_none() {
        add(&subject, predicate.clone(), object.clone());
    }
    if !conditions.is_empty() {
        let claim = format!("{graph}-claim");
        let statement = format!("{RDF}Statement");
        add(&claim, format!("{RDF}type"), Term::Iri(statement));
        add(&claim, format!("{RDF}subject"), Term::Iri(subject));
        add(&claim, format!("{RDF}predicate"), Term::Iri(predicate));
        add(&claim, format!("{RDF}object"), object);
        for (name, value) in conditions {
            add(&claim, name, value);
        }
    }
    quads
}

/// Provenance being gathered in a graph, each document and agent once.
pub struct Provenance<'a> {
    graph: String,
    reference: &'a Reference<'a>,
    known: BTreeSet<String>,
    /// What was gathered, the triples of one subject beside each other.
    pub quads: Vec<Quad>,
}

impl<'a> Provenance<'a> {
    /// Nothing yet.
    pub fn new(graph: String, reference: &'a Reference<'a>) -> Self {
        Self {
            graph,
            reference,
            known: BTreeSet::new(),
            quads: Vec::new(),
        }
    }

    fn add(&mut self, subject: &str, predicate: String, object: Term) {
        self.quads.push(Quad {
            subject: subject.to_string(),
            predicate,
            object,
            graph: self.graph.clone(),
        });
    }

    fn say(&mut self, subject: &str, name: &str, object: &str) {
        let object = Term::Iri(object.to_string());
        self.add(subject, format!("{PROV}{name}"), object);
    }

    fn class(&mut self, subject: &str, class: &str) {
        let class = Term::Iri(class.to_string());
        self.add(subject, format!("{RDF}type"), class);
    }

    /// What a statement, its quotation, its document and its claimant are.
    pub fn statement(&mut self, support: &Support) {
        let ns = self.reference.namespaces;
        let statement = ns.statement(support.statement.as_str());
        let quotation = format!("{statement}-quotation");
        let document = ns.document(support.document.as_str());
        let citation = self.reference.citations.get(&support.document);
        let publisher = citation.and_then(|c| self.publisher(c));
        let claimant = support.claimed_by.as_ref();
        let claimant = claimant.map(|id| ns.entity(id.as_str()));
        self.class(&statement, &format!("{PROV}Entity"));
        self.say(&statement, "wasDerivedFrom", &quotation);
        self.say(&statement, "wasDerivedFrom", &document);
        if let Some(by) = claimant.as_ref().or(publisher.as_ref()) {
            self.say(&statement, "wasAttributedTo", by);
        }
        if !support.recorded_at.is_empty() {
            let at = Term::Literal(support.recorded_at.clone(), "dateTime");
            self.add(&statement, format!("{PROV}generatedAtTime"), at);
        }
        for (name, value) in standing(support, ns) {
            self.add(&statement, name, value);
        }
        self.class(&quotation, &format!("{PROV}Entity"));
        self.add(&quotation, format!("{PROV}value"), text(&support.exact));
        self.say(&quotation, "wasQuotedFrom", &document);
        if self.known.insert(document.clone()) {
            self.document(&document, citation, publisher.as_deref());
        }
        if let Some(id) = &support.claimed_by {
            self.agent(id);
        }
    }

    fn document(&mut self, document: &str, citation: Option<&Citation>, publisher: Option<&str>) {
        self.class(document, &format!("{PROV}Entity"));
        let Some(citation) = citation else { return };
        self.add(document, format!("{DCT}title"), text(&citation.title));
        if let Some(date) = citation.issued {
            let date = Term::Literal(date.to_string(), date.datatype());
            self.add(document, format!("{DCT}issued"), date);
        }
        if let Some(address) = &citation.address {
            self.add(document, format!("{DCT}source"), text(address));
        }
        let Some(publisher) = publisher else { return };
        self.say(document, "wasAttributedTo", publisher);
        match &citation.publisher {
            Some(id) => self.agent(id),
            None => {
                self.class(publisher, &format!("{PROV}Agent"));
                let name = self.reference.publisher(citation).unwrap_or_default();
                self.add(publisher, format!("{RDFS}label"), text(name));
            }
        }
    }

    /// The IRI of who published a document: an entity, or one of the document's own where only a name is known.
    fn publisher(&self, citation: &Citation) -> Option<String> {
        let ns = self.reference.namespaces;
        let entity = citation.publisher.as_ref();
        let entity = entity.map(|id| ns.entity(id.as_str()));
        let own = || format!("{}/publisher", ns.document(citation.id.as_str()));
        let named = citation.publisher_name.as_ref().map(|_| own());
        entity.or(named)
    }

    fn agent(&mut self, id: &EntityId) {
        let iri = self.reference.namespaces.entity(id.as_str());
        if !self.known.insert(iri.clone()) {
            return;
        }
        self.class(&iri, &format!("{PROV}Agent"));
        let reference = self.reference;
        if let Some(entity) = reference.entities.get(id) {
            for class in reference.vocabulary.like_classes(&entity.classes, PROV) {
                self.class(&iri, class);
            }
            self.add(&iri, format!("{RDFS}label"), text(&entity.label));
        }
    }
}
