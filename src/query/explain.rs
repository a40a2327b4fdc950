//! How a query was answered: its plan, with the rows and the time of each part.

use crate::query::cost::UNCOUNTED;
use crate::query::evaluate::{QueryError, Stop, prepared, sizes};
use crate::query::plan;
use crate::store::Snapshot;
use oxigraph::sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A part of a plan that was carried out.
#[derive(Debug, Clone, Deserialize)]
pub struct Part {
    /// What it does, in the evaluator's words.
    pub name: String,
    /// Rows that it gave, over all the times that it was begun.
    #[serde(rename = "number of results", default)]
    pub rows: u64,
    /// Seconds that it took, with all below it.
    #[serde(rename = "duration in seconds", default)]
    pub seconds: f64,
    /// Rows that were expected, where the planner had to say.
    #[serde(skip)]
    pub expected: Option<f64>,
    /// What it takes its rows from.
    #[serde(default)]
    pub children: Vec<Part>,
}

#[derive(Deserialize)]
struct Explanation {
    plan: Part,
}

/// Answers a query to its end, and tells how.
///
/// # Errors
/// As the query itself.
pub fn explain(snapshot: Snapshot<'_>, sparql: &str, stop: &Stop) -> Result<Part, QueryError> {
    let query = prepared(&snapshot, sparql, stop)?;
    let plan = plan::ordered(query, &sizes(&snapshot));
    let evaluator = SparqlEvaluator::new().with_cancellation_token(stop.0.clone());
    let prepared = evaluator.for_query(plan.query);
    let bound = prepared.on_queryable_dataset(snapshot).compute_statistics();
    let (results, explanation) = bound.explain();
    drain(results?)?;
    let unread = |e: &dyn std::fmt::Display| QueryError::Evaluation(e.to_string());
    let mut json = Vec::new();
    explanation
        .write_in_json(&mut json)
        .map_err(|e| unread(&e))?;
    let read: Explanation = serde_json::from_slice(&json).map_err(|e| unread(&e))?;
    let mut whole = read.plan;
    expect(&mut whole, &plan.rows);
    Ok(whole)
}

fn drain(results: QueryResults<'_>) -> Result<(), QueryEvaluationError> {
    match results {
        QueryResults::Solutions(rows) => {
            for row in rows {
                row?;
            }
        }
        QueryResults::Graph(triples) => {
            for triple in triples {
                triple?;
            }
        }
        QueryResults::Boolean(_) => {}
    }
    Ok(())
}

/// Notes the rows expected at the patterns that the planner knows, and at chains of them.
fn expect(part: &mut Part, rows: &BTreeMap<String, f64>) {
    for child in &mut part.children {
        expect(child, rows);
    }
    let label = part
        .name
        .split_once('(')
        .and_then(|(_, rest)| rest.strip_suffix(')'));
    let known = label.and_then(|label| rows.get(label).copied());
    part.expected = known.filter(|rows| *rows < UNCOUNTED);
    // What is expected of a pattern is what there is once it is matched.
    if part.name == "Lateral" {
        part.expected = part.children.last().and_then(|last| last.expected);
    }
}
