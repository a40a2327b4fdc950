//! Runs SPARQL over a dataset.
//!
//! The default graph is the union of all graphs: outside of GRAPH the dataset is asked for the default
//! graph and answers with every triple once, whatever graphs hold it (see `store::Snapshot`).

use crate::model::Namespaces;
use crate::query::lexer::{Token, tokens};
use crate::query::nearest::nearest;
use crate::query::place::Place;
use oxigraph::sparql::{
    CancellationToken, QueryEvaluationError, QueryResults, QuerySolutionIter, QueryTripleIter,
    SparqlEvaluator,
};
use spareval::QueryableDataset;

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
pub struct Stop(CancellationToken);

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
        /// What was expected.
        message: String,
        /// A prefix that is known, where one is not.
        suggestion: Option<String>,
    },
    /// It was stopped.
    #[error("the query was stopped")]
    Stopped,
    /// It could not be evaluated.
    #[error("{0}")]
    Evaluation(String),
}

impl From<QueryEvaluationError> for QueryError {
    fn from(error: QueryEvaluationError) -> Self {
        match error {
            QueryEvaluationError::Cancelled => Self::Stopped,
            other => Self::Evaluation(other.to_string()),
        }
    }
}

/// Parses and starts a query over a dataset, with the prefixes of the project known.
///
/// # Errors
/// The query is not SPARQL, or fails before its first result.
pub fn evaluate<'a, D: QueryableDataset<'a>>(
    dataset: D,
    sparql: &str,
    namespaces: &Namespaces,
    stop: &Stop,
) -> Result<Answer<'a>, QueryError> {
    let mut evaluator = SparqlEvaluator::new().with_cancellation_token(stop.0.clone());
    for (prefix, namespace) in namespaces.prefixes() {
        evaluator = evaluator
            .with_prefix(prefix, namespace)
            .map_err(|e| QueryError::Evaluation(format!("prefix {prefix}: {e}")))?;
    }
    let prepared = evaluator
        .parse_query(sparql)
        .map_err(|e| syntax(&e.to_string(), sparql, namespaces))?;
    Ok(match prepared.on_queryable_dataset(dataset).execute()? {
        QueryResults::Solutions(rows) => Answer::Rows(rows),
        QueryResults::Boolean(answer) => Answer::Boolean(answer),
        QueryResults::Graph(triples) => Answer::Graph(triples),
    })
}

/// The parser's words ("error at 3:14: expected …") as a place and a sentence.
fn syntax(error: &str, sparql: &str, namespaces: &Namespaces) -> QueryError {
    let (place, message) = match error
        .split_once(" at ")
        .and_then(|(_, rest)| rest.split_once(": "))
    {
        Some((place, message)) => {
            let numbers = place.split_once(':');
            let read = numbers.and_then(|(l, c)| Some((l.parse().ok()?, c.parse().ok()?)));
            match read {
                Some((line, column)) => (Place { line, column }, message.to_string()),
                None => (Place { line: 1, column: 1 }, error.to_string()),
            }
        }
        None => (Place { line: 1, column: 1 }, error.to_string()),
    };
    let known: Vec<&str> = namespaces
        .prefixes()
        .into_iter()
        .map(|(prefix, _)| prefix)
        .collect();
    match unknown_prefix(sparql, &known) {
        Some((at, prefix)) => QueryError::Syntax {
            place: Place::at(sparql, at),
            message: format!("the prefix '{prefix}:' is not known"),
            suggestion: nearest(&prefix, known).map(|p| format!("{p}:")),
        },
        None => QueryError::Syntax {
            place,
            message,
            suggestion: None,
        },
    }
}

/// The first prefix that neither the query nor the project after_prefix, and where it stands.
fn unknown_prefix(sparql: &str, known: &[&str]) -> Option<(usize, String)> {
    let mut declared = known.to_vec();
    let mut after_prefix = false;
    for (at, token) in tokens(sparql) {
        match token {
            Token::Prefixed(prefix, _) if after_prefix => {
                declared.push(prefix);
                after_prefix = false;
            }
            Token::Prefixed("" | "_", _) | Token::Other(_) => {}
            Token::Prefixed(prefix, _) if !declared.contains(&prefix) => {
                return Some((at, prefix.to_string()));
            }
            Token::Word(word) => after_prefix = word.eq_ignore_ascii_case("prefix"),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::Dataset;

    #[test]
    fn comments_strings_and_blank_nodes_have_no_prefixes() {
        let find = |sparql: &str| super::unknown_prefix(sparql, &["ai"]);
        assert_eq!(
            find("#+ summary: x\nASK { _:b ai:a 'so: it' , <http://e/x> "),
            None
        );
        assert_eq!(
            find("PREFIX e: <http://e/> ASK { e:a f:b 1 }"),
            Some((32, "f".into()))
        );
    }

    fn fault(sparql: &str) -> QueryError {
        let dataset = Dataset::new();
        let result = evaluate(&dataset, sparql, &Namespaces::default(), &Stop::default());
        result.err().unwrap()
    }

    #[test]
    fn faults_have_a_place() {
        let QueryError::Syntax { place, .. } = fault("SELECT ?s WHERE {\n  ?s ?p \n}") else {
            panic!("no syntax error")
        };
        assert_eq!(place.line, 3);
    }

    #[test]
    fn an_unknown_prefix_is_named_with_what_is_near() {
        let QueryError::Syntax {
            place,
            message,
            suggestion,
        } = fault("SELECT * {\n ?s stm:x ?o }")
        else {
            panic!("no syntax error")
        };
        assert_eq!((place.line, place.column), (2, 5));
        assert!(message.contains("'stm:'"));
        assert_eq!(suggestion.as_deref(), Some("stmt:"));
    }

    #[test]
    fn a_stopped_query_says_so() {
        let stop = Stop::default();
        stop.now();
        let mut dataset = Dataset::new();
        let node = oxigraph::model::NamedNode::new_unchecked("http://x");
        dataset.insert(&oxigraph::model::Quad::new(
            node.clone(),
            node.clone(),
            node,
            oxigraph::model::GraphName::DefaultGraph,
        ));
        let answer = evaluate(
            &dataset,
            "SELECT * { ?s ?p ?o }",
            &Namespaces::default(),
            &stop,
        );
        let stopped = match answer {
            Err(QueryError::Stopped) => true,
            Ok(Answer::Rows(mut rows)) => rows.next().is_some_and(|r| r.is_err()),
            _ => false,
        };
        assert!(stopped);
    }
}
