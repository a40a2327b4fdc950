//! One file that holds all of a workspace that cannot be made again: text files, texts and data sets.
//!
//! It is a zip archive. Its last entry lists all others with size and SHA-256.

use crate::model::slug::digest_of;
use crate::store::Workspace;
use crate::store::fault::StoreError;
use crate::store::layout::{self, SETS};
use crate::store::lock::Lock;
use crate::store::nameless::Nameless;
use crate::store::tee::Tee;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// The entry that lists the others.
pub(crate) const LIST: &str = "aikg-backup.json";
/// What a backup holds, by path below the root; the settings come last, as they make a folder a workspace.
pub(crate) const PARTS: [&str; 6] = [
    "data",
    layout::QUERIES,
    layout::TEXTS,
    SETS,
    ".gitignore",
    layout::SETTINGS,
];
/// What the list says that it is a list of.
const KIND: &str = "aikg backup 1";

/// What is known of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    pub(crate) kind: String,
    /// The files, sorted by path.
    pub files: Vec<Entry>,
}

/// A file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Path below the workspace, with `/` everywhere.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the bytes, in hex.
    pub sha256: String,
}

impl Backup {
    /// Bytes of all files.
    pub fn size(&self) -> u64 {
        self.files.iter().map(|file| file.size).sum()
    }

    pub(crate) fn is_known(&self) -> bool {
        self.kind == KIND
    }
}

impl Workspace {
    /// Writes all of the workspace but the index to one file, which replaces another of its name once it is
    /// whole and will last. Writers wait meanwhile, so it is of one moment.
    ///
    /// # Errors
    /// A file that cannot be read, or the new one written.
    pub fn backup(&self, file: &Path) -> Result<Backup, StoreError> {
        let at = |e: io::Error| StoreError::file(file, e);
        let _lock = Lock::wait(self.root())?;
        let folder = file.parent().filter(|p| !p.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let begun = Nameless::beside(file).map_err(|e| {
            // The name of the file made for the time being tells nothing.
            let why = e.raw_os_error().map(io::Error::from_raw_os_error);
            at(why.unwrap_or_else(|| e.kind().into()))
        })?;
        let mut archive = ZipWriter::new(begun);
        let mut backup = Backup {
            kind: KIND.into(),
            files: Vec::new(),
        };
        for path in parts(self.root())? {
            let entry = add(&mut archive, self.root(), &path, file)?;
            backup.files.push(entry);
        }
        let list = serde_json::to_vec(&backup).map_err(|e| at(e.into()))?;
        let options = SimpleFileOptions::default();
        let started = archive.start_file(LIST, options);
        started.map_err(|e| at(e.into()))?;
        archive.write_all(&list).map_err(at)?;
        let whole = archive.finish().map_err(|e| at(e.into()))?;
        whole.sync().map_err(at)?;
        whole.keep().map_err(at)?;
        crate::store::disk::sync_folder(folder)?;
        Ok(backup)
    }
}

/// Adds a file to an archive.
fn add(
    archive: &mut ZipWriter<impl Write + Seek>,
    root: &Path,
    path: &Path,
    file: &Path,
) -> Result<Entry, StoreError> {
    let (whole, name) = (root.join(path), layout::shown(path));
    let read = |e: io::Error| StoreError::file(&whole, e);
    let size = whole.metadata().map_err(read)?.len();
    let packed = path.extension().is_some_and(|ending| ending == "zst");
    let method = match packed {
        true => CompressionMethod::Stored,
        false => CompressionMethod::Deflated,
    };
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .large_file(size > u64::from(u32::MAX) / 2);
    let started = archive.start_file(name.as_str(), options);
    started.map_err(|e| StoreError::file(file, e.into()))?;
    let mut copy = Tee::new(File::open(&whole).map_err(read)?, archive);
    let sha256 = digest_of(&mut copy);
    let (size, failure) = (copy.size, copy.failure.take());
    if let Some(e) = failure {
        return Err(StoreError::file(file, e));
    }
    Ok(Entry {
        path: name,
        size,
        sha256: sha256.map_err(read)?,
    })
}

/// The files that a backup holds, sorted by path.
pub(crate) fn parts(root: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut out = Vec::new();
    for part in PARTS {
        let base = root.join(part);
        if !base.exists() {
            continue;
        }
        let visible = |entry: &walkdir::DirEntry| {
            entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
        };
        for entry in WalkDir::new(&base).into_iter().filter_entry(visible) {
            let entry = entry.map_err(|e| {
                let path = e.path().unwrap_or(&base).to_path_buf();
                StoreError::file(path, e.into())
            })?;
            if entry.path().is_file()
                && let Ok(path) = entry.path().strip_prefix(root)
            {
                out.push(path.to_path_buf());
            }
        }
    }
    out.sort();
    Ok(out)
}
