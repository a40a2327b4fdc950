//! Faults in SPARQL as sentences for people.

use crate::cli::status::{Failure, Status};
use aikg::query::Place;
use aikg::query::nearest::nearest;

/// What a query begins with, after its prefixes.
const FORMS: [&str; 4] = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];
/// What an update begins with.
const UPDATES: [&str; 10] = [
    "INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH",
];
/// More than so many expected words help nobody.
const MOST: usize = 8;

/// The failure for a fault that the parser found at a place.
pub fn failure(
    sparql: &str,
    shown: &str,
    place: Place,
    message: &str,
    suggestion: Option<String>,
) -> Failure {
    let at = |place: Place, message: &str| {
        Failure::new(Status::Usage, format!("{shown}:{place}: {message}")).excerpt(
            sparql,
            place.line,
            place.column,
        )
    };
    let start = beginning(sparql);
    let rest = sparql.get(start..).unwrap_or_default();
    let word: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
    let upper = word.to_ascii_uppercase();
    let begins = format!("a query begins with {}", FORMS.join(", "));
    if rest.is_empty() {
        return at(Place::at(sparql, start), "there is no query").hint(begins);
    }
    if UPDATES.contains(&upper.as_str()) {
        return at(Place::at(sparql, start), "a query changes nothing")
            .hint("use `aikg add`, `aikg load` and `aikg forget` to change what is kept");
    }
    if !FORMS.contains(&upper.as_str()) && !["PREFIX", "BASE"].contains(&upper.as_str()) {
        let near = nearest(&upper, FORMS);
        let hint = near.map_or_else(|| begins.clone(), |n| format!("did you mean {n}?"));
        return at(
            Place::at(sparql, start),
            &format!("'{word}' begins no query"),
        )
        .hint(hint);
    }
    let hint = suggestion.map_or_else(
        || "see https://www.w3.org/TR/sparql11-query/".into(),
        |s| format!("did you mean {s}?"),
    );
    at(place, &expected(message)).hint(hint)
}

/// Where the first word after blanks, comments and prefixes stands, in bytes.
fn beginning(sparql: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &sparql[at..];
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        if trimmed.starts_with('#') {
            at += trimmed.find('\n').unwrap_or(trimmed.len());
            continue;
        }
        let word: String = trimmed
            .chars()
            .take_while(char::is_ascii_alphabetic)
            .collect();
        let declares = ["PREFIX", "BASE"].contains(&word.to_ascii_uppercase().as_str());
        match trimmed.find('>') {
            Some(end) if declares => at += end + 1,
            _ => return at,
        }
    }
}

/// The parser's "expected one of …", which can be a page long, as one line of the words that people type.
fn expected(message: &str) -> String {
    let Some(list) = message.strip_prefix("expected ") else {
        return message.split_whitespace().collect::<Vec<_>>().join(" ");
    };
    let list = list.strip_prefix("one of ").unwrap_or(list);
    let all: Vec<&str> = list.split(", ").map(str::trim).collect();
    // Faults of meaning stand among the words as sentences.
    if let Some(sentence) = all
        .iter()
        .find(|w| w.contains(' ') && w.starts_with(char::is_alphabetic))
    {
        return (*sentence).to_string();
    }
    let plain = |word: &&str| !word.contains("..") && *word != "[_]" && !word.is_empty();
    let mut words: Vec<&str> = all.iter().copied().filter(plain).collect();
    let more = words.len() > MOST || words.len() < all.len();
    words.truncate(MOST);
    match (words.is_empty(), more) {
        (true, _) => "this is not expected here".to_string(),
        (false, true) => format!("expected {} or something else", words.join(", ")),
        (false, false) => format!("expected {}", words.join(" or ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{beginning, expected};

    #[test]
    fn a_query_begins_after_its_prefixes() {
        let text = "# aside\nPREFIX a: <http://e/>\n  base <http://e/> select *";
        assert!(text[beginning(text)..].starts_with("select"));
        assert_eq!(beginning("  "), 2);
        assert_eq!(beginning("PREFIX a: b"), 0);
    }

    #[test]
    fn expected_words_fit_on_a_line() {
        assert_eq!(
            expected("expected one of \"(\", WHERE"),
            "expected \"(\" or WHERE"
        );
        assert_eq!(expected("expected [_]"), "this is not expected here");
        assert_eq!(
            expected("expected one of IF, A name is unbound"),
            "A name is unbound"
        );
        let long = format!("expected one of {}['0'..='9']", "\"x\", ".repeat(20));
        assert!(expected(&long).len() < 80);
    }
}
