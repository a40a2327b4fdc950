//! A new index made of all text files, or of an old index and a data set.

use crate::model::{Judgements, Namespaces, Statement, Vocabulary};
use crate::store::believed;
use crate::store::dataset;
use crate::store::disk;
use crate::store::fault::StoreError;
use crate::store::index::build::build;
use crate::store::index::bulk::{Closed, Gathered};
use crate::store::index::edit::{note, set_note};
use crate::store::index::environment::Environment;
use crate::store::index::generation::{self, Index};
use crate::store::index::stock::{Base, Stock};
use crate::store::index::used::Used;
use crate::store::judged::Believe;
use crate::store::layout::{self, INDEX, Kind};
use crate::store::ledger::{self, Note};
use crate::store::origin::Origin;
use heed::PutFlags;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// All that goes into an index.
pub(crate) struct Plan {
    stock: Stock,
    notes: Vec<(PathBuf, Note)>,
    support: Vec<Vec<u8>>,
}

impl Plan {
    /// Reads text files, given by their paths below a root, on all cores, and asks belief. Data sets are read
    /// after the others, by pieces.
    pub(crate) fn of_files(
        root: &Path,
        files: Vec<PathBuf>,
        namespaces: &Namespaces,
        vocabulary: &Vocabulary,
        judgements: &Judgements,
        believe: &Believe<'_>,
    ) -> Result<Self, StoreError> {
        let read: Vec<(PathBuf, Origin, Note)> = files
            .into_par_iter()
            .zip(0..u32::MAX)
            .map(|(path, number)| match layout::kind(&path) {
                Some(Kind::Set(_)) => {
                    let note = Note::of(number, &root.join(&path))?;
                    Ok((path, Origin::default(), note))
                }
                _ => {
                    let read = Origin::read(root, &path, number, namespaces, judgements)?;
                    Ok((path, read.0, read.1))
                }
            })
            .collect::<Result<_, StoreError>>()?;
        let mut plan = Self::with(Stock::new(&spare(root)?));
        let mut gathered = Gathered::default();
        let mut statements: Vec<Statement> = Vec::new();
        for (path, origin, note) in read {
            gathered.add(&origin.own);
            plan.share(&mut gathered, &origin.shared, note.number);
            statements.extend(origin.statements);
            plan.notes.push((path, note));
        }
        gathered.add(&believed::all(statements, vocabulary, namespaces, believe));
        plan.stock.gather(gathered)?;
        for (path, _) in &plan.notes {
            if let Some(Kind::Set(name)) = layout::kind(path) {
                dataset::read(root, path, &name, &mut |piece| plan.stock.push(piece))?;
            }
        }
        Ok(plan)
    }

    fn with(stock: Stock) -> Self {
        Self {
            stock,
            notes: Vec::new(),
            support: Vec::new(),
        }
    }

    /// Notes which file says quads of graphs that several share.
    fn share(&mut self, gathered: &mut Gathered, quads: &[oxigraph::model::Quad], file: u32) {
        let before = gathered.rows.len();
        gathered.add(quads);
        for row in gathered.rows.get(before..).unwrap_or_default() {
            self.support.extend(ledger::keys(file, *row));
        }
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
        let mut support = Vec::new();
        for entry in environment.tables.support.iter(txn)? {
            support.push(entry?.0.to_vec());
        }
        let next = note(environment, txn, "next")?;
        let stock = Stock::upon(&spare(root)?, Base { index, used }, next);
        Ok(Self {
            notes,
            support,
            ..Self::with(stock)
        })
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
        self.support.sort_unstable();
        self.support.dedup();
        let tables = &environment.tables;
        for key in &self.support {
            let table = tables.support;
            table.put_with_flags(&mut txn, PutFlags::APPEND, key, &[])?;
        }
        let signature = generation::signature(namespaces);
        tables
            .notes
            .put(&mut txn, b"signature", signature.as_bytes())?;
        set_note(&environment, &mut txn, "next", next)?;
        set_note(&environment, &mut txn, "file", file.into())?;
        environment.commit(txn)?;
        Ok(Index {
            environment,
            namespaces: namespaces.clone(),
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
    std::fs::create_dir_all(&folder).map_err(|e| StoreError::file(&folder, e))?;
    Ok(folder)
}
