//! The file of a document to a reading.

use crate::model::evidence::DocumentId;
use crate::model::{
    Citation, Entity, EntityId, Evidence, Modality, Namespaces, Reading, Skipped, Statement, Value,
};
use crate::store::article::NAMES;
use crate::store::fault::StoreError;
use crate::store::roster::{self, Fault};
use crate::store::term;
use crate::store::turtle::parse;
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeMap;
use std::sync::Arc;

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
    stanza.statement().ok()
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

/// What is wrong, with the words to look for in the text.
enum Wrong {
    Entity(Fault),
    At(String, String),
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

type Predicate<'a> = (&'static str, &'a str);

/// A subject and what is said of it.
struct Stanza<'a> {
    subject: &'a str,
    document: String,
    lines: Vec<(Predicate<'a>, &'a Term)>,
    namespaces: &'a Namespaces,
}

/// Predicates of a statement that are no qualifiers.
const OWN: [&str; 8] = [
    "claimedBy",
    "modality",
    "confidence",
    "validFrom",
    "validTo",
    "recordedAt",
    "extractedBy",
    "rank",
];

impl Stanza<'_> {
    fn statement(&self) -> Result<Statement, Wrong> {
        let entity = |p| match self.optional(p)? {
            None => Ok(None),
            Some(term) => self
                .local(term, &self.namespaces.entity, p)
                .map(|id| Some(EntityId::from(id))),
        };
        let property: Arc<str> = self
            .local(
                self.one(("rdf", "predicate"))?,
                &self.namespaces.vocabulary,
                ("rdf", "predicate"),
            )?
            .into();
        let modality = ("ai", "modality");
        let modality = self.local(self.one(modality)?, &self.namespaces.vocabulary, modality)?;
        let statement = Statement {
            subject: entity(("rdf", "subject"))?
                .ok_or_else(|| self.wrong("rdf:subject is missing"))?,
            property,
            object: self.value(("rdf", "object"))?,
            qualifiers: self.qualifiers()?,
            evidence: Evidence {
                document: DocumentId::from(self.document.as_str()),
                exact: self.text(("oa", "exact"))?,
                start: self.parsed(("oa", "start"))?,
                end: self.parsed(("oa", "end"))?,
            },
            claimed_by: entity(("ai", "claimedBy"))?,
            modality: modality.parse::<Modality>().map_err(|m| self.wrong(&m))?,
            confidence: self.parsed(("ai", "confidence"))?,
            valid_from: self.date(("ai", "validFrom"))?,
            valid_to: self.date(("ai", "validTo"))?,
            recorded_at: self.text(("ai", "recordedAt"))?,
            extracted_by: self.text(("ai", "extractedBy"))?.into(),
        };
        if statement.evidence.start > statement.evidence.end {
            return Err(self.wrong("oa:start lies after oa:end"));
        }
        let id = statement.id();
        if term::iri(&self.namespaces.statement, id.as_str()) != self.subject {
            return Err(self.wrong(&format!("what it says and where has the identifier {id}")));
        }
        Ok(statement)
    }

    fn qualifiers(&self) -> Result<BTreeMap<Arc<str>, Value>, Wrong> {
        let mut out = BTreeMap::new();
        for ((prefix, name), term) in &self.lines {
            if *prefix != "ai" || OWN.contains(name) {
                continue;
            }
            let value = term::value(term.as_ref(), self.namespaces);
            let value =
                value.ok_or_else(|| self.wrong(&format!("ai:{name} has no plain value")))?;
            let name = term::local("", name).unwrap_or_default();
            if out.insert(Arc::from(name.as_str()), value).is_some() {
                return Err(self.wrong(&format!("ai:{name} stands twice")));
            }
        }
        Ok(out)
    }

    fn citation(&self) -> Result<Citation, Wrong> {
        let class = self.one(("rdf", "type"))?;
        let publisher = ("dct", "publisher");
        let publisher = match self.optional(publisher)? {
            None => None,
            Some(t) => Some(self.local(t, &self.namespaces.entity, publisher)?.into()),
        };
        let authors = self.lines.iter().filter_map(|(p, term)| match term {
            Term::Literal(literal) if *p == ("dct", "creator") => Some(literal.value().into()),
            _ => None,
        });
        Ok(Citation {
            id: DocumentId::from(self.document.as_str()),
            class: self.local(class, &self.namespaces.vocabulary, ("rdf", "type"))?,
            title: self.text(("dct", "title"))?,
            publisher,
            publisher_name: self.maybe_text(("ai", "publisherName"))?,
            authors: authors.collect(),
            issued: self.date(("dct", "issued"))?,
            address: self.maybe_text(("dct", "source"))?,
            language: self.maybe_text(("dct", "language"))?,
            sha256: self.text(("ai", "sha256"))?,
            characters: self.parsed(("ai", "characters"))?,
            recorded_at: self.text(("ai", "recordedAt"))?,
        })
    }

    fn optional(&self, predicate: Predicate<'_>) -> Result<Option<&Term>, Wrong> {
        let mut found = self.lines.iter().filter(|(p, _)| *p == predicate);
        let first = found.next().map(|(_, term)| *term);
        match found.next() {
            None => Ok(first),
            Some(_) => Err(self.wrong(&format!("{}:{} stands twice", predicate.0, predicate.1))),
        }
    }

    fn one(&self, predicate: Predicate<'_>) -> Result<&Term, Wrong> {
        let missing = || self.wrong(&format!("{}:{} is missing", predicate.0, predicate.1));
        self.optional(predicate)?.ok_or_else(missing)
    }

    fn maybe_text(&self, predicate: Predicate<'_>) -> Result<Option<String>, Wrong> {
        match self.optional(predicate)? {
            None => Ok(None),
            Some(Term::Literal(literal)) => Ok(Some(literal.value().into())),
            Some(Term::NamedNode(node)) => Ok(Some(node.as_str().into())),
            Some(Term::BlankNode(_)) => Err(self.wrong("a blank node: give it an IRI")),
        }
    }

    fn text(&self, predicate: Predicate<'_>) -> Result<String, Wrong> {
        let missing = || self.wrong(&format!("{}:{} is missing", predicate.0, predicate.1));
        self.maybe_text(predicate)?.ok_or_else(missing)
    }

    fn parsed<T: std::str::FromStr>(&self, predicate: Predicate<'_>) -> Result<T, Wrong> {
        let text = self.text(predicate)?;
        let bad = |_| {
            let (prefix, name) = predicate;
            self.wrong(&format!("{prefix}:{name} '{text}' is not of its datatype"))
        };
        text.parse().map_err(bad)
    }

    fn date(&self, predicate: Predicate<'_>) -> Result<Option<crate::model::Date>, Wrong> {
        match self.optional(predicate)? {
            None => Ok(None),
            Some(_) => self.parsed(predicate).map(Some),
        }
    }

    fn value(&self, predicate: Predicate<'_>) -> Result<Value, Wrong> {
        let term = self.one(predicate)?;
        term::value(term.as_ref(), self.namespaces)
            .ok_or_else(|| self.wrong(&format!("{term} is no entity, number, date or plain text")))
    }

    fn local(&self, term: &Term, namespace: &str, p: Predicate<'_>) -> Result<String, Wrong> {
        let found = match term {
            Term::NamedNode(node) => term::local(namespace, node.as_str()),
            _ => None,
        };
        found.ok_or_else(|| self.wrong(&format!("{}:{} must stand under <{namespace}>", p.0, p.1)))
    }

    /// A fault at the first mention of the subject.
    fn wrong(&self, message: &str) -> Wrong {
        let (prefix, local) = term::short(self.subject, self.namespaces);
        Wrong::At(
            format!("{prefix}:{local} "),
            format!("{prefix}:{local}: {message}"),
        )
    }
}
