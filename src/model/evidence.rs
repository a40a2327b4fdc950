//! The words that a statement rests on.

use crate::model::slug::digest;
use std::fmt;
use std::sync::Arc;

/// Local name of a document's IRI and of its graph, such as `deepseek-v4-huawei-2026-04-24`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId(Arc<str>);

impl DocumentId {
    /// The local name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<S: Into<Arc<str>>> From<S> for DocumentId {
    fn from(local: S) -> Self {
        Self(local.into())
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A quotation and its place, as `oa:TextQuoteSelector` and `oa:TextPositionSelector` define them.
///
/// `start` and `end` count Unicode characters of the document's stored text from 0, `end` exclusive
/// (<https://www.w3.org/TR/annotation-model/#text-position-selector>), so `exact` is always the text
/// between them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Evidence {
    /// The document.
    pub document: DocumentId,
    /// The exact words; at most [`Evidence::LONGEST`] characters.
    pub exact: String,
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

impl Evidence {
    /// Longest quotation stored, in characters: quotations stay short.
    pub const LONGEST: usize = 300;

    /// Whether `text` has the quotation at its place.
    pub fn stands_in(&self, text: &str) -> bool {
        let (start, end) = (self.start as usize, self.end as usize);
        start <= end
            && text
                .chars()
                .skip(start)
                .take(end - start)
                .eq(self.exact.chars())
    }
}

/// The SHA-256 of a text as it is stored.
pub fn text_digest(text: &str) -> String {
    digest(text.as_bytes())
}
