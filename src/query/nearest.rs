//! "Did you mean": the known word that is most like a mistyped one.

/// The known word most like `word`, where one is like enough; the first of equals.
///
/// Likeness is the Damerau-Levenshtein distance without regard to letter case, at most a third of
/// the longer word; or one word being the start of the other.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let mut best: Option<((usize, usize), &str)> = None;
    for candidate in known {
        let lower = candidate.to_lowercase();
        let longest = word.chars().count().max(lower.chars().count());
        let starts = word.len() >= 3 && (lower.starts_with(&word) || word.starts_with(&lower));
        let distance = strsim::damerau_levenshtein(&word, &lower);
        // Of words that begin with it the shortest is the likeliest.
        let rank = match starts {
            true => (distance.min(2), distance),
            false => (distance, distance),
        };
        let enough = starts || distance <= (longest / 3).max(1);
        if enough && best.is_none_or(|(least, _)| rank < least) {
            best = Some((rank, candidate));
        }
    }
    best.map(|(_, word)| word)
}

/// `; did you mean 'x'?`, or nothing where no known word is like enough.
pub(crate) fn hint(suggestion: Option<&str>) -> String {
    suggestion.map_or(String::new(), |word| format!("; did you mean '{word}'?"))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let known = ["models", "makers", "price-of", "prices"];
        assert_eq!(nearest("model", known), Some("models"));
        assert_eq!(nearest("Maekrs", known), Some("makers"));
        assert_eq!(nearest("price", known), Some("prices"));
        assert_eq!(nearest("match", ["matchScore", "matches"]), Some("matches"));
        assert_eq!(nearest("zzz", known), None);
        assert_eq!(nearest("", known), None);
    }
}
