//! What belief says, as quads of the graph `believed`.

use crate::model::{EntityId, Namespaces, Statement, Vocabulary};
use crate::store::judged::Believe;
use crate::store::term;
use oxigraph::model::{Literal, Quad, Term};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Local name of the graph.
pub(crate) const GRAPH: &str = "believed";

/// Subject and property: what is believed of one does not depend on another.
pub(crate) type Pair = (EntityId, Arc<str>);

/// What is believed of the statements of one subject and property: the plain triple of each that
/// is believed, and rank and reason of each. A triple that several say comes as often as they do.
///
/// A plain triple has the unit of its property, so a sum in another currency gives none.
pub(crate) fn quads(
    statements: &[Statement],
    vocabulary: &Vocabulary,
    namespaces: &Namespaces,
    believe: &Believe<'_>,
) -> Vec<Quad> {
    let judged = believe(vocabulary, statements);
    let graph = term::node(&namespaces.graph, GRAPH);
    let own = |name: &str| term::node(&namespaces.vocabulary, name);
    let mut out = Vec::with_capacity(3 * statements.len());
    for (statement, judged) in statements.iter().zip(&judged) {
        if judged.believed && statement.currency().is_none() {
            let subject = term::node(&namespaces.entity, statement.subject.as_str());
            let object = term::term(&statement.object, namespaces);
            out.push(Quad::new(
                subject,
                own(&statement.property),
                object,
                graph.clone(),
            ));
        }
        let node = term::node(&namespaces.statement, judged.statement.as_str());
        let rank: Term = own(judged.rank.name()).into();
        out.push(Quad::new(node.clone(), own("rank"), rank, graph.clone()));
        if !judged.reason.is_empty() {
            let reason = Literal::new_simple_literal(&judged.reason);
            out.push(Quad::new(node, own("reason"), reason, graph.clone()));
        }
    }
    out
}

/// What is believed of many statements, pair by pair on all cores; sorted by pair.
pub(crate) fn all(
    statements: Vec<Statement>,
    vocabulary: &Vocabulary,
    namespaces: &Namespaces,
    believe: &Believe<'_>,
) -> Vec<Quad> {
    let mut pairs: BTreeMap<Pair, Vec<Statement>> = BTreeMap::new();
    for statement in statements {
        let pair = (statement.subject.clone(), Arc::clone(&statement.property));
        pairs.entry(pair).or_default().push(statement);
    }
    let pairs: Vec<Vec<Statement>> = pairs.into_values().collect();
    pairs
        .into_par_iter()
        .flat_map_iter(|mut statements| {
            sort(&mut statements);
            quads(&statements, vocabulary, namespaces, believe)
        })
        .collect()
}

/// The order that belief sees statements in: by document, place and identifier.
pub(crate) fn sort(statements: &mut [Statement]) {
    statements.sort_by_cached_key(|s| {
        (
            s.evidence.document.clone(),
            s.evidence.start,
            s.evidence.end,
            s.id(),
        )
    });
}
