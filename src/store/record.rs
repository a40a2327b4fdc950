//! Documents added to a workspace, changed and forgotten.

use crate::model::evidence::{DocumentId, text_digest};
use crate::model::{EntityId, Judgements, Modality, Reading, Statement, Value};
use crate::store::fault::{Place, StoreError};
use crate::store::journal::Journal;
use crate::store::judged::Believe;
use crate::store::layout;
use crate::store::lock::Lock;
use crate::store::{Workspace, article, disk, step, text};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// What recording changed; each list is sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change {
    /// Documents that were not known before.
    pub added: Vec<DocumentId>,
    /// Documents whose file now says something else.
    pub changed: Vec<DocumentId>,
    /// Documents of which not a byte changed.
    pub unchanged: Vec<DocumentId>,
    /// Documents that are gone.
    pub forgotten: Vec<DocumentId>,
    /// Documents that were to be forgotten and are not known.
    pub unknown: Vec<DocumentId>,
}

impl Workspace {
    /// Records what was read of documents, each with its stored text, and forgets others; all of it
    /// or nothing. Waits for another writer.
    ///
    /// A document that is known keeps the time it was recorded at while its text stays the same,
    /// and each of its statements keeps its own while the document goes on saying so, wherever in
    /// the text. Returns once files and index last.
    ///
    /// # Errors
    /// A text that is not the one the reading is of; a text file of the workspace that is broken.
    pub fn record(
        &self,
        batch: &[(&Reading, &str)],
        forget: &[DocumentId],
        believe: &Believe<'_>,
    ) -> Result<Change, StoreError> {
        let _lock = Lock::wait(self.root())?;
        let (change, written) = self.write(batch, forget)?;
        if written {
            step::settle(self, believe)?;
        }
        Ok(change)
    }

    /// Records what was read of documents as [`Self::record`] does, in the files alone: the index follows when
    /// it is opened next. For many documents, of which each batch is to last before the next is read.
    ///
    /// # Errors
    /// Those of [`Self::record`].
    pub fn keep(&self, batch: &[(&Reading, &str)]) -> Result<Change, StoreError> {
        let _lock = Lock::wait(self.root())?;
        self.write(batch, &[]).map(|(change, _)| change)
    }

    /// Changes the files; whether there was anything to change. The lock is held.
    fn write(
        &self,
        batch: &[(&Reading, &str)],
        forget: &[DocumentId],
    ) -> Result<(Change, bool), StoreError> {
        let mut draft = Draft {
            workspace: self,
            judgements: self.judgements()?,
            journal: Journal::default(),
            change: Change::default(),
            texts: BTreeMap::new(),
        };
        let prepared: Vec<Prepared> = batch
            .par_iter()
            .map(|(reading, text)| draft.prepare(reading, text))
            .collect::<Result<_, _>>()?;
        for document in prepared {
            draft.add(document);
        }
        for document in forget {
            draft.forget(document)?;
        }
        draft.drop_texts()?;
        let Draft {
            journal,
            mut change,
            ..
        } = draft;
        if !journal.is_empty() {
            journal.commit(self.root())?;
        }
        for list in [
            &mut change.added,
            &mut change.changed,
            &mut change.unchanged,
            &mut change.forgotten,
            &mut change.unknown,
        ] {
            list.sort();
            list.dedup();
        }
        Ok((change, !journal.is_empty()))
    }
}

/// A document that is to be written.
struct Prepared {
    id: DocumentId,
    /// Where it stood, and the hash of the text that it had.
    old: Option<(PathBuf, String)>,
    path: PathBuf,
    /// Its file, where that is to change.
    bytes: Option<Vec<u8>>,
    sha256: String,
    /// Its text as stored, where it is not at hand yet.
    text: Option<Vec<u8>>,
}

/// A change being put together.
struct Draft<'w> {
    workspace: &'w Workspace,
    judgements: Judgements,
    journal: Journal,
    change: Change,
    /// Texts by hash: whether a document of this change needs it, or none does any more as far as
    /// this change goes.
    texts: BTreeMap<String, bool>,
}

