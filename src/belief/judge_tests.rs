use super::*;
use crate::belief::agree;
use crate::model::{Evidence, Property, Range, Value};

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
        context: false,
        bounds: (None, None),
        equivalents: Vec::new(),
        unit_match: None,
    };
    let tier = Property {
        name: "tier".into(),
        range: Range::Text,
        qualifier: true,
        context: true,
        ..property.clone()
    };
    let properties = [("p".to_string(), property), ("tier".to_string(), tier)].into();
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
        resolved: None,
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

fn ranks(judged: &[Judged]) -> Vec<Rank> {
    judged.iter().map(|j| j.rank).collect()
}

#[test]
fn a_claim_in_more_documents_outweighs_one_assertion() {
    let mut claim = says("b", decimal("685"), "2025-01-01");
    claim.modality = Modality::Claimed;
    let mut again = says("c", decimal("685"), "2025-01-01");
    again.modality = Modality::Claimed;
    let all = [says("a", decimal("671"), "2025-01-01"), claim, again];
    let judged = believe(&vocabulary(true, false), &all);
    assert_eq!(believed(&judged, &all), ["685", "685"]);
    let one = &all[..2];
    let judged = believe(&vocabulary(true, false), one);
    assert_eq!(believed(&judged, one), ["671"]);
    assert_eq!(judged[1].reason, "Another value, 671, is said more firmly.");
}

#[test]
fn one_value_for_each_set_of_qualifiers() {
    let mut batch = says("a", decimal("1"), "2026-01-01");
    batch
        .qualifiers
        .insert("tier".into(), Value::Text("batch".into()));
    let all = [says("a", decimal("2"), "2026-01-01"), batch];
    let judged = believe(&vocabulary(true, true), &all);
    assert_eq!(believed(&judged, &all), ["2", "1"]);
}

#[test]
fn only_what_contradicts_is_deprecated() {
    let mut rumour = says("r", decimal("9"), "2026-01-01");
    rumour.modality = Modality::Rumored;
    let mut denial = says("d", decimal("8"), "2026-01-01");
    denial.modality = Modality::Negated;
    let mut former = says("f", decimal("7"), "2025-01-01");
    former
        .qualifiers
        .insert("status".into(), Value::Text("former".into()));
    let now = says("a", decimal("2"), "2026-08-20");
    let past = says("b", decimal("3"), "2026-01-01");
    let wrong = says("c", decimal("5"), "2026-08-20");
    let mut sure = now.clone();
    sure.evidence.document = "e".into();
    let all = [rumour, denial, former, now, past, wrong, sure];
    let judged = believe(&vocabulary(true, true), &all);
    assert_eq!(
        ranks(&judged),
        [
            Rank::Normal,
            Rank::Deprecated,
            Rank::Normal,
            Rank::Preferred,
            Rank::Normal,
            Rank::Deprecated,
            Rank::Preferred
        ]
    );
    let disputes = crate::belief::disputes(&vocabulary(true, true), &all);
    assert_eq!(disputes, [all[5].id()]);
}

#[test]
fn a_denial_of_what_others_say_is_a_dispute() {
    let said = says("a", decimal("1"), "2026-01-01");
    let mut denial = says("b", decimal("1"), "2026-01-01");
    denial.modality = Modality::Negated;
    assert!(crate::belief::disputed(
        &vocabulary(false, false),
        &[said, denial.clone()]
    ));
    assert!(!crate::belief::disputed(
        &vocabulary(false, false),
        &[denial]
    ));
}

#[test]
fn the_order_of_statements_changes_nothing() {
    let mut all = vec![
        says("a", decimal("1600"), "2026-01-01"),
        says("b", decimal("1610"), "2026-01-01"),
        says("c", decimal("1590"), "2026-01-01"),
        says("d", decimal("1200"), "2026-01-01"),
    ];
    let sorted = |all: &[Statement]| {
        let mut judged = believe(&vocabulary(true, false), all);
        judged.sort_by(|a, b| a.statement.cmp(&b.statement));
        judged
    };
    let expected = sorted(&all);
    for _ in 0..all.len() {
        all.rotate_left(1);
        assert_eq!(sorted(&all), expected);
        all.swap(0, 2);
        assert_eq!(sorted(&all), expected);
    }
}

/// The story of a price rise that was announced and then cancelled, as far as what is known on a
/// day can be told: by the statements recorded until then.
#[test]
fn a_rise_announced_and_cancelled() {
    let mut rise = says("list", decimal("3"), "2026-09-01");
    rise.qualifiers
        .insert("status".into(), Value::Text("planned".into()));
    let mut august = [says("list", decimal("2"), "2026-08-20"), rise];
    for statement in &mut august {
        statement.recorded_at = "2026-08-20T00:00:00Z".into();
    }
    let known = believe(&vocabulary(true, true), &august);
    assert_eq!(believed(&known, &august), ["2"]);
    assert_eq!(known[1].reason, "It is planned and not yet so.");

    let mut cancelled = says("news", decimal("3"), "2026-09-15");
    cancelled.modality = Modality::Negated;
    let still = says("news", decimal("2"), "2026-09-15");
    let [price, rise] = august;
    let october = [price, rise, cancelled, still];
    let known = believe(&vocabulary(true, true), &october);
    assert_eq!(believed(&known, &october), ["2", "2"]);
    assert_eq!(known[2].reason, "The source denies it.");
}
