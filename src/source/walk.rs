//! From what is named on a command line to the files meant.

use crate::source::{Kind, SourceError};
use globset::{GlobBuilder, GlobSetBuilder};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The files that some paths, folders and patterns mean, each once, in order of path.
///
/// A file is taken as it is; a folder stands for all texts below it, hidden ones excepted; a pattern
/// (`*`, `?`, `[…]`, `**`) for the files that match it. What is wrong with one does not stop the others.
pub fn collect(given: &[String]) -> (Vec<PathBuf>, Vec<SourceError>) {
    chosen(given, &Kind::is_wanted)
}

/// The same where a folder stands for the files below it whose names are wanted.
pub fn chosen(given: &[String], wanted: &dyn Fn(&str) -> bool) -> (Vec<PathBuf>, Vec<SourceError>) {
    let mut files: BTreeSet<PathBuf> = BTreeSet::new();
    let mut faults = Vec::new();
    for name in given {
        let path = Path::new(name);
        let found = if path.is_dir() {
            folder(path, wanted)
        } else if path.exists() || !name.contains(['*', '?', '[']) {
            file(path)
        } else {
            pattern(name)
        };
        match found {
            Ok(found) => files.extend(found),
            Err(fault) => faults.push(fault),
        }
    }
    (files.into_iter().collect(), faults)
}

fn file(path: &Path) -> Result<Vec<PathBuf>, SourceError> {
    if path.exists() {
        Ok(vec![path.to_path_buf()])
    } else {
        Err(SourceError::Nothing(path.display().to_string()))
    }
}

fn folder(path: &Path, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<PathBuf>, SourceError> {
    let files = below(path, &|p| {
        let name = p.file_name().unwrap_or_default().to_string_lossy();
        wanted(&name)
    })?;
    if files.is_empty() {
        Err(SourceError::Empty(path.display().to_string()))
    } else {
        Ok(files)
    }
}

fn pattern(name: &str) -> Result<Vec<PathBuf>, SourceError> {
    let fail = |e: globset::Error| SourceError::Pattern {
        origin: name.to_string(),
        message: e.kind().to_string(),
    };
    let glob = GlobBuilder::new(name)
        .literal_separator(true)
        .build()
        .map_err(fail)?;
    let set = GlobSetBuilder::new().add(glob).build().map_err(fail)?;
    let fixed: PathBuf = Path::new(name)
        .components()
        .take_while(|c| {
            !c.as_os_str()
                .to_string_lossy()
                .contains(['*', '?', '[', '{'])
        })
        .collect();
    let root = if fixed.as_os_str().is_empty() {
        Path::new(".")
    } else {
        &fixed
    };
    let files = below(root, &|p| {
        let plain = p.strip_prefix("./").unwrap_or(p);
        set.is_match(plain) || set.is_match(p)
    })?;
    if files.is_empty() {
        Err(SourceError::Nothing(name.to_string()))
    } else {
        Ok(files)
    }
}

/// The files below a folder that `wanted` wants; hidden files and folders are passed over.
fn below(root: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<Vec<PathBuf>, SourceError> {
    let mut out = Vec::new();
    let visible =
        |e: &walkdir::DirEntry| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(visible)
    {
        let entry = entry.map_err(|e| SourceError::File {
            origin: e.path().unwrap_or(root).display().to_string(),
            source: e
                .into_io_error()
                .unwrap_or_else(|| std::io::Error::other("a loop of links")),
        })?;
        if entry.file_type().is_file() && wanted(entry.path()) {
            out.push(entry.path().to_path_buf());
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_patterns_and_files_each_once() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["a.md", "b.txt", "c.bin", ".hidden.md", "sub/d.markdown"] {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let at = |name: &str| dir.path().join(name).display().to_string();
        let (files, faults) =
            collect(&[at(""), at("a.md"), at("*.bin"), at("no/*.md"), at("none")]);
        let names: Vec<String> = files
            .iter()
            .map(|f| f.strip_prefix(dir.path()).unwrap().display().to_string())
            .collect();
        assert_eq!(names, ["a.md", "b.txt", "c.bin", "sub/d.markdown"]);
        assert_eq!(faults.len(), 2);
    }
}
