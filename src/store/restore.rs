//! A backup to a workspace: all of it or nothing.
//!
//! The files are first unpacked aside, in `.aikg/restore`, and compared with the list. Then a mark is set: from
//! there on the workspace will be restored, by whoever opens it next if this process dies.

use crate::model::slug::digest_of;
use crate::store::backup::{Backup, Entry, LIST, PARTS};
use crate::store::fault::StoreError;
use crate::store::layout::{INDEX, SETTINGS};
use crate::store::lock::Lock;
use crate::store::tee::Tee;
use crate::store::{Workspace, disk};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Component, Path};
use zip::ZipArchive;

/// Where the files stand aside, and the mark that all of them are there.
const ASIDE: &str = ".aikg/restore";
const MARK: &str = ".aikg/restored";
/// Most bytes of the list of a backup.
const LONGEST: u64 = 1 << 30;

impl Workspace {
    /// Makes a folder the workspace that a backup is of. In the place of another workspace only with `replace`:
    /// its text files, texts, data sets and settings go, other files stay.
    ///
    /// # Errors
    /// A file that is no backup or not whole; a folder that is a workspace already. Nothing is changed then.
    pub fn restore(file: &Path, root: &Path, replace: bool) -> Result<Backup, StoreError> {
        if root.join(SETTINGS).exists() && !replace {
            return Err(StoreError::Workspace {
                path: root.to_path_buf(),
                message: "is a workspace already; a backup would take its place",
            });
        }
        let mut archive = open(file)?;
        let backup = list(&mut archive, file)?;
        let existed = root.exists();
        let lock = Lock::wait(root)?;
        let restored = unpack(&mut archive, &backup, file, &root.join(ASIDE));
        if restored.is_err() {
            disk::remove_folder(&root.join(ASIDE))?;
            drop(lock);
            if !existed {
                disk::remove_folder(root)?;
            }
        }
        restored?;
        disk::replace(&root.join(MARK), b"")?;
        disk::sync_folder(&root.join(".aikg"))?;
        finish(root)?;
        Ok(backup)
    }
}

/// Finishes a restoration that was begun, if there is one. Only for who holds the lock.
pub(crate) fn finish(root: &Path) -> Result<(), StoreError> {
    let aside = root.join(ASIDE);
    if !is_begun(root) {
        return disk::remove_folder(&aside);
    }
    // The parts that were moved are not there any more; those that the backup does not hold never were.
    let held = disk::read(&aside.join(LIST))?.unwrap_or_default();
    let held = String::from_utf8_lossy(&held).into_owned();
    for part in PARTS {
        let (from, to) = (aside.join(part), root.join(part));
        let at = |e| StoreError::file(&to, e);
        if from.is_dir() {
            disk::remove_folder(&to)?;
            fs::create_dir_all(to.parent().unwrap_or(root)).map_err(at)?;
            fs::rename(&from, &to).map_err(at)?;
        } else if from.exists() {
            fs::rename(&from, &to).map_err(at)?;
        } else if !held.lines().any(|line| line == part) {
            match to.is_dir() {
                true => disk::remove_folder(&to)?,
                false => disk::remove(&to)?,
            }
        }
    }
    disk::remove_folder(&root.join(INDEX))?;
    disk::sync_folder(root)?;
    disk::remove(&root.join(MARK))?;
    disk::remove_folder(&aside)
}

/// Whether a restoration was begun that will happen.
pub(crate) fn is_begun(root: &Path) -> bool {
    root.join(MARK).is_file()
}

fn bad(file: &Path, message: impl Into<String>) -> StoreError {
    StoreError::Backup {
        path: file.to_path_buf(),
        message: message.into(),
    }
}

fn open(file: &Path) -> Result<ZipArchive<BufReader<File>>, StoreError> {
    let opened = File::open(file).map_err(|e| StoreError::file(file, e))?;
    ZipArchive::new(BufReader::new(opened)).map_err(|_| bad(file, "is no backup, or is not whole"))
}

