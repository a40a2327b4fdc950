//! Which row and which column of a table name the things that it tells of.

use crate::extract::candidate::{Candidate, Object};
use crate::extract::subject::owner;
use crate::extract::table::Reader;
use crate::mention::{ThingIndex, What};
use std::ops::Range;

/// Most tokens behind the name in a cell that names a thing; a longer one describes it.
const BESIDE: usize = 14;

/// Rows among which the one stands that names the columns.
const HEADS: usize = 3;

impl Reader<'_> {
    /// The thing that a cell names: its first name, when the cell is little more than a name; of a path
    /// ("meta-llama/Llama-3.2-1B") what it ends with.
    pub(in crate::extract) fn subject(&self, cell: &Range<usize>) -> Option<ThingIndex> {
        let whole = self.named(cell);
        whole.or_else(|| self.named(&(self.scope.past_path(cell)?..cell.end)))
    }

    fn named(&self, cell: &Range<usize>) -> Option<ThingIndex> {
        let mention = self.scope.mentions.within(cell.clone()).first()?;
        let What::Thing(index) = mention.what else {
            return None;
        };
        let fits = self.scope.mentions.things[index as usize].classes & self.named != 0;
        let little = cell.end.saturating_sub(mention.tail) <= BESIDE;
        (fits && little && mention.tokens.start <= cell.start + 1).then_some(index)
    }

    /// The row whose columns are things, among the first three ("Model | Command A | Mistral Medium 3"
    /// may stand below the companies' names), and how many it names.
    pub(in crate::extract) fn head(&self) -> (usize, usize) {
        let named = |row: &Vec<Range<usize>>| {
            let cells = row.iter().skip(1);
            cells.filter(|c| self.subject(c).is_some()).count()
        };
        let rows = self.cells.iter().take(HEADS).map(named).enumerate();
        // Of several, the first.
        rows.rev().max_by_key(|(_, count)| *count).unwrap_or((0, 0))
    }

    /// The column that holds the names: the first with a name below its head.
    pub(in crate::extract) fn name_column(&self) -> usize {
        let width = self.cells.iter().map(Vec::len).max().unwrap_or(0);
        (0..width.min(3))
            .find(|c| {
                let named = |row: &Vec<Range<usize>>| {
                    row.get(*c).is_some_and(|cell| self.subject(cell).is_some())
                };
                self.cells.iter().skip(1).any(named)
            })
            .unwrap_or(0)
    }

    /// Whether any row or column is named.
    pub(in crate::extract) fn names_any(&self) -> bool {
        let mut cells = self.cells.iter().flatten();
        cells.any(|cell| self.subject(cell).is_some())
    }

    /// Whether most rows are named in their first cell, and their columns are not.
    pub(in crate::extract) fn of_rows(&self) -> bool {
        let first = |row: &&Vec<Range<usize>>| {
            let cell = row.first();
            cell.is_some_and(|cell| self.subject(cell).is_some())
        };
        let named = self.cells.iter().skip(1).filter(first).count();
        let mut head = self.cells.iter().take(1).flatten();
        let labels = head.all(|cell| self.subject(cell).is_none());
        named > 1 && named * 2 >= self.cells.len() - 1 && labels
    }

    /// Whether all columns behind the labels are named, two or more, and no row is.
    pub(in crate::extract) fn of_columns(&self) -> bool {
        let names = |cell: &Range<usize>| self.subject(cell).is_some();
        let Some((head, rows)) = self.cells.split_first() else {
            return false;
        };
        let mut labels = rows.iter().filter_map(|row| row.first());
        head.len() > 2 && head[1..].iter().all(names) && !labels.any(names)
    }

    /// Whether a column or a row is named in the first rows, as far as [`Self::head`] looks, or the first column.
    pub(in crate::extract) fn heads_any(&self) -> bool {
        let head = self.cells.iter().take(HEADS).flatten();
        let mut all = head.chain(self.cells.iter().filter_map(|row| row.first()));
        all.any(|cell| self.subject(cell).is_some())
    }

    /// Two or more names of a table that are all members of what the text speaks of.
    pub(in crate::extract) fn variants(&self, names: usize) -> Vec<Candidate> {
        let kinds = self.scope.kinds;
        let things = &self.scope.mentions.things;
        let Some(whole) = self.scope.focus.subject(kinds.model, things) else {
            return Vec::new();
        };
        let head = self.cells[0].iter().skip(1);
        let column = self.cells[1..].iter().filter_map(|row| row.get(names));
        let mut members = Vec::new();
        for cell in head.chain(column) {
            let known = things[whole as usize].known;
            if let Some(index) = self.subject(cell)
                && known.is_some()
                && things[index as usize].broader == known
                && index != whole
            {
                members.push(owner::candidate(
                    index,
                    "variantOf",
                    Object::Thing(whole),
                    cell.clone(),
                    "rule:table/variantOf@1",
                    84,
                ));
            }
        }
        if members.len() > 1 {
            members
        } else {
            Vec::new()
        }
    }
}
