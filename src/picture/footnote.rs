//! Numbers of sources, and their text.

use crate::picture::{Picture, Source};
use std::collections::BTreeSet;

/// The footnote numbers of a fact, ascending, each once.
pub fn numbers(picture: &Picture, fact: usize) -> Vec<usize> {
    let Some(fact) = picture.projection.facts.get(fact) else {
        return Vec::new();
    };
    let mut out: Vec<usize> = fact
        .support
        .iter()
        .filter_map(|s| {
            picture
                .sources
                .iter()
                .position(|source| source.document == s.document)
        })
        .map(|place| place + 1)
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// `[1, 3]`, or nothing. More than three are shown as the first two and their number.
pub fn mark(numbers: &[usize]) -> String {
    match numbers {
        [] => String::new(),
        [a, b, rest @ ..] if rest.len() > 1 => format!("[{a}, {b} +{}]", rest.len()),
        _ => {
            let all: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            format!("[{}]", all.join(", "))
        }
    }
}

/// `1,3`, for small type; nothing where the picture has one source only, which then needs no number.
pub fn raised(picture: &Picture, numbers: &BTreeSet<usize>) -> String {
    small(picture.sources.len(), numbers)
}

/// The same for a list of so many sources.
pub fn small(sources: usize, numbers: &BTreeSet<usize>) -> String {
    if sources < 2 {
        return String::new();
    }
    let numbers: Vec<usize> = numbers.iter().copied().collect();
    let mark = mark(&numbers);
    mark.trim_matches(['[', ']']).replace(", ", ",")
}

/// `Title. Publisher, 2026-04-24.`
pub fn text(source: &Source) -> String {
    let tail = [source.publisher.as_str(), source.date.as_str()];
    let tail: Vec<&str> = tail.into_iter().filter(|t| !t.is_empty()).collect();
    let stop = if source.title.ends_with(['.', '?', '!', '…']) {
        ""
    } else {
        "."
    };
    match tail.is_empty() {
        true => format!("{}{stop}", source.title),
        false => format!("{}{stop} {}.", source.title, tail.join(", ")),
    }
}
