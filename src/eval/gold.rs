//! The facts that people found in a text: the gold.

use serde::Deserialize;
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

/// What is to be found in one document.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct Gold {
    /// The document's name.
    pub doc: String,
    /// The things that its facts are about, with their names.
    pub entities: Vec<Named>,
    /// The facts.
    pub facts: Vec<Fact>,
}

/// A thing with the names that the text uses for it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Named {
    /// The name that facts use.
    pub name: String,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// A fact of the gold.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct Fact {
    /// What it is about.
    pub s: String,
    /// The property.
    pub p: String,
    /// What it says.
    pub o: Json,
    /// Qualifiers.
    #[serde(default)]
    pub q: Map<String, Json>,
    /// How the text means it: `negated` where it denies it.
    #[serde(default, rename = "mod")]
    pub modality: Option<String>,
    /// It may be found and need not be.
    #[serde(default)]
    pub opt: bool,
    /// Facts that share it are one: any of them counts.
    #[serde(default)]
    pub alt: Option<Json>,
    /// The words of the text.
    #[serde(default)]
    pub evidence: Option<String>,
}

impl Fact {
    /// Whether the text denies it.
    pub fn negated(&self) -> bool {
        self.modality.as_deref() == Some("negated")
    }

    /// The currency of its number where it is not the property's: the qualifier `currency`.
    pub fn currency(&self) -> Option<&str> {
        self.q.get("currency")?.as_str()
    }

    /// Whether it must be found.
    pub fn required(&self) -> bool {
        !self.opt && !self.negated()
    }
}

/// A file of gold that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct GoldError {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl GoldError {
    fn new(file: &str, before: usize, error: &serde_json::Error) -> Self {
        let told = error.to_string();
        let message = told.split(" at line ").next().unwrap_or(&told);
        Self {
            file: file.to_string(),
            line: before + error.line(),
            column: error.column().max(1),
            message: message.to_string(),
        }
    }
}

impl Gold {
    /// Reads the gold of one document: an object with `doc`, `entities` and `facts`.
    ///
    /// # Errors
    /// Broken JSON, or a part that is missing or of another kind, with its place.
    pub fn read(file: &str, text: &str) -> Result<Self, GoldError> {
        serde_json::from_str(text).map_err(|e| GoldError::new(file, 0, &e))
    }

    /// Reads facts alone, one a line; `aliases` gives the other names of a thing. What is denied need not be
    /// found, and is wrong where it is found as said.
    ///
    /// # Errors
    /// As for [`Self::read`].
    pub fn of_lines(
        document: &str,
        file: &str,
        text: &str,
        aliases: &dyn Fn(&str) -> Vec<String>,
    ) -> Result<Self, GoldError> {
        let mut facts = Vec::new();
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let mut fact: Fact =
                serde_json::from_str(line).map_err(|e| GoldError::new(file, number, &e))?;
            fact.opt &= !fact.negated();
            facts.push(fact);
        }
        let named: BTreeSet<&str> = facts
            .iter()
            .flat_map(|f| std::iter::once(f.s.as_str()).chain(f.o.as_str()))
            .collect();
        let entities = named
            .into_iter()
            .map(|name| Named {
                name: name.to_string(),
                aliases: aliases(name),
            })
            .collect();
        Ok(Self {
            doc: document.to_string(),
            entities,
            facts,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Gold;

    #[test]
    fn faults_have_a_place() {
        let fault = |text| Gold::read("a.json", text).unwrap_err().to_string();
        assert!(fault("{\n\"doc\": 3}").starts_with("a.json:2:8: invalid type"));
        assert!(fault("{\"doc\": \"a\"}").contains("missing field `entities`"));
        let lines = "{\"s\":\"A\",\"p\":\"license\",\"o\":\"MIT\"}\n\n{\"s\":\"A\"}\n";
        let fault = Gold::of_lines("a", "a.jsonl", lines, &|_| Vec::new());
        let fault = fault.unwrap_err().to_string();
        assert_eq!(fault, "a.jsonl:3:9: missing field `p`");
    }
}
