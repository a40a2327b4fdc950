//! What sources contradict each other on.

use crate::belief::judge::{agree, believe};
use crate::model::{Modality, Statement, Vocabulary};

/// Whether statements on one subject and property contradict each other: two values of a functional
/// property that do not agree are each said firmly in the same context, or one is asserted and denied.
pub fn disputed(vocabulary: &Vocabulary, statements: &[Statement]) -> bool {
    let firm: Vec<&Statement> = statements
        .iter()
        .filter(|s| s.modality <= Modality::Claimed)
        .collect();
    let denied = statements
        .iter()
        .filter(|s| s.modality == Modality::Negated)
        .any(|n| firm.iter().any(|f| f.object == n.object));
    let losing = believe(vocabulary, statements)
        .iter()
        .zip(statements)
        .any(|(j, s)| {
            !j.believed && j.reason.starts_with("Another value") && s.modality <= Modality::Claimed
        });
    denied
        || losing
            && firm
                .iter()
                .any(|a| firm.iter().any(|b| !agree(&a.object, &b.object)))
}
