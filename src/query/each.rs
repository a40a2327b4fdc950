//! One question for many values.

use crate::query::evaluate::{Answer, QueryError};
use oxigraph::model::{Literal, Term, Variable};
use oxigraph::sparql::{QueryEvaluationError, QuerySolution, QuerySolutionIter, QueryTripleIter};
use std::collections::BTreeSet;
use std::iter::once;
use std::sync::Arc;

/// The column that holds the answers to an ASK.
const ANSWER: &str = "answer";

/// The answers to one question, asked once for each set of values, as one answer.
///
/// `names` are those of the values. Rows have the values in front; an ASK becomes a row; graphs become one graph. The
/// answers are asked for one after another, as their rows are taken. A value whose name the rows have already stands under
/// that name with `given_` in front.
///
/// # Errors
/// Those of the first question.
pub fn each<'a>(
    names: &[String],
    mut asked: impl Iterator<Item = Result<(Vec<String>, Answer<'a>), QueryError>> + 'a,
) -> Result<Answer<'a>, QueryError> {
    let Some(first) = asked.next().transpose()? else {
        return Ok(Answer::Rows(QuerySolutionIter::new([].into(), [])));
    };
    let all = once(Ok(first)).chain(asked);
    let mut all = all.peekable();
    let own = match all.peek() {
        Some(Ok((_, Answer::Rows(rows)))) => rows.variables().to_vec(),
        Some(Ok((_, Answer::Graph(_)))) => return Ok(Answer::Graph(merged(all))),
        _ => vec![Variable::new_unchecked(ANSWER)],
    };
    let taken: BTreeSet<&str> = own.iter().map(Variable::as_str).collect();
    let given = names
        .iter()
        .map(|name| match taken.contains(name.as_str()) {
            true => Variable::new_unchecked(format!("given_{name}")),
            false => Variable::new_unchecked(name.as_str()),
        });
    let variables: Arc<[Variable]> = given.chain(own.iter().cloned()).collect();
    let rows = all.flat_map(move |asked| -> Box<dyn Iterator<Item = _> + 'a> {
        match asked {
            Ok((values, answer)) => Box::new(beside(values, answer, own.clone())),
            Err(error) => Box::new(once(Err(unexpected(error)))),
        }
    });
    Ok(Answer::Rows(QuerySolutionIter::from_tuples(
        variables, rows,
    )))
}

/// The rows of one answer with the values in front.
fn beside<'a>(
    values: Vec<String>,
    answer: Answer<'a>,
    own: Vec<Variable>,
) -> Box<dyn Iterator<Item = Result<Vec<Option<Term>>, QueryEvaluationError>> + 'a> {
    let text = |value: String| Some(Term::from(Literal::new_simple_literal(value)));
    let mut given: Vec<Option<Term>> = values.into_iter().map(text).collect();
    match answer {
        Answer::Rows(rows) => Box::new(rows.map(move |row| {
            let row: QuerySolution = row?;
            let found = own.iter().map(|name| row.get(name).cloned());
            Ok(given.iter().cloned().chain(found).collect())
        })),
        Answer::Boolean(answer) => {
            given.push(Some(Literal::from(answer).into()));
            Box::new(once(Ok(given)))
        }
        Answer::Graph(_) => Box::new(std::iter::empty()),
    }
}

fn merged<'a>(
    all: impl Iterator<Item = Result<(Vec<String>, Answer<'a>), QueryError>> + 'a,
) -> QueryTripleIter<'a> {
    QueryTripleIter::new(all.flat_map(|asked| -> Box<dyn Iterator<Item = _> + 'a> {
        match asked {
            Ok((_, Answer::Graph(triples))) => Box::new(triples),
            Ok(_) => Box::new(std::iter::empty()),
            Err(error) => Box::new(once(Err(unexpected(error)))),
        }
    }))
}

fn unexpected(error: QueryError) -> QueryEvaluationError {
    match error {
        QueryError::Stopped => QueryEvaluationError::Cancelled,
        other => QueryEvaluationError::Unexpected(Box::new(other)),
    }
}
