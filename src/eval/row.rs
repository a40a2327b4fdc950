//! A statement as a row: names and plain values, as `aikg extract --format jsonl` writes it.

use serde_json::{Map, Value as Json};

/// One statement of a document; what is missing is empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    fields: Map<String, Json>,
}

impl Row {
    /// A row of a JSON object; `None` where it is something else.
    pub fn new(json: Json) -> Option<Self> {
        match json {
            Json::Object(fields) => Some(Self { fields }),
            _ => None,
        }
    }

    /// The row, said to be of another document.
    pub fn of(mut self, document: &str) -> Self {
        self.fields.insert("doc".into(), document.into());
        self
    }

    /// The document.
    pub fn document(&self) -> Option<&str> {
        self.fields.get("doc")?.as_str()
    }

    /// The property.
    pub fn property(&self) -> Option<&str> {
        self.fields.get("p")?.as_str()
    }

    /// What it is about.
    pub fn subject(&self) -> String {
        self.fields.get("s").map(written).unwrap_or_default()
    }

    /// What it says.
    pub fn object(&self) -> &Json {
        self.fields.get("o").unwrap_or(&Json::Null)
    }

    /// A qualifier.
    pub fn qualifier(&self, name: &str) -> Option<&Json> {
        self.qualifiers()?.get(name).filter(|v| !v.is_null())
    }

    /// The currency of its number where it is not the property's: the qualifier `currency`.
    pub fn currency(&self) -> Option<&str> {
        self.qualifier("currency")?.as_str()
    }

    /// All qualifiers.
    pub fn qualifiers(&self) -> Option<&Map<String, Json>> {
        self.fields.get("q")?.as_object()
    }

    /// Whether it denies what it says.
    pub fn negated(&self) -> bool {
        let said = |mode: Option<&Json>| mode.and_then(Json::as_str) == Some("negated");
        said(self.fields.get("mod")) || said(self.qualifier("mod"))
    }

    /// How surely it was read, 0 to 1.
    pub fn confidence(&self) -> Option<f64> {
        self.fields.get("confidence")?.as_f64()
    }
}

/// A value as text, as it would be printed.
pub fn written(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Bool(true) => "True".into(),
        Json::Bool(false) => "False".into(),
        Json::Null => "None".into(),
        other => other.to_string(),
    }
}
