//! Judges all statements on one subject and property.

use crate::belief::weigh::{Weight, precision, weigh};
use crate::model::{Modality, Statement, StatementId, Value, Vocabulary};
use crate::store::{Judged, Rank};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Least confidence of what is believed, in hundredths.
const LEAST: i64 = 50;

/// Judges statements on one subject and property; one judgement each, in the order given.
///
/// A denial, a rumour and a statement of small confidence are never believed; a plan only while nothing
/// firmer is said; a value marked former or planned not as the present one. Of a functional property one
/// value is believed for each set of qualifiers: the firmest, then (for what changes) the latest, then
/// the one in most documents, the surest, the most exact. Values that agree, because one is the other
/// rounded or a date less exact, are believed as the most exact of them.
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
                verdicts.insert(
                    statement.id(),
                    (Rank::Deprecated, reason.to_string(), false),
                );
            }
            None => open.entry(context(statement)).or_default().push(statement),
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
fn context(statement: &Statement) -> String {
    let parts = [
        "tier",
        "provider",
        "stage",
        "benchmark",
        "harness",
        "metric",
        "precision",
        "covers",
        "period",
        "place",
    ];
    let given: Vec<String> = parts
        .iter()
        .filter_map(|p| {
            statement
                .qualifiers
                .get(*p)
                .map(|v| format!("{p}={}", v.canonical()))
        })
        .collect();
    given.join(";")
}

fn judge_group(
    group: &[&Statement],
    functional: bool,
    changing: bool,
    verdicts: &mut BTreeMap<StatementId, (Rank, String, bool)>,
) {
    let firm = group.iter().any(|s| s.modality <= Modality::Claimed);
    let (plans, weighed): (Vec<&Statement>, Vec<&Statement>) = group
        .iter()
        .partition(|s| firm && s.modality == Modality::Predicted);
    for plan in plans {
        let reason = "It was expected; others say what came of it.".to_string();
        verdicts.insert(plan.id(), (Rank::Deprecated, reason, false));
    }
    let mut values: Vec<Vec<&Statement>> = Vec::new();
    for statement in weighed {
        match values
            .iter_mut()
            .find(|v| agree(&v[0].object, &statement.object))
        {
            Some(same) => same.push(statement),
            None => values.push(vec![statement]),
        }
    }
    let mut ranked: Vec<(Weight, Vec<&Statement>)> = values
        .into_iter()
        .map(|mut v| {
            v.sort_by(|a, b| {
                precision(&b.object)
                    .cmp(&precision(&a.object))
                    .then(a.id().cmp(&b.id()))
            });
            (weigh(&v, changing), v)
        })
        .collect();
    ranked.sort_by(|a, b| {
        b.0.cmp(&a.0)
            .then_with(|| a.1[0].object.cmp(&b.1[0].object))
    });
    let best = ranked
        .first()
        .map(|(weight, value)| (weight.clone(), value[0].object.to_string()));
    for (place, (weight, value)) in ranked.iter().enumerate() {
        let believed = !functional || place == 0;
        for statement in value {
            let exact = statement.object == value[0].object;
            let rank = match (believed, exact) {
                (true, true) => Rank::Preferred,
                (true, false) => Rank::Normal,
                _ => Rank::Deprecated,
            };
            let reason = reason(believed, exact, weight, ranked.len(), best.as_ref());
            verdicts.insert(statement.id(), (rank, reason, believed && exact));
        }
    }
}

/// One sentence: what decided.
fn reason(
    believed: bool,
    exact: bool,
    weight: &Weight,
    rivals: usize,
    best: Option<&(Weight, String)>,
) -> String {
    let documents = |n: usize| {
        if n == 1 {
            "1 document".into()
        } else {
            format!("{n} documents")
        }
    };
    if believed && !exact {
        return "It agrees with a more exact value.".into();
    }
    if believed {
        let said = format!(
            "{} so",
            documents(weight.documents)
                + if weight.documents == 1 {
                    " says"
                } else {
                    " say"
                }
        );
        return if rivals > 1 {
            format!("Preferred: {said}.")
        } else {
            format!("Undisputed: {said}.")
        };
    }
    let Some((top, value)) = best else {
        return String::new();
    };
    let why = if top.firmness != weight.firmness {
        "is said more firmly"
    } else if top.since != weight.since {
        "is later"
    } else if top.documents != weight.documents {
        "is in more documents"
    } else if top.confidence != weight.confidence {
        "is read more surely"
    } else {
        "is more exact"
    };
    format!("Another value, {value}, {why}.")
}

/// Whether two values say the same: equal, a date within the other, or a number that is the other
/// rounded to its own digits (1.6 trillion and 1.61 trillion).
pub fn agree(a: &Value, b: &Value) -> bool {
    if a == b {
        return true;
    }
    match (a, b) {
        (Value::Date(x), Value::Date(y)) => x.covers(*y) || y.covers(*x),
        _ => match (a.as_decimal(), b.as_decimal()) {
            (Some(x), Some(y)) => rounds_to(x, y, precision(b)) || rounds_to(y, x, precision(a)),
            _ => false,
        },
    }
}

