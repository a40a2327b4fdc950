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

const FACT: &str = "OLMo 2 32B has 32 billion parameters.";

/// Reads a page, checks it, and counts its statements.
fn read_page(page: &str) -> usize {
    let hints = Hints {
        media: Media::Html,
        ..Hints::default()
    };
    let document = Document::read(page.as_bytes(), "x", &hints).unwrap();
    let reading = reader().read(&document, &DocumentId::from("x"), "2026-01-01T00:00:00Z");
    let stands = |s: &aikg::model::Statement| s.evidence.stands_in(&document.text);
    assert!(reading.statements.iter().all(stands));
    reading.statements.len()
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
fn a_word_of_fifty_megabytes_is_read() {
    for word in ["a", "\u{e9}", "1"] {
        check(&word.repeat(50_000_000 / word.len()), false);
    }
}

#[test]
fn pages_nested_ten_thousand_deep_are_read() {
    for tags in [
        "div",
        "b",
        "ul><li",
        "blockquote",
        "table><tr><td",
        "font",
        "svg",
        "span><i><b",
    ] {
        let open = format!("<{tags}>").repeat(10_000);
        let page = format!("<!doctype html><title>T</title><article>{open}<p>{FACT}</p>");
        let facts = read_page(&page);
        assert!(facts <= 1, "{tags}: {facts}");
    }
    // What stands before the depth is read whatever comes.
    let page = format!(
        "<!doctype html><article><p>{FACT}</p>{}",
        "<div>".repeat(10_000)
    );
    assert_eq!(read_page(&page), 1);
}

#[test]
fn entities_of_a_page_are_not_resolved_but_those_of_html() {
    let defined: String = (1..40)
        .map(|n| format!("<!ENTITY e{n} \"&e{};&e{};\">", n - 1, n - 1))
        .collect();
    let page = format!(
        "<!DOCTYPE html [<!ENTITY e0 \"ha\">{defined}]><article><p>&e39; {FACT} &amp; {}</p>",
        "&lt;&NotGreaterFullEqual;&#0;&#x10ffff;&#99999999999;".repeat(2_000)
    );
    assert_eq!(read_page(&page), 1);
}

#[test]
fn a_page_of_very_many_names_ends() {
    // A million other names of one thing, and thousands of things that are new.
    let others: String = (0..1_000_000).map(|n| format!("Trask{n}, ")).collect();
    check(
        &format!("The start-up Tresk (also known as {others}) raised $5 million."),
        false,
    );
    let many: String = (0..2_000)
        .map(|n| format!("The start-up Zarvok{n} (ZV{n}) released a model called Morv{n}.\n\n"))
        .collect();
    check(&many, true);
}

#[test]
fn front_matter_that_repeats_itself_or_goes_deep_costs_its_length() {
    let mut laughs = "---\ntitle: T\na0: &a0 [x, x]\n".to_string();
    for n in 1..60 {
        laughs.push_str(&format!("a{n}: &a{n} [*a{}, *a{}]\n", n - 1, n - 1));
    }
    for front in [
        laughs,
        format!("---\na:\n{}x\n", "- ".repeat(100_000)),
        format!("---\na: {}\n", "[".repeat(100_000)),
        format!("---\na: {}\n", "{a: ".repeat(100_000)),
        format!("+++\na = {}\n", "[".repeat(100_000)),
        format!("+++\n{} = 1\n", vec!["a"; 100_000].join(".")),
        format!("{{\"a\": {}", "[".repeat(100_000)),
    ] {
        let fence = if front.starts_with('+') { "+++" } else { "---" };
        check(&format!("{front}{fence}\n\n{FACT}\n"), true);
    }
}

#[test]
fn writing_that_runs_from_right_to_left_and_marks_without_end_are_read() {
    let marks = "\u{301}".repeat(100_000);
    for text in [
        format!("\u{202e}{FACT}\u{202c}"),
        format!("\u{5d0}\u{5d1} \u{200f}{FACT}\u{200e} \u{627}\u{644}"),
        format!("Ole{marks} {FACT}"),
        format!("{FACT}{marks}"),
        FACT.chars()
            .flat_map(|c| [c, '\u{301}', '\u{200b}'])
            .collect(),
        FACT.chars()
            .flat_map(|c| ['\u{2066}', c, '\u{2069}'])
            .collect(),
        format!(
            "{}{FACT}",
            "\u{1f468}\u{200d}\u{1f469}\u{200d}".repeat(10_000)
        ),
        format!("\u{feff}\u{feff}{FACT}\u{2028}\u{85}\u{b}"),
    ] {
        check(&text, false);
        check(&text, true);
    }
    // The quotation holds what the source has, marks included.
    let text = "OLMo 2 32B\u{202c} has 32 billion\u{301} parameters.";
    check(text, false);
}

#[test]
fn a_line_of_fifty_megabytes_is_read() {
    let word = "tokens ";
    let text = word.repeat(50_000_000 / word.len());
    let document = Document::read(text.as_bytes(), "x", &Hints::default()).unwrap();
    let reading = reader().read(&document, &DocumentId::from("x"), "2026-01-01T00:00:00Z");
    assert!(reading.statements.is_empty());
}
