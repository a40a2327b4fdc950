//! Documents for the tests of the store.

use aikg::model::evidence::{DocumentId, text_digest};
use aikg::model::{
    Citation, Entity, Evidence, Modality, Reading, Skipped, Statement, Value, Vocabulary,
};
use aikg::store::{Format, Index, Judged, Rank};
use std::collections::BTreeMap;

/// Believes everything.
pub fn believe(_: &Vocabulary, statements: &[Statement]) -> Vec<Judged> {
    let judge = |s: &Statement| Judged {
        statement: s.id(),
        rank: Rank::Preferred,
        reason: format!("one of {}", statements.len()),
        believed: true,
    };
    statements.iter().map(judge).collect()
}

/// A document that says of each model how large it is.
pub fn document(id: &str, now: &str, models: &[(&str, i64)]) -> (Reading, String) {
    let mut text = String::new();
    let mut statements = Vec::new();
    for (model, size) in models {
        let exact = format!("{model} has {size} parameters");
        let start = u32::try_from(text.chars().count()).unwrap();
        let end = start + u32::try_from(exact.chars().count()).unwrap();
        text.push_str(&format!("{exact}. "));
        statements.push(Statement {
            subject: (*model).into(),
            property: "totalParameters".into(),
            object: Value::Integer(*size),
            qualifiers: BTreeMap::new(),
            evidence: Evidence {
                document: id.into(),
                exact,
                start,
                end,
            },
            claimed_by: None,
            modality: Modality::Asserted,
            confidence: "0.9".parse().unwrap(),
            valid_from: None,
            valid_to: None,
            recorded_at: now.into(),
            extracted_by: "rule:test@1".into(),
            resolved: None,
        });
    }
    let citation = Citation {
        id: DocumentId::from(id),
        class: "Article".into(),
        title: format!("On {id}"),
        publisher: Some("the-paper".into()),
        publisher_name: Some("The Paper".into()),
        authors: vec![],
        issued: Some("2026-04-24".parse().unwrap()),
        address: None,
        language: Some("en".into()),
        sha256: text_digest(&text),
        source_sha256: None,
        characters: u32::try_from(text.chars().count()).unwrap(),
        recorded_at: now.into(),
    };
    let paper = Entity {
        id: "the-paper".into(),
        classes: vec!["Publisher".into()],
        label: "The Paper".into(),
        provisional: true,
        ..Entity::default()
    };
    let reading = Reading {
        citation,
        statements,
        entities: vec![paper],
        skipped: Skipped::new(),
    };
    (reading, text)
}

/// All quads of an index as lines, sorted.
pub fn quads(index: &Index) -> Vec<String> {
    let mut out = Vec::new();
    let transaction = index.read().unwrap();
    transaction
        .snapshot()
        .dump(&mut out, None, Format::NQuads)
        .unwrap();
    let mut lines: Vec<String> = String::from_utf8(out)
        .unwrap()
        .lines()
        .map(Into::into)
        .collect();
    lines.sort();
    lines
}

/// A batch as the store takes it.
pub fn lent(batch: &[(Reading, String)]) -> Vec<(&Reading, &str)> {
    let parts = batch.iter().map(|(reading, text)| (reading, text.as_str()));
    parts.collect()
}
