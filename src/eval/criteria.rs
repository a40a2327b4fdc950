//! What counts as the same, as `data/eval.toml` and the vocabulary say.

use crate::eval::name::Names;
use crate::model::place::line_column;
use crate::model::{Range, Vocabulary};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a property's value is compared as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name, or text that is compared like one.
    Name,
    /// A number, up to the tolerance.
    Number,
    /// A date, as exact as the gold has it.
    Date,
    /// True or false.
    Truth,
}

/// What statements and gold are compared by.
#[derive(Debug, Clone, PartialEq)]
pub struct Criteria {
    /// What is compared, by property.
    pub kinds: BTreeMap<String, Kind>,
    /// Properties that hold in both directions.
    pub symmetric: BTreeSet<String>,
    /// The properties that matter most.
    pub core: BTreeSet<String>,
    /// Properties that say whose name may stand in front of the subject's.
    pub makers: BTreeSet<String>,
    /// Qualifiers that must agree as well, by property.
    pub needs: BTreeMap<String, String>,
    /// How far a number may be from the gold, as a share of it.
    pub tolerance: f64,
    /// Lower ends of the bands of confidence, rising.
    pub bands: Vec<f64>,
    /// How names are compared.
    pub names: Names,
}

/// The file, as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    properties: Vec<String>,
    core: Vec<String>,
    makers: Vec<String>,
    tolerance: f64,
    bands: Vec<f64>,
    generic: Vec<String>,
    synonyms: Vec<Vec<String>>,
    #[serde(default)]
    needs: BTreeMap<String, String>,
}

/// A file of criteria that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct CriteriaError {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl Criteria {
    /// Reads a file of criteria; what is not said there of a property, the vocabulary says.
    ///
    /// # Errors
    /// Broken TOML, a missing or unknown key, a property that the vocabulary does not have, bands that do
    /// not rise from 0.
    pub fn read(file: &str, text: &str, vocabulary: &Vocabulary) -> Result<Self, CriteriaError> {
        let fault = |at: usize, message: String| {
            let (line, column) = line_column(text, at);
            CriteriaError {
                file: file.to_string(),
                line,
                column,
                message,
            }
        };
        let read: File = toml::from_str(text)
            .map_err(|e| fault(e.span().map_or(0, |s| s.start), e.message().to_string()))?;
        let rising = read.bands.windows(2).all(|pair| pair[0] < pair[1]);
        if !rising || read.bands.first() != Some(&0.0) {
            let at = text.find("bands").unwrap_or(0);
            return Err(fault(at, "bands must rise, the first from 0".into()));
        }
        let mut kinds = BTreeMap::new();
        for name in &read.properties {
            let Some(property) = vocabulary.properties.get(name) else {
                let at = text.find(&format!("\"{name}\"")).unwrap_or(0);
                return Err(fault(
                    at,
                    format!("'{name}' is no property of the vocabulary"),
                ));
            };
            kinds.insert(name.clone(), kind(&property.range));
        }
        let both_ways = |p: &&String| vocabulary.properties.get(*p).is_some_and(|p| p.symmetric);
        Ok(Self {
            symmetric: kinds.keys().filter(both_ways).cloned().collect(),
            kinds,
            core: read.core.into_iter().collect(),
            makers: read.makers.into_iter().collect(),
            needs: read.needs,
            tolerance: read.tolerance,
            bands: read.bands,
            names: Names::new(&read.generic, &read.synonyms),
        })
    }
}

fn kind(range: &Range) -> Kind {
    match range {
        Range::Integer | Range::Decimal => Kind::Number,
        Range::Date => Kind::Date,
        Range::Boolean => Kind::Truth,
        Range::Entities(_) | Range::Text => Kind::Name,
    }
}
