//! One input and its bytes.

use crate::source::{Hints, Media, SourceError};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Largest input read, in bytes.
pub const LIMIT: u64 = 64 << 20;

/// The bytes of one document, with what is known of it besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it came from: the path as given, an address, `-` for standard input; for a part of a
    /// larger input that input and its place in it (`feed.xml, entry 3`).
    pub origin: String,
    /// The file's name without its ending; `index` and `readme` with their folder's name in front.
    pub stem: String,
    /// What the bytes are.
    pub media: Media,
    /// What its place says of it: the address it was fetched from, the fields of a feed's entry.
    pub hints: Hints,
    /// It stands in a list that is read again and again, a feed: if its address is known already, it
    /// need not be read.
    pub listed: bool,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Source {
    /// Reads a file.
    ///
    /// # Errors
    /// It cannot be read, or is larger than [`LIMIT`].
    pub fn file(path: &Path) -> Result<Self, SourceError> {
        let origin = path.display().to_string();
        let fail = |source| SourceError::File {
            origin: origin.clone(),
            source,
        };
        let file = std::fs::File::open(path).map_err(fail)?;
        Self::stream(file, &origin, stem(path))
    }

    /// Reads standard input or another stream.
    ///
    /// # Errors
    /// It cannot be read, or has more than [`LIMIT`] bytes.
    pub fn stream(reader: impl Read, origin: &str, stem: String) -> Result<Self, SourceError> {
        let mut bytes = Vec::new();
        let read = reader.take(LIMIT + 1).read_to_end(&mut bytes);
        read.map_err(|source| SourceError::File {
            origin: origin.to_string(),
            source,
        })?;
        if bytes.len() as u64 > LIMIT {
            return Err(SourceError::TooLarge {
                origin: origin.to_string(),
                limit: LIMIT,
            });
        }
        let ending = Path::new(origin).extension().and_then(|e| e.to_str());
        let media =
            Media::of_ending(ending.unwrap_or_default()).unwrap_or_else(|| Media::of_bytes(&bytes));
        Ok(Self {
            origin: origin.to_string(),
            stem,
            media,
            hints: Hints::default(),
            listed: false,
            bytes,
        })
    }
}

/// The file's name without its ending; a name that says nothing takes its folder's name in front.
fn stem(path: &Path) -> String {
    let name = |p: &Path| p.file_stem().map(|s| s.to_string_lossy().into_owned());
    let own = name(path).unwrap_or_else(|| "text".to_string());
    let plain = matches!(
        own.to_ascii_lowercase().as_str(),
        "index" | "readme" | "article"
    );
    let folder = path
        .parent()
        .map(PathBuf::from)
        .and_then(|p| p.file_name().map(|n| n.to_string_lossy().into_owned()));
    match folder.filter(|_| plain) {
        Some(folder) if own.eq_ignore_ascii_case("article") => folder,
        Some(folder) => format!("{folder}-{own}"),
        None => own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_say_nothing_take_their_folder() {
        assert_eq!(stem(Path::new("a/kimi-k2/README.md")), "kimi-k2-README");
        assert_eq!(stem(Path::new("tests/articles/r1/article.txt")), "r1");
        assert_eq!(
            stem(Path::new("news/2026-04-24-deepseek.txt")),
            "2026-04-24-deepseek"
        );
    }

    #[test]
    fn streams_have_a_limit() {
        let endless = std::io::repeat(b'a');
        let error = Source::stream(endless, "-", "stdin".into()).unwrap_err();
        assert!(matches!(error, SourceError::TooLarge { .. }));
    }
}
