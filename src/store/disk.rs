//! Files written so that they are there whole or not at all.

use crate::store::fault::StoreError;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a file under a temporary name beside it, syncs it and renames it into place; makes the
/// folders above. A reader sees the old content or the new.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    put(path, bytes, true)
}

/// The same; without `sync` the content lasts only when the file system was synced ([`sync_all`]).
pub(crate) fn put(path: &Path, bytes: &[u8], sync: bool) -> Result<(), StoreError> {
    let at = |e| StoreError::file(path, e);
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(at)?;
    let temporary = temporary(path);
    let mut file = File::create(&temporary).map_err(at)?;
    file.write_all(bytes).map_err(at)?;
    if sync {
        file.sync_data().map_err(at)?;
    }
    fs::rename(&temporary, path).map_err(at)
}

/// The name that a file is written under first; the walk over text files passes it over.
fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.new"))
}

/// Makes renames and removals in a folder last.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    match File::open(folder) {
        Ok(folder_file) => folder_file.sync_all().or_else(|e| match e.kind() {
            // Some file systems cannot sync a folder; they do so by themselves.
            io::ErrorKind::InvalidInput | io::ErrorKind::PermissionDenied => Ok(()),
            _ => Err(StoreError::file(folder, e)),
        }),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(StoreError::file(folder, e)),
    }
}

/// Whether this system can make all that was written below a folder last in one step.
pub(crate) const CAN_SYNC_ALL: bool = cfg!(target_os = "linux");

/// Makes all that was written to the file system of a folder last.
#[cfg(target_os = "linux")]
pub(crate) fn sync_all(folder: &Path) -> Result<(), StoreError> {
    let at = |e| StoreError::file(folder, e);
    let opened = File::open(folder).map_err(at)?;
    rustix::fs::syncfs(&opened).map_err(|e| at(e.into()))
}

/// Makes all that was written to the file system of a folder last.
#[cfg(not(target_os = "linux"))]
pub(crate) fn sync_all(folder: &Path) -> Result<(), StoreError> {
    Err(StoreError::file(folder, io::ErrorKind::Unsupported.into()))
}

/// The content of a file; `None` where there is none.
pub(crate) fn read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(StoreError::file(path, e)),
    }
}

/// Removes a file that may be gone already.
pub(crate) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(StoreError::file(path, e)),
    }
}

/// Removes a folder with all in it; it may be gone already.
pub(crate) fn remove_folder(path: &Path) -> Result<(), StoreError> {
    match fs::remove_dir_all(path) {
        Ok(()) => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(StoreError::file(path, e)),
    }
}
