//! Data sets as they are kept: a folder of compressed pieces each, which is there whole or not at all.

use crate::store::disk;
use crate::store::fault::StoreError;
use crate::store::format::Format;
use crate::store::index::record::blank_prefix;
use crate::store::intake::{Give, Intake};
use crate::store::layout::{self, SETS};
use crate::store::ledger::Note;
use crate::store::load::Input;
use crate::store::tee::Tee;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Level of zstd: as fast as the text is parsed.
const LEVEL: i32 = -3;

/// The names of the data sets of a workspace, sorted.
pub(crate) fn names(root: &Path) -> Result<Vec<String>, StoreError> {
    let mut names: Vec<String> = entries(root)?;
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    Ok(names)
}

fn entries(root: &Path) -> Result<Vec<String>, StoreError> {
    let folder = root.join(SETS);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(StoreError::file(folder, e)),
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    Ok(names.collect())
}

/// Reads the inputs of a set, and keeps a compressed copy of each aside until [`keep`] is called.
pub(crate) fn stage(
    root: &Path,
    name: &str,
    inputs: Vec<Input<'_>>,
    graph: Option<&str>,
    give: &mut Give<'_>,
) -> Result<(), StoreError> {
    let folder = aside(root, name, "new");
    fs::create_dir_all(&folder).map_err(|e| StoreError::file(&folder, e))?;
    if let Some(graph) = graph {
        disk::replace(&folder.join("graph"), graph.as_bytes())?;
    }
    let blank = blank_prefix(name);
    for (i, input) in inputs.into_iter().enumerate() {
        let path = folder.join(format!("{i:04}.{}.zst", input.format.ending()));
        let at = |e| StoreError::file(&path, e);
        let file = File::create(&path).map_err(at)?;
        let mut tee = Tee::new(input.reader, zstd::Encoder::new(file, LEVEL).map_err(at)?);
        let intake = Intake {
            shown: &input.shown,
            format: input.format,
            graph,
            blank: &blank,
        };
        let read = intake.read(&mut tee, give);
        if let Some(e) = tee.failure.take() {
            return Err(at(e));
        }
        read?;
        // What a parser left unread at the end is part of the copy too.
        io::copy(&mut tee, &mut io::sink()).map_err(at)?;
        let finished = tee.writer.finish().and_then(|file| file.sync_data());
        finished.map_err(at)?;
    }
    disk::sync_folder(&folder)
}

/// Puts what was staged in the place of the set of this name, which is kept aside until [`settle`] or [`undo`]
/// is called.
pub(crate) fn keep(root: &Path, name: &str) -> Result<(), StoreError> {
    let folder = root.join(SETS).join(name);
    if folder.exists() {
        rename(&folder, &aside(root, name, "old"))?;
    }
    rename(&aside(root, name, "new"), &folder)?;
    disk::sync_folder(&root.join(SETS))
}

/// Removes the set that another took the place of.
pub(crate) fn settle(root: &Path, name: &str) -> Result<(), StoreError> {
    disk::remove_folder(&aside(root, name, "old"))
}

/// Puts the set back that another took the place of.
pub(crate) fn undo(root: &Path, name: &str) -> Result<(), StoreError> {
    let folder = root.join(SETS).join(name);
    rename(&folder, &aside(root, name, "new"))?;
    rename(&aside(root, name, "old"), &folder)?;
    disk::sync_folder(&root.join(SETS))
}

/// Removes what was staged.
pub(crate) fn abandon(root: &Path, name: &str) -> Result<(), StoreError> {
    disk::remove_folder(&aside(root, name, "new"))
}

/// Removes a set.
pub(crate) fn drop(root: &Path, name: &str) -> Result<(), StoreError> {
    let gone = aside(root, name, "gone");
    rename(&root.join(SETS).join(name), &gone)?;
    disk::sync_folder(&root.join(SETS))?;
    disk::remove_folder(&gone)
}

/// Tidies up after a process that died while it changed a set: the old one stands or the new one.
/// Only for who holds the lock.
pub(crate) fn recover(root: &Path) -> Result<(), StoreError> {
    for entry in entries(root)? {
        let parts = entry.strip_prefix('.').and_then(|e| e.rsplit_once('.'));
        let Some((name, kind)) = parts else { continue };
        let (left, folder) = (root.join(SETS).join(&entry), root.join(SETS).join(name));
        match kind {
            "old" if !folder.exists() => rename(&left, &folder)?,
            "new" | "old" | "gone" => disk::remove_folder(&left)?,
            _ => {}
        }
    }
    Ok(())
}

fn aside(root: &Path, name: &str, kind: &str) -> PathBuf {
    root.join(SETS).join(format!(".{name}.{kind}"))
}

fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(|e| StoreError::file(to, e))
}

/// Notes on the files of a set that was staged, by the paths that they will have; their numbers are given later.
pub(crate) fn notes(root: &Path, name: &str) -> Result<Vec<(PathBuf, Note)>, StoreError> {
    let (folder, mut out) = (aside(root, name, "new"), Vec::new());
    let at = |e| StoreError::file(&folder, e);
    for entry in fs::read_dir(&folder).map_err(at)? {
        let entry = entry.map_err(at)?;
        let path = Path::new(SETS).join(name).join(entry.file_name());
        if layout::kind(&path).is_some() {
            out.push((path, Note::of(0, &entry.path())?));
        }
    }
    out.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(out)
}

/// Reads a piece of a set: its name without `.zst` tells the format, and a file `graph` beside it the
/// graph of triples that name none.
pub(crate) fn read(
    root: &Path,
    path: &Path,
    name: &str,
    give: &mut Give<'_>,
) -> Result<(), StoreError> {
    let (whole, shown) = (root.join(path), layout::shown(path));
    let format = Format::of_file(shown.trim_end_matches(".zst"))?;
    let graph = disk::read(&whole.with_file_name("graph"))?;
    let graph = graph.map(|b| String::from_utf8_lossy(&b).trim().to_string());
    let file = File::open(&whole).map_err(|e| StoreError::file(&whole, e))?;
    let mut reader = zstd::Decoder::new(file).map_err(|e| StoreError::file(&whole, e))?;
    let intake = Intake {
        shown: &shown,
        format,
        graph: graph.as_deref(),
        blank: &blank_prefix(name),
    };
    intake.read(&mut reader, give)
}
