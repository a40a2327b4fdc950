//! A quotation within its sentence.

use crate::cli::table::shorten;
use aikg::document::sentence::split;
use aikg::model::Evidence;

/// Most characters shown on either side of the quotation.
const MARGIN: usize = 240;

/// The sentence or line that the quotation stands in, with the quotation between `«` and `»`; `None`
/// where the text does not have the words at their place.
pub fn around(text: &str, evidence: &Evidence) -> Option<String> {
    let place = |n: u32| {
        let mut places = text.char_indices().map(|(at, _)| at);
        places.nth(n as usize).unwrap_or(text.len())
    };
    let (start, end) = (place(evidence.start), place(evidence.end));
    if text.get(start..end)? != evidence.exact {
        return None;
    }
    let first = text[..start]
        .rmatch_indices('\n')
        .find(|(at, _)| ends_block(text, *at));
    let last = text[end..]
        .match_indices('\n')
        .find(|(at, _)| ends_block(text, end + at));
    let first = first.map_or(0, |(at, _)| at + 1);
    let last = last.map_or(text.len(), |(at, _)| end + at);
    // Line breaks within a paragraph end no sentence; a space takes as many bytes.
    let lines = text[..last].replace('\n', " ");
    let known = |word: &str, _: &str| word.len() <= 3 && word.contains('.');
    let sentences = split(&lines, first..last, &known);
    let mut touched = sentences
        .into_iter()
        .filter(|s| s.start < end.max(start + 1) && s.end > start);
    let opening = touched.next()?;
    let closing = touched.next_back().unwrap_or_else(|| opening.clone());
    let before = &text[opening.start.min(start)..start];
    let after = &text[end..closing.end.max(end)];
    let (before, after) = (tail(before), head(after));
    Some(shorten(
        &format!("{before}«{}»{after}", evidence.exact),
        usize::MAX,
    ))
}

/// Whether a line break ends a paragraph, an item of a list or a row of a table.
fn ends_block(text: &str, at: usize) -> bool {
    let next = text[at + 1..].trim_start_matches([' ', '\t']);
    next.is_empty() || next.starts_with(['\n', '\r', '|', '#', '>', '*', '-', '+', '•'])
}

/// The last characters of a text, `…` in front where some are left out.
fn tail(text: &str) -> String {
    match text.char_indices().rev().nth(MARGIN) {
        Some((cut, _)) => format!("…{}", &text[cut..]),
        None => text.to_string(),
    }
}

/// The first characters of a text, `…` behind where some are left out.
fn head(text: &str) -> String {
    match text.char_indices().nth(MARGIN) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::around;
    use aikg::model::Evidence;

    fn at(text: &str, exact: &str) -> Evidence {
        let byte = text.find(exact).unwrap();
        let start = u32::try_from(text[..byte].chars().count()).unwrap();
        Evidence {
            document: "d".into(),
            exact: exact.into(),
            start,
            end: start + u32::try_from(exact.chars().count()).unwrap(),
        }
    }

    #[test]
    fn keeps_to_its_sentence() {
        let text = "It is out. V4’s price is $1.74 per million tokens. More later.\nEnd.";
        assert_eq!(
            around(text, &at(text, "$1.74 per million")).unwrap(),
            "V4’s price is «$1.74 per million» tokens."
        );
        let mut other = at(text, "$1.74");
        other.start += 1;
        other.end += 1;
        assert_eq!(around(text, &other), None);
    }

    #[test]
    fn wrapped_lines_are_one_sentence_and_rows_are_not() {
        let text = "It has 49\nbillion parameters in\nall. So.\n| a | $1 |\n| b | $2 |\n";
        assert_eq!(
            around(text, &at(text, "billion parameters")).unwrap(),
            "It has 49 «billion parameters» in all."
        );
        assert_eq!(around(text, &at(text, "$1")).unwrap(), "| a | «$1» |");
    }

    #[test]
    fn a_long_line_is_cut() {
        let text = format!("{}X{}", "é ".repeat(400), " é".repeat(400));
        let shown = around(&text, &at(&text, "X")).unwrap();
        assert!(shown.starts_with('…') && shown.ends_with('…'), "{shown}");
    }
}
