//! A new index made of all text files, or of an old index and a data set.

use crate::model::{Judgements, Namespaces, Statement, Vocabulary};
use crate::store::believed;
use crate::store::fault::StoreError;
use crate::store::index::build::build;
use crate::store::index::bulk::{self, Gathered, Piece};
use crate::store::index::edit::set_note;
use crate::store::index::environment::Environment;
use crate::store::index::generation::{self, Index};
use crate::store::index::id::Tag;
use crate::store::index::record;
use crate::store::index::{Id, Pattern, Row};
use crate::store::judged::Believe;
use crate::store::layout::INDEX;
use crate::store::ledger::{self, Note};
use crate::store::origin::Origin;
use heed::PutFlags;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// All that goes into an index.
#[derive(Default)]
pub(crate) struct Plan {
    pub(crate) gathered: Gathered,
    notes: Vec<(PathBuf, Note)>,
    support: Vec<Vec<u8>>,
}

impl Plan {
    /// Reads text files, given by their paths below a root, on all cores, and asks belief.
    pub(crate) fn of_files(
        root: &Path,
        files: Vec<PathBuf>,
        namespaces: &Namespaces,
        vocabulary: &Vocabulary,
        judgements: &Judgements,
        believe: &Believe<'_>,
    ) -> Result<Self, StoreError> {
        let read: Vec<(Origin, Note)> = files
            .par_iter()
            .zip(0..u32::MAX)
            .map(|(path, number)| Origin::read(root, path, number, namespaces, judgements))
            .collect::<Result<_, _>>()?;
        let mut plan = Self::default();
        let mut statements: Vec<Statement> = Vec::new();
        for ((origin, note), path) in read.into_iter().zip(files) {
            plan.gathered.add(&origin.own);
            plan.share(&origin.shared, note.number);
            plan.gathered.extend(origin.pieces);
            statements.extend(origin.statements);
            plan.notes.push((path, note));
        }
        let believed = believed::all(statements, vocabulary, namespaces, believe);
        plan.gathered.add(&believed);
        Ok(plan)
    }

    fn share(&mut self, quads: &[oxigraph::model::Quad], file: u32) {
        let before = self.gathered.rows.len();
        self.gathered.add(quads);
        for row in self.gathered.rows.get(before..).unwrap_or_default() {
            self.support.extend(ledger::keys(file, *row));
        }
    }

    /// All of an index that is there.
    pub(crate) fn of_index(index: &Index) -> Result<Self, StoreError> {
        let environment = &index.environment;
        let transaction = index.read()?;
        let txn = &transaction.txn;
        let mut plan = Self {
            notes: ledger::notes(environment, txn)?,
            ..Self::default()
        };
        for entry in environment.tables.support.iter(txn)? {
            plan.support.push(entry?.0.to_vec());
        }
        // Places in the records are the payloads of the ids, whatever their tag; a terms table
        // sorted by tag gives them out of order.
        let mut records: Vec<(Id, &[u8])> = Vec::new();
        for entry in environment.tables.records.iter(txn)? {
            let (id, record) = entry?;
            records.push((Id::read(id), record));
        }
        records.sort_unstable_by_key(|(id, _)| id.payload());
        for (id, record) in records {
            let tag = id.tag().unwrap_or(Tag::Literal);
            let known = plan
                .gathered
                .admit(tag, record::hash(record), record.into());
            if known != id {
                return Err(StoreError::Damaged {
                    path: environment.path.clone(),
                    message: "the dictionary has a gap".into(),
                });
            }
        }
        for row in transaction.snapshot().quads(Pattern::default()) {
            let row: Row = row?;
            plan.gathered.rows.push(row);
        }
        Ok(plan)
    }

    /// Adds a data set with the notes on its files, which get the next numbers.
    pub(crate) fn add_set(&mut self, pieces: Vec<Piece>, notes: Vec<(PathBuf, Note)>) {
        self.gathered.extend(pieces);
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

    /// Writes the index and makes it the current one.
    pub(crate) fn install(
        mut self,
        root: &Path,
        namespaces: &Namespaces,
    ) -> Result<Index, StoreError> {
        bulk::check(&self.gathered, "index")?;
        let base = root.join(INDEX);
        let folder = generation::next(&base)?;
        let environment = Environment::create(&folder)?;
        let mut txn = environment.write()?;
        build(&environment, &mut txn, &self.gathered)?;
        self.notes
            .sort_by(|(a, _), (b, _)| a.as_os_str().cmp(b.as_os_str()));
        for (path, note) in &self.notes {
            ledger::keep(&environment, &mut txn, path, note)?;
        }
        self.support.sort_unstable();
        self.support.dedup();
        for key in &self.support {
            environment
                .tables
                .support
                .put_with_flags(&mut txn, PutFlags::APPEND, key, &[])?;
        }
        let signature = generation::signature(namespaces);
        environment
            .tables
            .notes
            .put(&mut txn, b"signature", signature.as_bytes())?;
        set_note(
            &environment,
            &mut txn,
            "next",
            self.gathered.records.len() as u64,
        )?;
        set_note(&environment, &mut txn, "file", self.next_file().into())?;
        txn.commit()?;
        generation::switch(&base, &folder)?;
        Ok(Index {
            environment,
            namespaces: namespaces.clone(),
        })
    }
}
