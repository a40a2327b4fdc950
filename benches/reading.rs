//! `cargo bench --bench reading`: how fast plain articles are read to statements, on one core.

#![allow(missing_docs, clippy::expect_used)]

use aikg::document::{Document, Hints};
use aikg::extract::Reader;
use aikg::model::evidence::DocumentId;
use aikg::store::bundle;
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// Articles of the tests, over and over: dense with facts, so slower to read than most prose.
const DENSE: [&str; 4] = [
    include_str!("../tests/articles/r1-explainer/article.txt"),
    include_str!("../tests/articles/grok-4-late-night/article.txt"),
    include_str!("../tests/articles/mi325x-launch/article.txt"),
    include_str!("../tests/articles/foundry-earnings-note/article.txt"),
];

/// Articles of about 300 words between the two, made by `benches/articles.py 40 benches/plain.jsonl`.
const PLAIN: &str = include_str!("plain.jsonl");

/// Prose without facts of the vocabulary.
const THIN: &str = include_str!("../tests/articles/opinion-open-enough/article.md");

fn reader() -> Reader {
    let (vocabulary, entities) = (bundle::vocabulary(), bundle::entities());
    Reader::new(
        &vocabulary.expect("vocabulary"),
        &entities.expect("entities"),
        &bundle::rules(),
    )
    .expect("rules")
}

fn read(bencher: Bencher<'_, '_>, texts: &[&str]) {
    let reader = reader();
    let bytes: usize = texts.iter().map(|t| t.len()).sum();
    let id = DocumentId::from("bench");
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        texts
            .iter()
            .map(|text| {
                let document =
                    Document::read(text.as_bytes(), "bench", &Hints::default()).expect("text");
                reader
                    .read(&document, &id, "2026-01-01T00:00:00Z")
                    .statements
                    .len()
            })
            .sum::<usize>()
    });
}

#[divan::bench]
fn dense(bencher: Bencher<'_, '_>) {
    read(bencher, &DENSE);
}

#[divan::bench]
fn plain(bencher: Bencher<'_, '_>) {
    let text = |line| {
        let article: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let text = article.get("text").or(article.get("markdown"));
        text.and_then(|t| t.as_str()).expect("text").to_string()
    };
    let texts: Vec<String> = PLAIN.lines().map(text).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    read(bencher, &texts);
}

#[divan::bench]
fn thin(bencher: Bencher<'_, '_>) {
    read(bencher, &[THIN]);
}

#[divan::bench]
fn start(bencher: Bencher<'_, '_>) {
    bencher.bench(reader);
}
