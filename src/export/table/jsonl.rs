//! One fact a line, as JSON, with its statements.

use crate::model::Value;
use crate::network::Support;
use crate::picture::Picture;
use serde_json::{Map, Number, Value as Json, json};
use std::io::{self, Write};

/// Writes the facts.
pub fn write(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    for (index, fact) in picture.projection.facts.iter().enumerate() {
        let support: Vec<Json> = fact
            .support
            .iter()
            .map(|s| {
                json!({
                    "statement": s.statement.as_str(),
                    "doc": s.document.as_str(),
                    "exact": s.exact,
                    "mod": s.modality.name().to_lowercase(),
                    "by": s.claimed_by.as_ref().map(ToString::to_string),
                    "q": qualifiers(s),
                    "from": s.valid_from.map(|d| d.to_string()),
                    "to": s.valid_to.map(|d| d.to_string()),
                    "confidence": exact(&s.confidence),
                })
            })
            .collect();
        let unit = picture.projection.unit(index);
        let row = json!({
            "s": fact.subject.as_str(),
            "p": &*fact.property,
            "o": object(&fact.object),
            "unit": (!unit.is_empty()).then_some(unit),
            "statements": support,
        });
        writeln!(out, "{row}")?;
    }
    Ok(())
}

fn qualifiers(support: &Support) -> Map<String, Json> {
    let all = support.qualifiers.iter();
    all.map(|(name, value)| (name.to_string(), object(value)))
        .collect()
}

/// A value as JSON: numbers exact, all else as text.
pub fn object(value: &Value) -> Json {
    match value {
        Value::Integer(n) => json!(n),
        Value::Boolean(b) => json!(b),
        Value::Decimal(_) => exact(&value.to_string()),
        other => json!(other.to_string()),
    }
}

/// A number as JSON, without loss.
pub fn exact(number: &str) -> Json {
    number
        .parse::<Number>()
        .map_or_else(|_| json!(number), Json::Number)
}
