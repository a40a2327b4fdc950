//! A query in, an answer out.

use crate::model::Namespaces;
use crate::query::answer::{Answer, Bounds, Rows, Triples};
use crate::query::error::QueryError;
use crate::query::syntax;
use crate::query::watchdog::{Overrun, Watchdog};
use oxigraph::sparql::{PreparedSparqlQuery, QueryResults, SparqlEvaluator};
use spareval::QueryableDataset;
use std::time::Duration;

/// What an evaluation may cost.
#[derive(Clone, Default)]
pub struct Limits {
    /// Time from the start to the last row; none means no end.
    pub timeout: Option<Duration>,
    /// Rows or triples given at most; what comes after is left out and the answer says so.
    pub rows: Option<usize>,
    /// Called where the evaluation runs on although its time is up.
    pub overrun: Option<Overrun>,
}

/// Evaluates a SPARQL 1.1 query; the prefixes of [`Namespaces::prefixes`] are known to it.
///
/// The default graph is what the dataset answers where it is asked for the graph `Some(None)`: the
/// union of all graphs, each triple once ([`Union`](crate::query::Union) does that for a plain
/// dataset). Other servers are never asked: `SERVICE` is an error.
///
/// # Errors
/// The text is no query, the time ran out, the data cannot be read. Rows may fail later, when read.
pub fn evaluate<'a>(
    dataset: impl QueryableDataset<'a>,
    sparql: &str,
    namespaces: &Namespaces,
    limits: &Limits,
) -> Result<Answer<'a>, QueryError> {
    let watchdog = Watchdog::start(limits.timeout, limits.overrun.clone());
    let watchdog = watchdog.map_err(QueryError::Watchdog)?;
    let evaluator = evaluator(namespaces)?.with_cancellation_token(watchdog.token().clone());
    let prepared = parse(evaluator, sparql, namespaces)?;
    let results = prepared.on_queryable_dataset(dataset).execute();
    let results = results.map_err(|e| QueryError::from_evaluation(e, limits.timeout))?;
    let bounds = Bounds {
        watchdog,
        timeout: limits.timeout,
        left: limits.rows,
        cut: false,
    };
    Ok(match results {
        QueryResults::Solutions(rows) => Answer::Rows(Rows::new(rows, bounds)),
        QueryResults::Boolean(answer) => Answer::Boolean(answer),
        QueryResults::Graph(triples) => Answer::Graph(Triples::new(triples, bounds)),
    })
}

/// Whether the text is a query, without evaluating it.
///
/// # Errors
/// The fault, with its place.
pub fn check(sparql: &str, namespaces: &Namespaces) -> Result<(), QueryError> {
    parse(evaluator(namespaces)?, sparql, namespaces).map(|_| ())
}

/// The query behind declarations of the known prefixes, for a
/// server that does not know them.
pub fn with_prefixes(sparql: &str, namespaces: &Namespaces) -> String {
    let mut head = String::new();
    for (prefix, namespace) in namespaces.prefixes() {
        head.extend(["PREFIX ", prefix, ": <", namespace, "> "]);
    }
    // On one line with the query's first, so that a server's line numbers stay those of the query.
    head + sparql
}

fn evaluator(namespaces: &Namespaces) -> Result<SparqlEvaluator, QueryError> {
    let mut evaluator = SparqlEvaluator::new();
    for (prefix, namespace) in namespaces.prefixes() {
        let added = evaluator.with_prefix(prefix, namespace);
        evaluator = added.map_err(|_| QueryError::Namespace {
            prefix: prefix.to_string(),
            namespace: namespace.to_string(),
        })?;
    }
    Ok(evaluator)
}

fn parse(
    evaluator: SparqlEvaluator,
    sparql: &str,
    namespaces: &Namespaces,
) -> Result<PreparedSparqlQuery, QueryError> {
    if let Some(fault) = syntax::too_deep(sparql) {
        return Err(QueryError::Syntax(Box::new(fault)));
    }
    let again = evaluator.clone();
    evaluator.parse_query(sparql).map_err(|error| {
        let retry = |text: &str| again.clone().parse_query(text).err().map(|e| e.to_string());
        let fault = syntax::diagnose(sparql, &error.to_string(), namespaces, &retry);
        QueryError::Syntax(Box::new(fault))
    })
}

#[cfg(test)]
#[path = "evaluate_tests.rs"]
mod tests;
