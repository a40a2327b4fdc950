//! Days; ticks at days, the begins of weeks, months or years.

use crate::chart::scale::{Name, Scale, Tick};
use chrono::{Datelike, NaiveDate};

/// Short names of the months.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Distances of ticks, from near to far.
const STEPS: [Step; 17] = [
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Months(12),
    Step::Months(24),
    Step::Months(60),
    Step::Months(120),
    Step::Months(240),
    Step::Months(600),
    Step::Months(1_200),
    Step::Months(6_000),
    Step::Months(60_000),
];

/// Days before and after a single one: it stands at the right, where its name is.
const AROUND: (f64, f64) = (26.0, 3.0);

#[derive(Debug, Clone, Copy)]
enum Step {
    Days(i32),
    Months(i32),
}

/// A scale over days from the year 1 on, with a little room on both sides and at most so many ticks.
pub fn time((low, high): (f64, f64), wanted: usize) -> Scale {
    let room = (high - low) * 0.03;
    let (before, after) = if high - low < 2.0 {
        AROUND
    } else {
        (room, room)
    };
    let domain = (low - before, high + after);
    let mut ticks = Vec::new();
    for step in STEPS {
        ticks = step.ticks(domain);
        if ticks.len() <= wanted.max(2) {
            break;
        }
    }
    let mut year = None;
    let mut named = Vec::new();
    for (day, words) in ticks {
        let fresh = year != Some(day.year());
        let below = if fresh && !words.is_empty() {
            day.year().to_string()
        } else {
            String::new()
        };
        year = Some(day.year());
        let words = if words.is_empty() {
            day.year().to_string()
        } else {
            words
        };
        named.push(Tick {
            value: f64::from(day.num_days_from_ce()),
            name: Name::Words(words, below),
        });
    }
    Scale {
        domain,
        ticks: named,
        range: (0.0, 1.0),
        log: false,
    }
}

impl Step {
    /// The days with a tick and what they are called in their year; nothing where the year is enough.
    fn ticks(self, (low, high): (f64, f64)) -> Vec<(NaiveDate, String)> {
        #[allow(clippy::cast_possible_truncation)] // Days of the years 0 to 10000.
        let (first, last) = (low.ceil().max(1.0) as i32, high.floor() as i32);
        let mut out = Vec::new();
        match self {
            Self::Days(every) => {
                // The first day of the year 1 was a Monday.
                let mut day = first + (1 - first).rem_euclid(every);
                while day <= last && out.len() < 1_000 {
                    out.extend(NaiveDate::from_num_days_from_ce_opt(day));
                    day += every;
                }
                let name = |d: NaiveDate| (d, format!("{} {}", d.day(), month(d)));
                out.into_iter().map(name).collect()
            }
            Self::Months(every) => {
                let Some(begin) = NaiveDate::from_num_days_from_ce_opt(first) else {
                    return Vec::new();
                };
                let mut count = begin.year() * 12;
                count -= count.rem_euclid(every);
                while out.len() < 1_000 {
                    let number = u32::try_from(count.rem_euclid(12)).unwrap_or(0) + 1;
                    let day = NaiveDate::from_ymd_opt(count.div_euclid(12), number, 1);
                    let Some(day) = day.filter(|d| d.num_days_from_ce() <= last) else {
                        break;
                    };
                    if day.num_days_from_ce() >= first {
                        out.push(day);
                    }
                    count += every;
                }
                let name = |d| {
                    if every < 12 {
                        month(d).to_string()
                    } else {
                        String::new()
                    }
                };
                out.into_iter().map(|d| (d, name(d))).collect()
            }
        }
    }
}

fn month(day: NaiveDate) -> &'static str {
    let place = usize::try_from(day.month0()).unwrap_or(0);
    MONTHS.get(place).copied().unwrap_or_default()
}
