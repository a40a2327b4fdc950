//! Cells of tables that are texts of their own: "Kimi K2 | a 1T model, with a 128K context window, for agents".
//!
//! What such a cell says without a name, it says of the thing that its row or column is.

use crate::extract::candidate::Candidate;
use crate::extract::table::Reader;
use crate::mention::{Kind, ThingIndex};
use std::ops::Range;

/// Least words of a text.
const WORDS: usize = 3;

/// What a text in a table is about, and its tokens.
pub type Note = (ThingIndex, Range<usize>);

impl Reader<'_> {
    /// The texts in a table whose rows are named in a column, from which no fact was read.
    pub(in crate::extract) fn notes_of_rows(&self, names: usize, facts: &[Candidate]) -> Vec<Note> {
        let mut notes = Vec::new();
        for row in self.cells.iter().skip(1) {
            let Some(subject) = row.get(names).and_then(|cell| self.subject(cell)) else {
                continue;
            };
            let others = row
                .iter()
                .enumerate()
                .filter(|(column, _)| *column != names);
            let texts = others.filter(|(_, cell)| self.is_text(cell, facts));
            notes.extend(texts.map(|(_, cell)| (subject, cell.clone())));
        }
        notes
    }

    /// The texts in a table whose columns are named in a row.
    pub(in crate::extract) fn notes_of_columns(
        &self,
        head: usize,
        facts: &[Candidate],
    ) -> Vec<Note> {
        let Some((head, rows)) = self.cells.get(head..).and_then(<[_]>::split_first) else {
            return Vec::new();
        };
        let note = |(column, cell): (usize, &Range<usize>)| {
            let subject = head.get(column).and_then(|name| self.subject(name))?;
            self.is_text(cell, facts).then(|| (subject, cell.clone()))
        };
        let cells = rows.iter().flat_map(|row| row.iter().enumerate().skip(1));
        cells.filter_map(note).collect()
    }

    fn is_text(&self, cell: &Range<usize>, facts: &[Candidate]) -> bool {
        let tokens = &self.scope.mentions.tokens[cell.clone()];
        let words = tokens.iter().filter(|t| t.kind == Kind::Letters).count();
        words >= WORDS && !facts.iter().any(|fact| cell.contains(&fact.anchor.start))
    }
}
