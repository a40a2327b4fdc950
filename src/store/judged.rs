//! What belief says of statements, as the store keeps it.

use crate::model::{Statement, StatementId, Vocabulary};

/// Whether a statement is believed (`ai:rank`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rank {
    /// Believed.
    Preferred,
    /// Possible, but another statement is believed, or it is of the past.
    Normal,
    /// Held to be wrong, or denied.
    Deprecated,
}

impl Rank {
    /// Local name in the vocabulary: `Preferred`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Preferred => "Preferred",
            Self::Normal => "Normal",
            Self::Deprecated => "Deprecated",
        }
    }
}

/// The rank of one statement, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The statement.
    pub statement: StatementId,
    /// Its rank.
    pub rank: Rank,
    /// Why, in words.
    pub reason: String,
    /// Whether it is believed now; its plain triple then stands in the graph `believed`, unless its number
    /// is in another currency than the property's.
    pub believed: bool,
}

/// Judges all statements on one subject and property; one [`Judged`] each, in the order given.
pub type Believe<'a> = dyn Fn(&Vocabulary, &[Statement]) -> Vec<Judged> + Sync + 'a;
