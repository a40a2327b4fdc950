//! Dates at the head of documents, as the press and generators of pages write them.

use crate::model::Date;
use crate::model::date::DateError;

/// The day that Jekyll puts at the head of a post's name, `2026-02-03-codex-on-macos`.
pub fn of_name(stem: &str) -> Option<String> {
    let day: Date = stem.get(..10)?.parse().ok()?;
    (stem.as_bytes().get(10) == Some(&b'-')).then(|| day.to_string())
}

/// The date at the head of a text such as `2026-04-24`, `2026-04-24T10:00:00Z`, `April 24, 2026`.
///
/// # Errors
/// The text begins with no date.
pub fn read(text: &str) -> Result<Date, DateError> {
    let text = text.trim();
    let unmarked = text.replacen(". ", " ", 1).replacen("Sept ", "Sep ", 1);
    let iso = text.split(['T', ' ']).next().unwrap_or(text);
    if let Ok(date) = iso.replace('/', "-").parse() {
        return Ok(date);
    }
    let formats = [
        "%B %d, %Y",
        "%b %d, %Y",
        "%d %B %Y",
        "%d %b %Y",
        "%a, %d %b %Y",
        "%a %b %d %Y",
        "%A, %B %d, %Y",
        "%A, %d %B %Y",
        "%d.%m.%Y",
        "%b %d %Y",
        "%B %d %Y",
        "%Y%m%d",
    ];
    let head: Vec<&str> = unmarked.split_whitespace().take(4).collect();
    for format in formats {
        let words = format.split_whitespace().count();
        let candidate = head
            .get(..words.min(head.len()))
            .unwrap_or_default()
            .join(" ");
        let day = chrono::NaiveDate::parse_from_str(&candidate, format).ok();
        if let Some(day) = day.and_then(Date::from_civil) {
            return Ok(day);
        }
    }
    Err(DateError(text.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_post_has_a_day() {
        assert_eq!(of_name("2026-02-03-codex").as_deref(), Some("2026-02-03"));
    }

    #[test]
    fn dates_of_the_press() {
        for text in [
            "2026-04-24T08:00:00Z",
            "April 24, 2026",
            "24 April 2026",
            "Fri, 24 Apr 2026 10:00",
            "Apr. 24, 2026",
            "Apr 24 2026",
            "Fri Apr 24 2026 18:30:00 GMT+0000 (Coordinated Universal Time)",
            "Friday, April 24, 2026",
            "Friday, 24 April 2026",
            "20260424",
        ] {
            assert_eq!(read(text).unwrap().to_string(), "2026-04-24", "{text}");
        }
        assert!(read("soon").is_err());
    }
}
