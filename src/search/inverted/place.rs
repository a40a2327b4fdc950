//! Where an inverted index stands, how it is made, and how it follows the index that it is of.

use crate::search::inverted::cut::Cutter;
use crate::search::inverted::damaged;
use crate::search::token::tokens;
use crate::store::{Revision, Snapshot, StoreError, Wording};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index, IndexWriter, TantivyDocument, TantivyError, Term};

/// Its folder in that of the index.
const FOLDER: &str = "text";
/// What its notes begin with; another value means that it is made anew.
const FORMAT: &str = "1";
/// Bytes that are collected before they are written: the least that the library takes.
const BUDGET: usize = 15_000_000;

/// Where an inverted index is.
pub(super) struct Place {
    pub(super) folder: PathBuf,
    lock: PathBuf,
}

impl Place {
    /// In the folder of an index.
    pub(super) fn beside(index: &Path) -> Self {
        Self {
            folder: index.join(FOLDER),
            lock: index.join(format!("{FOLDER}.lock")),
        }
    }

    /// The inverted index in step with a revision; `None` where another process works on it or it is of a later one.
    pub(super) fn ready(
        &self,
        snapshot: &Snapshot<'_>,
        wanted: Revision,
        anew: bool,
    ) -> Result<Option<Index>, StoreError> {
        if !anew && let Some((index, revision)) = self.current() {
            if revision > wanted.last {
                return Ok(None);
            }
            if revision >= wanted.reworded {
                return Ok(Some(index));
            }
        }
        let Some(_lock) = self.hold() else {
            return Ok(None);
        };
        match self.current().filter(|_| !anew) {
            Some((_, revision)) if revision > wanted.last => Ok(None),
            Some((index, revision)) => {
                self.follow(&index, snapshot, revision, wanted.last)?;
                Ok(Some(index))
            }
            None => self.build(snapshot, wanted.last).map(Some),
        }
    }

    /// The inverted index that is there and whole, and its revision.
    fn current(&self) -> Option<(Index, u64)> {
        let index = Index::open_in_dir(&self.folder).ok()?;
        index
            .tokenizers()
            .register(FOLDER, TextAnalyzer::from(Cutter));
        let sound = index.validate_checksum().is_ok_and(|bad| bad.is_empty());
        let revision = self.revision(&index).ok()?.filter(|_| sound)?;
        (index.schema() == schema()).then_some((index, revision))
    }

    /// The revision that it is of; `None` where it was never finished.
    pub(super) fn revision(&self, index: &Index) -> Result<Option<u64>, StoreError> {
        let note = index.load_metas().map_err(|e| self.damaged(&e))?.payload;
        let number = note
            .as_deref()
            .and_then(|n| n.strip_prefix(FORMAT)?.trim().parse().ok());
        Ok(number)
    }

    /// The right to change it; `None` where another process has it or it cannot be had.
    fn hold(&self) -> Option<File> {
        let file = File::create(&self.lock).ok()?;
        match file.try_lock() {
            Ok(()) => Some(file),
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => None,
        }
    }

    /// Makes it of all texts.
    fn build(&self, snapshot: &Snapshot<'_>, revision: u64) -> Result<Index, StoreError> {
        let file = |e| StoreError::Damaged {
            path: self.folder.clone(),
            message: format!("{e}"),
        };
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder).map_err(file)?;
        }
        fs::create_dir_all(&self.folder).map_err(file)?;
        let index = Index::create_in_dir(&self.folder, schema()).map_err(|e| self.damaged(&e))?;
        index
            .tokenizers()
            .register(FOLDER, TextAnalyzer::from(Cutter));
        let writer = self.writer(&index)?;
        for wording in snapshot.wordings()? {
            self.add(&writer, snapshot, wording?)?;
        }
        self.commit(writer, revision)?;
        Ok(index)
    }

    /// Brings it in step with a later revision.
    fn follow(
        &self,
        index: &Index,
        snapshot: &Snapshot<'_>,
        before: u64,
        now: u64,
    ) -> Result<(), StoreError> {
        let owner = self.field(index, "owner")?;
        let writer = self.writer(index)?;
        for thing in snapshot.reworded(before)? {
            writer.delete_term(Term::from_field_u64(owner, thing.number()));
            for wording in snapshot.wordings_of(thing)? {
                self.add(&writer, snapshot, wording)?;
            }
        }
        self.commit(writer, now)
    }

    fn writer(&self, index: &Index) -> Result<IndexWriter, StoreError> {
        index
            .writer_with_num_threads(1, BUDGET)
            .map_err(|e| self.damaged(&e))
    }

    fn add(
        &self,
        writer: &IndexWriter,
        snapshot: &Snapshot<'_>,
        wording: Wording,
    ) -> Result<(), StoreError> {
        let text = snapshot.words(wording.text)?;
        let field = |name| self.field(writer.index(), name);
        let mut document = TantivyDocument::new();
        document.add_u64(field("owner")?, wording.owner.number());
        document.add_u64(field("text")?, wording.text.number());
        document.add_u64(field("kind")?, wording.kind as u64);
        document.add_u64(field("length")?, tokens(&text).count() as u64);
        document.add_text(field("words")?, text);
        writer
            .add_document(document)
            .map_err(|e| self.damaged(&e))?;
        Ok(())
    }

    fn commit(&self, mut writer: IndexWriter, revision: u64) -> Result<(), StoreError> {
        let damaged = |e| self.damaged(&e);
        let mut commit = writer.prepare_commit().map_err(damaged)?;
        commit.set_payload(&format!("{FORMAT} {revision}"));
        commit.commit().map_err(damaged)?;
        writer.wait_merging_threads().map_err(damaged)
    }

    pub(super) fn field(&self, index: &Index, name: &str) -> Result<Field, StoreError> {
        index.schema().get_field(name).map_err(|e| self.damaged(&e))
    }

    pub(super) fn damaged(&self, error: &TantivyError) -> StoreError {
        damaged(&self.folder, error)
    }
}

fn schema() -> Schema {
    let mut schema = Schema::builder();
    schema.add_u64_field("owner", INDEXED | FAST);
    schema.add_u64_field("kind", INDEXED | FAST);
    schema.add_u64_field("text", FAST);
    schema.add_u64_field("length", FAST);
    let words = TextFieldIndexing::default()
        .set_tokenizer(FOLDER)
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    schema.add_text_field("words", TextOptions::default().set_indexing_options(words));
    schema.build()
}
