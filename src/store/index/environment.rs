//! The LMDB environment of one index: its tables and how it is opened.

use crate::store::fault::StoreError;
use crate::store::index::mapping::mapped;
use crate::store::index::order::Order;
use crate::store::index::seal;
use heed::types::Bytes;
use heed::{CommitOrAbort, Database, Env, RoTxn, RwTxn, WithoutTls};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// A table of bytes by bytes.
pub(crate) type Table = Database<'static, Bytes, Bytes>;

/// The tables of an index (docs/store.md gives their layout).
#[derive(Debug, Clone)]
pub(crate) struct Tables {
    orders: [Table; 5],
    /// Hash of a record to its id.
    pub(crate) ids: Table,
    /// Place of an id to record.
    pub(crate) records: Table,
    /// Predicate to numbers of quads, subjects and objects.
    pub(crate) counts: Table,
    /// Path of a text file to what was read of it.
    pub(crate) files: Table,
    /// Which file says a quad of a graph that several share.
    pub(crate) support: Table,
    /// Subject and property of statements that changed since belief was last asked about them.
    pub(crate) pending: Table,
    /// Thing whose searched texts changed, to the revision in which they did.
    pub(crate) reworded: Table,
    /// Format, program, next id.
    pub(crate) notes: Table,
}

impl Tables {
    const NAMES: [&'static str; 13] = [
        "spog", "posg", "ospg", "gspo", "gpos", "ids", "records", "counts", "files", "support",
        "pending", "reworded", "notes",
    ];

    fn new(tables: [Table; 13]) -> Self {
        let [
            orders @ ..,
            ids,
            records,
            counts,
            files,
            support,
            pending,
            reworded,
            notes,
        ] = tables;
        Self {
            orders,
            ids,
            records,
            counts,
            files,
            support,
            pending,
            reworded,
            notes,
        }
    }

    fn open(env: &Env<WithoutTls>) -> heed::Result<Self> {
        let txn = env.read_txn()?;
        let opened = env.open_databases_and_commit(txn, |opener, txn| {
            let tables = Self::NAMES.map(|name| {
                let missing = || std::io::Error::other(format!("no table {name}"));
                let table = opener.open_database(txn, Some(name))?;
                table.ok_or_else(|| heed::Error::Io(missing()))
            });
            collect(tables)
        })?;
        Self::committed(opened)
    }

    fn create(env: &Env<WithoutTls>) -> heed::Result<Self> {
        let txn = env.write_txn()?;
        let created = env.create_databases_and_commit(txn, |opener, txn| {
            collect(Self::NAMES.map(|name| opener.create_database(txn, Some(name))))
        })?;
        Self::committed(created)
    }

    fn committed(tables: CommitOrAbort<[Table; 13], heed::Error>) -> heed::Result<Self> {
        match tables {
            CommitOrAbort::Commit(tables) => Ok(Self::new(tables)),
            CommitOrAbort::Abort(error) => Err(error),
        }
    }

    /// All tables with their names.
    pub(crate) fn named(&self) -> impl Iterator<Item = (&'static str, Table)> {
        // As many as there are names, in their order.
        let [spog, posg, ospg, gspo, gpos] = self.orders;
        let all: [Table; 13] = [
            spog,
            posg,
            ospg,
            gspo,
            gpos,
            self.ids,
            self.records,
            self.counts,
            self.files,
            self.support,
            self.pending,
            self.reworded,
            self.notes,
        ];
        Self::NAMES.into_iter().zip(all)
    }

    /// The table of an order.
    pub(crate) fn order(&self, order: Order) -> Table {
        *order.of(&self.orders)
    }
}

/// All tables, or the first failure.
fn collect<T>(tables: [heed::Result<T>; 13]) -> heed::Result<CommitOrAbort<[T; 13], heed::Error>> {
    let mut opened = Vec::with_capacity(13);
    for table in tables {
        match table {
            Ok(table) => opened.push(table),
            Err(error) => return Ok(CommitOrAbort::Abort(error)),
        }
    }
    let short = |_| heed::Error::Io(std::io::Error::other("a table is missing"));
    Ok(CommitOrAbort::Commit(opened.try_into().map_err(short)?))
}

