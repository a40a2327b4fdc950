//! Why a query gave no answer.

use crate::query::syntax::SyntaxError;
use oxigraph::sparql::QueryEvaluationError;
use std::io;
use std::time::Duration;

/// Why a query gave no answer, or not all of it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// The text is no SPARQL query.
    #[error("{0}")]
    Syntax(Box<SyntaxError>),
    /// The time ran out.
    #[error("the query took longer than {} s", .0.as_secs_f64())]
    Timeout(Duration),
    /// The data could not be read.
    #[error("the data could not be read")]
    Dataset(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The query asks for what is not there: another server, an unknown function.
    #[error("the query cannot be answered: {0}")]
    Unsupported(String),
    /// A workspace's namespace is no IRI.
    #[error("the namespace of '{prefix}:' is no address: {namespace}")]
    Namespace {
        /// The prefix.
        prefix: String,
        /// Its namespace.
        namespace: String,
    },
    /// The time cannot be watched.
    #[error("no thread could be started to watch the time")]
    Watchdog(#[source] io::Error),
}

impl QueryError {
    /// The evaluator's error in our words; `timeout` is what a cancelled query had.
    pub(crate) fn from_evaluation(error: QueryEvaluationError, timeout: Option<Duration>) -> Self {
        match error {
            QueryEvaluationError::Cancelled => Self::Timeout(timeout.unwrap_or_default()),
            QueryEvaluationError::Dataset(error) => Self::Dataset(error),
            other => Self::Unsupported(other.to_string()),
        }
    }
}
