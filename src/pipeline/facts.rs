//! The believed facts of an index, as the network wants them.

use crate::belief::believe;
use crate::model::{Date, EntityId, Statement, Value, Vocabulary};
use crate::network::{Fact, Support};
use crate::store::{Snapshot, StoreError};
use std::collections::BTreeMap;
use std::sync::Arc;

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
        let mut values: BTreeMap<Said<'_>, Vec<Support>> = BTreeMap::new();
        for (judged, statement) in believe(vocabulary, &group).iter().zip(&group) {
            if judged.believed {
                let said = values.entry(Said::of(vocabulary, statement)).or_default();
                said.push(Support::from(statement));
            }
        }
        for (said, mut support) in simplest(values) {
            support.sort_by(|a, b| a.by_firmness(b).then_with(|| a.statement.cmp(&b.statement)));
            out.push(Fact {
                subject: subject.clone(),
                property: group[0].property.clone(),
                object: said.object.clone(),
                currency: said.currency.map(Into::into),
                context: said.context.clone(),
                support,
            });
        }
    }
    out
}

/// What statements on one subject and property say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Said<'s> {
    object: &'s Value,
    currency: Option<&'s str>,
    context: BTreeMap<Arc<str>, Value>,
}

impl<'s> Said<'s> {
    fn of(vocabulary: &Vocabulary, statement: &'s Statement) -> Self {
        Self {
            object: &statement.object,
            currency: statement.currency(),
            context: context(vocabulary, statement),
        }
    }
}

/// The context of a statement as facts have it: without the currency, which they say apart, and none where an entity
/// is the object, as the network has one edge a property.
pub fn context(vocabulary: &Vocabulary, statement: &Statement) -> BTreeMap<Arc<str>, Value> {
    if statement.object.as_entity().is_some() {
        return BTreeMap::new();
    }
    let shown = |name: &str| name == "currency" && statement.currency().is_some();
    let apart = vocabulary.context(statement);
    let apart = apart.filter(|(name, _)| !shown(name));
    apart
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// What is said both plainly and in a context is said plainly.
fn simplest<'s>(values: BTreeMap<Said<'s>, Vec<Support>>) -> BTreeMap<Said<'s>, Vec<Support>> {
    let mut out: BTreeMap<Said<'s>, Vec<Support>> = BTreeMap::new();
    // The plain one comes first of each value.
    for (said, support) in values {
        let plain = Said {
            context: BTreeMap::new(),
            object: said.object,
            currency: said.currency,
        };
        let said = match out.contains_key(&plain) {
            true => plain,
            false => said,
        };
        out.entry(said).or_default().extend(support);
    }
    out
}
