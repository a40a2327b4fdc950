//! What the index remembers of the text files it was made of: their content, and which of them
//! says a quad that several may say.

use crate::model::slug::{digest, digest_of};
use crate::store::fault::StoreError;
use crate::store::index::environment::Environment;
use crate::store::index::id::{Key, Row};
use crate::store::index::order::Order;
use crate::store::index::support::{by_file, by_quad};
use heed::{RoTxn, RwTxn};
use std::fs::{File, Metadata};
use std::path::{Path, PathBuf};

/// What was read of a text file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    /// Its number within the index.
    pub(crate) number: u32,
    /// Size, time of change and number on the disk: while they stay, it is not read again.
    pub(crate) stamp: Stamp,
    /// SHA-256 of its bytes, in hex.
    pub(crate) sha256: String,
}

/// What the file system says of a file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Stamp([u64; 4]);

impl Stamp {
    /// How many bytes the file has.
    pub(crate) fn bytes(self) -> u64 {
        let [bytes, ..] = self.0;
        bytes
    }

    pub(crate) fn of(metadata: &Metadata) -> Self {
        let time = metadata.modified().ok();
        let since = time.and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
        let since = since.unwrap_or_default();
        let nanos = u64::from(since.subsec_nanos());
        Self([metadata.len(), since.as_secs(), nanos, node(metadata)])
    }
}

#[cfg(unix)]
fn node(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn node(_: &Metadata) -> u64 {
    0
}

impl Note {
    pub(crate) fn new(number: u32, metadata: &Metadata, bytes: &[u8]) -> Self {
        Self {
            number,
            stamp: Stamp::of(metadata),
            sha256: digest(bytes),
        }
    }

    /// Of a file at a path, which is read by pieces: it may be large.
    pub(crate) fn of(number: u32, path: &Path) -> Result<Self, StoreError> {
        let at = |e| StoreError::file(path, e);
        let file = File::open(path).map_err(at)?;
        Ok(Self {
            number,
            stamp: Stamp::of(&file.metadata().map_err(at)?),
            sha256: digest_of(file).map_err(at)?,
        })
    }

    fn bytes(&self) -> Vec<u8> {
        let mut out = self.number.to_be_bytes().to_vec();
        for part in self.stamp.0 {
            out.extend_from_slice(&part.to_be_bytes());
        }
        out.extend_from_slice(self.sha256.as_bytes());
        out
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (number, mut rest) = bytes.split_first_chunk::<4>()?;
        let mut stamp = Stamp::default();
        for part in &mut stamp.0 {
            let (head, tail) = rest.split_first_chunk::<8>()?;
            *part = u64::from_be_bytes(*head);
            rest = tail;
        }
        let sha256 = String::from_utf8(rest.to_vec()).ok()?;
        Some(Self {
            number: u32::from_be_bytes(*number),
            stamp,
            sha256,
        })
    }
}

/// All notes, sorted by path.
pub(crate) fn notes(
    environment: &Environment,
    txn: &RoTxn<'_>,
) -> Result<Vec<(PathBuf, Note)>, StoreError> {
    let mut out = Vec::new();
    for entry in environment.tables.files.iter(txn)? {
        let (path, note) = entry?;
        let path = PathBuf::from(String::from_utf8_lossy(path).into_owned());
        let note = Note::read(note).ok_or_else(|| StoreError::Damaged {
            path: environment.path.clone(),
            message: format!("no note on {}", path.display()),
        })?;
        out.push((path, note));
    }
    Ok(out)
}

/// Keeps a note.
pub(crate) fn keep(
    environment: &Environment,
    txn: &mut RwTxn<'_>,
    path: &Path,
    note: &Note,
) -> Result<(), StoreError> {
    let name = crate::store::layout::shown(path);
    Ok(environment
        .tables
        .files
        .put(txn, name.as_bytes(), &note.bytes())?)
}

/// Drops a note.
pub(crate) fn drop(
    environment: &Environment,
    txn: &mut RwTxn<'_>,
    path: &Path,
) -> Result<(), StoreError> {
    let name = crate::store::layout::shown(path);
    environment.tables.files.delete(txn, name.as_bytes())?;
    Ok(())
}

/// Notes that a file says a quad.
pub(crate) fn support(
    environment: &Environment,
    txn: &mut RwTxn<'_>,
    file: u32,
    row: Row,
) -> Result<(), StoreError> {
    let table = environment.tables.support;
    table.put(txn, &by_file(file, row), &[])?;
    Ok(table.put(txn, &by_quad(file, row), &[])?)
}

/// Notes that a file no longer says a quad; whether no other file says it.
pub(crate) fn withdraw(
    environment: &Environment,
    txn: &mut RwTxn<'_>,
    file: u32,
    row: Row,
) -> Result<bool, StoreError> {
    let table = environment.tables.support;
    let by_quad = by_quad(file, row);
    table.delete(txn, &by_file(file, row))?;
    table.delete(txn, &by_quad)?;
    let prefix = by_quad.get(..=Key::LEN).unwrap_or_default();
    let mut others = table.prefix_iter(txn, prefix)?;
    Ok(others.next().transpose()?.is_none())
}

/// The quads of shared graphs that a file says, sorted.
pub(crate) fn said(
    environment: &Environment,
    txn: &RoTxn<'_>,
    file: u32,
) -> Result<Vec<Row>, StoreError> {
    let prefix = [&b"f"[..], &file.to_be_bytes()].concat();
    let mut out = Vec::new();
    for entry in environment.tables.support.prefix_iter(txn, &prefix)? {
        let (key, _) = entry?;
        let quad = key.get(prefix.len()..).and_then(|k| k.first_chunk());
        out.extend(quad.map(|key| Order::Gspo.row(Key::read(key))));
    }
    Ok(out)
}
