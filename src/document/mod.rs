//! From bytes to blocks and text with stable offsets.
//!
//! A [`Document`] keeps the text as it is stored and, beside it, the plain text that is read: without
//! markup, with the quotation marks and spaces of print made simple. Every place in the plain text
//! leads back to its place in the stored text, so that a quotation is always the source's own words.

pub mod block;
pub mod card;
pub mod date;
pub mod front;
pub mod header;
pub mod html;
pub mod isolate;
pub mod markdown;
pub mod pdf;
pub mod plain;
pub mod prose;
mod seam;
pub mod sentence;
pub mod template;
pub mod yaml;

pub use crate::source::{Hints, Media};
pub use block::{Block, BlockKind};
pub use plain::Plain;

use crate::model::Date;
use crate::model::slug::digest;
use std::borrow::Cow;
use std::ops::Range;

/// A text taken apart: what is known of it, its stored text, its plain text and its blocks.
#[derive(Debug, Clone)]
pub struct Document {
    /// Short name by which the caller knows it: the file's stem, or `-`.
    pub stem: String,
    /// An identifier that the text itself gives (`id:` in its front matter).
    pub id: Option<String>,
    /// Local name of its class: `Article` or `ModelCard`.
    pub class: String,
    /// Title.
    pub title: String,
    /// Who published it, as written.
    pub publisher: Option<String>,
    /// Authors, as written.
    pub authors: Vec<String>,
    /// Date of publication.
    pub issued: Option<Date>,
    /// Address.
    pub address: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// The text as stored: the source's characters, front matter and header included.
    pub text: String,
    /// The text as read.
    pub plain: Plain,
    /// SHA-256 of the bytes that the text was taken from, in hex, where they are not the text itself.
    pub source_sha256: Option<String>,
    /// Parts of `plain`, in order.
    pub blocks: Vec<Block>,
}

/// Why bytes are no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Nothing but white space.
    #[error("the text is empty")]
    Empty,
    /// A NUL byte: no text.
    #[error("not a text: NUL byte at offset {0}")]
    Binary(usize),
    /// Bytes that are not UTF-8.
    #[error("not UTF-8: bad byte at offset {0}")]
    Encoding(usize),
    /// More than the limit.
    #[error("{0} bytes are more than the limit of {1}")]
    TooLarge(usize, usize),
    /// A page or a PDF that the library for it cannot take apart.
    #[error("the {0} cannot be taken apart")]
    Unreadable(&'static str),
    /// The front matter cannot be parsed.
    #[error("line {line}: front matter: {message}")]
    FrontMatter {
        /// Line in the file, from 1.
        line: usize,
        /// What the parser expected.
        message: String,
    },
    /// A date in the front matter, the header or an option.
    #[error("{0}")]
    Date(#[from] crate::model::date::DateError),
}

impl Document {
    /// Largest text read, in bytes.
    pub const LIMIT: usize = 64 << 20;

    /// Takes a text apart.
    ///
    /// `hints` fill in what the text does not say of itself; what the text says wins, except for a
    /// title that would only be guessed from its first line.
    ///
    /// # Errors
    /// The text is empty, binary, not UTF-8 or too large, its front matter is broken, or it is a page or a PDF that
    /// cannot be taken apart.
    pub fn read(bytes: &[u8], stem: &str, hints: &Hints) -> Result<Self, DocumentError> {
        let (text, mut known, body) = open(bytes, stem, hints.media)?;
        known.fill(hints.clone());
        let lines = card::lines(&text[..body]);
        if !lines.is_empty() {
            known.class.get_or_insert_with(|| card::CLASS.to_string());
        }
        let marked = known.media == Media::Markdown || markdown::looks_like(&text[body..]);
        let (plain, blocks) = if marked {
            markdown::read_with(&text, &lines, body)
        } else {
            prose::read(&text, body)
        };
        if blocks.is_empty() && known.title.is_none() {
            return Err(DocumentError::Empty);
        }
        let issued = known.issued.as_deref().map(date::read).transpose()?;
        let title = known
            .title
            .unwrap_or_else(|| block::title(&blocks, plain.as_str()));
        Ok(Self {
            stem: stem.to_string(),
            id: known.id,
            class: known.class.unwrap_or_else(|| "Article".to_string()),
            title,
            publisher: known.publisher,
            authors: known.authors,
            issued,
            address: known.address,
            language: known.language,
            source_sha256: (text.as_bytes() != bytes).then(|| digest(bytes)),
            text: text.into_owned(),
            plain,
            blocks,
        })
    }

    /// The place of a range of the plain text in the stored text, in bytes.
    pub fn stored(&self, range: Range<usize>) -> Range<usize> {
        self.plain.stored(range, &self.text)
    }

    /// SHA-256 of the stored text, in hex.
    pub fn sha256(&self) -> String {
        digest(self.text.as_bytes())
    }
}

/// The text to be stored, what it says of itself, and where its body begins.
fn open<'a>(
    bytes: &'a [u8],
    stem: &str,
    media: Media,
) -> Result<(Cow<'a, str>, Hints, usize), DocumentError> {
    let media = match media {
        Media::Text => Media::of_bytes(bytes),
        stated => stated,
    };
    let converted = match media {
        Media::Html => Some(html::read(bytes)?),
        Media::Pdf => Some(pdf::read(bytes)?),
        Media::Markdown | Media::Text => None,
    };
    if let Some((text, known)) = converted {
        return Ok((Cow::Owned(text), known, 0));
    }
    let text = decode(bytes)?;
    let front = front::read(text)?;
    if front.body > 0 {
        let mut known = front.known;
        known.issued = known.issued.or_else(|| date::of_name(stem));
        return Ok((Cow::Borrowed(text), known, front.body));
    }
    let header = header::read(text);
    Ok((Cow::Borrowed(text), header.known, header.body))
}

fn decode(bytes: &[u8]) -> Result<&str, DocumentError> {
    if bytes.len() > Document::LIMIT {
        return Err(DocumentError::TooLarge(bytes.len(), Document::LIMIT));
    }
    if let Some(at) = memchr::memchr(0, bytes) {
        return Err(DocumentError::Binary(at));
    }
    let text = std::str::from_utf8(bytes).map_err(|e| DocumentError::Encoding(e.valid_up_to()))?;
    if text
        .trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
        .is_empty()
    {
        return Err(DocumentError::Empty);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Document {
        Document::read(text.as_bytes(), "test", &Hints::default()).unwrap()
    }

    #[test]
    fn every_place_leads_back_to_the_source() {
        let d = read("---\ntitle: T\n---\nNVIDIA’s **H200**\u{a0}has [141 GB](x) &amp; more.\n");
        let plain = d.plain.as_str();
        assert_eq!(plain.trim_end(), "NVIDIA's H200 has 141 GB & more.");
        let at = plain.find("'s H200").unwrap();
        assert_eq!(&d.text[d.stored(at..at + 7)], "’s **H200");
        let at = plain.find("141 GB").unwrap();
        assert_eq!(&d.text[d.stored(at..at + 6)], "141 GB");
    }

    #[test]
    fn bad_bytes_are_refused_with_their_place() {
        let bad = |bytes: &[u8]| Document::read(bytes, "x", &Hints::default()).unwrap_err();
        assert_eq!(bad(b" \n\t"), DocumentError::Empty);
        assert_eq!(bad(b"ab\0c"), DocumentError::Binary(2));
        assert_eq!(bad(b"abc\xff"), DocumentError::Encoding(3));
    }
}
