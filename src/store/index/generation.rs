//! Which folder holds the index now, and how a new one takes its place.
//!
//! `.aikg/index/current` names a folder beside it. A new index is made in a folder of the next
//! number and becomes the current one when that file is replaced. Processes that have the old one
//! open go on reading it.

use crate::model::Namespaces;
use crate::store::disk;
use crate::store::fault::StoreError;
use crate::store::index::environment::Environment;
use crate::store::index::snapshot::Transaction;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// What the notes of an index say of how it was made; another value means that it is built again.
pub(crate) const FORMAT: &str = concat!("4 ", env!("CARGO_PKG_VERSION"));

/// An index on disk. Cheap to clone; all clones and threads share one mapping.
#[derive(Debug, Clone)]
pub struct Index {
    pub(crate) environment: Arc<Environment>,
    pub(crate) namespaces: Namespaces,
    /// The folder that goes with an index which was made for one answer.
    pub(crate) _passing: Option<Arc<TempDir>>,
}

impl Index {
    /// A read transaction: it sees the index as it is now, whatever is written meanwhile.
    pub fn read(&self) -> Result<Transaction, StoreError> {
        Ok(Transaction {
            environment: Arc::clone(&self.environment),
            txn: self.environment.read()?,
            namespaces: self.namespaces.clone(),
        })
    }

    /// Folder of the index.
    pub fn folder(&self) -> &Path {
        &self.environment.path
    }

    /// The current index; `None` where there is none, or one of another format or namespaces.
    pub(crate) fn current(
        base: &Path,
        namespaces: &Namespaces,
    ) -> Result<Option<Self>, StoreError> {
        // A writer may replace the index between the two steps: then the name is read again.
        for _ in 0..3 {
            let Some(folder) = current_folder(base)? else {
                return Ok(None);
            };
            if !folder.join("data.mdb").is_file() {
                continue;
            }
            let environment = match Environment::open(&folder) {
                Ok(environment) => environment,
                Err(StoreError::File { source, .. })
                    if source.kind() == std::io::ErrorKind::NotFound =>
                {
                    continue;
                }
                Err(StoreError::Damaged { .. }) => return Ok(None),
                Err(other) => return Err(other),
            };
            let index = Self {
                environment,
                namespaces: namespaces.clone(),
                _passing: None,
            };
            return Ok(index.is_of(&signature(namespaces))?.then_some(index));
        }
        Ok(None)
    }

    fn is_of(&self, signature: &str) -> Result<bool, StoreError> {
        let txn = self.environment.read()?;
        let note = self.environment.tables.notes.get(&txn, b"signature")?;
        Ok(note == Some(signature.as_bytes()))
    }
}

/// Format, program and namespaces: all that the content depends on beside the text files.
pub(crate) fn signature(namespaces: &Namespaces) -> String {
    let prefixes: Vec<String> = namespaces
        .prefixes()
        .into_iter()
        .map(|(p, iri)| format!("{p}={iri}"))
        .collect();
    format!("{FORMAT} {}", prefixes.join(" "))
}

/// The folder that holds the index now.
pub(crate) fn current_folder(base: &Path) -> Result<Option<PathBuf>, StoreError> {
    let name = disk::read(&base.join("current"))?;
    let number = name.and_then(|name| String::from_utf8(name).ok()?.trim().parse::<u64>().ok());
    Ok(number.map(|number| base.join(number.to_string())))
}

/// An empty folder for the next index. Folders that a dead process left half done go. Only for who holds the
/// lock.
pub(crate) fn next(base: &Path) -> Result<PathBuf, StoreError> {
    let (numbers, now) = (numbered(base)?, current_folder(base)?);
    for number in &numbers {
        let folder = base.join(number.to_string());
        if now.as_ref() != Some(&folder) {
            disk::remove_folder(&folder)?;
        }
    }
    let next = numbers.last().map_or(1, |last| last + 1);
    let folder = base.join(next.to_string());
    fs::create_dir_all(&folder).map_err(|e| StoreError::file(&folder, e))?;
    Ok(folder)
}

/// Makes a folder the current index and removes all others.
pub(crate) fn switch(base: &Path, folder: &Path) -> Result<(), StoreError> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    disk::replace(&base.join("current"), format!("{name}\n").as_bytes())?;
    disk::sync_folder(base)?;
    for number in numbered(base)? {
        let other = base.join(number.to_string());
        if other.file_name() != folder.file_name() {
            disk::remove_folder(&other)?;
        }
    }
    Ok(())
}

/// The numbered folders, in order.
fn numbered(base: &Path) -> Result<Vec<u64>, StoreError> {
    let Ok(entries) = fs::read_dir(base) else {
        return Ok(Vec::new());
    };
    let mut numbers = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|e| StoreError::file(base, e))?;
        numbers.extend(
            entry
                .file_name()
                .to_str()
                .and_then(|name| name.parse::<u64>().ok()),
        );
    }
    numbers.sort_unstable();
    Ok(numbers)
}
