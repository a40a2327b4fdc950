//! Runs SPARQL over a dataset.
//!
//! Outside of GRAPH the dataset is asked for the default graph: a snapshot answers with every triple once, whatever
//! graphs hold it, or with the quads that name none (see `store::DefaultGraph`).

use crate::model::Namespaces;
use crate::query::cost::{Constants, Sizes};
use crate::query::lexer::Token;
use crate::query::matching;
use crate::query::place::Place;
use crate::query::plan;
use crate::query::slip::{is_word, solid};
use crate::query::syntax::{self, Fault, Request};
use crate::query::tally;
use crate::query::unsupported::unsupported;
use crate::store::{Count, Snapshot, StoreError};
use oxigraph::sparql::{
    CancellationToken, QueryEvaluationError, QueryResults, QuerySolutionIter, QueryTripleIter,
    SparqlEvaluator,
};
use spareval::QueryableDataset;
use spargebra::algebra::GraphPattern;
use spargebra::{Query, SparqlParser, SparqlSyntaxError};
use std::fmt::Debug;

/// What a query answers with; rows and triples come as they are found.
pub enum Answer<'a> {
    /// Of SELECT.
    Rows(QuerySolutionIter<'a>),
    /// Of ASK.
    Boolean(bool),
    /// Of CONSTRUCT and DESCRIBE.
    Graph(QueryTripleIter<'a>),
}

/// Stops a running query from another thread.
#[derive(Clone, Default)]
pub struct Stop(pub(super) CancellationToken);

impl Stop {
    /// Stops it at the next quad that it reads.
    pub fn now(&self) {
        self.0.cancel();
    }
}

/// Why a query has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// It is not SPARQL.
    #[error("{place}: {message}")]
    Syntax {
        /// Where in the query.
        place: Place,
        /// What is wrong, and what was expected.
        message: String,
        /// A word or prefix that was probably meant.
        suggestion: Option<String>,
    },
    /// It is SPARQL, and asks for what is not done here.
    #[error("{place}: {message}")]
    Unsupported {
        /// Where in the query.
        place: Place,
        /// What is not done.
        message: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// It was stopped.
    #[error("the query was stopped")]
    Stopped,
    /// It could not be evaluated.
    #[error("{0}")]
    Evaluation(String),
}

impl From<Fault> for QueryError {
    fn from(fault: Fault) -> Self {
        Self::Syntax {
            place: fault.place,
            message: fault.message,
            suggestion: fault.suggestion,
        }
    }
}

impl From<StoreError> for QueryError {
    fn from(error: StoreError) -> Self {
        Self::Evaluation(error.to_string())
    }
}

impl From<QueryEvaluationError> for QueryError {
    fn from(error: QueryEvaluationError) -> Self {
        match error {
            QueryEvaluationError::Cancelled => Self::Stopped,
            other => Self::Evaluation(other.to_string()),
        }
    }
}

/// Parses and starts a query over an index.
///
/// # Errors
/// The query is not SPARQL, or fails before its first result.
pub fn answer<'a>(
    snapshot: Snapshot<'a>,
    sparql: &str,
    stop: &Stop,
) -> Result<Answer<'a>, QueryError> {
    let query = prepared(&snapshot, sparql, stop)?;
    run(snapshot, &sizes(&snapshot), query, stop)
}

/// Parses a query over an index; what is searched for or counted before it is planned stands in it as tables.
pub(super) fn prepared(
    snapshot: &Snapshot<'_>,
    sparql: &str,
    stop: &Stop,
) -> Result<Query, QueryError> {
    let query = parse(sparql, snapshot.namespaces())?;
    let query = matching::resolved(query, snapshot, sparql)?;
    tally::counted(query, snapshot, stop)
}

/// Tells what an index holds of a triple pattern; nothing where it cannot be read, as the query itself will say why.
pub(super) fn sizes<'s>(snapshot: &'s Snapshot<'_>) -> impl Fn(Constants<'_>) -> Count + 's {
    |constants| {
        let Constants {
            subject,
            predicate,
            object,
        } = constants;
        snapshot
            .size(subject, predicate, object)
            .unwrap_or_default()
    }
}

