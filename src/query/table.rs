//! Rows held as plain values, for those who draw them.

use crate::model::iri::XSD;
use crate::query::evaluate::QueryError;
use crate::query::format::bare;
use oxigraph::model::Term;
use oxigraph::sparql::QuerySolutionIter;
use rust_decimal::Decimal;

/// Rows under the names of their columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns, without `?`.
    pub columns: Vec<String>,
    /// The rows, each as long as the columns; `None` where a variable has no value.
    pub rows: Vec<Vec<Option<Cell>>>,
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// It as it is written: an IRI, the text of a literal.
    pub text: String,
    /// What it is.
    pub kind: CellKind,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// A thing with an IRI.
    Iri,
    /// A number, exact.
    Number(Decimal),
    /// Anything else.
    Text,
}

impl Cell {
    fn of(term: &Term) -> Self {
        let text = bare(term);
        let kind = match term {
            Term::NamedNode(_) => CellKind::Iri,
            Term::Literal(literal) => {
                let datatype = literal.datatype().as_str().strip_prefix(XSD);
                match (datatype, number(&text)) {
                    (
                        Some("integer" | "decimal" | "double" | "float" | "int" | "long"),
                        Some(n),
                    ) => CellKind::Number(n),
                    _ => CellKind::Text,
                }
            }
            _ => CellKind::Text,
        };
        Self { text, kind }
    }
}

/// A number as RDF writes it, with an exponent or without.
fn number(text: &str) -> Option<Decimal> {
    let text = text.trim_start_matches('+');
    let plain = text.parse::<Decimal>().ok();
    plain.or_else(|| Decimal::from_scientific(text).ok())
}

impl Table {
    /// Takes the rows of an answer, up to `most`.
    ///
    /// # Errors
    /// The query fails while its rows come.
    pub fn of(rows: QuerySolutionIter<'_>, most: usize) -> Result<Self, QueryError> {
        let variables = rows.variables().iter();
        let columns = variables.map(|v| v.as_str().to_string()).collect();
        let mut all = Vec::new();
        for row in rows.take(most) {
            let row = row?;
            let cells = row.values().iter();
            all.push(cells.map(|term| term.as_ref().map(Cell::of)).collect());
        }
        Ok(Self { columns, rows: all })
    }

    /// Where a column stands.
    pub fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c == column)
    }
}
