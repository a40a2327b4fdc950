//! The file of a document: what is written is read back, and faults have a place.

use aikg::model::evidence::DocumentId;
use aikg::model::{
    Citation, Date, Entity, EntityId, Evidence, Modality, Namespaces, Reading, Skipped, Statement,
    Value,
};
use aikg::store::article::{read, write};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn id() -> impl Strategy<Value = EntityId> {
    "[a-z0-9][a-z0-9.+ ()é-]{0,11}".prop_map(EntityId::from)
}

fn date() -> impl Strategy<Value = Date> {
    prop_oneof![
        (1i16..9999).prop_filter_map("year", Date::from_year),
        (1i16..9999, 1u8..13).prop_filter_map("month", |(y, m)| Date::from_month(y, m)),
        (1i16..9999, 1u8..13, 1u8..32).prop_filter_map("day", |(y, m, d)| Date::from_day(y, m, d)),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        id().prop_map(Value::Entity),
        any::<i64>().prop_map(Value::Integer),
        (any::<i64>(), 0u32..12).prop_map(|(n, scale)| Value::Decimal(Decimal::new(n, scale))),
        date().prop_map(Value::Date),
        any::<bool>().prop_map(Value::Boolean),
        any::<String>().prop_map(Value::Text),
    ]
}

prop_compose! {
    fn statement()(
        subject in id(),
        property in "[a-zA-Z]{1,9}",
        object in value(),
        qualifiers in btree_map("(tier|stage|status|x-[a-z]{1,3})", value(), 0..3),
        exact in any::<String>(),
        start in 0u32..100_000,
        length in 0u32..300,
        claimed_by in option::of(id()),
        modality in 0usize..5,
        confidence in 0i64..101,
        valid in (option::of(date()), option::of(date())),
        rule in "rule:[a-z/]{1,9}@[0-9]",
    ) -> Statement {
        Statement {
            subject,
            property: property.into(),
            object,
            qualifiers: qualifiers.into_iter().map(|(k, v)| (k.into(), v)).collect(),
            evidence: Evidence {
                document: DocumentId::from("doc-1"),
                exact,
                start,
                end: start + length,
            },
            claimed_by,
            modality: Modality::ALL[modality],
            confidence: Decimal::new(confidence, 2),
            valid_from: valid.0,
            valid_to: valid.1,
            recorded_at: "2026-04-24T10:00:00Z".into(),
            extracted_by: rule.into(),
            resolved: None,
        }
    }
}

prop_compose! {
    fn entity()(
        id in id(),
        label in "\\PC{1,12}",
        names in vec("\\PC{1,12}", 0..3),
        brand in option::of(id()),
        ambiguous in any::<bool>(),
    ) -> Entity {
        Entity {
            id,
            classes: vec!["Model".into()],
            label,
            names,
            brand,
            ambiguous,
            provisional: true,
            ..Entity::default()
        }
    }
}

prop_compose! {
    fn reading()(
        title in any::<String>(),
        publisher in option::of(id()),
        name in option::of(any::<String>()),
        authors in vec(any::<String>(), 0..3),
        issued in option::of(date()),
        statements in vec(statement(), 0..6),
        entities in vec(entity(), 0..3),
    ) -> Reading {
        let mut reading = Reading {
            citation: Citation {
                id: DocumentId::from("doc-1"),
                class: "Article".into(),
                title,
                publisher,
                publisher_name: name,
                authors,
                issued,
                address: Some("https://example.org/a?b=c&d".into()),
                language: Some("en".into()),
                sha256: "ab".repeat(32),
                source_sha256: None,
                characters: 12,
                recorded_at: "2026-04-24T10:00:00Z".into(),
            },
            statements,
            entities,
            skipped: Skipped::new(),
        };
        reading.statements.sort_by_key(|s| {
            (s.evidence.start, s.evidence.end, s.property.clone(), s.id())
        });
        reading.statements.dedup_by_key(|s| s.id());
        reading.entities.sort_by(|a, b| a.id.cmp(&b.id));
        reading.entities.dedup_by(|a, b| a.id == b.id);
        reading.citation.authors.dedup();
        reading
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(reading in reading()) {
        let namespaces = Namespaces::default();
        let text = write(&reading, &namespaces);
        let again = read("a.trig", text.as_bytes(), &namespaces);
        let again = again.map_err(|e| TestCaseError::fail(format!("{e}\n{text}")))?;
        prop_assert_eq!(&again, &reading);
        prop_assert_eq!(write(&again, &namespaces), text);
    }

    #[test]
    fn no_file_makes_it_panic(text in "(@prefix|GRAPH|doc:a|\\{|\\}| |a|ai:Article|;|\\.|\"x\"|<a:b>|\n){0,24}") {
        let _ = read("a.trig", text.as_bytes(), &Namespaces::default());
    }
}

#[test]
fn a_changed_statement_is_told_from_its_identifier() {
    let namespaces = Namespaces::default();
    let text = include_str!("store/small.trig");
    assert_eq!(
        read("small.trig", text.as_bytes(), &namespaces)
            .unwrap()
            .statements
            .len(),
        1
    );
    let changed = text.replace("1600000000000", "1700000000000");
    let fault = read("small.trig", changed.as_bytes(), &namespaces)
        .unwrap_err()
        .to_string();
    assert!(fault.starts_with("small.trig:25:5: stmt:"), "{fault}");
    let lacking = text.replace("        oa:start 10 ;\n", "");
    let fault = read("small.trig", lacking.as_bytes(), &namespaces)
        .unwrap_err()
        .to_string();
    assert!(fault.ends_with("oa:start is missing"), "{fault}");
    let broken = text.replace("ai:Statement ;", "ai:Statement ");
    let fault = read("small.trig", broken.as_bytes(), &namespaces)
        .unwrap_err()
        .to_string();
    assert!(fault.starts_with("small.trig:26:"), "{fault}");
}

#[test]
fn the_file_is_sorted_and_plain() {
    let namespaces = Namespaces::default();
    let text = include_str!("store/small.trig");
    let reading = read("small.trig", text.as_bytes(), &namespaces).unwrap();
    assert_eq!(write(&reading, &namespaces), text);
}
