//! Runs the examples that rules carry.

use crate::document::{Document, Hints};
use crate::extract::reader::Reader;
use crate::extract::rule::Rule;
use crate::model::evidence::DocumentId;
use crate::model::{Modality, Reading, Statement, Value};

/// What running all examples found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Texts read.
    pub checked: usize,
    /// One sentence for each example that does not hold.
    pub failures: Vec<String>,
}

/// Reads every example of every rule with all rules and compares the facts of its property.
///
/// An example must yield each of its facts, written `subject | property | object` with names or ids;
/// a `never` text must yield no statement of this rule that is not a denial.
pub fn run(reader: &Reader) -> Report {
    let mut report = Report::default();
    for rule in &reader.rules().list {
        for example in &rule.stanza.examples {
            report.checked += 1;
            let Some(reading) = read(reader, &example.text) else {
                continue;
            };
            let found: Vec<String> = reading
                .statements
                .iter()
                .map(|s| shown(s, &reading, reader))
                .collect();
            for fact in &example.facts {
                if !found.iter().any(|f| f.eq_ignore_ascii_case(fact)) {
                    report.failures.push(format!(
                        "rule '{}': \"{}\" does not yield '{fact}' but {found:?}",
                        rule.stanza.name, example.text
                    ));
                }
            }
        }
        for text in &rule.stanza.never {
            report.checked += 1;
            let Some(reading) = read(reader, text) else {
                continue;
            };
            for statement in reading.statements.iter().filter(|s| of_rule(s, rule)) {
                report.failures.push(format!(
                    "rule '{}': \"{text}\" must not yield '{}'",
                    rule.stanza.name,
                    shown(statement, &reading, reader)
                ));
            }
        }
    }
    introductions(reader, &mut report);
    report
}

/// Reads every example of how a text introduces a name: each name must be a new thing of the class; a
/// `never` text must have none.
fn introductions(reader: &Reader, report: &mut Report) {
    for introduction in &reader.rules().introductions.list {
        let stanza = &introduction.stanza;
        let mut names = |text: &str| {
            report.checked += 1;
            let things = document(text).map(|d| reader.mentions(&d).things);
            let new = things.into_iter().flatten().filter_map(|t| t.provisional);
            new.filter(|e| e.classes.contains(&stanza.class))
                .map(|e| e.label)
                .collect::<Vec<_>>()
        };
        let mut failures = Vec::new();
        for example in &stanza.examples {
            let found = names(&example.text);
            for name in example.names.iter().filter(|n| !found.contains(n)) {
                failures.push(format!(
                    "introduction '{}': \"{}\" does not introduce '{name}' but {found:?}",
                    stanza.name, example.text
                ));
            }
        }
        for text in &stanza.never {
            let found = names(text);
            if !found.is_empty() {
                failures.push(format!(
                    "introduction '{}': \"{text}\" must not introduce {found:?}",
                    stanza.name
                ));
            }
        }
        report.failures.extend(failures);
    }
}

fn of_rule(statement: &Statement, rule: &Rule) -> bool {
    statement.extracted_by == rule.mark && statement.modality != Modality::Negated
}

fn document(text: &str) -> Option<Document> {
    let hints = Hints {
        title: Some(String::new()),
        ..Hints::default()
    };
    Document::read(text.as_bytes(), "example", &hints).ok()
}

fn read(reader: &Reader, text: &str) -> Option<Reading> {
    let document = document(text)?;
    Some(reader.read(&document, &DocumentId::from("example"), ""))
}

fn shown(statement: &Statement, reading: &Reading, reader: &Reader) -> String {
    let label = |id: &crate::model::EntityId| {
        let new = reading
            .entities
            .iter()
            .find(|e| e.id == *id)
            .map(|e| e.label.clone());
        let lexicon = &reader.finder().lexicon;
        let known = || lexicon.index(id).map(|i| lexicon.known(i).label.clone());
        new.or_else(known).unwrap_or_else(|| id.to_string())
    };
    let object = match &statement.object {
        Value::Entity(id) => label(id),
        other => other.to_string(),
    };
    format!(
        "{} | {} | {object}",
        label(&statement.subject),
        statement.property
    )
}
