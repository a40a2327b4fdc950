//! Keeping the index in step with the text files.

use crate::model::Judgements;
use crate::store::fault::StoreError;
use crate::store::gather::Portion;
use crate::store::index::{Index, generation};
use crate::store::judged::Believe;
use crate::store::layout::{self, INDEX};
use crate::store::lock::Lock;
use crate::store::origin::Changes;
use crate::store::rebuild::Plan;
use crate::store::refresh::Follow;
use crate::store::{Workspace, ledger, pending, resolution};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// The index in step with the text files. Reads alone need no lock.
pub(crate) fn ready(workspace: &Workspace, believe: &Believe<'_>) -> Result<Index, StoreError> {
    if let Some(index) = in_step(workspace)? {
        return Ok(index);
    }
    match Lock::wait(workspace.root()) {
        Ok(_lock) => settle(workspace, believe),
        Err(_) if Lock::is_barred(workspace.root()) => passing(workspace, believe),
        Err(other) => Err(other),
    }
}

/// The index that is there, where it is in step.
pub(crate) fn in_step(workspace: &Workspace) -> Result<Option<Index>, StoreError> {
    let compared = compare(workspace)?;
    Ok(compared.and_then(|(index, changes)| changes.is_empty().then_some(index)))
}

/// An index that is made where the system has files for the time being, as the workspace cannot be written to.
fn passing(workspace: &Workspace, believe: &Believe<'_>) -> Result<Index, StoreError> {
    let folder = tempfile::tempdir().map_err(|e| StoreError::file(std::env::temp_dir(), e))?;
    let index = anew(workspace, believe, |plan| {
        plan.write(folder.path(), workspace.namespaces())
    })?;
    Ok(Index {
        _passing: Some(Arc::new(folder)),
        ..index
    })
}

/// Brings the index in step; the lock is held.
pub(crate) fn settle(workspace: &Workspace, believe: &Believe<'_>) -> Result<Index, StoreError> {
    let mut compared = compare(workspace)?;
    let (vocabulary, judgements) = match &mut compared {
        Some((index, changes)) if changes.is_empty() => return Ok(index.clone()),
        Some((index, changes)) => {
            let judgements = workspace.judgements()?;
            spread(workspace, index, changes, &judgements)?;
            (workspace.vocabulary()?, judgements)
        }
        None => (workspace.vocabulary()?, workspace.judgements()?),
    };
    let follow = Follow {
        root: workspace.root(),
        namespaces: workspace.namespaces(),
        vocabulary: &vocabulary,
        judgements: &judgements,
        believe,
    };
    if let Some((index, changes)) = compared
        && !changes.are_deep()
    {
        match follow.follow(&index, &changes) {
            Ok(()) => return Ok(index),
            Err(StoreError::Damaged { .. } | StoreError::Index(_)) => {}
            Err(other) => return Err(other),
        }
    }
    follow.anew(|plan| plan.install(workspace.root(), workspace.namespaces()))
}

/// A new index made of the text files, whatever the one that is there says; the lock is held. `make` says where.
pub(crate) fn anew(
    workspace: &Workspace,
    believe: &Believe<'_>,
    make: impl FnOnce(Plan) -> Result<Index, StoreError>,
) -> Result<Index, StoreError> {
    let (vocabulary, judgements) = (workspace.vocabulary()?, workspace.judgements()?);
    let follow = Follow {
        root: workspace.root(),
        namespaces: workspace.namespaces(),
        vocabulary: &vocabulary,
        judgements: &judgements,
        believe,
    };
    follow.anew(make)
}

impl Follow<'_> {
    /// A new index made of the text files.
    fn anew(
        &self,
        make: impl FnOnce(Plan) -> Result<Index, StoreError>,
    ) -> Result<Index, StoreError> {
        make(self.gather(layout::files(self.root)?, Portion::default())?)
    }
}

/// Bytes of the index that is there; 0 where there is none.
pub(crate) fn bytes(workspace: &Workspace) -> Result<u64, StoreError> {
    let folder = generation::current_folder(&workspace.root().join(INDEX))?;
    let size = folder.and_then(|folder| folder.join("data.mdb").metadata().ok());
    Ok(size.map_or(0, |metadata| metadata.len()))
}

/// Adds to what changed the documents that name what judgements changed on: the index has their
/// names resolved.
fn spread(
    workspace: &Workspace,
    index: &Index,
    changes: &mut Changes,
    now: &Judgements,
) -> Result<(), StoreError> {
    if !changes.touch(Path::new(layout::JUDGEMENTS)) {
        return Ok(());
    }
    let transaction = index.read()?;
    let snapshot = transaction.snapshot();
    let before = snapshot.judgements()?;
    let mut documents = BTreeSet::new();
    for name in resolution::changed(&before, now) {
        documents.extend(snapshot.documents_with(&name)?);
    }
    let notes = ledger::notes(&index.environment, &transaction.txn)?;
    for document in documents {
        if let Some(path) = workspace.file_of(&document)? {
            let note = notes.iter().find(|(noted, _)| *noted == path);
            changes.add(path, note.map(|(_, note)| note.clone()));
        }
    }
    Ok(())
}

/// The current index and what changed since; `None` where it cannot be used.
fn compare(workspace: &Workspace) -> Result<Option<(Index, Changes)>, StoreError> {
    let root = workspace.root();
    let Some(index) = Index::current(&root.join(INDEX), workspace.namespaces())? else {
        return Ok(None);
    };
    let transaction = index.read()?;
    let notes = match ledger::notes(&index.environment, &transaction.txn) {
        Ok(notes) => notes,
        Err(StoreError::Damaged { .. } | StoreError::Index(_)) => return Ok(None),
        Err(other) => return Err(other),
    };
    let pending = !pending::none(&index.environment, &transaction.txn)?;
    drop(transaction);
    let changes = Changes {
        pending,
        ..Changes::find(root, notes)?
    };
    Ok(Some((index, changes)))
}
