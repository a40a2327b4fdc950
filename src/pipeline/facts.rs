//! The believed facts of an index, as the network wants them.

use crate::belief::believe;
use crate::model::{Date, EntityId, Statement, Value, Vocabulary};
use crate::network::{Fact, Support};
use crate::store::{Snapshot, StoreError};
use std::collections::BTreeMap;

/// All believed facts with the statements behind them.
///
/// # Errors
/// Those of the store.
pub fn facts(snapshot: &Snapshot<'_>, vocabulary: &Vocabulary) -> Result<Vec<Fact>, StoreError> {
    let statements = snapshot.statements(None, None)?;
    Ok(of_statements(vocabulary, statements))
}

/// What was believed on a day: of the statements that hold then as far as their sources say.
///
/// # Errors
/// Those of the store.
pub fn facts_on(
    snapshot: &Snapshot<'_>,
    vocabulary: &Vocabulary,
    day: Date,
) -> Result<Vec<Fact>, StoreError> {
    let mut statements = snapshot.statements(None, None)?;
    statements.retain(|s| holds_on(s, day));
    Ok(of_statements(vocabulary, statements))
}

/// Whether a statement holds on a day, or within the month or year given; one without dates always does.
pub(super) fn holds_on(statement: &Statement, day: Date) -> bool {
    let within = |date: Date| date.covers(day) || day.covers(date);
    statement
        .valid_from
        .is_none_or(|from| from <= day || within(from))
        && statement.valid_to.is_none_or(|to| to >= day || within(to))
}

/// The believed facts among statements.
pub fn of_statements(vocabulary: &Vocabulary, statements: Vec<Statement>) -> Vec<Fact> {
    let mut groups: BTreeMap<(EntityId, String), Vec<Statement>> = BTreeMap::new();
    for statement in statements {
        let key = (statement.subject.clone(), statement.property.to_string());
        groups.entry(key).or_default().push(statement);
    }
    let mut out = Vec::new();
    for ((subject, _), group) in groups {
        let mut values: BTreeMap<(Value, Option<&str>), Vec<Support>> = BTreeMap::new();
        for (judged, statement) in believe(vocabulary, &group).iter().zip(&group) {
            if judged.believed {
                values
                    .entry((statement.object.clone(), statement.currency()))
                    .or_default()
                    .push(Support::from(statement));
            }
        }
        for ((object, currency), mut support) in values {
            support.sort_by(|a, b| a.by_firmness(b).then_with(|| a.statement.cmp(&b.statement)));
            let property = group[0].property.clone();
            out.push(Fact {
                subject: subject.clone(),
                property,
                object,
                currency: currency.map(Into::into),
                support,
            });
        }
    }
    out
}
