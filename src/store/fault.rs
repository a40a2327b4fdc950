//! What can go wrong with files and index, with the place where it did.

use crate::store::layout::INDEX;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A place in a text file; line and column count from 1, 0 where not known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as it is shown to people.
    pub file: String,
    /// Line.
    pub line: u64,
    /// Column, in characters.
    pub column: u64,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: 0,
            column: 0,
        }
    }

    /// Where `needle` first stands in the text of a file; the whole file where it does not.
    pub fn find(file: &str, text: &[u8], needle: &str) -> Self {
        let Some(at) = memchr::memmem::find(text, needle.as_bytes()) else {
            return Self::file(file);
        };
        let before = text.get(..at).unwrap_or_default();
        let start = memchr::memrchr(b'\n', before).map_or(0, |i| i + 1);
        let column = String::from_utf8_lossy(before.get(start..).unwrap_or_default());
        Self {
            file: file.into(),
            line: memchr::memchr_iter(b'\n', before).count() as u64 + 1,
            column: column.chars().count() as u64 + 1,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column.max(1))?;
        }
        Ok(())
    }
}

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// RDF or TOML that breaks the rules of its format.
    #[error("{place}: {message}")]
    Syntax {
        /// Where.
        place: Place,
        /// What is wrong, in the words of the parser.
        message: String,
    },
    /// A file that is well formed and says what it must not.
    #[error("{place}: {message}")]
    Meaning {
        /// Where.
        place: Place,
        /// What is wrong and what was expected.
        message: String,
    },
    /// A folder that is no workspace where one is needed, or is one where none may be.
    #[error("{}: {message}", path.display())]
    Workspace {
        /// The folder.
        path: PathBuf,
        /// What is wrong.
        message: &'static str,
    },
    /// A file name or a word that names no RDF format.
    #[error("'{0}' names no RDF format: turtle, trig, ntriples, nquads, rdfxml, jsonld or n3")]
    Format(String),
    /// A data set that may not be loaded as it is.
    #[error("data set '{name}': {message}")]
    Dataset {
        /// The data set.
        name: String,
        /// What is wrong.
        message: String,
        /// What to do instead.
        instead: &'static str,
    },
    /// A graph that no update changes.
    #[error("{graph} is not changed by updates: {reason}")]
    Foreign {
        /// The graph, with a known prefix.
        graph: String,
        /// Where what it holds comes from.
        reason: String,
        /// What to do instead.
        instead: String,
    },
    /// A term that no text file can keep, in a triple with this predicate.
    #[error("a triple with {0} has a blank node, which text files do not keep")]
    Blank(String),
    /// The index is damaged; it can be thrown away and built again.
    #[error("the index {} is damaged ({message}); `aikg store rebuild` makes it anew", path.display())]
    Damaged {
        /// Folder of the index.
        path: PathBuf,
        /// What was found.
        message: String,
    },
    /// A file system on which the index cannot be kept.
    #[error("{}: stands on a network file system ({system}), where the index cannot be kept", path.display())]
    Network {
        /// Folder of the index.
        path: PathBuf,
        /// Its kind.
        system: &'static str,
    },
    /// A file that is no backup, or one that is not whole.
    #[error("{}: {message}", path.display())]
    Backup {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// LMDB failed.
    #[error("the index failed: {0}")]
    Index(heed::Error),
}

impl From<heed::Error> for StoreError {
    fn from(error: heed::Error) -> Self {
        use heed::MdbError;
        match error {
            // What LMDB says of a write that took only a part.
            heed::Error::Io(source) if source.raw_os_error() == Some(5) => {
                let message = "could not be written whole: the disk is full or failing";
                Self::file(INDEX, io::Error::new(io::ErrorKind::StorageFull, message))
            }
            heed::Error::Io(source) => Self::file(INDEX, source),
            heed::Error::Mdb(
                MdbError::Corrupted | MdbError::PageNotFound | MdbError::Invalid | MdbError::Panic,
            ) => Self::Damaged {
                path: INDEX.into(),
                message: error.to_string(),
            },
            other => Self::Index(other),
        }
    }
}

impl StoreError {
    /// A failure of the file system at a path.
    pub fn file(path: impl AsRef<Path>, source: io::Error) -> Self {
        Self::File {
            path: path.as_ref().to_path_buf(),
            source,
        }
    }

    /// A fault in what a file says, at the first mention of `needle` in its text.
    pub fn meaning(file: &str, text: &[u8], needle: &str, message: impl Into<String>) -> Self {
        Self::Meaning {
            place: Place::find(file, text, needle),
            message: message.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn a_place_counts_from_one() {
        let place = Place::find("a.ttl", "é\nxé id:b".as_bytes(), "id:b");
        assert_eq!(place.to_string(), "a.ttl:2:4");
        assert_eq!(Place::find("a.ttl", b"", "id:b").to_string(), "a.ttl");
    }
}
