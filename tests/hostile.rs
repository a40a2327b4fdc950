//! Reading survives what it is given: no panic, no quotation that differs from its place.

use crate::common;
use aikg::document::{Document, Hints, Media};
use aikg::extract::Reader;
use aikg::model::Evidence;
use aikg::model::evidence::DocumentId;
use proptest::prelude::*;
use std::sync::OnceLock;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| common::reader_with(&common::rules()).unwrap_or_else(|e| panic!("{e}")))
}

/// Reads a text and checks what must hold of every statement.
fn check(text: &str, markdown: bool) {
    let hints = Hints {
        media: if markdown {
            Media::Markdown
        } else {
            Media::Text
        },
        issued: Some("2026-04-24".into()),
        ..Hints::default()
    };
    let Ok(document) = Document::read(text.as_bytes(), "x", &hints) else {
        return;
    };
    let reading = reader().read(&document, &DocumentId::from("x"), "2026-01-01T00:00:00Z");
    for s in &reading.statements {
        assert!(
            s.evidence.stands_in(&document.text),
            "{:?} in {text:?}",
            s.evidence
        );
        assert!(
            s.evidence.exact.chars().count() <= Evidence::LONGEST,
            "{:?}",
            s.evidence
        );
        assert!(!s.evidence.exact.is_empty());
    }
}

/// Words that articles are made of, in any order: far likelier to meet a rule than random letters.
const PIECES: &[&str] = &[
    "DeepSeek",
    "V4-Pro",
    "DeepSeek-V4-Flash",
    "Huawei’s",
    "Ascend 910C",
    "NVIDIA H200 GPUs",
    "it",
    "both",
    "the two models",
    "costs",
    "$0.14",
    "per million input tokens",
    "and",
    "/",
    "1.6 trillion",
    "parameters",
    "(",
    ")",
    "active",
    "under an MIT license",
    "released",
    "on April 24, 2026",
    "was trained on",
    "not",
    "runs on",
    ":",
    "|",
    "\n",
    "\n\n",
    "- ",
    "# ",
    ", ",
    ". ",
    "CEO Jensen Huang",
    "Mistral",
    "Qwen3-235B-A22B",
    "context window of",
    "1M",
    "128K tokens",
    "respectively",
    "“",
    "”",
    "\u{a0}",
    "é",
    "数据",
    "𝔘",
    "\u{202e}",
    "according to Reuters",
    "Kimi K3.1",
    "Claude Opus 5.2",
    "**",
    "](http://x)",
    "<b>",
    "a",
    "of",
    "in",
    "two variants",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text(text in "\\PC{0,300}", markdown: bool) {
        check(&text, markdown);
    }

    #[test]
    fn any_row_of_words(picks in prop::collection::vec(0..PIECES.len(), 0..60), markdown: bool) {
        let words: Vec<&str> = picks.into_iter().map(|i| PIECES[i]).collect();
        check(&words.join(" "), markdown);
    }
}

#[test]
fn large_and_deep_inputs_end() {
    check(&"DeepSeek ".repeat(60_000), false);
    check(&"(".repeat(50_000), false);
    check(&"[".repeat(20_000), true);
    check(&"> ".repeat(5_000), true);
    check(&"a|".repeat(20_000), false);
    check(&"<b ".repeat(20_000), false);
    check(&format!("{} costs $5.", "V4-Pro and ".repeat(3_000)), false);
    check(&"$1 ".repeat(20_000), false);
}

#[test]
fn a_line_of_fifty_megabytes_is_read() {
    let word = "tokens ";
    let text = word.repeat(50_000_000 / word.len());
    let document = Document::read(text.as_bytes(), "x", &Hints::default()).unwrap();
    let reading = reader().read(&document, &DocumentId::from("x"), "2026-01-01T00:00:00Z");
    assert!(reading.statements.is_empty());
}
