//! Where sentences end.

use std::ops::Range;

/// Splits a range of text into sentences.
///
/// A sentence ends at `.`, `!` or `?` (with closing quotation marks or brackets behind it) followed by
/// white space and something that can begin a sentence; at a line break; never behind an initial, a number
/// that goes on, or a short form. `short` says whether a word (without its last full stop) is one in front
/// of the next word, both in lower case: "Inc." ends no sentence in "Acme Inc. chief", and one in "Acme Inc.
/// The chief".
pub fn split(
    text: &str,
    range: Range<usize>,
    short: &dyn Fn(&str, &str) -> bool,
) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    while let Some(offset) = next_end(&bytes[at..range.end]) {
        let mark = at + offset;
        let mut end = mark + 1;
        if bytes[mark] != b'\n' {
            while end < range.end
                && matches!(bytes[end], b'"' | b'\'' | b')' | b']' | b'.' | b'!' | b'?')
            {
                end += 1;
            }
            if !ends_here(text, start, mark, end, range.end, short) {
                at = end;
                continue;
            }
        }
        push(text, start..end, &mut out);
        start = end;
        at = end;
    }
    push(text, start..range.end, &mut out);
    out
}

fn next_end(bytes: &[u8]) -> Option<usize> {
    bytes
        .iter()
        .position(|b| matches!(b, b'.' | b'!' | b'?' | b'\n'))
}

fn push(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let part = &text[range.clone()];
    let lead = part.len() - part.trim_start().len();
    let kept = part.trim().len();
    if kept > 0 {
        out.push(range.start + lead..range.start + lead + kept);
    }
}

fn ends_here(
    text: &str,
    start: usize,
    mark: usize,
    end: usize,
    limit: usize,
    short: &dyn Fn(&str, &str) -> bool,
) -> bool {
    let rest = &text[end..limit];
    let Some(next) = rest.trim_start().chars().next() else {
        return true;
    };
    if !rest.starts_with(char::is_whitespace) {
        return false;
    }
    if next.is_lowercase() {
        return false;
    }
    if text.as_bytes()[mark] != b'.' {
        return true;
    }
    let mut words = text[start..mark].rsplit(char::is_whitespace);
    let word = words.next().unwrap_or_default();
    let word = word.trim_start_matches(['(', '"', '\'', '[']);
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let dotted = word.contains('.') && word.chars().all(|c| c.is_alphabetic() || c == '.');
    let after = rest.trim_start();
    let letters = after
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(after.len());
    let after = after[..letters].to_lowercase();
    let series = words
        .next()
        .is_some_and(|w| w.eq_ignore_ascii_case("series"));
    !((initial && !series)
        || short(&word.to_lowercase(), &after)
        || (dotted && !next.is_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::split;

    fn sentences(text: &str) -> Vec<&str> {
        let known = |w: &str, next: &str| matches!(w, "dr" | "inc" | "vs" | "u.s") && next != "the";
        split(text, 0..text.len(), &known)
            .into_iter()
            .map(|r| &text[r])
            .collect()
    }

    #[test]
    fn spaces_may_be_wider_than_a_byte() {
        assert_eq!(
            sentences("One\u{2028}two. Three."),
            ["One\u{2028}two.", "Three."]
        );
    }

    #[test]
    fn ends_where_readers_stop() {
        assert_eq!(
            sentences(
                "Dr. Smith of Acme Inc. paid $1.5 billion. \"It is V3.2!\" He left. J. Doe stayed."
            ),
            [
                "Dr. Smith of Acme Inc. paid $1.5 billion.",
                "\"It is V3.2!\"",
                "He left.",
                "J. Doe stayed."
            ]
        );
        assert_eq!(
            sentences("The U.S. Commerce Department said no"),
            ["The U.S. Commerce Department said no"]
        );
        assert_eq!(
            sentences("It pays Acme Inc. The rest stays."),
            ["It pays Acme Inc.", "The rest stays."]
        );
        assert_eq!(
            sentences("It closed a Series B. Tern led it."),
            ["It closed a Series B.", "Tern led it."]
        );
        assert_eq!(sentences("One\nTwo"), ["One", "Two"]);
    }
}
