//! What the index knows, as values of the model.

use crate::model::evidence::DocumentId;
use crate::model::iri::{DCT, RDF, RDFS, SKOS};
use crate::model::slug::slug;
use crate::model::{Citation, Entity, EntityId, Statement};
use crate::store::article;
use crate::store::fault::StoreError;
use crate::store::index::{Id, Pattern, Snapshot};
use crate::store::{roster, term};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use std::collections::BTreeSet;

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
        let wanted = match (&subject_iri, &property_iri) {
            (Some(_), Some(property)) => {
                let Some(pair) = self.both(&format!("{RDF}predicate"), property)? else {
                    return Ok(Vec::new());
                };
                Some(pair)
            }
            _ => None,
        };
        let pattern = Pattern {
            predicate: Some(predicate),
            object: Some(object),
            ..Pattern::default()
        };
        let mut out = Vec::new();
        for row in self.quads(pattern) {
            let row = row?;
            if let Some((predicate, object)) = wanted {
                let own = Pattern {
                    subject: Some(row.subject),
                    predicate: Some(predicate),
                    object: Some(object),
                    graph: Some(row.graph),
                };
                if self.quads(own).next().transpose()?.is_none() {
                    continue;
                }
            }
            out.extend(self.statement(row.subject, row.graph)?);
        }
        out.sort_by_cached_key(|s: &Statement| {
            (
                s.evidence.document.clone(),
                s.evidence.start,
                s.evidence.end,
                s.id(),
            )
        });
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

    /// The description of an entity: names and classes; `None` where nothing has this label.
    pub fn entity(&self, id: &EntityId) -> Result<Option<Entity>, StoreError> {
        let namespaces = self.namespaces();
        let iri = term::iri(&namespaces.entity, id.as_str());
        let Some(subject) = self.iri(&iri)? else {
            return Ok(None);
        };
        let node = NamedNode::new_unchecked(iri);
        let mut described: Vec<Quad> = Vec::new();
        for (predicate, object) in self.lines(subject, None)? {
            let quad = Quad::new(node.clone(), predicate, object, GraphName::DefaultGraph);
            // The same triple in two graphs stands side by side.
            if described.last() != Some(&quad) {
                described.push(quad);
            }
        }
        Ok(roster::entity(id, &described, namespaces))
    }

    /// The entities that a name may mean, best first: an identifier or IRI alone; else those called
    /// so; else those whose name contains its words.
    pub fn resolve(&self, name: &str) -> Result<Vec<Entity>, StoreError> {
        let namespaces = self.namespaces();
        let local = term::local(&namespaces.entity, name);
        let local = local.or_else(|| name.strip_prefix("id:").map(str::to_string));
        let exact = self.entity(&EntityId::from(local.unwrap_or_else(|| name.into())))?;
        if let Some(entity) = exact {
            return Ok(vec![entity]);
        }
        let identified = self.identified(name)?;
        if !identified.is_empty() {
            return self.entities(&identified);
        }
        let wanted = slug(name);
        let words: Vec<&str> = wanted.split('-').filter(|word| !word.is_empty()).collect();
        let (mut called, mut near) = (BTreeSet::new(), BTreeSet::new());
        for predicate in [
            format!("{RDFS}label"),
            format!("{SKOS}altLabel"),
            namespaces.vocabulary("shortName"),
        ] {
            self.each_name(&predicate, |id, label| {
                let label = slug(label);
                if label == wanted {
                    called.insert(id);
                } else if words
                    .iter()
                    .all(|word| label.split('-').any(|part| part == *word))
                {
                    near.insert(id);
                }
            })?;
        }
        let found = self.entities(if called.is_empty() { &near } else { &called })?;
        if found.is_empty() {
            return Ok(self.entity(&EntityId::from(wanted))?.into_iter().collect());
        }
        Ok(found)
    }

    /// Subjects with an identifier elsewhere, given whole or without its prefix.
    fn identified(&self, name: &str) -> Result<BTreeSet<Id>, StoreError> {
        let mut found = BTreeSet::new();
        for text in [name.to_string(), format!("wikidata:{name}")] {
            let predicate = self.iri(&format!("{DCT}identifier"))?;
            let object = self.id(Literal::new_simple_literal(text).as_ref().into())?;
            if let (Some(predicate), Some(object)) = (predicate, object) {
                let pattern = Pattern {
                    predicate: Some(predicate),
                    object: Some(object),
                    ..Pattern::default()
                };
                for row in self.quads(pattern) {
                    found.insert(row?.subject);
                }
            }
        }
        Ok(found)
    }

    fn each_name(&self, predicate: &str, mut give: impl FnMut(Id, &str)) -> Result<(), StoreError> {
        let Some(predicate) = self.iri(predicate)? else {
            return Ok(());
        };
        let pattern = Pattern {
            predicate: Some(predicate),
            ..Pattern::default()
        };
        for row in self.quads(pattern) {
            let row = row?;
            if let Term::Literal(literal) = self.term(row.object)? {
                give(row.subject, literal.value());
            }
        }
        Ok(())
    }

    /// The entities of subjects, sorted by id; classes and properties have names too and are no
    /// entities.
    fn entities(&self, subjects: &BTreeSet<Id>) -> Result<Vec<Entity>, StoreError> {
        let mut out = Vec::new();
        for subject in subjects {
            if let Term::NamedNode(node) = self.term(*subject)?
                && let Some(id) = term::local(&self.namespaces().entity, node.as_str())
            {
                out.extend(self.entity(&EntityId::from(id))?);
            }
        }
        out.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(out)
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

    fn lines(&self, subject: Id, graph: Option<Id>) -> Result<Vec<(NamedNode, Term)>, StoreError> {
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
