//! The index to RDF text, as it is read.

use crate::store::fault::StoreError;
use crate::store::format::Format;
use crate::store::index::{Id, Pattern, Row, Snapshot};
use oxigraph::io::RdfSerializer;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use std::io::{self, Write};

impl Snapshot<'_> {
    /// Writes all quads, or those of the graph with an IRI; returns how many. In a format without
    /// graphs a triple is written once, whatever graphs it stands in.
    ///
    /// # Errors
    /// A writer that fails; its error is passed on as it is, so that a closed pipe can be told.
    pub fn dump(
        &self,
        writer: impl Write,
        graph: Option<&str>,
        format: Format,
    ) -> Result<u64, StoreError> {
        let failed = |e: io::Error| StoreError::file("output", e);
        let mut serializer = RdfSerializer::from_format(format.rdf());
        for (prefix, namespace) in self.namespaces().prefixes() {
            let named = serializer.with_prefix(prefix, namespace);
            serializer = named.map_err(|e| failed(io::Error::other(e)))?;
        }
        let mut serializer = serializer.for_writer(writer);
        let graph_id = match graph {
            None => None,
            Some(iri) => match self.iri(iri)? {
                Some(id) => Some(id),
                None => return serializer.finish().map(|_| 0).map_err(failed),
            },
        };
        let union = graph.is_some() || !format.has_graphs();
        let mut terms = Terms::of(self);
        let mut before = None;
        let mut count = 0;
        for row in self.dumped(graph_id, union) {
            let row = row?;
            let triple = (row.subject, row.predicate, row.object);
            if union && before.replace(triple) == Some(triple) {
                continue;
            }
            let Some(mut quad) = terms.quad(row)? else {
                continue;
            };
            if union {
                quad.graph_name = GraphName::DefaultGraph;
            }
            serializer.serialize_quad(&quad).map_err(failed)?;
            count += 1;
        }
        serializer
            .finish()
            .map_err(failed)?
            .flush()
            .map_err(failed)?;
        Ok(count)
    }

    /// Quads with each subject's together: graph by graph, or over all graphs.
    fn dumped(
        &self,
        graph: Option<Id>,
        union: bool,
    ) -> Box<dyn Iterator<Item = Result<Row, StoreError>> + '_> {
        let pattern = Pattern {
            graph,
            ..Pattern::default()
        };
        if graph.is_some() {
            return Box::new(self.quads(pattern));
        }
        if union {
            return Box::new(self.by_subject());
        }
        let graphs = std::iter::once(Ok(Id::DEFAULT)).chain(self.graphs());
        Box::new(graphs.flat_map(move |graph| {
            let (pattern, failure) = match graph {
                Ok(id) => (
                    Some(Pattern {
                        graph: Some(id),
                        ..Pattern::default()
                    }),
                    None,
                ),
                Err(error) => (None, Some(Err(error))),
            };
            failure
                .into_iter()
                .chain(pattern.into_iter().flat_map(|p| self.quads(p)))
        }))
    }
}

/// Terms of the row before: subject, graph and predicate mostly repeat.
pub(crate) struct Terms<'s, 'a> {
    snapshot: &'s Snapshot<'a>,
    last: [Option<(Id, Term)>; 4],
}

impl<'s, 'a> Terms<'s, 'a> {
    pub(crate) fn of(snapshot: &'s Snapshot<'a>) -> Self {
        Self {
            snapshot,
            last: [None, None, None, None],
        }
    }

    /// The quad of a row; `None` where it is none that RDF knows.
    pub(crate) fn quad(&mut self, row: Row) -> Result<Option<Quad>, StoreError> {
        let subject = match self.term(0, row.subject)? {
            Term::NamedNode(node) => NamedOrBlankNode::from(node),
            Term::BlankNode(node) => node.into(),
            Term::Literal(_) => return Ok(None),
        };
        let Term::NamedNode(predicate) = self.term(1, row.predicate)? else {
            return Ok(None);
        };
        let object = self.term(2, row.object)?;
        let graph = if row.graph == Id::DEFAULT {
            GraphName::DefaultGraph
        } else {
            match self.term(3, row.graph)? {
                Term::NamedNode(node) => node.into(),
                Term::BlankNode(node) => node.into(),
                Term::Literal(_) => return Ok(None),
            }
        };
        Ok(Some(Quad {
            subject,
            predicate,
            object,
            graph_name: graph,
        }))
    }

    fn term(&mut self, place: usize, id: Id) -> Result<Term, StoreError> {
        let Some(last) = self.last.get_mut(place) else {
            return self.snapshot.term(id);
        };
        if let Some((known, term)) = last
            && *known == id
        {
            return Ok(term.clone());
        }
        let term = self.snapshot.term(id)?;
        *last = Some((id, term.clone()));
        Ok(term)
    }
}
