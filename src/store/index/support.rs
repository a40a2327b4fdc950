//! Which file says which quad of the graphs that several share: what lets a file go without the others.
//!
//! Each is entered twice, by file and by quad. A new index gets all entries in order, sorted on disk where they
//! are many.

use crate::store::fault::StoreError;
use crate::store::index::build::{Batch, Outlet};
use crate::store::index::environment::Table;
use crate::store::index::id::{Id, Key, Row};
use crate::store::index::order::Order;
use crate::store::index::sort::{Merge, Part, Sorter};
use crate::store::index::stock::Base;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Quads of a graph that are held in memory at once.
const AT_ONCE: usize = 1 << 20;
/// Bytes of an entry: a letter, four of the file, and the quad.
const LEN: usize = 5 + Key::LEN;

/// The entry of a file and a quad by file.
pub(crate) fn by_file(file: u32, row: Row) -> [u8; LEN] {
    entry(b'f', &file.to_be_bytes(), &Order::Gspo.key(row).bytes())
}

/// The entry of a file and a quad by quad.
pub(crate) fn by_quad(file: u32, row: Row) -> [u8; LEN] {
    entry(b'q', &Order::Gspo.key(row).bytes(), &file.to_be_bytes())
}

fn entry(kind: u8, one: &[u8], two: &[u8]) -> [u8; LEN] {
    let mut out = [kind; LEN];
    for (place, byte) in out.iter_mut().skip(1).zip(one.iter().chain(two)) {
        *place = *byte;
    }
    out
}

/// What a file says of shared graphs, by its place among the quads of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    /// Number of the file.
    pub(crate) file: u32,
    pub(crate) rows: Range<usize>,
}

/// The entries of a new index.
pub(crate) struct Support {
    folder: PathBuf,
    batch: Batch,
    /// By graph: subject, predicate, object and file.
    graphs: BTreeMap<Id, Sorter>,
}

impl Support {
    /// None yet; what does not fit in memory is written in a folder.
    pub(crate) fn new(folder: &Path, table: Table) -> Self {
        Self {
            folder: folder.to_path_buf(),
            batch: Batch::of(table),
            graphs: BTreeMap::new(),
        }
    }

    /// Sends all entries of an index that is taken over. What comes to it is no text file and has none.
    pub(crate) fn keep(&mut self, base: &Base, outlet: &Outlet) -> Result<(), StoreError> {
        let transaction = base.index.read()?;
        let table = transaction.environment.tables.support;
        for entry in table.iter(&transaction.txn)? {
            let (key, value) = entry?;
            self.batch.push(key, value);
            outlet.flow(&mut self.batch);
        }
        Ok(())
    }

    /// Sends the entries by file of a part of the quads, given as keys by subject; files come in the order of their
    /// numbers.
    pub(crate) fn note(
        &mut self,
        keys: &[Key],
        said: Vec<Said>,
        outlet: &Outlet,
    ) -> Result<(), StoreError> {
        for Said { file, rows } in said {
            let rows = keys.get(rows).unwrap_or_default().iter();
            let rows: Vec<Row> = rows.map(|key| Order::Spog.row(*key)).collect();
            for key in Order::Gspo.keys(&rows) {
                let row = Order::Gspo.row(key);
                self.batch.push(&by_file(file, row), &[]);
                outlet.flow(&mut self.batch);
                let (subject, object) = (row.subject, row.object);
                let key = Key::pack([subject, row.predicate, object, Id(file.into())]);
                let new = || Sorter::holding(&self.folder, AT_ONCE);
                self.graphs.entry(row.graph).or_insert_with(new).push(key)?;
            }
        }
        Ok(())
    }

    /// Sends the entries by quad.
    pub(crate) fn finish(mut self, outlet: &Outlet) -> Result<(), StoreError> {
        for (graph, sorter) in self.graphs {
            for key in Merge::new(sorter.finish().into_iter().map(Part::read)) {
                let [subject, predicate, object, file] = key?.unpack();
                let row = Row {
                    subject,
                    predicate,
                    object,
                    graph,
                };
                let file = u32::try_from(file.0).unwrap_or(u32::MAX);
                self.batch.push(&by_quad(file, row), &[]);
                outlet.flow(&mut self.batch);
            }
        }
        outlet.send(self.batch);
        Ok(())
    }
}
