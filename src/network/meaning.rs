//! What properties mean for chains of facts, as `data/network.toml` says.

use crate::model::place::line_column;
use crate::model::{Modality, Vocabulary};
use crate::network::fact::Fact;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A side of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// What it is about.
    Subject,
    /// What it says of that.
    Object,
}

/// That one side of a fact depends on the other.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dependence {
    /// Local name of the property.
    pub property: String,
    /// The side that depends on the other.
    pub dependent: Side,
    /// What it needs the other for; others that serve the same need are alternatives.
    pub need: String,
    /// Whether what depends on the dependent depends on the other too.
    #[serde(default = "yes")]
    pub passes: bool,
    /// The dependent takes over what the other depends on; the other supplies nothing itself.
    #[serde(default)]
    pub inherits: bool,
    /// The other is what the dependent makes itself.
    #[serde(default)]
    pub own: bool,
}

/// That money goes from one side of a fact to the other.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    /// Local name of the property.
    pub property: String,
    /// The side that the money comes from.
    pub from: Side,
}

/// What properties mean for chains of facts.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    /// Who depends on whom.
    pub dependences: Vec<Dependence>,
    /// Where money goes.
    pub flows: Vec<Flow>,
    /// The chance that a fact is so, by how it is said.
    firmness: BTreeMap<Modality, f64>,
}

/// The file, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    firmness: BTreeMap<String, f64>,
    #[serde(default)]
    dependence: Vec<Dependence>,
    #[serde(default)]
    flow: Vec<Flow>,
}

/// A file of meanings that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct MeaningError {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

fn yes() -> bool {
    true
}

impl Meaning {
    /// Reads a file of meanings.
    ///
    /// # Errors
    /// Broken TOML, a missing or unknown key, a property that the vocabulary does not have, a modality without
    /// its firmness or one outside of 0 to 1.
    pub fn read(file: &str, text: &str, vocabulary: &Vocabulary) -> Result<Self, MeaningError> {
        let fault = |at: usize, message: String| {
            let (line, column) = line_column(text, at);
            MeaningError {
                file: file.to_string(),
                line,
                column,
                message,
            }
        };
        let at = |words: &str| text.find(words).unwrap_or(0);
        let read: File = toml::from_str(text)
            .map_err(|e| fault(e.span().map_or(0, |s| s.start), e.message().to_string()))?;
        let named = read.dependence.iter().map(|d| &d.property);
        for name in named.chain(read.flow.iter().map(|f| &f.property)) {
            if !vocabulary.properties.contains_key(name) {
                let message = format!("'{name}' is no property of the vocabulary");
                return Err(fault(at(&format!("\"{name}\"")), message));
            }
        }
        let mut firmness = BTreeMap::new();
        for (name, value) in &read.firmness {
            let known = name.parse::<Modality>();
            let modality = known.map_err(|message| fault(at(name), message))?;
            if !(0.0..=1.0).contains(value) {
                return Err(fault(at(name), format!("{name} must be from 0 to 1")));
            }
            firmness.insert(modality, *value);
        }
        if let Some(missing) = Modality::ALL.iter().find(|m| !firmness.contains_key(m)) {
            let message = format!("firmness has no {}", missing.name().to_lowercase());
            return Err(fault(at("[firmness]"), message));
        }
        Ok(Self {
            dependences: read.dependence,
            flows: read.flow,
            firmness,
        })
    }

    /// The chance that a fact is so, 0 to 1: one less the chance that each of its statements fails, as if they
    /// failed independently. 0 where it has none.
    pub fn firmness(&self, fact: &Fact) -> f64 {
        let fails = fact.support.iter().map(|s| {
            let read: f64 = s.confidence.parse().unwrap_or(0.0);
            1.0 - read.clamp(0.0, 1.0) * self.firmness.get(&s.modality).copied().unwrap_or(0.0)
        });
        1.0 - fails.product::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::Meaning;
    use crate::model::{Modality, Namespaces, Value, Vocabulary};
    use crate::network::{Fact, Support};
    use std::collections::BTreeMap;

    fn vocabulary() -> Vocabulary {
        let text = include_bytes!("../../data/triples/vocabulary.ttl");
        crate::store::schema::read("vocabulary.ttl", text, &Namespaces::default()).unwrap()
    }

    fn bundled() -> &'static str {
        include_str!("../../data/network.toml")
    }

    #[test]
    fn more_and_firmer_statements_make_a_fact_firmer() {
        let meaning = Meaning::read("network.toml", bundled(), &vocabulary()).unwrap();
        let support = |modality, confidence: &str| Support {
            statement: "s".into(),
            document: "d".into(),
            exact: String::new(),
            modality,
            claimed_by: None,
            confidence: confidence.into(),
            valid_from: None,
            valid_to: None,
            recorded_at: String::new(),
            qualifiers: BTreeMap::new(),
        };
        let firmness = |support: Vec<Support>| {
            meaning.firmness(&Fact {
                subject: "a".into(),
                property: "runsOn".into(),
                object: Value::Entity("b".into()),
                currency: None,
                context: BTreeMap::new(),
                support,
            })
        };
        let rumor = support(Modality::Rumored, "0.80");
        assert!((firmness(vec![rumor.clone()]) - 0.4).abs() < 1e-12);
        assert!((firmness(vec![rumor.clone(), rumor]) - 0.64).abs() < 1e-12);
        assert!((firmness(vec![support(Modality::Asserted, "0.90")]) - 0.9).abs() < 1e-12);
        assert!(firmness(Vec::new()).abs() < 1e-12);
    }

    #[test]
    fn faults_have_their_place() {
        let fault = |old: &str, new: &str| {
            let text = bundled().replacen(old, new, 1);
            Meaning::read("n.toml", &text, &vocabulary())
                .unwrap_err()
                .to_string()
        };
        let unknown = fault("property = \"runsOn\"", "property = \"runOn\"");
        assert!(
            unknown.ends_with("'runOn' is no property of the vocabulary"),
            "{unknown}"
        );
        assert!(fault("claimed = 0.8", "claimed = 8").ends_with("claimed must be from 0 to 1"));
        assert!(fault("claimed = 0.8", "").ends_with("firmness has no claimed"));
        assert!(fault("claimed = 0.8", "said = 0.8").contains("'said' is no modality"));
        assert!(fault("need = \"foundry\"", "ned = \"foundry\"").starts_with("n.toml:"));
    }
}
