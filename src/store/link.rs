//! What is believed between things, by the numbers of the index.

use crate::model::iri::RDF;
use crate::model::{EntityId, Value};
use crate::store::believed::GRAPH;
use crate::store::fault::StoreError;
use crate::store::index::{Id, Pattern, Row, Snapshot};
use crate::store::term;
use oxigraph::model::Term;

impl Snapshot<'_> {
    /// The believed triples that fit a pattern, whose graph is set here.
    pub fn believed(
        &self,
        pattern: Pattern,
    ) -> Result<impl Iterator<Item = Result<Row, StoreError>>, StoreError> {
        let graph = self.iri(&self.namespaces().graph(GRAPH))?;
        let rows = graph.map(|_| self.quads(Pattern { graph, ..pattern }));
        Ok(rows.into_iter().flatten())
    }

    /// How many believed triples there are, counted up to a cap.
    pub fn believed_up_to(&self, cap: u64) -> Result<u64, StoreError> {
        let graph = self.iri(&self.namespaces().graph(GRAPH))?;
        let pattern = |id| Pattern {
            graph: Some(id),
            ..Pattern::default()
        };
        graph.map_or(Ok(0), |id| self.count(pattern(id), cap))
    }

    /// The id of an entity; `None` where the index does not hold it.
    pub fn id_of(&self, entity: &EntityId) -> Result<Option<Id>, StoreError> {
        self.iri(&term::iri(&self.namespaces().entity, entity.as_str()))
    }

    /// The entity that an id stands for; `None` for any other term.
    pub fn entity_of(&self, id: Id) -> Result<Option<EntityId>, StoreError> {
        Ok(self
            .within(id, &self.namespaces().entity)?
            .map(EntityId::from))
    }

    /// The id of a property, given by its local name; `None` where the index does not hold it.
    pub fn id_of_property(&self, name: &str) -> Result<Option<Id>, StoreError> {
        self.iri(&term::iri(&self.namespaces().vocabulary, name))
    }

    /// The local name of the property that an id stands for; `None` for any other term.
    pub fn property_of(&self, id: Id) -> Result<Option<String>, StoreError> {
        self.within(id, &self.namespaces().vocabulary)
    }

    /// The value that an id stands for; `None` for what no statement may say.
    pub fn value_of(&self, id: Id) -> Result<Option<Value>, StoreError> {
        Ok(term::value(self.term(id)?.as_ref(), self.namespaces()))
    }

    /// The things that any graph holds to be of a class, given by its local name; none below it.
    pub fn instances(
        &self,
        class: &str,
    ) -> Result<impl Iterator<Item = Result<Id, StoreError>>, StoreError> {
        let predicate = self.iri(&format!("{RDF}type"))?;
        let object = self.iri(&self.namespaces().vocabulary(class))?;
        let rows = predicate.zip(object).map(|(predicate, object)| {
            self.quads(Pattern {
                predicate: Some(predicate),
                object: Some(object),
                ..Pattern::default()
            })
        });
        Ok(rows.into_iter().flatten().map(|row| Ok(row?.subject)))
    }

    /// The local name of an IRI within a namespace.
    fn within(&self, id: Id, namespace: &str) -> Result<Option<String>, StoreError> {
        Ok(match self.term(id)? {
            Term::NamedNode(node) => term::local(namespace, node.as_str()),
            _ => None,
        })
    }
}
