//! One fact a row, with its sources and words.

use crate::export::reference::Reference;
use crate::export::table::row::{RECEIPT, line, receipt, shown};
use crate::model::{EntityId, Value};
use crate::picture::Picture;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The columns that say what a fact says, and which of a receipt follow.
const CLAIM: [&str; 4] = ["subject", "property", "object", "unit"];
const CITED: [&str; 7] = [
    "modality",
    "confidence",
    "valid_from",
    "documents",
    "published",
    "addresses",
    "quotation",
];

/// Writes the facts; numbers are exact, confidence and quotation are those of the surest statement.
pub fn write(picture: &Picture, reference: &Reference<'_>, out: &mut dyn Write) -> io::Result<()> {
    let graph = &picture.projection.graph;
    let nodes = graph.node_weights();
    let labels: BTreeMap<&EntityId, &str> = nodes.map(|n| (&n.id, n.label.as_str())).collect();
    let label = |id: &EntityId| (*labels.get(id).unwrap_or(&id.as_str())).to_string();
    line(CLAIM.into_iter().chain(CITED).map(String::from), out)?;
    for (index, fact) in picture.projection.facts.iter().enumerate() {
        let object = match &fact.object {
            Value::Entity(id) => label(id),
            other => other.to_string(),
        };
        let own = [
            label(&fact.subject),
            fact.property.to_string(),
            object,
            picture.projection.unit(index).to_string(),
        ];
        let cells = receipt(reference, fact);
        let cited = RECEIPT.iter().zip(&cells);
        let cited = cited.filter(|(name, _)| CITED.contains(name));
        line(
            own.into_iter()
                .chain(cited.map(|(_, value)| shown(value.as_ref()))),
            out,
        )?;
    }
    Ok(())
}

/// A cell as RFC 4180 wants it; a leading sign that a spreadsheet would run is kept as text.
pub fn cell(text: &str) -> String {
    let text = match text.chars().next() {
        Some('=' | '+' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_string(),
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
