//! A fact found, before it is checked and becomes a statement.

use crate::extract::currency;
use crate::mention::ThingIndex;
use crate::model::{Modality, Value};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// What a candidate says of its subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Object {
    /// A thing of the document.
    Thing(ThingIndex),
    /// A literal.
    Value(Value),
}

/// A fact found in a document, in terms of its tokens and things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What it is about.
    pub subject: ThingIndex,
    /// The property.
    pub property: Arc<str>,
    /// What it says.
    pub object: Object,
    /// Qualifiers.
    pub qualifiers: BTreeMap<Arc<str>, Value>,
    /// The tokens it rests on.
    pub tokens: Range<usize>,
    /// The tokens of the value or of the object's name: what the guard reads again.
    pub anchor: Range<usize>,
    /// How surely it is said.
    pub modality: Modality,
    /// Who says so.
    pub claimed_by: Option<ThingIndex>,
    /// What found it.
    pub rule: Arc<str>,
    /// Subject or object was not named by the pattern but found around it, and it says who made what.
    pub attached: bool,
    /// Hundredths.
    pub confidence: u8,
}

impl Candidate {
    /// The ISO code of the currency that its sums are in, where that is not the vocabulary's.
    pub fn currency(&self) -> Option<&str> {
        match self.qualifiers.get(currency::QUALIFIER) {
            Some(Value::Text(code)) => Some(code),
            _ => None,
        }
    }
}
