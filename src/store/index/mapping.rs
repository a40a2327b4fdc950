//! How the file of an index is mapped into memory, also where its folder cannot be written to.

use crate::store::disk;
use crate::store::fault::StoreError;
use heed::{Env, EnvFlags, EnvOpenOptions, WithoutTls};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Sizes of the address range asked for, in bytes; the file grows only as it is filled.
const MAPS: [usize; 4] = [1 << 40, 1 << 36, 1 << 33, 1 << 30];
/// How many read transactions may be open at once, over all processes.
const READERS: u32 = 1024;

/// Opens the environment with the largest address range that the system grants. Where the file of its readers cannot be
/// written, it is opened for reading alone.
pub(super) fn mapped(path: &Path) -> Result<Env<WithoutTls>, StoreError> {
    if let Some(system) = disk::network(path) {
        return Err(StoreError::Network {
            path: path.to_path_buf(),
            system,
        });
    }
    let mut failure = None;
    for size in MAPS {
        let opened = match open(path, size, EnvFlags::empty()) {
            Err(heed::Error::Io(e)) if is_barred(&e) && path.join("data.mdb").is_file() => {
                open(path, size, EnvFlags::READ_ONLY | EnvFlags::NO_LOCK)
            }
            other => other,
        };
        match opened {
            Ok(env) => return Ok(env),
            Err(heed::Error::Io(e)) if e.kind() == ErrorKind::OutOfMemory => {
                failure = Some(heed::Error::Io(e));
            }
            Err(heed::Error::Io(e)) => return Err(StoreError::file(path, e)),
            Err(e) => {
                let message = e.to_string();
                return Err(StoreError::Damaged {
                    path: path.to_path_buf(),
                    message,
                });
            }
        }
    }
    let other = || heed::Error::Io(ErrorKind::OutOfMemory.into());
    Err(failure.unwrap_or_else(other).into())
}

/// What the system says where a file cannot be written.
fn is_barred(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::IsADirectory
    )
}

fn open(path: &Path, size: usize, flags: EnvFlags) -> heed::Result<Env<WithoutTls>> {
    let mut options = EnvOpenOptions::new().read_txn_without_tls();
    options.map_size(size).max_readers(READERS).max_dbs(16);
    // SAFETY: LMDB maps the file into memory, so no other program may change it while it is open. The folder belongs to
    // this program; writers take the workspace's lock, a folder that is replaced is unlinked and never truncated, and
    // `OPEN` keeps this process from opening it twice.
    //
    // Without the file of readers (NO_LOCK) writers do not know what is still read. That is only done where this process
    // may not write to the folder: on a file system that nobody writes to nothing changes. Where somebody with more rights
    // writes meanwhile, pages that are being read may be used again once two changes were made since; a process reads for
    // one question, and such changes are minutes apart.
    #[allow(unsafe_code)]
    unsafe {
        options.flags(flags).open(path)
    }
}

#[cfg(test)]
mod tests {
    use crate::store::index::environment::Environment;
    use std::fs;

    #[test]
    fn an_index_can_be_read_where_nothing_can_be_written() {
        let folder = tempfile::tempdir().unwrap();
        drop(Environment::create(folder.path()).unwrap());
        // Nobody can write to a file that is a folder, whatever rights they have.
        let readers = folder.path().join("lock.mdb");
        fs::remove_file(&readers).unwrap();
        fs::create_dir(&readers).unwrap();
        let environment = Environment::open(folder.path()).unwrap();
        let txn = environment.read().unwrap();
        assert!(environment.tables.notes.is_empty(&txn).unwrap());
        assert!(environment.write().is_err());
    }
}
