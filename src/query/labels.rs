//! Labels beside the IRIs of an answer.

use crate::query::evaluate::QueryError;
use crate::store::Snapshot;
use oxigraph::model::{Literal, NamedNode, Term, Variable};
use oxigraph::sparql::{QueryEvaluationError, QuerySolution, QuerySolutionIter};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Rows that are looked at to find the columns that hold IRIs.
const LOOK: usize = 1_000;

/// Labels kept in memory.
const KEPT: usize = 100_000;

/// What stands behind the name of a column in that of its labels.
const SUFFIX: &str = "Label";

/// The same rows with a column of labels behind each column of IRIs, named as it with `Label` behind; a name that the
/// rows have already is left as it is.
///
/// Which columns hold IRIs is seen from the first thousand rows. A thing without a label has none.
///
/// # Errors
/// Those of the first thousand rows.
pub fn labelled<'a>(
    mut rows: QuerySolutionIter<'a>,
    snapshot: Snapshot<'a>,
) -> Result<QuerySolutionIter<'a>, QueryError> {
    let own = rows.variables().to_vec();
    let first = rows.by_ref().take(LOOK).collect::<Result<Vec<_>, _>>()?;
    let mut named = BTreeSet::new();
    for row in &first {
        for (at, term) in row.values().iter().enumerate() {
            if matches!(term, Some(Term::NamedNode(_))) {
                named.insert(at);
            }
        }
    }
    // Where the values of each column come from: a column of the answer, or the label of one.
    let mut columns = Vec::new();
    for (at, variable) in own.iter().enumerate() {
        columns.push((variable.clone(), at, false));
        let label = Variable::new_unchecked(format!("{}{SUFFIX}", variable.as_str()));
        if named.contains(&at) && !own.contains(&label) {
            columns.push((label, at, true));
        }
    }
    let variables: Arc<[Variable]> = columns.iter().map(|(name, ..)| name.clone()).collect();
    let mut known: FxHashMap<NamedNode, Option<Term>> = FxHashMap::default();
    let wider = first.into_iter().map(Ok).chain(rows).map(move |row| {
        let row: QuerySolution = row?;
        let values = row.values();
        let value = |(_, at, label): &(Variable, usize, bool)| match (values.get(*at), label) {
            (Some(Some(Term::NamedNode(node))), true) => label_of(snapshot, node, &mut known),
            (_, true) => Ok(None),
            (value, false) => Ok(value.cloned().flatten()),
        };
        columns.iter().map(value).collect()
    });
    Ok(QuerySolutionIter::from_tuples(variables, wider))
}

fn label_of(
    snapshot: Snapshot<'_>,
    node: &NamedNode,
    known: &mut FxHashMap<NamedNode, Option<Term>>,
) -> Result<Option<Term>, QueryEvaluationError> {
    if let Some(label) = known.get(node) {
        return Ok(label.clone());
    }
    let label = snapshot.label(node.as_str());
    let label = label.map_err(|e| QueryEvaluationError::Unexpected(e.into()))?;
    let label = label.map(|text| Term::from(Literal::new_simple_literal(text)));
    if known.len() >= KEPT {
        known.clear();
    }
    known.insert(node.clone(), label.clone());
    Ok(label)
}
