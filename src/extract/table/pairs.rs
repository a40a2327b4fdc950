//! Rows of label and value, in tables of the one thing that the section speaks of.

use crate::extract::candidate::Candidate;
use crate::extract::table::Reader;
use crate::mention::{Measure, What, WordClass};
use std::ops::Range;

/// How many tokens in front of a table may say that it is of another tier ("Batch API").
const ABOVE: usize = 3;

impl Reader<'_> {
    /// Rows of label and value; the subject is what the section speaks of.
    pub(in crate::extract) fn pairs(&self) -> Vec<Candidate> {
        let mut out = Vec::new();
        let kinds = self.scope.kinds;
        let things = &self.scope.mentions.things;
        let Some(subject) = self.scope.focus.subject(kinds.product(), things) else {
            return out;
        };
        let label = |row: &&Vec<Range<usize>>| {
            !row.is_empty() && !self.scope.mentions.within(row[0].clone()).iter().any(|m| {
                matches!(&m.what, What::Quantity(q) if matches!(q.measure, Measure::Money(_)))
            })
        };
        for row in self.cells.iter().filter(label) {
            if let [label, value] = row.as_slice() {
                self.cell(subject, label, value, row, &mut out);
            } else if let [label, values @ ..] = row.as_slice() {
                // "Input price | Free of charge | $1.25": of several columns the first that says something.
                let before = out.len();
                for column in self.value_columns() {
                    if let Some(value) = values.get(column).filter(|_| out.len() == before) {
                        self.cell(subject, label, value, row, &mut out);
                    }
                }
            }
        }
        out
    }

    /// The columns behind the labels whose heads say that they hold what anyone pays or gets ("Paid Tier, per 1M
    /// tokens"), and no other tier ("Batch").
    fn value_columns(&self) -> Vec<usize> {
        let start = self.scope.sentence.start;
        let above = start.saturating_sub(ABOVE)..start;
        if self.holds(&above, WordClass::OtherTier) {
            return Vec::new();
        }
        let heads = self.cells.first().into_iter().flatten().skip(1);
        let of_values = |head: &Range<usize>| {
            self.holds(head, WordClass::ValueColumn) && !self.holds(head, WordClass::OtherTier)
        };
        let columns = heads.enumerate().filter(|(_, head)| of_values(head));
        columns.map(|(column, _)| column).collect()
    }

    fn holds(&self, tokens: &Range<usize>, class: WordClass) -> bool {
        tokens.clone().any(|at| self.is(class, at))
    }
}
