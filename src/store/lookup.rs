//! What the index knows, as values of the model.

use crate::model::evidence::DocumentId;
use crate::model::iri::{DCT, RDF};
use crate::model::{Citation, EntityId, Identity, Statement};
use crate::store::article;
use crate::store::fault::StoreError;
use crate::store::index::{Id, Pattern, Row, Snapshot};
use crate::store::{believed, term};
use oxigraph::model::{Literal, NamedNode, Term};
use std::collections::BTreeMap;

impl Snapshot<'_> {
    /// The statements of all documents on a subject, a property or both, sorted by document, place
    /// and identifier. Statements of data sets that lack a part are passed over.
    pub fn statements(
        &self,
        subject: Option<&EntityId>,
        property: Option<&str>,
    ) -> Result<Vec<Statement>, StoreError> {
        let namespaces = self.namespaces();
        let subject_iri = subject.map(|s| term::iri(&namespaces.entity, s.as_str()));
        let property_iri = property.map(|p| term::iri(&namespaces.vocabulary, p));
        let (name, object) = match (&subject_iri, &property_iri) {
            (Some(subject), _) => ("subject", subject.clone()),
            (None, Some(property)) => ("predicate", property.clone()),
            (None, None) => ("type", namespaces.vocabulary("Statement")),
        };
        let Some((predicate, object)) = self.both(&format!("{RDF}{name}"), &object)? else {
            return Ok(Vec::new());
        };
        // With both given, those on the subject are looked at for the property.
        let wanted = match (&subject_iri, &property_iri) {
            (Some(_), Some(property)) => match self.both(&format!("{RDF}predicate"), property)? {
                Some(pair) => Some(pair),
                None => return Ok(Vec::new()),
            },
            _ => None,
        };
        self.stating(predicate, object, wanted)
    }

    /// Subject and graph of the statements of all graphs on a subject, by property, for some properties.
    pub(crate) fn stated(
        &self,
        subject: Id,
        properties: &[Id],
    ) -> Result<BTreeMap<Id, Vec<(Id, Id)>>, StoreError> {
        let mut found: BTreeMap<Id, Vec<(Id, Id)>> =
            properties.iter().map(|p| (*p, Vec::new())).collect();
        let on = self.iri(&format!("{RDF}subject"))?;
        let states = self.iri(&format!("{RDF}predicate"))?;
        let (Some(on), Some(states)) = (on, states) else {
            return Ok(found);
        };
        let pattern = Pattern {
            predicate: Some(on),
            object: Some(subject),
            ..Pattern::default()
        };
        for row in self.quads(pattern) {
            let row = row?;
            let property = Pattern {
                subject: Some(row.subject),
                predicate: Some(states),
                object: None,
                graph: Some(row.graph),
            };
            if let Some(said) = self.quads(property).next().transpose()?
                && let Some(statements) = found.get_mut(&said.object)
            {
                statements.push((row.subject, row.graph));
            }
        }
        Ok(found)
    }

    /// The statements of all documents whose object is an entity, sorted by document and place.
    pub fn mentioning(&self, entity: &EntityId) -> Result<Vec<Statement>, StoreError> {
        let iri = term::iri(&self.namespaces().entity, entity.as_str());
        match self.both(&format!("{RDF}object"), &iri)? {
            Some((predicate, object)) => self.stating(predicate, object, None),
            None => Ok(Vec::new()),
        }
    }

    /// The statements with one line, and with another too if one is wanted, as belief sorts them.
    fn stating(
        &self,
        predicate: Id,
        object: Id,
        wanted: Option<(Id, Id)>,
    ) -> Result<Vec<Statement>, StoreError> {
        let pattern = Pattern {
            predicate: Some(predicate),
            object: Some(object),
            ..Pattern::default()
        };
        let mut out = Vec::new();
        for row in self.quads(pattern) {
            let row = row?;
            if self.says(row.subject, wanted, row.graph)? {
                out.extend(self.statement(row.subject, row.graph)?);
            }
        }
        believed::sort(&mut out);
        Ok(out)
    }

    /// The documents described, sorted by id.
    pub fn citations(&self) -> Result<Vec<Citation>, StoreError> {
        let namespaces = self.namespaces();
        let Some(predicate) = self.iri(&namespaces.vocabulary("sha256"))? else {
            return Ok(Vec::new());
        };
        let pattern = Pattern {
            predicate: Some(predicate),
            ..Pattern::default()
        };
        let mut out = Vec::new();
        for row in self.quads(pattern) {
            let row = row?;
            let Term::NamedNode(node) = self.term(row.subject)? else {
                continue;
            };
            if let Some(id) = term::local(&namespaces.document, node.as_str()) {
                let lines = self.lines(row.subject, Some(row.graph))?;
                out.extend(article::citation(&id, &lines, namespaces));
            }
        }
        out.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(out)
    }

    /// What tells the documents apart that were added, sorted by id. It reads three lines of each.
    pub fn identities(&self) -> Result<Vec<Identity>, StoreError> {
        let namespaces = self.namespaces();
        let mut found: BTreeMap<Id, Identity> = BTreeMap::new();
        for row in self.heads(&namespaces.vocabulary("sha256"))? {
            let (subject, _) = row?;
            if let Term::NamedNode(node) = self.term(subject)?
                && let Some(id) = term::local(&namespaces.document, node.as_str())
            {
                let identity = Identity {
                    id: DocumentId::from(id),
                    publisher_name: None,
                    address: None,
                };
                found.insert(subject, identity);
            }
        }
        let text = |object: Id| match self.term(object)? {
            Term::Literal(literal) => Ok::<_, StoreError>(Some(literal.value().to_string())),
            Term::NamedNode(node) => Ok(Some(node.into_string())),
            Term::BlankNode(_) => Ok(None),
        };
        for row in self.heads(&namespaces.vocabulary("publisherName"))? {
            let (subject, object) = row?;
            if let Some(known) = found.get_mut(&subject) {
                known.publisher_name = text(object)?;
            }
        }
        for row in self.heads(&format!("{DCT}source"))? {
            let (subject, object) = row?;
            if let Some(known) = found.get_mut(&subject) {
                known.address = text(object)?;
            }
        }
        let mut all: Vec<Identity> = found.into_values().collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(all)
    }

    /// Subject and object of what the graphs of documents say of themselves with a predicate.
    fn heads(
        &self,
        predicate: &str,
    ) -> Result<impl Iterator<Item = Result<(Id, Id), StoreError>>, StoreError> {
        let predicate = self.iri(predicate)?;
        let rows = predicate.map(|predicate| {
            self.quads(Pattern {
                predicate: Some(predicate),
                ..Pattern::default()
            })
        });
        let own = |row: Result<Row, StoreError>| match row {
            Ok(row) => (row.graph == row.subject).then_some(Ok((row.subject, row.object))),
            Err(error) => Some(Err(error)),
        };
        Ok(rows.into_iter().flatten().filter_map(own))
    }

    /// The description of a document; `None` where the index has none.
    pub fn citation(&self, document: &DocumentId) -> Result<Option<Citation>, StoreError> {
        let namespaces = self.namespaces();
        let iri = term::iri(&namespaces.document, document.as_str());
        let Some(subject) = self.iri(&iri)? else {
            return Ok(None);
        };
        let lines = self.lines(subject, Some(subject))?;
        Ok(article::citation(document.as_str(), &lines, namespaces))
    }

    /// Whether a graph says something of a subject; nothing in particular is always said.
    fn says(&self, subject: Id, what: Option<(Id, Id)>, graph: Id) -> Result<bool, StoreError> {
        let Some((predicate, object)) = what else {
            return Ok(true);
        };
        let row = Row {
            subject,
            predicate,
            object,
            graph,
        };
        self.holds(row.into())
    }

    pub(crate) fn statement(
        &self,
        subject: Id,
        graph: Id,
    ) -> Result<Option<Statement>, StoreError> {
        let namespaces = self.namespaces();
        let (Term::NamedNode(node), Term::NamedNode(document)) =
            (self.term(subject)?, self.graph_term(graph)?)
        else {
            return Ok(None);
        };
        let Some(document) = term::local(&namespaces.document, document.as_str()) else {
            return Ok(None);
        };
        let lines = self.lines(subject, Some(graph))?;
        Ok(article::statement(
            node.as_str(),
            &document,
            &lines,
            namespaces,
        ))
    }

    fn graph_term(&self, graph: Id) -> Result<Term, StoreError> {
        if graph == Id::DEFAULT {
            return Ok(Literal::new_simple_literal("").into());
        }
        self.term(graph)
    }

    pub(crate) fn lines(
        &self,
        subject: Id,
        graph: Option<Id>,
    ) -> Result<Vec<(NamedNode, Term)>, StoreError> {
        let pattern = Pattern {
            subject: Some(subject),
            graph,
            ..Pattern::default()
        };
        let mut lines = Vec::new();
        for row in self.quads(pattern) {
            let row = row?;
            if let Term::NamedNode(predicate) = self.term(row.predicate)? {
                lines.push((predicate, self.term(row.object)?));
            }
        }
        Ok(lines)
    }

    /// The ids of two IRIs, if the index has both.
    fn both(&self, one: &str, other: &str) -> Result<Option<(Id, Id)>, StoreError> {
        Ok(self.iri(one)?.zip(self.iri(other)?))
    }
}
