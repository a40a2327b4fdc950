//! All that came out of one document.

use crate::model::{Citation, Entity, Statement};
use std::collections::BTreeMap;

/// How many candidate facts were left out, by reason.
pub type Skipped = BTreeMap<String, usize>;

/// A document's description, its statements and the names it brought: what reading hands to storing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The document.
    pub citation: Citation,
    /// Its statements, sorted by place, then property.
    pub statements: Vec<Statement>,
    /// Entities first seen here, marked provisional, sorted by id.
    pub entities: Vec<Entity>,
    /// What was found and not kept, and why.
    pub skipped: Skipped,
}