/// Whether `x` rounded to `digits` significant digits is `y`; at least two digits must be left.
fn rounds_to(x: Decimal, y: Decimal, digits: usize) -> bool {
    let digits = u32::try_from(digits.max(2)).unwrap_or(28);
    x.round_sf(digits).is_some_and(|r| r == y) && precision_left(x) > digits
}

fn precision_left(x: Decimal) -> u32 {
    u32::try_from(precision(&Value::Decimal(x))).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, Property, Range};

    fn vocabulary(functional: bool, changing: bool) -> Vocabulary {
        let property = Property {
            name: "p".into(),
            label: "p".into(),
            comment: String::new(),
            domain: Vec::new(),
            range: Range::Decimal,
            unit: String::new(),
            functional,
            changing,
            symmetric: false,
            qualifier: false,
            bounds: (None, None),
            equivalents: Vec::new(),
        };
        let properties = [("p".to_string(), property)].into();
        Vocabulary {
            properties,
            ..Vocabulary::default()
        }
    }

    fn says(document: &str, value: Value, day: &str) -> Statement {
        Statement {
            subject: "m".into(),
            property: "p".into(),
            object: value,
            qualifiers: BTreeMap::new(),
            evidence: Evidence {
                document: document.into(),
                exact: "x".into(),
                start: 0,
                end: 1,
            },
            claimed_by: None,
            modality: Modality::Asserted,
            confidence: Decimal::new(9, 1),
            valid_from: day.parse().ok(),
            valid_to: None,
            recorded_at: String::new(),
            extracted_by: "curated".into(),
        }
    }

    fn believed(judged: &[Judged], statements: &[Statement]) -> Vec<String> {
        let pairs = judged.iter().zip(statements);
        pairs
            .filter(|(j, _)| j.believed)
            .map(|(_, s)| s.object.to_string())
            .collect()
    }

    fn decimal(text: &str) -> Value {
        Value::Decimal(text.parse().unwrap())
    }

    #[test]
    fn more_documents_win_where_nothing_changes() {
        let all = [
            says("a", decimal("671"), "2025-01-01"),
            says("b", decimal("685"), "2025-06-01"),
            says("c", decimal("671"), "2025-01-02"),
        ];
        let judged = believe(&vocabulary(true, false), &all);
        assert_eq!(believed(&judged, &all), ["671", "671"]);
        assert!(judged[1].reason.contains("in more documents"));
    }

    #[test]
    fn later_prices_win() {
        let all = [
            says("a", decimal("2"), "2026-08-20"),
            says("b", decimal("3"), "2026-09-01"),
        ];
        let judged = believe(&vocabulary(true, true), &all);
        assert_eq!(believed(&judged, &all), ["3"]);
        assert!(judged[0].reason.contains("is later"));
    }

    #[test]
    fn a_planned_price_that_is_cancelled_never_counts() {
        let mut planned = says("a", decimal("3"), "2026-09-01");
        planned
            .qualifiers
            .insert("status".into(), Value::Text("planned".into()));
        let all = [says("a", decimal("2"), "2026-08-20"), planned];
        assert_eq!(
            believed(&believe(&vocabulary(true, true), &all), &all),
            ["2"]
        );
    }

    #[test]
    fn rumours_denials_and_doubt_are_never_believed() {
        for (modality, confidence) in [
            (Modality::Rumored, 90),
            (Modality::Negated, 90),
            (Modality::Asserted, 40),
        ] {
            let mut s = says("a", decimal("1"), "2026-01-01");
            s.modality = modality;
            s.confidence = Decimal::new(confidence, 2);
            let all = [s];
            assert!(believed(&believe(&vocabulary(false, false), &all), &all).is_empty());
        }
    }

    #[test]
    fn a_plan_holds_until_something_firmer_is_said() {
        let mut plan = says("a", Value::Date("2026".parse().unwrap()), "2025-06-01");
        plan.modality = Modality::Predicted;
        let alone = [plan.clone()];
        assert_eq!(
            believed(&believe(&vocabulary(true, false), &alone), &alone),
            ["2026"]
        );
        let all = [
            plan,
            says("b", Value::Date("2027-01".parse().unwrap()), "2027-02-01"),
        ];
        assert_eq!(
            believed(&believe(&vocabulary(true, false), &all), &all),
            ["2027-01"]
        );
    }

    #[test]
    fn values_that_agree_are_believed_as_the_most_exact() {
        let all = [
            says("a", Value::Date("2026-04".parse().unwrap()), "2026-05-01"),
            says(
                "b",
                Value::Date("2026-04-24".parse().unwrap()),
                "2026-05-01",
            ),
        ];
        let judged = believe(&vocabulary(true, false), &all);
        assert_eq!(believed(&judged, &all), ["2026-04-24"]);
        assert!(agree(&decimal("1610"), &decimal("1600")));
        assert!(!agree(&decimal("671"), &decimal("685")));
        assert!(!agree(&decimal("1.74"), &decimal("2")));
    }

    #[test]
    fn all_values_of_other_properties_are_believed() {
        let all = [
            says("a", decimal("1"), "2026-01-01"),
            says("a", decimal("5"), "2026-01-01"),
        ];
        assert_eq!(
            believed(&believe(&vocabulary(false, false), &all), &all),
            ["1", "5"]
        );
    }
}
