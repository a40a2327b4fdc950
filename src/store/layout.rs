//! Where things stand in a workspace.

use crate::model::Citation;
use crate::model::evidence::DocumentId;
use crate::store::fault::StoreError;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The file that makes a folder a workspace.
pub const SETTINGS: &str = "aikg.toml";
/// Text files of triples.
pub const TRIPLES: &str = "data/triples";
/// The vocabulary.
pub const VOCABULARY: &str = "data/triples/vocabulary.ttl";
/// Files of known entities.
pub const ENTITIES: &str = "data/triples/entities";
/// Judgements on names.
pub const JUDGEMENTS: &str = "data/triples/judgements.ttl";
/// Files of articles, by year.
pub const ARTICLES: &str = "data/triples/articles";
/// Files of snapshots of lists.
pub const DATASETS: &str = "data/triples/datasets";
/// Extraction rules.
pub const RULES: &str = "data/rules";
/// What `aikg eval` compares by.
pub const EVAL: &str = "data/eval.toml";
/// What facts mean for chains of them.
pub const NETWORK: &str = "data/network.toml";
/// Questions.
pub const QUERIES: &str = "queries";
/// Texts read, compressed, by their hash.
pub const TEXTS: &str = "documents";
/// Data sets that are kept in no text file, compressed.
pub const SETS: &str = ".aikg/sets";
/// The index.
pub(crate) const INDEX: &str = ".aikg/index";
/// The writer's lock.
pub(crate) const LOCK: &str = ".aikg/lock";
/// A change being made.
pub(crate) const JOURNAL: &str = ".aikg/journal";

/// What a text file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Triples of one graph, given by its local name, that other files may say as well.
    Shared(String),
    /// Triples of the user's own, in the graph of this local name.
    Own(String),
    /// One document.
    Document(DocumentId),
    /// A piece of the data set of this name.
    Set(String),
}

/// The path of a document's file.
pub(crate) fn document(citation: &Citation) -> PathBuf {
    let name = format!("{}.trig", file_name(citation.id.as_str()));
    if citation.class == "Dataset" {
        return Path::new(DATASETS).join(name);
    }
    let year = citation
        .issued
        .map_or("undated".into(), |date| format!("{:04}", date.year()));
    Path::new(ARTICLES).join(year).join(name)
}

/// The path of the file of a graph of the user's own, by its local name.
pub(crate) fn own(name: &str) -> PathBuf {
    Path::new(TRIPLES).join(format!("{name}.trig"))
}

/// The path of a text.
pub(crate) fn text(sha256: &str) -> PathBuf {
    Path::new(TEXTS).join(format!("{sha256}.zst"))
}

/// An identifier as a file name: no separator, no leading dot, no control character.
pub(crate) fn file_name(id: &str) -> String {
    let mut out = String::new();
    for (i, c) in id.chars().enumerate() {
        if c.is_alphanumeric() || matches!(c, '-' | '_' | '+') || (c == '.' && i > 0) {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out
}

/// The identifier of a file name: the inverse of [`file_name`].
fn identifier(name: &str) -> Option<String> {
    let mut pieces = name.split('%');
    let mut out = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        out.push(u8::from_str_radix(piece.get(..2)?, 16).ok()?);
        out.extend_from_slice(piece.get(2..)?.as_bytes());
    }
    String::from_utf8(out).ok()
}

/// The text files that the index is made of, by path below the root with `/` everywhere, sorted as
/// bytes: the index lists them so too.
pub(crate) fn files(root: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut out = Vec::new();
    for folder in [SETS, TRIPLES] {
        let base = root.join(folder);
        if !base.is_dir() {
            continue;
        }
        let visible = |entry: &walkdir::DirEntry| {
            entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
        };
        for entry in WalkDir::new(&base).into_iter().filter_entry(visible) {
            let at = |e: walkdir::Error| {
                let path = e.path().unwrap_or(&base).to_path_buf();
                StoreError::file(path, e.into())
            };
            let entry = entry.map_err(at)?;
            if entry.file_type().is_dir() {
                continue;
            }
            if let Ok(path) = entry.path().strip_prefix(root)
                && kind(path).is_some()
            {
                out.push(PathBuf::from(shown(path)));
            }
        }
    }
    out.sort_unstable_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
    Ok(out)
}

/// What the file at a path below the root holds; `None` where the index does not read it.
pub(crate) fn kind(path: &Path) -> Option<Kind> {
    path.to_str()?;
    let stem = path.file_stem()?.to_str()?;
    if let Ok(within) = path.strip_prefix(SETS) {
        let name = within.components().next()?.as_os_str().to_str()?;
        return (path.extension()? == "zst").then(|| Kind::Set(name.into()));
    }
    let ending = path.extension()?.to_str()?;
    if path.starts_with(ARTICLES) || path.starts_with(DATASETS) {
        let id = identifier(stem)?;
        return (ending == "trig").then(|| Kind::Document(id.into()));
    }
    if path.starts_with(ENTITIES) {
        return (ending == "ttl").then(|| Kind::Shared("entities".into()));
    }
    let top = path.parent()? == Path::new(TRIPLES);
    match ending {
        "ttl" if top => Some(Kind::Shared(stem.into())),
        "trig" if top => Some(Kind::Own(stem.into())),
        _ => None,
    }
}

/// A path as it is shown in faults: with `/` everywhere.
pub(crate) fn shown(path: &Path) -> String {
    if std::path::MAIN_SEPARATOR == '/' {
        return path.to_string_lossy().into_owned();
    }
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::{Kind, file_name, identifier, kind};
    use std::path::Path;

    #[test]
    fn kinds_follow_from_the_path() {
        let of = |path: &str| kind(Path::new(path));
        assert_eq!(
            of("data/triples/vocabulary.ttl"),
            Some(Kind::Shared("vocabulary".into()))
        );
        assert_eq!(
            of("data/triples/entities/a.ttl"),
            Some(Kind::Shared("entities".into()))
        );
        let article = Kind::Document("x-1".into());
        assert_eq!(of("data/triples/articles/2026/x-1.trig"), Some(article));
        assert_eq!(
            of(".aikg/sets/prices/1.nq.zst"),
            Some(Kind::Set("prices".into()))
        );
        let own = Kind::Own("notes".into());
        assert_eq!(of("data/triples/notes.trig"), Some(own));
        assert_eq!(of("data/triples/notes.txt"), None);
        assert_eq!(of("data/triples/other/a.ttl"), None);
    }

    #[test]
    fn a_file_name_stays_in_its_folder() {
        assert_eq!(file_name("gpt-4.1"), "gpt-4.1");
        assert_eq!(file_name("../a/b"), "%2E.%2Fa%2Fb");
        for id in ["a b%c", "..", "é€/"] {
            assert_eq!(identifier(&file_name(id)).as_deref(), Some(id));
        }
    }
}