/// The list of a backup, with paths that stay within a workspace.
fn list(archive: &mut ZipArchive<BufReader<File>>, file: &Path) -> Result<Backup, StoreError> {
    let entry = archive.by_name(LIST);
    let entry =
        entry.map_err(|_| bad(file, "is no backup of aikg: it has no list of its files"))?;
    let listed: Option<Backup> = serde_json::from_reader(entry.take(LONGEST)).ok();
    let backup = listed.filter(Backup::is_known);
    let backup = backup.ok_or_else(|| bad(file, "its list of files cannot be read"))?;
    for Entry { path, .. } in &backup.files {
        let path = Path::new(path);
        let plain = path
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if !plain || !PARTS.iter().any(|part| path.starts_with(part)) {
            let message = format!("'{}' is no file of a workspace", path.display());
            return Err(bad(file, message));
        }
    }
    if !backup.files.iter().any(|entry| entry.path == SETTINGS) {
        return Err(bad(file, "it has no aikg.toml"));
    }
    Ok(backup)
}

/// Unpacks the files of a backup, each compared with the list, and makes them last.
fn unpack(
    archive: &mut ZipArchive<BufReader<File>>,
    backup: &Backup,
    file: &Path,
    aside: &Path,
) -> Result<(), StoreError> {
    disk::remove_folder(aside)?;
    let mut parts = BTreeSet::new();
    for entry in &backup.files {
        let to = aside.join(&entry.path);
        let at = |e: io::Error| StoreError::file(&to, e);
        fs::create_dir_all(to.parent().unwrap_or(aside)).map_err(at)?;
        let packed = archive.by_name(&entry.path);
        let packed = packed.map_err(|_| bad(file, format!("{} is missing", entry.path)))?;
        // A byte more than there should be is enough to tell that there are too many.
        let reader = packed.take(entry.size.saturating_add(1));
        let mut copy = Tee::new(reader, File::create(&to).map_err(at)?);
        let sha256 = digest_of(&mut copy);
        if let Some(e) = copy.failure.take() {
            return Err(at(e));
        }
        if copy.size != entry.size || sha256.ok().as_ref() != Some(&entry.sha256) {
            let message = format!("{} is not what was backed up", entry.path);
            return Err(bad(file, message));
        }
        if !disk::CAN_SYNC_ALL {
            copy.writer.sync_all().map_err(at)?;
        }
        let holds = |part: &&str| Path::new(&entry.path).starts_with(part);
        parts.extend(PARTS.into_iter().find(holds));
    }
    let parts: Vec<&str> = parts.into_iter().collect();
    disk::replace(&aside.join(LIST), parts.join("\n").as_bytes())?;
    match disk::CAN_SYNC_ALL {
        true => disk::sync_all(aside),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{ASIDE, LIST, MARK};
    use crate::store::Workspace;
    use std::fs;

    #[test]
    fn a_restoration_that_was_begun_is_finished() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let put = |path: &str, text: &str| {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            fs::write(root.join(path), text).unwrap();
        };
        put("aikg.toml", "");
        put("queries/old.rq", "");
        put("documents/kept.zst", "moved already");
        put("own.txt", "");
        put(&format!("{ASIDE}/aikg.toml"), "");
        put(&format!("{ASIDE}/data/triples/a.ttl"), "new");
        put(&format!("{ASIDE}/{LIST}"), "aikg.toml\ndata\ndocuments");
        Workspace::open(root).unwrap();
        assert!(root.join("queries/old.rq").exists());
        put(MARK, "");
        Workspace::open(root).unwrap();
        for there in ["data/triples/a.ttl", "documents/kept.zst", "own.txt"] {
            assert!(root.join(there).is_file(), "{there}");
        }
        for gone in ["queries", ASIDE, MARK] {
            assert!(!root.join(gone).exists(), "{gone}");
        }
    }
}
