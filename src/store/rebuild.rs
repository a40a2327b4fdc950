//! A new index in the making: of all text files (`gather`), or of an old index and a data set.

use crate::model::Namespaces;
use crate::store::disk;
use crate::store::fault::StoreError;
use crate::store::index::build::build;
use crate::store::index::bulk::Closed;
use crate::store::index::edit::{note, set_note};
use crate::store::index::environment::Environment;
use crate::store::index::generation::{self, Index};
use crate::store::index::stock::{Base, Stock};
use crate::store::index::support::Said;
use crate::store::index::used::Used;
use crate::store::layout::{self, INDEX, Kind};
use crate::store::ledger::{self, Note};
use crate::store::lock::Lock;
use std::path::{Path, PathBuf};

/// All that goes into an index.
pub(crate) struct Plan {
    stock: Stock,
    notes: Vec<(PathBuf, Note)>,
}

impl Plan {
    /// Nothing yet; so many quads will be held in memory.
    pub(crate) fn holding(root: &Path, quads: usize) -> Result<Self, StoreError> {
        Ok(Self {
            stock: Stock::holding(&spare(root)?, quads),
            notes: Vec::new(),
        })
    }

    /// The folder for what does not fit in memory.
    pub(crate) fn folder(&self) -> &Path {
        &self.stock.folder
    }

    /// Takes in what text files say: their quads, which of these stand in graphs that several share, and the notes on
    /// the files. Files come in the order of their numbers.
    pub(crate) fn take(
        &mut self,
        quads: Closed,
        said: Vec<Said>,
        notes: Vec<(PathBuf, Note)>,
    ) -> Result<(), StoreError> {
        self.notes.extend(notes);
        self.stock.push_said(quads, said)
    }

    /// The pieces of data sets that were noted, with the names of their sets.
    pub(crate) fn sets(&self) -> Vec<(PathBuf, String)> {
        let set = |path: &PathBuf| match layout::kind(path) {
            Some(Kind::Set(name)) => Some((path.clone(), name)),
            _ => None,
        };
        self.notes
            .iter()
            .filter_map(|(path, _)| set(path))
            .collect()
    }

    /// All of an index that is there; of its dictionary only what is used, where that is told.
    pub(crate) fn of_index(
        root: &Path,
        index: Index,
        used: Option<Used>,
    ) -> Result<Self, StoreError> {
        let transaction = index.read()?;
        let (environment, txn) = (&index.environment, &transaction.txn);
        let notes = ledger::notes(environment, txn)?;
        let next = note(environment, txn, "next")?;
        let stock = Stock::upon(&spare(root)?, Base { index, used }, next);
        Ok(Self { stock, notes })
    }

    /// Takes a piece of a data set in.
    pub(crate) fn push(&mut self, piece: Closed) -> Result<(), StoreError> {
        self.stock.push(piece)
    }

    /// Notes the files of a data set, which get the next numbers.
    pub(crate) fn note(&mut self, notes: Vec<(PathBuf, Note)>) {
        for (path, mut note) in notes {
            note.number = self.next_file();
            self.notes.push((path, note));
        }
    }

    fn next_file(&self) -> u32 {
        self.notes
            .iter()
            .map(|(_, note)| note.number + 1)
            .max()
            .unwrap_or(0)
    }

    /// Writes the index and makes it the current one; nothing stays behind if that fails.
    pub(crate) fn install(self, root: &Path, namespaces: &Namespaces) -> Result<Index, StoreError> {
        self.make(root, namespaces)?.switch()
    }

    /// Writes the index beside the current one; nothing stays behind if that fails.
    pub(crate) fn make(self, root: &Path, namespaces: &Namespaces) -> Result<Made, StoreError> {
        let base = root.join(INDEX);
        let folder = generation::next(&base)?;
        match self.write(&folder, namespaces) {
            Ok(index) => Ok(Made {
                index,
                base,
                folder,
            }),
            Err(error) => {
                // What went wrong first is what is told.
                let _ = disk::remove_folder(&folder);
                Err(error)
            }
        }
    }

    /// Writes the index in a folder of its own.
    pub(crate) fn write(
        mut self,
        folder: &Path,
        namespaces: &Namespaces,
    ) -> Result<Index, StoreError> {
        let environment = Environment::create(folder)?;
        let (next, file) = (self.stock.next, self.next_file());
        let mut txn = build(&environment, self.stock)?;
        self.notes
            .sort_by(|(a, _), (b, _)| a.as_os_str().cmp(b.as_os_str()));
        for (path, note) in &self.notes {
            ledger::keep(&environment, &mut txn, path, note)?;
        }
        let signature = generation::signature(namespaces);
        let table = environment.tables.notes;
        table.put(&mut txn, b"signature", signature.as_bytes())?;
        set_note(&environment, &mut txn, "next", next)?;
        set_note(&environment, &mut txn, "file", file.into())?;
        environment.commit(txn)?;
        Ok(Index {
            environment,
            namespaces: namespaces.clone(),
            _passing: None,
        })
    }
}

/// An index that is not the current one yet.
pub(crate) struct Made {
    index: Index,
    base: PathBuf,
    folder: PathBuf,
}

impl Made {
    /// Makes it the current one.
    pub(crate) fn switch(self) -> Result<Index, StoreError> {
        generation::switch(&self.base, &self.folder)?;
        Ok(self.index)
    }
}

/// The folder for what does not fit in memory.
fn spare(root: &Path) -> Result<PathBuf, StoreError> {
    let folder = root.join(INDEX);
    match std::fs::create_dir_all(&folder) {
        Ok(()) if !Lock::is_barred(root) => Ok(folder),
        Err(e) if !Lock::is_barred(root) => Err(StoreError::file(&folder, e)),
        // Whoever may not write there has an index made elsewhere.
        _ => Ok(std::env::temp_dir()),
    }
}
