//! What `aikg rules explain` says of a text.

use crate::cli::place::{Place, expect};
use crate::common;
use aikg::document::{Document, Hints};
use aikg::model::evidence::DocumentId;
use std::collections::BTreeSet;
use std::fs;

#[test]
fn every_rule_is_accounted_for() {
    let place = Place::with_articles();
    place.file(
        "odd.txt",
        "Mistral Medium 3 has 5 parameters and runs on chips. It costs EUR 3 per million input tokens.\n\n\
         Analysts tried it under the Apache 2.0 license.\n",
    );
    let runs = [
        place.run("rules explain medium-3.txt").status(0),
        place.run("rules explain odd.txt").status(0),
        place
            .run("rules explain odd.txt --rule test/runs-on")
            .status(0),
        place
            .run("rules explain olmo-2-2025-03-13 --rule test/size")
            .status(0),
        place
            .run("rules explain odd.txt --rule test/input --format jsonl")
            .status(0),
    ];
    expect("rules-explain", &runs);
    place.run("rules explain odd.txt --rule test/inputs").fails(
        2,
        "error: there is no rule 'test/inputs'",
        "hint: did you mean test/input?",
    );
    place.run("rules explain none").fails(
        2,
        "error: there is no document 'none'",
        "hint: name a file, or a document that `aikg query sources` lists",
    );
}

/// What an explanation says is kept is what reading keeps.
#[test]
fn an_explanation_agrees_with_the_reading() {
    let reader = common::reader_with(&common::rules()).unwrap();
    for path in common::listed("tests/cli/articles", "md") {
        let bytes = fs::read(&path).unwrap();
        let document = Document::read(&bytes, "a", &Hints::default()).unwrap();
        let explained = reader.explain(&document, &DocumentId::from("a"), "2026-01-01T00:00:00Z");
        let findings = explained.passages.iter().flat_map(|p| &p.findings);
        let kept: BTreeSet<_> = findings
            .flat_map(|f| &f.outcomes)
            .filter(|o| o.refused.is_none())
            .map(|o| o.statement.id())
            .collect();
        // Events are put together from what is kept; no words of their own lead there.
        let own = explained.reading.statements.iter();
        let read: BTreeSet<_> = own
            .filter(|s| !s.extracted_by.starts_with("event:"))
            .map(aikg::model::Statement::id)
            .collect();
        assert!(!read.is_empty());
        assert_eq!(kept, read, "{}", path.display());
    }
}
