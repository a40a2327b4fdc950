use super::{Name, Scale, extent, linear::linear, log::log, time::time};
use crate::chart::point::days;
use crate::model::Date;
use proptest::prelude::*;

fn names(scale: &Scale) -> Vec<String> {
    let name = |name: &Name| match name {
        Name::Number(number) => number.to_string(),
        Name::Words(words, below) => format!("{words} {below}").trim().to_string(),
    };
    scale.ticks.iter().map(|t| name(&t.name)).collect()
}

fn span(from: &str, to: &str) -> (f64, f64) {
    let day = |text: &str| days(text.parse::<Date>().unwrap()).0;
    (day(from), day(to))
}

#[test]
fn ticks_are_numbers_that_people_count_by() {
    assert_eq!(
        names(&linear((0.14, 1.74), true, 5)),
        ["0", "0.5", "1", "1.5", "2"]
    );
    assert_eq!(
        names(&linear((0.1, 0.3), false, 4)),
        ["0.1", "0.15", "0.2", "0.25", "0.3"]
    );
    assert_eq!(names(&linear((-600e9, 100e9), true, 4))[0], "-600000000000");
    assert_eq!(names(&linear((5.0, 5.0), false, 4)), ["0", "2", "4", "6"]);
    assert_eq!(names(&linear((0.0, 0.0), false, 2)), ["0", "0.5", "1"]);
    assert_eq!(
        names(&log((0.14, 3.4), 9)),
        ["0.1", "0.2", "0.5", "1", "2", "5"]
    );
    assert_eq!(
        names(&log((7e9, 1.6e12), 5)),
        ["10000000000", "100000000000", "1000000000000"]
    );
    assert_eq!(names(&log((8.0, 8.0), 9)), ["5", "10"]);
    assert_eq!(names(&log((1.0, 1.0), 9)), ["0.5", "1", "2"]);
}

#[test]
fn ticks_of_time_are_days_months_or_years() {
    assert_eq!(
        names(&time(span("2025-11-10", "2026-04-24"), 8)),
        ["Dec 2025", "Jan 2026", "Feb", "Mar", "Apr"]
    );
    assert_eq!(
        names(&time(span("2026-04-24", "2026-04-24"), 6)),
        ["30 Mar 2026", "6 Apr", "13 Apr", "20 Apr", "27 Apr"]
    );
    assert_eq!(
        names(&time(span("2019-06", "2026-04"), 8)),
        ["2020", "2021", "2022", "2023", "2024", "2025", "2026"]
    );
    assert_eq!(names(&time(span("0001", "9999"), 5)).len(), 2);
}

#[test]
fn a_year_lies_between_its_days() {
    let (from, to) = days("2026".parse().unwrap());
    assert!((to - from - 365.0).abs() < 0.1);
    assert_eq!(
        days("2024-02".parse().unwrap()),
        span("2024-02-01", "2024-03-01")
    );
    assert_eq!(
        days("2025-12".parse().unwrap()),
        span("2025-12-01", "2026-01-01")
    );
}

fn holds(scale: &Scale, values: &[f64]) {
    let scale = scale.clone().over(50.0, 650.0);
    for value in values {
        let at = scale.at(*value);
        assert!((49.9..=650.1).contains(&at), "{value} at {at} of {scale:?}");
    }
    let places: Vec<f64> = scale.ticks.iter().map(|t| scale.at(t.value)).collect();
    assert!(
        places.iter().all(|p| (49.9..=650.1).contains(p)),
        "{scale:?}"
    );
    assert!(places.windows(2).all(|w| w[0] < w[1]), "{scale:?}");
}

proptest! {
    #[test]
    fn a_scale_holds_its_values_and_ticks_in_order(
        values in prop::collection::vec(prop_oneof![-1e15..1e15_f64, -1.0..1.0_f64, -1e-9..1e-9_f64], 1..20),
        wanted in 1_usize..12,
        zero: bool,
    ) {
        holds(&linear(extent(values.iter().copied()), zero, wanted), &values);
        let above: Vec<f64> = values.iter().map(|v| v.abs().max(1e-20)).collect();
        let scale = log(extent(above.iter().copied()), wanted);
        prop_assert!(!scale.ticks.is_empty() || wanted < 3, "{:?}", scale);
        holds(&scale, &above);
    }

    #[test]
    fn a_scale_of_time_holds_its_days(days in prop::collection::vec(1.0..3_600_000.0_f64, 1..20), wanted in 2_usize..12) {
        let scale = time(extent(days.iter().copied()), wanted);
        prop_assert!(scale.ticks.len() <= wanted);
        holds(&scale, &days);
    }
}
