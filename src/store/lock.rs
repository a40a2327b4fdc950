//! One writer at a time.

use crate::store::disk;
use crate::store::fault::StoreError;
use std::fs::{File, TryLockError};
use std::path::Path;

/// The right to write to a workspace; given up when dropped, or by the system when the process ends.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for the right.
    pub(crate) fn wait(path: &Path) -> Result<Self, StoreError> {
        let file = open(path)?;
        file.lock().map_err(|e| StoreError::file(path, e))?;
        Ok(Self { _file: file })
    }

    /// Takes the right if nobody has it.
    pub(crate) fn attempt(path: &Path) -> Result<Option<Self>, StoreError> {
        let file = open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(e)) => Err(StoreError::file(path, e)),
        }
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
