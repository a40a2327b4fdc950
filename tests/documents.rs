//! Documents that are made from data stay equal to them.
//!
//! `SNAPSHOTS=overwrite cargo test --test all documents` writes them anew.

use crate::common;
use aikg::model::{Property, Range, Vocabulary};
use std::fmt::Write;
use std::fs;

fn check(path: &str, made: &str) {
    if common::overwrite() {
        fs::write(path, made).unwrap();
    }
    let kept = fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == made,
        "{path} is not what the data say; run the test with SNAPSHOTS=overwrite"
    );
}

fn range(property: &Property) -> String {
    match &property.range {
        Range::Entities(classes) => classes.join(", "),
        Range::Integer => "integer".into(),
        Range::Decimal => "decimal".into(),
        Range::Date => "date".into(),
        Range::Boolean => "boolean".into(),
        Range::Text => "text".into(),
    }
}

fn table(vocabulary: &Vocabulary, qualifiers: bool) -> String {
    let mut out = String::from("| name | of | says | unit | |\n|---|---|---|---|---|\n");
    for p in vocabulary
        .properties
        .values()
        .filter(|p| p.qualifier == qualifiers)
    {
        let mut notes = vec![p.comment.clone()];
        let flags = [
            (p.functional, "One value at a time."),
            (p.changing, "Changes over time."),
            (p.symmetric, "Holds both ways."),
        ];
        notes.extend(
            flags
                .iter()
                .filter(|(set, _)| *set)
                .map(|(_, text)| (*text).to_string()),
        );
        let (domain, range, notes) = (p.domain.join(", "), range(p), notes.join(" "));
        writeln!(
            out,
            "| {} | {domain} | {range} | {} | {notes} |",
            p.name, p.unit
        )
        .unwrap();
    }
    out
}

#[test]
fn the_vocabulary_is_described() {
    let (vocabulary, _) = common::names();
    let mut text = String::from(
        "# Vocabulary\n\nMade from `data/triples/vocabulary.ttl`, which is the one place where a class or a property is defined.\n\
         Namespace `ai:` is `https://w3id.org/aikg/ns#`.\n\n## Classes\n\n| name | below | |\n|---|---|---|\n",
    );
    for class in vocabulary.classes.values() {
        writeln!(
            text,
            "| {} | {} | {} |",
            class.name,
            class.parents.join(", "),
            class.comment
        )
        .unwrap();
    }
    text.push_str("\n## Properties\n\n");
    text.push_str(&table(&vocabulary, false));
    text.push_str("\n## Qualifiers\n\nNotes on a statement.\n\n");
    text.push_str(&table(&vocabulary, true));
    check("docs/vocabulary.md", &text);
}
