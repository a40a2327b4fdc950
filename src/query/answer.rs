//! What a query gives: rows, yes or no, or a graph.

use crate::query::cell::Cell;
use crate::query::error::QueryError;
use crate::query::watchdog::Watchdog;
use oxigraph::model::{Term, Triple};
use oxigraph::sparql::{QuerySolutionIter, QueryTripleIter};
use std::time::Duration;

/// The answer to a query.
pub enum Answer<'a> {
    /// Of SELECT.
    Rows(Rows<'a>),
    /// Of ASK.
    Boolean(bool),
    /// Of CONSTRUCT and DESCRIBE.
    Graph(Triples<'a>),
}

/// The bounds of an evaluation: time and number of rows or triples.
pub(crate) struct Bounds {
    pub(crate) watchdog: Watchdog,
    pub(crate) timeout: Option<Duration>,
    pub(crate) left: Option<usize>,
    pub(crate) cut: bool,
}

impl Bounds {
    /// The next item, where there is one and the bounds allow it.
    fn next<T>(
        &mut self,
        items: &mut impl Iterator<Item = Result<T, oxigraph::sparql::QueryEvaluationError>>,
    ) -> Option<Result<T, QueryError>> {
        if self.cut {
            return None;
        }
        if self.watchdog.token().is_cancelled() {
            self.cut = true;
            return Some(Err(QueryError::Timeout(self.timeout.unwrap_or_default())));
        }
        let item = items.next()?;
        if self.left == Some(0) {
            self.cut = true;
            return None;
        }
        self.left = self.left.map(|left| left - 1);
        Some(item.map_err(|e| {
            self.cut = true;
            QueryError::from_evaluation(e, self.timeout)
        }))
    }
}

/// The rows of a SELECT query, read as they are asked for.
pub struct Rows<'a> {
    columns: Vec<String>,
    solutions: QuerySolutionIter<'a>,
    bounds: Bounds,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(solutions: QuerySolutionIter<'a>, bounds: Bounds) -> Self {
        let columns = solutions
            .variables()
            .iter()
            .map(|v| v.as_str().to_string())
            .collect();
        Self {
            columns,
            solutions,
            bounds,
        }
    }

    /// Names of the columns, without `?`.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Whether reading ended before the last row: at the row limit or by an error.
    pub fn truncated(&self) -> bool {
        self.bounds.cut
    }

    /// The next row as terms.
    pub(crate) fn next_terms(&mut self) -> Option<Result<Vec<Option<Term>>, QueryError>> {
        let row = self.bounds.next(&mut self.solutions)?;
        Some(row.map(|row| row.values().to_vec()))
    }
}

/// A row has one cell for each column; `None` where the query leaves it open.
impl Iterator for Rows<'_> {
    type Item = Result<Vec<Option<Cell>>, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.next_terms()?;
        Some(row.map(|terms| terms.iter().map(|t| t.as_ref().map(Cell::from)).collect()))
    }
}

/// The triples of a CONSTRUCT or DESCRIBE query, read as they are asked for. One may come twice.
pub struct Triples<'a> {
    triples: QueryTripleIter<'a>,
    bounds: Bounds,
}

impl<'a> Triples<'a> {
    pub(crate) fn new(triples: QueryTripleIter<'a>, bounds: Bounds) -> Self {
        Self { triples, bounds }
    }

    /// Whether reading ended before the last triple: at the row limit or by an error.
    pub fn truncated(&self) -> bool {
        self.bounds.cut
    }

    /// The next triple as terms.
    pub(crate) fn next_triple(&mut self) -> Option<Result<Triple, QueryError>> {
        self.bounds.next(&mut self.triples)
    }
}

/// Subject, predicate and object.
impl Iterator for Triples<'_> {
    type Item = Result<[Cell; 3], QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        let triple = self.next_triple()?;
        Some(triple.map(|t| {
            [
                Cell::from(&Term::from(t.subject)),
                Cell::from(&Term::from(t.predicate)),
                Cell::from(&t.object),
            ]
        }))
    }
}
