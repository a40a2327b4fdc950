//! What belief says, as quads of the graph `believed`.

use crate::model::{EntityId, Namespaces, Statement, Vocabulary};
use crate::store::fault::StoreError;
use crate::store::index::bulk::{Closed, Piece};
use crate::store::index::{Id, Pattern, Row, Snapshot};
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

/// What belief changes of the graph: the quads that it held of pairs, and those that it is to hold.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) before: Vec<Row>,
    pub(crate) after: Closed,
}

impl Verdict {
    /// Asks belief about all statements on a subject and some properties, given by their ids.
    pub(crate) fn on(
        snapshot: &Snapshot<'_>,
        subject: Id,
        properties: &[Id],
        vocabulary: &Vocabulary,
        believe: &Believe<'_>,
    ) -> Result<Self, StoreError> {
        let namespaces = snapshot.namespaces();
        let graph = snapshot.iri(&namespaces.graph(GRAPH))?;
        let held = |pattern: Pattern| {
            let rows = graph.map(|_| snapshot.quads(Pattern { graph, ..pattern }));
            rows.into_iter().flatten()
        };
        let mut before = Vec::new();
        let mut after = Piece::default();
        for (property, nodes) in snapshot.stated(subject, properties)? {
            let pair = Pattern {
                subject: Some(subject),
                predicate: Some(property),
                ..Pattern::default()
            };
            for row in held(pair) {
                before.push(row?);
            }
            let mut statements = Vec::with_capacity(nodes.len());
            for (node, document) in nodes {
                let Some(statement) = snapshot.statement(node, document)? else {
                    continue;
                };
                statements.push(statement);
                let judged = Pattern {
                    subject: Some(node),
                    ..Pattern::default()
                };
                for row in held(judged) {
                    before.push(row?);
                }
            }
            sort(&mut statements);
            for quad in quads(&statements, vocabulary, namespaces, believe) {
                after.push(&quad);
            }
        }
        Ok(Self {
            before,
            after: after.close(),
        })
    }
}

/// What is believed of many statements, pair by pair on all cores; sorted by pair.
pub(crate) fn all(
    statements: Vec<Statement>,
    vocabulary: &Vocabulary,
    namespaces: &Namespaces,
    believe: &Believe<'_>,
) -> Vec<Quad> {
    let quads = |statements: Vec<Statement>| quads(&statements, vocabulary, namespaces, believe);
    let pairs = pairs(statements).into_par_iter();
    pairs.flat_map_iter(quads).collect()
}

/// The same as a piece of an index, on one core.
pub(crate) fn piece(
    statements: Vec<Statement>,
    vocabulary: &Vocabulary,
    namespaces: &Namespaces,
    believe: &Believe<'_>,
) -> Closed {
    let mut piece = Piece::default();
    for statements in pairs(statements) {
        for quad in quads(&statements, vocabulary, namespaces, believe) {
            piece.push(&quad);
        }
    }
    piece.close()
}

/// Statements by subject and property, those of each as belief sees them.
fn pairs(statements: Vec<Statement>) -> Vec<Vec<Statement>> {
    let mut pairs: BTreeMap<Pair, Vec<Statement>> = BTreeMap::new();
    for statement in statements {
        let pair = (statement.subject.clone(), Arc::clone(&statement.property));
        pairs.entry(pair).or_default().push(statement);
    }
    let mut pairs: Vec<Vec<Statement>> = pairs.into_values().collect();
    for statements in &mut pairs {
        sort(statements);
    }
    pairs
}

/// The order that belief sees statements in: by document, place and identifier.
pub(crate) fn sort(statements: &mut [Statement]) {
    // An identifier is a hash to be made; few statements stand at the same place.
    statements.sort_by(|a, b| {
        let place = |s: &Statement| (s.evidence.start, s.evidence.end);
        let documents = a.evidence.document.cmp(&b.evidence.document);
        let places = documents.then_with(|| place(a).cmp(&place(b)));
        places.then_with(|| a.id().cmp(&b.id()))
    });
}
