//! A fact as a row with its citation: what tables of facts have in common.

use crate::export::graph::attribute::{documents, since, weight};
use crate::export::reference::Reference;
use crate::export::table::csv::cell;
use crate::model::evidence::DocumentId;
use crate::model::{Citation, Value};
use crate::network::Fact;
use crate::picture::Picture;
use std::io::{self, Write};

/// The columns that say what a fact rests on.
pub const RECEIPT: [&str; 11] = [
    "modality",
    "confidence",
    "valid_from",
    "statements",
    "documents",
    "titles",
    "publishers",
    "published",
    "addresses",
    "claimed_by",
    "quotation",
];

/// The columns that say what a fact says.
pub const CLAIM: [&str; 8] = [
    "subject",
    "subject_label",
    "property",
    "object",
    "object_label",
    "number",
    "date",
    "unit",
];

/// How firmly a fact is said, since when it holds, and where, in the order of [`RECEIPT`]; empty where there is
/// nothing to say. Confidence, claimant and quotation are those of the surest statement; what each document has
/// is set apart by ` | `, in the order of the documents.
pub fn receipt(reference: &Reference<'_>, fact: &Fact) -> [Option<Value>; RECEIPT.len()] {
    let surest = fact.support.first();
    let claimant = surest.and_then(|s| s.claimed_by.as_ref());
    let documents = documents(fact);
    let cited = |part: &dyn Fn(&Citation) -> Option<String>| {
        let parts = documents.iter().map(|id| {
            let citation = reference.citations.get(&DocumentId::from(*id));
            citation.and_then(part).unwrap_or_default()
        });
        let parts: Vec<String> = parts.collect();
        let some = parts.iter().any(|part| !part.is_empty());
        some.then(|| Value::Text(parts.join(" | ")))
    };
    let count = i64::try_from(weight(fact)).unwrap_or(i64::MAX);
    [
        text(&fact.modality().name().to_lowercase()),
        surest.and_then(|s| s.confidence.parse().ok().map(Value::Decimal)),
        since(fact).and_then(|d| text(&d.to_string())),
        Some(Value::Integer(count)),
        text(&documents.join(" | ")),
        cited(&|c| Some(c.title.clone())),
        cited(&|c| reference.publisher(c).map(String::from)),
        cited(&|c| c.issued.map(|d| d.to_string())),
        cited(&|c| c.address.clone()),
        claimant.and_then(|id| text(reference.label(id))),
        surest.and_then(|s| text(&s.exact)),
    ]
}

/// What a fact says, in the order of [`CLAIM`]: its object as text, and as well as number or day where it is one.
pub fn claim(
    picture: &Picture,
    reference: &Reference<'_>,
    index: usize,
) -> [Option<Value>; CLAIM.len()] {
    let fact = &picture.projection.facts[index];
    let entity = fact.object.as_entity();
    let day = match fact.object {
        Value::Date(date) => date.day().map(|_| Value::Date(date)),
        _ => None,
    };
    [
        text(fact.subject.as_str()),
        text(reference.label(&fact.subject)),
        text(&fact.property),
        text(&fact.object.to_string()),
        entity.and_then(|id| text(reference.label(id))),
        fact.object.as_decimal().map(Value::Decimal),
        day,
        text(picture.projection.unit(index)),
    ]
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Text(text.to_string()))
}

/// Writes a line of CSV.
pub fn line(cells: impl IntoIterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<String> = cells.into_iter().map(|text| cell(&text)).collect();
    write!(out, "{}\r\n", cells.join(","))
}

/// The text of a cell.
pub fn shown(value: Option<&Value>) -> String {
    value.map_or(String::new(), ToString::to_string)
}
