//! Names that reading never saw before and nobody has judged.

use crate::model::evidence::DocumentId;
use crate::model::{Entity, EntityId, Statement};
use crate::store::fault::StoreError;
use crate::store::index::{Id, Pattern, Snapshot};
use crate::store::{article, believed, term};
use oxigraph::model::Term;
use std::collections::BTreeSet;

/// A provisional entity, and where documents name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// The entity.
    pub entity: Entity,
    /// The statements that name it, by document and place.
    pub statements: Vec<Statement>,
    /// The documents that name it, sorted.
    pub documents: Vec<DocumentId>,
}

impl Snapshot<'_> {
    /// The names that nobody has judged, those in most statements first, then by identifier.
    pub fn newcomers(&self) -> Result<Vec<Newcomer>, StoreError> {
        let namespaces = self.namespaces();
        let graph = self.iri(&namespaces.graph(article::NAMES))?;
        let predicate = self.iri(&namespaces.vocabulary("provisional"))?;
        let (Some(graph), Some(predicate)) = (graph, predicate) else {
            return Ok(Vec::new());
        };
        let pattern = Pattern {
            predicate: Some(predicate),
            graph: Some(graph),
            ..Pattern::default()
        };
        let mut out = Vec::new();
        for row in self.quads(pattern) {
            let row = row?;
            let Term::NamedNode(node) = self.term(row.subject)? else {
                continue;
            };
            let id = term::local(&namespaces.entity, node.as_str()).map(EntityId::from);
            // What a file of entities describes as well is known.
            let entity = id.map(|id| self.entity(&id)).transpose()?.flatten();
            if let Some(entity) = entity.filter(|e| e.provisional) {
                out.push(self.named(entity, row.subject)?);
            }
        }
        out.sort_by(|a, b| {
            let often = |n: &Newcomer| (n.statements.len(), n.documents.len());
            (often(b), &a.entity.id).cmp(&(often(a), &b.entity.id))
        });
        Ok(out)
    }

    fn named(&self, entity: Entity, object: Id) -> Result<Newcomer, StoreError> {
        let (mut statements, mut documents) = (Vec::new(), BTreeSet::new());
        let mut seen = BTreeSet::new();
        let pattern = Pattern {
            object: Some(object),
            ..Pattern::default()
        };
        for row in self.quads(pattern) {
            let row = row?;
            documents.extend(self.document(row.graph)?);
            if seen.insert((row.subject, row.graph)) {
                statements.extend(self.statement(row.subject, row.graph)?);
            }
        }
        believed::sort(&mut statements);
        Ok(Newcomer {
            entity,
            statements,
            documents: documents.into_iter().collect(),
        })
    }

    /// The documents whose description or statements name an entity.
    pub(crate) fn documents_with(
        &self,
        entity: &EntityId,
    ) -> Result<BTreeSet<DocumentId>, StoreError> {
        let iri = term::iri(&self.namespaces().entity, entity.as_str());
        let mut documents = BTreeSet::new();
        let Some(object) = self.iri(&iri)? else {
            return Ok(documents);
        };
        let pattern = Pattern {
            object: Some(object),
            ..Pattern::default()
        };
        for row in self.quads(pattern) {
            documents.extend(self.document(row?.graph)?);
        }
        Ok(documents)
    }

    /// The document whose graph this is.
    fn document(&self, graph: Id) -> Result<Option<DocumentId>, StoreError> {
        if graph == Id::DEFAULT {
            return Ok(None);
        }
        let Term::NamedNode(node) = self.term(graph)? else {
            return Ok(None);
        };
        let local = term::local(&self.namespaces().document, node.as_str());
        Ok(local.map(DocumentId::from))
    }
}
