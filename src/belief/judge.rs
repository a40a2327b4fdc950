//! Judges all statements on one subject and property.

use crate::belief::agreement::{Near, agree};
use crate::belief::weigh::{Weight, precision, said, weigh};
use crate::model::{Modality, Statement, StatementId, Vocabulary};
use crate::store::{Judged, Rank};
use rust_decimal::Decimal;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Least confidence of what is believed, in hundredths.
const LEAST: i64 = 50;

/// Judges statements on one subject and property; a rank and reason each, in the order given.
///
/// A denial, a rumour and a statement of small confidence are never believed; a plan only while nothing
/// firmer is said; a value marked former or planned not as the present one. Of a functional property one
/// value is believed for each context (the qualifiers that set values apart): one that is said to be so before one
/// that is expected, then (for what changes) the latest, then the one in most documents, the one not only a party's own
/// word, the surest, the most exact. Values that agree, because one is the other
/// rounded or a date less exact, are believed as the most exact of them.
///
/// Deprecated are denials and what contradicts the believed value; what is only expected, rumoured,
/// unsure, of the past or less exact is normal.
pub fn believe(vocabulary: &Vocabulary, statements: &[Statement]) -> Vec<Judged> {
    let property = statements
        .first()
        .and_then(|s| vocabulary.properties.get(&*s.property));
    let functional = property.is_some_and(|p| p.functional);
    let changing = property.is_some_and(|p| p.changing);
    let mut verdicts: BTreeMap<StatementId, (Rank, String, bool)> = BTreeMap::new();
    let mut open: BTreeMap<String, Vec<&Statement>> = BTreeMap::new();
    for statement in statements {
        match out_of_question(statement) {
            Some(reason) => {
                let rank = match statement.modality {
                    Modality::Negated => Rank::Deprecated,
                    _ => Rank::Normal,
                };
                verdicts.insert(statement.id(), (rank, reason.to_string(), false));
            }
            None => {
                let group = open.entry(context(vocabulary, statement)).or_default();
                group.push(statement);
            }
        }
    }
    for group in open.into_values() {
        judge_group(&group, functional, changing, &mut verdicts);
    }
    statements
        .iter()
        .map(|s| {
            let id = s.id();
            let (rank, reason, believed) =
                verdicts
                    .get(&id)
                    .cloned()
                    .unwrap_or((Rank::Normal, String::new(), false));
            Judged {
                statement: id,
                rank,
                reason,
                believed,
            }
        })
        .collect()
}

/// Why a statement is not weighed at all.
fn out_of_question(statement: &Statement) -> Option<&'static str> {
    if statement.resolved.as_ref().is_some_and(|r| r.rejected) {
        return Some("A name in it was rejected.");
    }
    let status = statement.qualifiers.get("status").map(ToString::to_string);
    match (statement.modality, status.as_deref()) {
        (Modality::Negated, _) => Some("The source denies it."),
        (Modality::Rumored, _) => Some("It is a rumour."),
        (_, Some("former")) => Some("It was so before and is no longer."),
        (_, Some("planned")) => Some("It is planned and not yet so."),
        _ if statement.confidence < Decimal::new(LEAST, 2) => {
            Some("The reading is too unsure of it.")
        }
        _ => None,
    }
}

/// What two values of a functional property may differ by without contradicting each other.
fn context(vocabulary: &Vocabulary, statement: &Statement) -> String {
    let parts = vocabulary.context(statement);
    let parts: Vec<String> = parts
        .map(|(name, value)| format!("{name}={}", value.canonical()))
        .collect();
    parts.join(";")
}

fn judge_group(
    group: &[&Statement],
    functional: bool,
    changing: bool,
    verdicts: &mut BTreeMap<StatementId, (Rank, String, bool)>,
) {
    let firm = group.iter().any(|s| said(s.modality));
    let (plans, weighed): (Vec<&Statement>, Vec<&Statement>) = group
        .iter()
        .partition(|s| firm && s.modality == Modality::Predicted);
    for plan in plans {
        let reason = "It was expected; others say what came of it.".to_string();
        verdicts.insert(plan.id(), (Rank::Normal, reason, false));
    }
    let ranked = rank(weighed, changing);
    let rivals = if functional { ranked.len() } else { 1 };
    let Some((top, best)) = ranked.first() else {
        return;
    };
    for (place, (weight, value)) in ranked.iter().enumerate() {
        let believed = !functional || place == 0;
        for statement in value {
            let exact = statement.object == value[0].object;
            let rank = match (believed, exact) {
                (true, true) => Rank::Preferred,
                (true, false) => Rank::Normal,
                (false, _) if top.since > weight.since => Rank::Normal,
                (false, _) => Rank::Deprecated,
            };
            let reason = match believed {
                true => agreed(exact, weight, rivals),
                false => lost(weight, top, &best[0].object.to_string()),
            };
            verdicts.insert(statement.id(), (rank, reason, believed && exact));
        }
    }
}

/// The values with their statements, heaviest first; of a value the most exact statement first.
///
/// A less exact value goes to the one that it agrees with, to that of most statements if to several.
fn rank(mut weighed: Vec<&Statement>, changing: bool) -> Vec<(Weight, Vec<&Statement>)> {
    weighed.sort_by_cached_key(|s| (Reverse(precision(&s.object)), s.object.clone(), s.id()));
    let mut values: Vec<Vec<&Statement>> = Vec::new();
    let mut near = Near::default();
    for same in weighed.chunk_by(|a, b| a.object == b.object) {
        let object = &same[0].object;
        let agreeing = near
            .candidates(object)
            .filter(|i| agree(&values[*i][0].object, object));
        match agreeing.max_by_key(|i| (values[*i].len(), Reverse(*i))) {
            Some(i) => values[i].extend(same),
            None => {
                near.note(object, values.len());
                values.push(same.to_vec());
            }
        }
    }
    let mut ranked: Vec<(Weight, Vec<&Statement>)> = values
        .into_iter()
        .map(|v| (weigh(&v, changing), v))
        .collect();
    // Stable: equal weights stay in the order of their values.
    ranked.sort_by(|a, b| b.0.cmp(&a.0));
    ranked
}

/// Why a value is believed.
fn agreed(exact: bool, weight: &Weight, rivals: usize) -> String {
    if !exact {
        return "It agrees with a more exact value.".into();
    }
    let said = match weight.documents {
        1 => "1 document says so".to_string(),
        n => format!("{n} documents say so"),
    };
    match rivals {
        1 => format!("Undisputed: {said}."),
        _ => format!("Preferred: {said}."),
    }
}

/// Why another value is believed: the first thing that differs.
fn lost(weight: &Weight, top: &Weight, value: &str) -> String {
    let why = if top.said != weight.said {
        "is said to be so, this one is expected"
    } else if top.since != weight.since {
        "is later"
    } else if top.documents != weight.documents {
        "is in more documents"
    } else if top.firmness != weight.firmness {
        "is said more firmly"
    } else if top.confidence != weight.confidence {
        "is read more surely"
    } else if top.precision != weight.precision {
        "is more exact"
    } else {
        "comes first in order, as nothing else tells them apart"
    };
    format!("Another value, {value}, {why}.")
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
