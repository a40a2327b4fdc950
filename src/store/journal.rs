//! A change of several files that happens as a whole.
//!
//! All of it is first written to one file, which is synced and renamed into place: from then on the
//! change will happen, whatever ends the process. Then the files are written and the journal is
//! removed. Whoever opens the workspace next finishes what a journal says.

use crate::store::disk;
use crate::store::fault::StoreError;
use crate::store::layout::JOURNAL;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// Files that are synced one by one.
const FEW: usize = 16;

/// Changes of files, by path below the workspace.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    steps: BTreeMap<PathBuf, Option<Vec<u8>>>,
}

/// A step as the first line of the file lists it; the contents follow one after the other.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    path: PathBuf,
    length: Option<usize>,
}

impl Journal {
    /// Will write a file; of two contents for one path the later counts.
    pub(crate) fn put(&mut self, path: impl Into<PathBuf>, bytes: Vec<u8>) {
        self.steps.insert(path.into(), Some(bytes));
    }

    /// Will remove a file.
    pub(crate) fn remove(&mut self, path: impl Into<PathBuf>) {
        self.steps.insert(path.into(), None);
    }

    /// The files that it changes.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.steps.keys().map(PathBuf::as_path)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Makes the change: returns when it is done and will last.
    pub(crate) fn commit(&self, root: &Path) -> Result<(), StoreError> {
        let file = root.join(JOURNAL);
        disk::replace(&file, &self.encode(&file)?)?;
        disk::sync_folder(file.parent().unwrap_or(root))?;
        self.apply(root)
    }

    /// Finishes a change that was begun, if there is one. Only for who holds the lock.
    pub(crate) fn finish(root: &Path) -> Result<(), StoreError> {
        let file = root.join(JOURNAL);
        let Some(bytes) = disk::read(&file)? else {
            return Ok(());
        };
        let damaged = || StoreError::Damaged {
            path: file.clone(),
            message: "a journal that is not whole".into(),
        };
        Self::decode(&bytes).ok_or_else(damaged)?.apply(root)
    }

    fn apply(&self, root: &Path) -> Result<(), StoreError> {
        // A sync takes as long for one file as for all: many files are made to last together.
        let together = disk::CAN_SYNC_ALL && self.steps.len() > FEW;
        self.steps.par_iter().try_for_each(|(path, bytes)| {
            let path = root.join(path);
            match bytes {
                Some(bytes) if disk::read(&path)?.as_ref() == Some(bytes) => Ok(()),
                Some(bytes) => disk::put(&path, bytes, !together),
                None => disk::remove(&path),
            }
        })?;
        let paths = self.steps.keys().map(|path| root.join(path));
        let folders: BTreeSet<PathBuf> = paths
            .filter_map(|path| path.parent().map(Path::to_path_buf))
            .collect();
        if together {
            disk::sync_all(root)?;
        } else {
            for folder in &folders {
                disk::sync_folder(folder)?;
            }
        }
        disk::remove(&root.join(JOURNAL))
    }

    fn encode(&self, file: &Path) -> Result<Vec<u8>, StoreError> {
        let entries: Vec<Entry> = self
            .steps
            .iter()
            .map(|(path, bytes)| Entry {
                path: path.clone(),
                length: bytes.as_ref().map(Vec::len),
            })
            .collect();
        let mut out = serde_json::to_vec(&entries).map_err(|e| StoreError::file(file, e.into()))?;
        out.push(b'\n');
        for bytes in self.steps.values() {
            out.extend_from_slice(bytes.as_deref().unwrap_or_default());
        }
        Ok(out)
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let line = memchr::memchr(b'\n', bytes)?;
        let (head, mut rest) = bytes.split_at_checked(line + 1)?;
        let entries: Vec<Entry> = serde_json::from_slice(head).ok()?;
        let mut steps = BTreeMap::new();
        for Entry { path, length } in entries {
            // A journal never reaches out of the workspace.
            path.components()
                .all(|part| matches!(part, Component::Normal(_)))
                .then_some(())?;
            let content = match length {
                None => None,
                Some(length) => {
                    let (content, after) = rest.split_at_checked(length)?;
                    rest = after;
                    Some(content.to_vec())
                }
            };
            steps.insert(path, content);
        }
        rest.is_empty().then_some(Self { steps })
    }
}

#[cfg(test)]
mod tests {
    use super::{JOURNAL, Journal};
    use std::fs;

    #[test]
    fn a_change_that_was_begun_is_finished() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        let file = root.join(JOURNAL);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(root.join("old"), "x").unwrap();
        let mut journal = Journal::default();
        journal.put("a/b", b"1\n2".to_vec());
        journal.remove("old");
        fs::write(&file, journal.encode(&file).unwrap()).unwrap();
        Journal::finish(root).unwrap();
        assert_eq!(fs::read(root.join("a/b")).unwrap(), b"1\n2");
        assert!(!root.join("old").exists() && !file.exists());
    }

    #[test]
    fn a_journal_stays_inside() {
        assert!(Journal::decode(b"[{\"path\":\"../x\",\"length\":null}]\n").is_none());
        assert!(Journal::decode(b"[{\"path\":\"/x\",\"length\":null}]\n").is_none());
        assert!(Journal::decode(b"[{\"path\":\"x\",\"length\":9}]\nabc").is_none());
        assert!(Journal::decode(b"").is_none());
    }
}
