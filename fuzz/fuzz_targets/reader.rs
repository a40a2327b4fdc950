//! From arbitrary text to statements: every quotation equals its place. The first byte tells the kind of text.

#![no_main]

use aikg::document::Document;
use aikg::source::{Hints, Media};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((kind, text)) = bytes.split_first() else {
        return;
    };
    let hints = Hints {
        media: [Media::Text, Media::Markdown, Media::Html][usize::from(*kind) % 3],
        issued: Some("2026-04-24".into()),
        ..Hints::default()
    };
    if let Ok(document) = Document::read(text, "x", &hints) {
        aikg_fuzz::sound(&document);
        aikg_fuzz::statements(&document);
    }
});