/// Parses and starts a query over a dataset of which the sizes of patterns are known, with the prefixes of the
/// project known.
///
/// # Errors
/// The query is not SPARQL, or fails before its first result.
pub fn evaluate<'a, D: QueryableDataset<'a>>(
    dataset: D,
    sizes: &Sizes<'_>,
    sparql: &str,
    namespaces: &Namespaces,
    stop: &Stop,
) -> Result<Answer<'a>, QueryError> {
    run(dataset, sizes, parse(sparql, namespaces)?, stop)
}

pub(super) fn run<'a, D: QueryableDataset<'a>>(
    dataset: D,
    sizes: &Sizes<'_>,
    query: Query,
    stop: &Stop,
) -> Result<Answer<'a>, QueryError> {
    let query = plan::ordered(query, sizes).query;
    let evaluator = SparqlEvaluator::new().with_cancellation_token(stop.0.clone());
    let prepared = evaluator.for_query(query);
    Ok(match prepared.on_queryable_dataset(dataset).execute()? {
        QueryResults::Solutions(rows) => Answer::Rows(rows),
        QueryResults::Boolean(answer) => Answer::Boolean(answer),
        QueryResults::Graph(triples) => Answer::Graph(triples),
    })
}

/// Parses a query, with the prefixes of the project known.
///
/// # Errors
/// The first fault, with its place, and what was expected or meant.
pub(super) fn parse(sparql: &str, namespaces: &Namespaces) -> Result<Query, QueryError> {
    let query = |parser: SparqlParser, text: &str| parser.parse_query(text);
    let mut query = parse_as(Request::Query, sparql, namespaces, &query)?;
    written(&mut query, sparql);
    Ok(query)
}

/// The columns of `SELECT *` in the order in which the query names them; the parser has them by the alphabet.
fn written(query: &mut Query, sparql: &str) {
    let Query::Select { pattern, .. } = query else {
        return;
    };
    let all = solid(sparql);
    let mut behind = all
        .iter()
        .skip_while(|(_, token)| !is_word(token, "SELECT"));
    let quantity = |token: &Token<'_>| is_word(token, "DISTINCT") || is_word(token, "REDUCED");
    let star = behind.by_ref().skip(1).find(|(_, token)| !quantity(token));
    if !matches!(star, Some((_, Token::Other("*")))) {
        return;
    }
    let mut pattern = pattern;
    while let GraphPattern::Slice { inner, .. }
    | GraphPattern::Distinct { inner }
    | GraphPattern::Reduced { inner } = pattern
    {
        pattern = inner;
    }
    if let GraphPattern::Project { variables, .. } = pattern {
        let place = |name: &str| {
            let mut named = all.iter();
            let is = |token: &Token<'_>| matches!(token, Token::Variable(n) | Token::Parameter(n) if *n == name);
            named.position(|(_, token)| is(token))
        };
        variables.sort_by_key(|variable| place(variable.as_str()));
    }
}

/// Parses a request of a kind by a function of the parser.
pub(super) fn parse_as<T: Debug>(
    request: Request,
    sparql: &str,
    namespaces: &Namespaces,
    read: &dyn Fn(SparqlParser, &str) -> Result<T, SparqlSyntaxError>,
) -> Result<T, QueryError> {
    if let Some(fault) = syntax::too_deep(sparql) {
        return Err(fault.into());
    }
    let parser = || {
        let mut parser = SparqlParser::new();
        for (prefix, namespace) in namespaces.prefixes() {
            // Most queries name few of them, and a parser reads each namespace that it is given.
            if names(sparql, prefix) {
                parser = parser
                    .with_prefix(prefix, namespace)
                    .map_err(|e| QueryError::Evaluation(format!("prefix {prefix}: {e}")))?;
            }
        }
        Ok::<_, QueryError>(parser)
    };
    let parsed = read(parser()?, sparql).map_err(|error| {
        let retry = |text: &str| read(parser().ok()?, text).err().map(|e| e.to_string());
        syntax::diagnose(request, sparql, &error.to_string(), namespaces, &retry)
    })?;
    match unsupported(sparql, &parsed) {
        Some(fault) => Err(QueryError::Unsupported {
            place: fault.place,
            message: fault.message,
            suggestion: fault.suggestion,
        }),
        None => Ok(parsed),
    }
}

/// Whether a text has a prefix with its colon.
fn names(sparql: &str, prefix: &str) -> bool {
    let mut found = sparql.match_indices(prefix);
    found.any(|(at, _)| sparql.as_bytes().get(at + prefix.len()) == Some(&b':'))
}

#[cfg(test)]
#[path = "evaluate_tests.rs"]
mod tests;
