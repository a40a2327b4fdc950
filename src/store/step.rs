//! Keeping the index in step with the text files.

use crate::store::fault::StoreError;
use crate::store::index::Index;
use crate::store::judged::Believe;
use crate::store::layout::INDEX;
use crate::store::lock::Lock;
use crate::store::origin::Changes;
use crate::store::rebuild::Plan;
use crate::store::refresh::Follow;
use crate::store::{Workspace, ledger};

/// The index in step with the text files. Reads alone need no lock.
pub(crate) fn ready(workspace: &Workspace, believe: &Believe<'_>) -> Result<Index, StoreError> {
    if let Some((index, changes)) = compare(workspace)?
        && changes.is_empty()
    {
        return Ok(index);
    }
    let _lock = Lock::wait(workspace.root())?;
    settle(workspace, believe)
}

/// Brings the index in step; the lock is held.
pub(crate) fn settle(workspace: &Workspace, believe: &Believe<'_>) -> Result<Index, StoreError> {
    let compared = compare(workspace)?;
    let vocabulary = match compared {
        Some((index, changes)) if changes.is_empty() => return Ok(index),
        _ => workspace.vocabulary()?,
    };
    let (root, namespaces) = (workspace.root(), workspace.namespaces());
    if let Some((index, changes)) = compared
        && !changes.are_deep()
    {
        let follow = Follow {
            root,
            namespaces,
            vocabulary: &vocabulary,
            believe,
        };
        match follow.follow(&index, &changes) {
            Ok(()) => return Ok(index),
            Err(StoreError::Damaged { .. } | StoreError::Index(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Plan::of_files(root, namespaces, &vocabulary, believe)?.install(root, namespaces)
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
    drop(transaction);
    Ok(Some((index, Changes::find(root, notes)?)))
}
