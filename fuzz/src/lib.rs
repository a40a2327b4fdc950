//! What fuzz targets share: bytes to documents as the program does it, and what must hold of each.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::missing_panics_doc)]

use aikg::document::Document;
use aikg::extract::Reader;
use aikg::model::Evidence;
use aikg::model::evidence::DocumentId;
use aikg::pipeline;
use aikg::source::{Access, Hints, open};
use aikg::store::bundle;
use std::sync::OnceLock;
use tempfile::TempDir;

/// Sources of one input that are looked at.
const SOURCES: usize = 50;

/// Reads bytes as a file of a name, and each document in it.
pub fn file(name: &str, bytes: &[u8]) {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| TempDir::new().expect("a folder"));
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    let named = [path.display().to_string()];
    for source in open(&named, std::io::empty(), &Access::default()).take(SOURCES) {
        match source.map(|source| pipeline::document(source, &Hints::default())) {
            Ok(Ok((_, document))) => sound(&document),
            Ok(Err(fault)) => assert!(!fault.to_string().is_empty()),
            Err(fault) => assert!(!fault.to_string().is_empty()),
        }
    }
}

/// Every place of the plain text, and every block, lies in the stored text and on whole characters.
pub fn sound(document: &Document) {
    let plain = document.plain.as_str();
    for (at, c) in plain.char_indices() {
        let place = document.stored(at..at + c.len_utf8());
        assert!(
            document.text.get(place.clone()).is_some(),
            "{at} is at {place:?}"
        );
    }
    for block in &document.blocks {
        assert!(plain.get(block.range.clone()).is_some(), "{block:?}");
    }
}

/// The reader of the bundled vocabulary, names and rules.
pub fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| {
        let vocabulary = bundle::vocabulary().expect("vocabulary");
        let entities = bundle::entities().expect("entities");
        Reader::new(&vocabulary, &entities, &bundle::rules()).expect("rules")
    })
}

/// Reads statements and holds each quotation against its text.
pub fn statements(document: &Document) {
    let (reading, _) =
        reader().read_names(document, &DocumentId::from("x"), "2026-01-01T00:00:00Z");
    for statement in &reading.statements {
        let evidence = &statement.evidence;
        assert!(evidence.stands_in(&document.text), "{evidence:?}");
        assert!(!evidence.exact.is_empty());
        assert!(
            evidence.exact.chars().count() <= Evidence::LONGEST,
            "{evidence:?}"
        );
    }
}
