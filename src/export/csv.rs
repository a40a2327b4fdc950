//! One fact a row, with its sources and words.

use crate::export::picture::Picture;
use crate::model::Value;
use std::io::{self, Write};

/// Writes the facts: subject, property, object, documents, quotation of the surest statement.
pub fn write(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"subject,property,object,modality,documents,quotation\r\n")?;
    let label = |id: &crate::model::EntityId| {
        let node = picture
            .projection
            .node(id)
            .map(|n| picture.projection.graph[n].label.clone());
        node.unwrap_or_else(|| id.to_string())
    };
    for fact in &picture.projection.facts {
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
fn cell(text: &str) -> String {
    let text = match text.chars().next() {
        Some('=' | '+' | '@') => format!("'{text}"),
        _ => text.to_string(),
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
