//! A subject of a document's file and what is said of it, to a statement or a description.

use crate::model::evidence::DocumentId;
use crate::model::{
    Citation, Date, EntityId, Evidence, Modality, Namespaces, Resolved, Statement, StatementId,
    Value,
};
use crate::store::roster::Fault;
use crate::store::term;
use oxigraph::model::Term;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is wrong, with the words to look for in the text.
pub(super) enum Wrong {
    Entity(Fault),
    At(String, String),
}

/// Known prefix and local name.
pub(super) type Predicate<'a> = (&'static str, &'a str);

/// A subject and what is said of it.
pub(super) struct Stanza<'a> {
    pub(super) subject: &'a str,
    pub(super) document: String,
    pub(super) lines: Vec<(Predicate<'a>, &'a Term)>,
    pub(super) namespaces: &'a Namespaces,
}

/// Predicates of a statement that are no qualifiers.
const OWN: [&str; 10] = [
    "claimedBy",
    "modality",
    "confidence",
    "validFrom",
    "validTo",
    "recordedAt",
    "extractedBy",
    "rank",
    "namedAs",
    "rejected",
];

impl Stanza<'_> {
    /// The statement, which must have the identifier of what it says.
    pub(super) fn statement(&self) -> Result<Statement, Wrong> {
        let statement = self.said()?;
        let id = statement.id();
        if term::iri(&self.namespaces.statement, id.as_str()) != self.subject {
            return Err(self.wrong(&format!("what it says and where has the identifier {id}")));
        }
        Ok(statement)
    }

    /// The statement as the index has it: with its names resolved, it keeps its identifier.
    pub(super) fn resolved(&self) -> Result<Statement, Wrong> {
        let has = |name| self.lines.iter().any(|(p, _)| *p == ("ai", name));
        let rejected = has("rejected");
        if !rejected && !has("namedAs") {
            return self.statement();
        }
        let mut statement = self.said()?;
        let id = term::local(&self.namespaces.statement, self.subject);
        let id = id.ok_or_else(|| self.wrong("it is no statement"))?;
        statement.resolved = Some(Resolved {
            id: StatementId::from(id),
            rejected,
        });
        Ok(statement)
    }

    fn said(&self) -> Result<Statement, Wrong> {
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
            resolved: None,
        };
        if statement.evidence.start > statement.evidence.end {
            return Err(self.wrong("oa:start lies after oa:end"));
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

    pub(super) fn citation(&self) -> Result<Citation, Wrong> {
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
            source_sha256: self.maybe_text(("ai", "sourceSha256"))?,
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

    fn date(&self, predicate: Predicate<'_>) -> Result<Option<Date>, Wrong> {
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
    pub(super) fn wrong(&self, message: &str) -> Wrong {
        let (prefix, local) = term::short(self.subject, self.namespaces);
        Wrong::At(
            format!("{prefix}:{local} "),
            format!("{prefix}:{local}: {message}"),
        )
    }
}
