//! One fact a row, with its sources and words.

use crate::model::{EntityId, Value};
use crate::picture::Picture;
use std::collections::BTreeMap;
use std::io::{self, Write};

const HEAD: &str = "subject,property,object,unit,modality,documents,quotation";

/// Writes the facts; numbers are exact, the quotation is that of the surest statement.
pub fn write(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    let graph = &picture.projection.graph;
    let nodes = graph.node_weights();
    let labels: BTreeMap<&EntityId, &str> = nodes.map(|n| (&n.id, n.label.as_str())).collect();
    let label = |id: &EntityId| (*labels.get(id).unwrap_or(&id.as_str())).to_string();
    write!(out, "{HEAD}\r\n")?;
    for (index, fact) in picture.projection.facts.iter().enumerate() {
        let object = match &fact.object {
            Value::Entity(id) => label(id),
            other => other.to_string(),
        };
        let mut documents: Vec<&str> = fact.support.iter().map(|s| s.document.as_str()).collect();
        documents.sort_unstable();
        documents.dedup();
        let quotation = fact.support.first().map_or("", |s| s.exact.as_str());
        let cells = [
            label(&fact.subject),
            fact.property.to_string(),
            object,
            picture.projection.unit(index).to_string(),
            fact.modality().name().to_lowercase(),
            documents.join(" "),
            quotation.to_string(),
        ];
        let row: Vec<String> = cells.iter().map(|c| cell(c)).collect();
        write!(out, "{}\r\n", row.join(","))?;
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
