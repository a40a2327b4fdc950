//! A believed fact with the statements that support it.

use crate::model::evidence::DocumentId;
use crate::model::{Date, EntityId, Modality, Statement, StatementId, Value};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One plain triple and its receipts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub subject: EntityId,
    /// Local name of the property.
    pub property: Arc<str>,
    /// What it says.
    pub object: Value,
    /// ISO 4217 code of the currency of its number, where that is not the one of the property's unit.
    pub currency: Option<Arc<str>>,
    /// What else sets its value apart from others of the property (the benchmark of a score, the tier of a price), by
    /// the local names of the qualifiers. None where a statement says the same value without.
    pub context: BTreeMap<Arc<str>, Value>,
    /// The statements that say so, the surest first.
    pub support: Vec<Support>,
}

/// A statement that supports a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// The statement.
    pub statement: StatementId,
    /// Its document.
    pub document: DocumentId,
    /// The words it rests on.
    pub exact: String,
    /// How surely it is said.
    pub modality: Modality,
    /// Who says so, if not the publisher.
    pub claimed_by: Option<EntityId>,
    /// Probability that it renders its source rightly, as text with two decimals.
    pub confidence: String,
    /// From when it holds in the world.
    pub valid_from: Option<Date>,
    /// Until when it holds in the world.
    pub valid_to: Option<Date>,
    /// When it was learned, RFC 3339 in UTC.
    pub recorded_at: String,
    /// Its qualifiers by local name.
    pub qualifiers: BTreeMap<Arc<str>, Value>,
}

impl From<&Statement> for Support {
    fn from(statement: &Statement) -> Self {
        Self {
            statement: statement.id(),
            document: statement.evidence.document.clone(),
            exact: statement.evidence.exact.clone(),
            modality: statement.modality,
            claimed_by: statement.claimed_by.clone(),
            confidence: statement.confidence.to_string(),
            valid_from: statement.valid_from,
            valid_to: statement.valid_to,
            recorded_at: statement.recorded_at.clone(),
            qualifiers: statement.qualifiers.clone(),
        }
    }
}

impl Support {
    /// The firmer first: asserted before claimed before rumoured, then by how surely it was read.
    pub fn by_firmness(&self, other: &Self) -> Ordering {
        let firm = self.modality.cmp(&other.modality);
        firm.then_with(|| other.confidence.cmp(&self.confidence))
    }
}

impl Fact {
    /// Its context for people, to stand behind its value: ` (SWE-bench Verified, pass@1)`; empty if it has none.
    pub fn within(&self, name: &dyn Fn(&EntityId) -> String) -> String {
        let parts = self.context.values().map(|value| match value {
            Value::Entity(id) => name(id),
            other => other.to_string(),
        });
        match parts.collect::<Vec<_>>().join(", ") {
            none if none.is_empty() => none,
            some => format!(" ({some})"),
        }
    }

    /// The entities that it names.
    pub fn entities(&self) -> impl Iterator<Item = &EntityId> {
        let context = self.context.values().filter_map(Value::as_entity);
        std::iter::once(&self.subject)
            .chain(self.object.as_entity())
            .chain(context)
    }

    /// The firmest way in which it is said: asserted before claimed before rumoured.
    pub fn modality(&self) -> Modality {
        self.support
            .iter()
            .map(|s| s.modality)
            .min()
            .unwrap_or(Modality::Asserted)
    }
}
