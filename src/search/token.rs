//! The words of a text as they are compared: runs of letters and digits, in small letters and without accents.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest token, in characters; the rest of it is passed over.
const LONGEST: usize = 64;

/// The tokens of a text with their places, in bytes.
pub fn tokens(text: &str) -> impl Iterator<Item = (Range<usize>, String)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(char::is_alphanumeric)?;
        let run = text.get(start..)?;
        let inside = |c: char| c.is_alphanumeric() || is_combining_mark(c);
        let length = run.find(|c| !inside(c)).unwrap_or(run.len());
        at = start + length;
        Some((start..at, folded(run.get(..length)?)))
    })
}

fn folded(run: &str) -> String {
    if run.is_ascii() {
        return run
            .chars()
            .take(LONGEST)
            .map(|c| c.to_ascii_lowercase())
            .collect();
    }
    let plain = run.nfkd().filter(|c| !is_combining_mark(*c));
    plain.flat_map(char::to_lowercase).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::tokens;
    use proptest::prelude::*;

    #[test]
    fn signs_part_words_and_accents_go() {
        let found: Vec<String> = tokens("DeepSeek-V4 (Café, 4.5T)").map(|t| t.1).collect();
        assert_eq!(found, ["deepseek", "v4", "cafe", "4", "5t"]);
        let places: Vec<_> = tokens("a é").map(|t| t.0).collect();
        assert_eq!(places, [0..1, 2..4]);
    }

    proptest! {
        #[test]
        fn places_are_of_the_text(text in any::<String>()) {
            for (place, _) in tokens(&text) {
                prop_assert!(text.get(place).is_some_and(|t| !t.is_empty()));
            }
        }
    }
}
