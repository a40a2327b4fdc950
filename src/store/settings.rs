//! `aikg.toml`: what a workspace may change.

use crate::model::Namespaces;
use crate::model::place::line_column;
use crate::store::fault::{Place, StoreError};
use toml::{Table, Value};

/// The settings of a workspace; those that concern no layer of the library are kept as they are.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Where IRIs are made.
    pub namespaces: Namespaces,
    table: Table,
}

impl Settings {
    /// Reads the file. `file` is the name shown in faults.
    ///
    /// # Errors
    /// Broken TOML or a namespace that is no absolute IRI ending in `/` or `#`, with its place.
    pub fn read(file: &str, text: &str) -> Result<Self, StoreError> {
        let table: Table = text
            .parse()
            .map_err(|e: toml::de::Error| StoreError::Syntax {
                place: place(file, text, e.span().map_or(0, |span| span.start)),
                message: e.message().to_string(),
            })?;
        let mut namespaces = Namespaces::default();
        let fault =
            |key: &str, message: String| StoreError::meaning(file, text.as_bytes(), key, message);
        match table.get("namespaces") {
            None => {}
            Some(Value::Table(changed)) => {
                for (key, value) in changed {
                    let iri = value.as_str().filter(|iri| is_namespace(iri));
                    let wrong = || {
                        fault(
                            key,
                            format!("namespaces.{key} must be an IRI that ends in / or #"),
                        )
                    };
                    let iri = iri.ok_or_else(wrong)?.to_string();
                    match key.as_str() {
                        "vocabulary" => namespaces.vocabulary = iri,
                        "entity" => namespaces.entity = iri,
                        "statement" => namespaces.statement = iri,
                        "document" => namespaces.document = iri,
                        "graph" => namespaces.graph = iri,
                        _ => {
                            let known = "vocabulary, entity, statement, document or graph";
                            return Err(fault(key, format!("namespaces.{key}: expected {known}")));
                        }
                    }
                }
            }
            Some(_) => return Err(fault("namespaces", "namespaces must be a table".into())),
        }
        Ok(Self { namespaces, table })
    }

    /// The value at a dotted key, as text.
    pub fn get(&self, key: &str) -> Option<String> {
        let mut table = &self.table;
        let mut parts = key.split('.').peekable();
        while let Some(part) = parts.next() {
            match table.get(part)? {
                Value::Table(inner) => table = inner,
                Value::String(text) if parts.peek().is_none() => return Some(text.clone()),
                value if parts.peek().is_none() => return Some(value.to_string()),
                _ => return None,
            }
        }
        None
    }
}

fn is_namespace(iri: &str) -> bool {
    let absolute = oxigraph::model::NamedNode::new(iri).is_ok();
    absolute && (iri.ends_with('/') || iri.ends_with('#'))
}

fn place(file: &str, text: &str, at: usize) -> Place {
    let (line, column) = line_column(text, at);
    Place {
        file: file.into(),
        line: line as u64,
        column: column as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn namespaces_can_be_changed() {
        let text = "[namespaces]\nentity = \"https://example.org/\"\n[query]\ntimeout = 3\n";
        let settings = Settings::read("aikg.toml", text).unwrap();
        assert_eq!(settings.namespaces.entity("a"), "https://example.org/a");
        assert_eq!(settings.get("query.timeout").as_deref(), Some("3"));
        assert_eq!(settings.get("query"), None);
    }

    #[test]
    fn faults_have_a_place() {
        let fault = |text| Settings::read("aikg.toml", text).unwrap_err().to_string();
        assert!(fault("a = 1\nb = = 2").starts_with("aikg.toml:2:5: "));
        assert!(fault("[namespaces]\nentity = 3").starts_with("aikg.toml:2:1: namespaces.entity"));
        assert!(fault("[namespaces]\nentities = \"a:b/\"").contains("expected vocabulary"));
    }
}
