//! What sources contradict each other on.

use crate::belief::judge::believe;
use crate::belief::weigh::said;
use crate::model::{Modality, Statement, StatementId, Vocabulary};
use crate::store::Rank;

/// Whether statements on one subject and property contradict each other: a value that is said to be
/// so is held to be wrong beside another, or one is said and denied. A price of the past, a rumour
/// or a plan contradicts nothing.
pub fn disputed(vocabulary: &Vocabulary, statements: &[Statement]) -> bool {
    !disputes(vocabulary, statements).is_empty()
}

/// The statements that contradict what is believed, with those that deny what others say; in the
/// order given.
pub fn disputes(vocabulary: &Vocabulary, statements: &[Statement]) -> Vec<StatementId> {
    let denied = |denial: &Statement| {
        let mut others = statements.iter().filter(|s| said(s.modality));
        others.any(|s| s.object == denial.object && s.currency() == denial.currency())
    };
    let judged = believe(vocabulary, statements);
    let pairs = judged.into_iter().zip(statements);
    let against = pairs.filter(|(judged, statement)| {
        judged.rank == Rank::Deprecated
            && (statement.modality != Modality::Negated || denied(statement))
    });
    against.map(|(judged, _)| judged.statement).collect()
}
