//! All that came out of one document.

use crate::model::{Citation, Entity, EntityId, Statement};
use std::collections::BTreeMap;

/// How many candidate facts were left out, by reason.
pub type Skipped = BTreeMap<String, usize>;

/// A document's description, its statements and the names it brought: what reading hands to storing.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The document.
    pub citation: Citation,
    /// Its statements, sorted by place, then property.
    pub statements: Vec<Statement>,
    /// Entities first seen here, marked provisional, sorted by id.
    pub entities: Vec<Entity>,
    /// What was found and not kept, and why.
    pub skipped: Skipped,
    /// The longest name by which the text itself calls each entity; known only right after reading.
    pub names: BTreeMap<EntityId, String>,
}

/// Two readings are the same if they state the same: the names of the text are no part of what is kept.
impl PartialEq for Reading {
    fn eq(&self, other: &Self) -> bool {
        self.citation == other.citation
            && self.statements == other.statements
            && self.entities == other.entities
            && self.skipped == other.skipped
    }
}

impl Eq for Reading {}
