//! A claim with its receipt.

use crate::model::slug::digest;
use crate::model::{Date, EntityId, Evidence, Value};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// Local name of a statement's IRI: 32 hex digits of a hash of what it says and where.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatementId(Arc<str>);

impl StatementId {
    /// The hex digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<S: Into<Arc<str>>> From<S> for StatementId {
    fn from(local: S) -> Self {
        Self(local.into())
    }
}

impl fmt::Display for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the source means what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Modality {
    /// The source says so itself.
    Asserted,
    /// The source gives it as the word of a party with an interest.
    Claimed,
    /// "reportedly", "is said to", talks.
    Rumored,
    /// Plans, expectations, possibilities.
    Predicted,
    /// The source denies it.
    Negated,
}

impl Modality {
    /// All, in order.
    pub const ALL: [Self; 5] = [
        Self::Asserted,
        Self::Claimed,
        Self::Rumored,
        Self::Predicted,
        Self::Negated,
    ];

    /// Local name in the vocabulary: `Asserted`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserted => "Asserted",
            Self::Claimed => "Claimed",
            Self::Rumored => "Rumored",
            Self::Predicted => "Predicted",
            Self::Negated => "Negated",
        }
    }
}

impl FromStr for Modality {
    type Err = String;

    /// Reads the local name in any letter case.
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|m| m.name().eq_ignore_ascii_case(text))
            .ok_or_else(|| format!("'{text}' is no modality"))
    }
}

/// One claim of one document, with the words it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What it is about.
    pub subject: EntityId,
    /// Local name of the property.
    pub property: Arc<str>,
    /// What it says, in the unit of the property.
    pub object: Value,
    /// Local names of qualifiers and their values (`stage`, `tier`, `benchmark`, `status`).
    pub qualifiers: BTreeMap<Arc<str>, Value>,
    /// The words and their place.
    pub evidence: Evidence,
    /// Who says so, where that is not the publisher.
    pub claimed_by: Option<EntityId>,
    /// How surely the source says it.
    pub modality: Modality,
    /// Probability that the statement renders its source rightly, 0 to 1, two decimals.
    pub confidence: Decimal,
    /// From when it holds in the world.
    pub valid_from: Option<Date>,
    /// Until when it holds in the world.
    pub valid_to: Option<Date>,
    /// When it was learned, RFC 3339 in UTC.
    pub recorded_at: String,
    /// What found it: `rule:parameters/total@1`, `curated`.
    pub extracted_by: Arc<str>,
    /// What judgements on its names made of it; `None` where they made nothing.
    pub resolved: Option<Resolved>,
}

/// What judgements on names make of a statement that a document has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The identifier that it has in its document, under the names used there.
    pub id: StatementId,
    /// A name in it is rejected, so it is not believed.
    pub rejected: bool,
}

impl Statement {
    /// ISO 4217 code of the currency of its number, where that is not the one of the property's unit
    /// (the qualifier `currency`).
    pub fn currency(&self) -> Option<&str> {
        self.object.as_decimal()?;
        match self.qualifiers.get("currency") {
            Some(Value::Text(code)) => Some(code),
            _ => None,
        }
    }

    /// Hash of document, place, subject, property, object, qualifiers, claimant and modality: the
    /// same claim at the same place always has the same identifier, whoever reads it and when.
    ///
    /// A statement whose names were resolved keeps the identifier that it has in its document.
    pub fn id(&self) -> StatementId {
        if let Some(resolved) = &self.resolved {
            return resolved.id.clone();
        }
        let mut key = format!(
            "{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n",
            self.evidence.document,
            self.evidence.start,
            self.evidence.end,
            self.subject,
            self.property,
            self.object.canonical(),
            self.claimed_by.as_ref().map_or("", EntityId::as_str),
            self.modality.name(),
        );
        for (name, value) in &self.qualifiers {
            key.push_str(name);
            key.push('=');
            key.push_str(&value.canonical());
            key.push('\n');
        }
        StatementId::from(&digest(key.as_bytes())[..32])
    }
}
