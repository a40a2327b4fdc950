use super::{read, write};
use crate::model::{Date, Evidence, Modality, Resolved, Statement, Value};
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn date() -> impl Strategy<Value = Date> {
    (1i16..=9999, 0u8..=12, 0u8..=28).prop_map(|parts| {
        let date = match parts {
            (year, 0, _) => Date::from_year(year),
            (year, month, 0) => Date::from_month(year, month),
            (year, month, day) => Date::from_day(year, month, day),
        };
        date.unwrap()
    })
}

fn decimal() -> impl Strategy<Value = Decimal> {
    (any::<i64>(), 0u32..28).prop_map(|(number, scale)| Decimal::new(number, scale))
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        ".{0,9}".prop_map(|id| Value::Entity(id.into())),
        any::<i64>().prop_map(Value::Integer),
        decimal().prop_map(Value::Decimal),
        date().prop_map(Value::Date),
        any::<bool>().prop_map(Value::Boolean),
        ".{0,200}".prop_map(Value::Text),
    ]
}

prop_compose! {
    fn statement()(
        (subject, property, object) in (".{0,9}", ".{0,9}", value()),
        qualifiers in btree_map(".{0,9}", value(), 0..4),
        (document, exact, start, end) in (".{0,9}", ".{0,300}", any::<u32>(), any::<u32>()),
        (claimed_by, modality, confidence) in (of(".{0,9}"), 0usize..5, decimal()),
        (valid_from, valid_to) in (of(date()), of(date())),
        (recorded_at, extracted_by) in (".{0,25}", ".{0,25}"),
        resolved in of((".{0,32}", any::<bool>())),
    ) -> Statement {
        Statement {
            subject: subject.into(),
            property: property.into(),
            object,
            qualifiers: qualifiers.into_iter().map(|(name, value)| (name.into(), value)).collect(),
            evidence: Evidence { document: document.into(), exact, start, end },
            claimed_by: claimed_by.map(Into::into),
            modality: Modality::ALL[modality],
            confidence,
            valid_from,
            valid_to,
            recorded_at,
            extracted_by: extracted_by.into(),
            resolved: resolved.map(|(id, rejected)| Resolved { id: id.into(), rejected }),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(statements in vec(statement(), 0..5)) {
        let mut bytes = Vec::new();
        for statement in &statements {
            write(statement, &mut bytes);
        }
        let mut rest = &bytes[..];
        for statement in statements {
            let back = read(&mut rest).unwrap();
            // Equal decimals may differ in what is printed of them.
            prop_assert_eq!(format!("{back:?}"), format!("{statement:?}"));
            prop_assert_eq!(back, statement);
        }
        prop_assert!(rest.is_empty());
    }

    #[test]
    fn what_is_cut_is_not_read(statement in statement(), cut in any::<prop::sample::Index>()) {
        let mut bytes = Vec::new();
        write(&statement, &mut bytes);
        let mut rest = &bytes[..cut.index(bytes.len())];
        prop_assert!(read(&mut rest).is_none());
    }
}