/// An open index.
#[derive(Debug)]
pub(crate) struct Environment {
    pub(crate) path: PathBuf,
    pub(crate) env: Env<WithoutTls>,
    pub(crate) tables: Tables,
}

/// The environments that this process has open: LMDB forbids opening one twice.
static OPEN: Mutex<Vec<(PathBuf, Weak<Environment>)>> = Mutex::new(Vec::new());

impl Environment {
    /// Opens the index in a folder, or gives the one that is open already.
    pub(crate) fn open(path: &Path) -> Result<Arc<Self>, StoreError> {
        let path = fs::canonicalize(path).map_err(|e| StoreError::file(path, e))?;
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|(_, known)| known.strong_count() > 0);
        let known = open.iter().find(|(p, _)| *p == path);
        if let Some(known) = known.and_then(|(_, known)| known.upgrade()) {
            return Ok(known);
        }
        if !seal::holds(&path) {
            let message = "something else changed its file".into();
            return Err(StoreError::Damaged { path, message });
        }
        let env = mapped(&path)?;
        let damaged = |e: heed::Error| StoreError::Damaged {
            path: path.clone(),
            message: e.to_string(),
        };
        let pages = env.info().last_page_number as u64 + 1;
        let page = u64::from(env.unnamed_database_stat().page_size);
        if env.real_disk_size()? < pages * page {
            // Reading beyond the end of the file would end the process.
            let message = "the file is shorter than it says".into();
            return Err(StoreError::Damaged { path, message });
        }
        let tables = Tables::open(&env).map_err(damaged)?;
        let opened = Arc::new(Self {
            path: path.clone(),
            env,
            tables,
        });
        open.push((path, Arc::downgrade(&opened)));
        Ok(opened)
    }

    /// Makes an empty index in a new folder.
    pub(crate) fn create(path: &Path) -> Result<Arc<Self>, StoreError> {
        fs::create_dir_all(path).map_err(|e| StoreError::file(path, e))?;
        let env = mapped(path)?;
        let tables = Tables::create(&env)?;
        let path = fs::canonicalize(path).map_err(|e| StoreError::file(path, e))?;
        let made = Arc::new(Self {
            path: path.clone(),
            env,
            tables,
        });
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        open.push((path, Arc::downgrade(&made)));
        Ok(made)
    }

    /// A read transaction: it sees the index as it is now, whatever is written meanwhile.
    pub(crate) fn read(&self) -> Result<RoTxn<'static, WithoutTls>, StoreError> {
        Ok(self.env.clone().static_read_txn()?)
    }

    /// The one write transaction; waits for another to end.
    pub(crate) fn write(&self) -> Result<RwTxn<'_>, StoreError> {
        let txn = self.env.write_txn()?;
        seal::break_open(&self.path);
        Ok(txn)
    }

    /// Makes what a transaction wrote last.
    pub(crate) fn commit(&self, txn: RwTxn<'_>) -> Result<(), StoreError> {
        txn.commit()?;
        seal::close(&self.path);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Environment;

    #[test]
    fn each_table_stands_by_its_own_name() {
        let folder = tempfile::tempdir().unwrap();
        let environment = Environment::create(folder.path()).unwrap();
        let tables = &environment.tables;
        let mut txn = environment.write().unwrap();
        for (name, table) in tables.named() {
            table.put(&mut txn, name.as_bytes(), &[]).unwrap();
        }
        let single = [
            ("ids", tables.ids),
            ("records", tables.records),
            ("counts", tables.counts),
            ("files", tables.files),
            ("support", tables.support),
            ("pending", tables.pending),
            ("reworded", tables.reworded),
            ("notes", tables.notes),
        ];
        for (name, table) in single {
            let found = table.get(&txn, name.as_bytes()).unwrap();
            assert!(found.is_some(), "{name}");
        }
    }
}
