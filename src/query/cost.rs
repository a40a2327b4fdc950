//! How many rows a pattern of a query gives, from what the data holds.

use crate::query::operand::{Operand, Part};
use crate::store::Count;
use oxigraph::model::{NamedNodeRef, TermRef};
use std::collections::BTreeSet;

/// The constants of a triple pattern.
#[derive(Debug, Clone, Copy, Default)]
pub struct Constants<'q> {
    /// Subject.
    pub subject: Option<TermRef<'q>>,
    /// Predicate.
    pub predicate: Option<NamedNodeRef<'q>>,
    /// Object.
    pub object: Option<TermRef<'q>>,
}

/// Tells the size of a triple pattern by its constants.
pub type Sizes<'a> = dyn Fn(Constants<'_>) -> Count + 'a;

/// Rows of a property path of which one end is known, and of one of which none is: paths are not counted.
const REACHED: f64 = 16.0;
const REACHABLE: f64 = 1e6;
/// What is held to be more than the quads of any constants.
const ALL: u64 = 1 << 40;
/// Rows from which on an estimate comes from a pattern that was not counted.
pub(crate) const UNCOUNTED: f64 = 1e9;
/// Quads of a subject that is known, whatever the predicate.
const DESCRIPTION: f64 = 16.0;
/// Quads of one graph among those of the data: documents are many and small.
const GRAPHS: f64 = 1000.0;

/// The size of a operand.
pub fn size(operand: &Operand, sizes: &Sizes<'_>) -> Count {
    let constants = operand.constants();
    let open = constants.subject.is_none() && constants.object.is_none();
    if operand.path || open && constants.predicate.is_none() {
        // Counting all would tell nothing more.
        return Count {
            quads: ALL,
            ..Count::default()
        };
    }
    sizes(constants)
}

/// Rows that a operand of this size gives for each row before it, where some variables are bound.
///
/// A value of a bound variable is held to be as frequent as any other of its place; so a predicate with
/// `quads / subjects` values a subject gives as many rows for a subject that is bound. This is the usual
/// assumption of uniform and independent values (Selinger et al., Access Path Selection, 1979).
pub fn rows(operand: &Operand, size: Count, bound: &BTreeSet<String>) -> f64 {
    let (subject, object) = (&operand.subject, &operand.object);
    let known = |part: &Part| match part {
        Part::Variable(name) => bound.contains(name),
        Part::Term(_) => true,
    };
    if operand.path {
        return match (known(subject), known(object)) {
            (true, true) => 1.0,
            (false, false) => REACHABLE,
            _ => REACHED,
        };
    }
    let mut rows = to_float(size.quads);
    let total = rows.max(1.0);
    let spread = |different: u64| {
        let unknown = total.sqrt();
        if different == 0 {
            unknown
        } else {
            to_float(different)
        }
    };
    let variable = |part: &Part| matches!(part, Part::Variable(_)) && known(part);
    if variable(subject) {
        rows /= spread(size.subjects);
    }
    if variable(object) {
        rows /= spread(size.objects);
    }
    let predicate_open = matches!(&operand.predicate, Part::Variable(_));
    if predicate_open && known(subject) {
        rows = rows.min(DESCRIPTION);
    }
    if operand.graph.as_ref().is_some_and(known) && !known(subject) {
        rows /= GRAPHS;
    }
    rows
}

#[allow(clippy::cast_precision_loss)] // An estimate.
fn to_float(count: u64) -> f64 {
    count as f64
}
