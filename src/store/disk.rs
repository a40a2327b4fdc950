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

/// Fills a buffer from a place of a file, whoever else reads it.
#[cfg(unix)]
pub(crate) fn read_at(file: &File, buffer: &mut [u8], place: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, place)
}

/// Fills a buffer from a place of a file, whoever else reads it.
#[cfg(windows)]
pub(crate) fn read_at(file: &File, mut buffer: &mut [u8], mut place: u64) -> io::Result<()> {
    while !buffer.is_empty() {
        let count = std::os::windows::fs::FileExt::seek_read(file, buffer, place)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        buffer = buffer.get_mut(count..).unwrap_or_default();
        place += count as u64;
    }
    Ok(())
}

/// The kind of the network file system that a folder stands on; `None` on a local one, or where that cannot be told.
#[cfg(target_os = "linux")]
pub(crate) fn network(folder: &Path) -> Option<&'static str> {
    rustix::fs::statfs(folder)
        .ok()
        .and_then(|s| kind(s.f_type.cast_unsigned() & 0xFFFF_FFFF))
}

/// The kind of the network file system that a folder stands on; `None` on a local one, or where that cannot be told.
#[cfg(not(target_os = "linux"))]
pub(crate) fn network(_: &Path) -> Option<&'static str> {
    None
}

/// The network file system of a number of `statfs`, as `linux/magic.h` gives them.
#[cfg(target_os = "linux")]
fn kind(number: u64) -> Option<&'static str> {
    match number {
        0x6969 => Some("NFS"),
        0x517B | 0xFF53_4D42 | 0xFE53_4D42 => Some("SMB"),
        0x5346_414F | 0x6B41_4653 => Some("AFS"),
        0x7375_7245 => Some("Coda"),
        0x00C3_6400 => Some("Ceph"),
        _ => None,
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #[test]
    fn network_file_systems_are_told() {
        assert_eq!(super::kind(0x6969), Some("NFS"));
        assert_eq!(super::kind(0xFE53_4D42), Some("SMB"));
        let here = tempfile::tempdir().unwrap();
        assert_eq!(super::network(here.path()), None);
    }
}