impl Draft<'_> {
    /// Makes all that is to be written of a document.
    fn prepare(&self, reading: &Reading, text: &str) -> Result<Prepared, StoreError> {
        let (root, citation) = (self.workspace.root(), &reading.citation);
        let sha256 = citation.sha256.clone();
        if text_digest(text) != sha256 {
            return Err(StoreError::Meaning {
                place: Place::file(citation.id.as_str()),
                message: "the text is not the one that the reading is of".into(),
            });
        }
        let mut reading = Cow::Borrowed(reading);
        let mut before = None;
        if let Some(path) = self.workspace.file_of(&citation.id)?
            && let Some(old) = self.workspace.read(&path)?
        {
            keep_first(reading.to_mut(), &old, &self.judgements);
            before = Some((path, old.citation.sha256));
        }
        let path = layout::document(&reading.citation);
        let bytes = article::write(&reading, self.workspace.namespaces()).into_bytes();
        let same = disk::read(&root.join(&path))?.as_ref() == Some(&bytes);
        let kept = root.join(layout::text(&sha256)).is_file();
        Ok(Prepared {
            id: reading.citation.id.clone(),
            old: before,
            path,
            bytes: (!same).then_some(bytes),
            text: (!kept).then(|| text::pack(text)).transpose()?,
            sha256,
        })
    }

    fn add(&mut self, document: Prepared) {
        let list = match (&document.old, &document.bytes) {
            (None, _) => &mut self.change.added,
            (Some(_), Some(_)) => &mut self.change.changed,
            (Some(_), None) => &mut self.change.unchanged,
        };
        list.push(document.id);
        if let Some(text) = document.text {
            self.journal.put(layout::text(&document.sha256), text);
        }
        self.texts.insert(document.sha256, true);
        if let Some((old, sha256)) = document.old {
            if old != document.path {
                self.journal.remove(old);
            }
            self.texts.entry(sha256).or_insert(false);
        }
        if let Some(bytes) = document.bytes {
            self.journal.put(document.path, bytes);
        }
    }

    fn forget(&mut self, document: &DocumentId) -> Result<(), StoreError> {
        let Some(path) = self.workspace.file_of(document)? else {
            self.change.unknown.push(document.clone());
            return Ok(());
        };
        // A file that is broken can be forgotten too; only its text then stays behind.
        if let Ok(Some(reading)) = self.workspace.read(&path) {
            self.texts.entry(reading.citation.sha256).or_insert(false);
        }
        self.journal.remove(path);
        self.change.forgotten.push(document.clone());
        Ok(())
    }

    /// Removes texts that no document is of any more.
    fn drop_texts(&mut self) -> Result<(), StoreError> {
        let mut unneeded: BTreeSet<&String> = self
            .texts
            .iter()
            .filter(|(_, needed)| !**needed)
            .map(|(sha256, _)| sha256)
            .collect();
        if unneeded.is_empty() {
            return Ok(());
        }
        let touched: BTreeSet<PathBuf> = self.journal.paths().map(PathBuf::from).collect();
        for path in self.workspace.documents()? {
            if touched.contains(&path) {
                continue;
            }
            let bytes = disk::read(&self.workspace.root().join(&path))?.unwrap_or_default();
            unneeded.retain(|sha256| memchr::memmem::find(&bytes, sha256.as_bytes()).is_none());
        }
        let paths: Vec<PathBuf> = unneeded
            .into_iter()
            .map(|sha256| layout::text(sha256))
            .collect();
        for path in paths {
            self.journal.remove(path);
        }
        Ok(())
    }
}

/// What a statement says, wherever the document says it.
type Claim = (
    EntityId,
    Arc<str>,
    Value,
    BTreeMap<Arc<str>, Value>,
    Option<EntityId>,
    Modality,
);

fn claim(s: &Statement) -> Claim {
    (
        s.subject.clone(),
        Arc::clone(&s.property),
        s.object.clone(),
        s.qualifiers.clone(),
        s.claimed_by.clone(),
        s.modality,
    )
}

/// Gives what was known already the time it was first recorded at, and a text that stayed the same the
/// bytes that it was first taken from. A claim stays the same when a judgement gives its names to another
/// entity.
fn keep_first(reading: &mut Reading, old: &Reading, judgements: &Judgements) {
    let (citation, known) = (&mut reading.citation, &old.citation);
    if citation.sha256 == known.sha256 {
        citation.recorded_at.clone_from(&known.recorded_at);
        citation.source_sha256.clone_from(&known.source_sha256);
    }
    let by_id: BTreeMap<_, _> = old
        .statements
        .iter()
        .map(|s| (s.id(), &s.recorded_at))
        .collect();
    let mut by_claim: BTreeMap<Claim, &String> = BTreeMap::new();
    let resolved = |s: &Statement| claim(&judgements.resolve(s.clone()));
    for statement in &old.statements {
        let first = by_claim
            .entry(resolved(statement))
            .or_insert(&statement.recorded_at);
        *first = (*first).min(&statement.recorded_at);
    }
    for statement in &mut reading.statements {
        let known = by_id.get(&statement.id()).copied();
        if let Some(time) = known.or_else(|| by_claim.get(&resolved(statement)).copied()) {
            statement.recorded_at.clone_from(time);
        }
    }
}
