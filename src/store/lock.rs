//! One writer at a time.

use crate::store::fault::StoreError;
use crate::store::journal::Journal;
use crate::store::layout::LOCK;
use crate::store::{dataset, disk, restore};
use std::fs::{File, TryLockError};
use std::path::Path;

/// The right to write to a workspace; given up when dropped, or by the system when the process ends.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for the right to write to the workspace at `root`, and finishes the change that a dead
    /// process left half done.
    pub(crate) fn wait(root: &Path) -> Result<Self, StoreError> {
        let path = root.join(LOCK);
        let file = open(&path)?;
        file.lock().map_err(|e| StoreError::file(&path, e))?;
        Self::held(file, root)
    }

    /// The same if nobody has the right; else `None`.
    pub(crate) fn attempt(root: &Path) -> Result<Option<Self>, StoreError> {
        let path = root.join(LOCK);
        let file = open(&path)?;
        match file.try_lock() {
            Ok(()) => Self::held(file, root).map(Some),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(e)) => Err(StoreError::file(&path, e)),
        }
    }

    /// Whether nobody can have the right: the folder cannot be written to.
    pub(crate) fn is_barred(root: &Path) -> bool {
        open(&root.join(LOCK)).is_err()
    }

    /// What a journal says happens while the right is held: no other writer can come between.
    fn held(file: File, root: &Path) -> Result<Self, StoreError> {
        let lock = Self { _file: file };
        Journal::finish(root)?;
        dataset::recover(root)?;
        restore::finish(root)?;
        Ok(lock)
    }
}

fn open(path: &Path) -> Result<File, StoreError> {
    let at = |e| StoreError::file(path, e);
    if let Some(folder) = path.parent()
        && !folder.is_dir()
    {
        std::fs::create_dir_all(folder).map_err(at)?;
        disk::sync_folder(folder)?;
    }
    File::options()
        .create(true)
        .append(true)
        .open(path)
        .map_err(at)
}

#[cfg(test)]
mod tests {
    use super::Lock;
    use crate::store::layout::JOURNAL;
    use std::fs;

    #[test]
    fn a_change_half_done_is_finished_by_the_one_who_has_the_right() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let other = Lock::wait(root).unwrap();
        fs::write(root.join("old"), "x").unwrap();
        fs::write(root.join(JOURNAL), "[{\"path\":\"old\",\"length\":null}]\n").unwrap();
        assert!(Lock::attempt(root).unwrap().is_none());
        assert!(root.join("old").exists() && root.join(JOURNAL).exists());
        drop(other);
        let own = Lock::attempt(root).unwrap();
        assert!(own.is_some());
        assert!(!root.join("old").exists() && !root.join(JOURNAL).exists());
    }
}
