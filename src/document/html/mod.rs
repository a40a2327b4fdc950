//! Pages of the web: from their bytes to the article as Markdown, and what they say of it.

mod charset;
mod clutter;
mod extent;
mod inline;
mod metadata;
mod schema;
mod table;
mod tree;
mod writer;

#[cfg(test)]
mod tests;

use crate::document::isolate::isolate;
use crate::document::{DocumentError, Hints};
use extent::Extent;

/// Largest page read, in bytes.
pub const LIMIT: usize = 16 << 20;

/// Reads a page: the Markdown of its article, which is to be stored, and its title, publisher, authors, date of
/// publication, address and language.
///
/// The article begins with its title as a heading. Headings, paragraphs, items, quotations and tables stay what they
/// are; of links the text stays; program text stands between fences. Left out are navigation, notices, forms, lists of
/// links, footers, and the captions of pictures, which speak of the picture and often of another day.
///
/// # Errors
/// The page is larger than [`LIMIT`], has no text, or cannot be taken apart.
pub fn read(bytes: &[u8]) -> Result<(String, Hints), DocumentError> {
    if bytes.len() > LIMIT {
        return Err(DocumentError::TooLarge(bytes.len(), LIMIT));
    }
    // The libraries are not ours to prove free of panics.
    let read = isolate(|| {
        let page = tree::parse(&charset::decode(bytes))?;
        let extent = Extent::find(&page);
        let hints = metadata::read(&page, &extent);
        Some((
            writer::write(&page.root(), hints.title.as_deref(), &extent),
            hints,
        ))
    });
    let (text, hints) = read.flatten().ok_or(DocumentError::Unreadable("page"))?;
    if text.trim().is_empty() {
        return Err(DocumentError::Empty);
    }
    Ok((text, hints))
}

/// Appends a line of text to Markdown so that it is read as these characters.
pub fn escape(text: &str, out: &mut String) {
    inline::escape(text, out);
}
