//! The union of all graphs as the default graph.

use oxigraph::model::Term;
use rustc_hash::FxHashSet;
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};

/// A dataset whose default graph holds every triple of any graph, each once.
///
/// [`evaluate`](crate::query::evaluate()) leaves the default graph to the dataset, which is asked for it
/// with the graph name `Some(None)`. An index answers that itself; this wrapper does it for a
/// dataset held in memory, at the cost of remembering the triples given.
#[derive(Debug, Clone, Copy)]
pub struct Union<D>(pub D);

impl<'a, D: QueryableDataset<'a>> QueryableDataset<'a> for Union<D> {
    type InternalTerm = D::InternalTerm;
    type Error = D::Error;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Self::InternalTerm>,
        predicate: Option<&Self::InternalTerm>,
        object: Option<&Self::InternalTerm>,
        graph: Option<Option<&Self::InternalTerm>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Self::InternalTerm>, Self::Error>> + use<'a, D>
    {
        let union = graph == Some(None);
        let ask = |graph| {
            self.0
                .internal_quads_for_pattern(subject, predicate, object, graph)
        };
        let named = ask(if union { None } else { graph });
        let default = union.then(|| ask(Some(None)));
        let mut seen = FxHashSet::default();
        named
            .chain(default.into_iter().flatten())
            .filter_map(move |quad| match quad {
                Ok(quad) if union => {
                    let triple = (
                        quad.subject.clone(),
                        quad.predicate.clone(),
                        quad.object.clone(),
                    );
                    seen.insert(triple).then_some(Ok(InternalQuad {
                        graph_name: None,
                        ..quad
                    }))
                }
                other => Some(other),
            })
    }

    fn internal_named_graphs(
        &self,
    ) -> impl Iterator<Item = Result<Self::InternalTerm, Self::Error>> + use<'a, D> {
        self.0.internal_named_graphs()
    }

    fn contains_internal_graph_name(&self, name: &Self::InternalTerm) -> Result<bool, Self::Error> {
        self.0.contains_internal_graph_name(name)
    }

    fn internalize_term(&self, term: Term) -> Result<Self::InternalTerm, Self::Error> {
        self.0.internalize_term(term)
    }

    fn externalize_term(&self, term: Self::InternalTerm) -> Result<Term, Self::Error> {
        self.0.externalize_term(term)
    }

    fn externalize_expression_term(
        &self,
        term: Self::InternalTerm,
    ) -> Result<ExpressionTerm, Self::Error> {
        self.0.externalize_expression_term(term)
    }
}
