//! Where a table of Markdown begins and ends though no empty line says so.
//!
//! By the rules of GitHub a line without a bar behind a table is one more row, and a table behind a list that no empty
//! line ends is text of its last item. In articles the one is the next paragraph, or the title of the next table, and
//! the other is a table.

use std::ops::Range;

/// The parts of `text` from byte `body` on between the ends of such tables.
pub fn parts(text: &str, body: usize) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut at) = (Vec::new(), body, body);
    let (mut fenced, mut row) = (false, false);
    let mut lines = text[body..].split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let fence = line.trim_start();
        fenced ^= fence.starts_with("```") || fence.starts_with("~~~");
        let begins = !row && line.starts_with('|') && lines.peek().is_some_and(|l| rules(l));
        let ends = row && !line.trim().is_empty() && !line.contains('|');
        if !fenced && (begins || ends) && at > start {
            parts.push(start..at);
            start = at;
        }
        row = !fenced && line.starts_with('|');
        at += line.len();
    }
    parts.push(start..text.len());
    parts
}

/// Whether a line divides the head of a table from its rows: `|---|:-:|`.
fn rules(line: &str) -> bool {
    let line = line.trim();
    let rule = |c: char| matches!(c, '|' | '-' | ':' | ' ');
    line.starts_with('|') && line.contains('-') && line.chars().all(rule)
}

#[cfg(test)]
mod tests {
    use super::parts;

    fn split(text: &str) -> Vec<&str> {
        parts(text, 0).into_iter().map(|p| &text[p]).collect()
    }

    #[test]
    fn a_line_without_a_bar_is_behind_the_table() {
        assert_eq!(
            split("a\n|b|\n|-|\n|c|\nd\n|e|\n"),
            ["a\n", "|b|\n|-|\n|c|\n", "d\n|e|\n"]
        );
    }

    #[test]
    fn a_table_is_no_text_of_the_list_in_front_of_it() {
        assert_eq!(split("- a\nb\n|c|\n|--|\n"), ["- a\nb\n", "|c|\n|--|\n"]);
    }

    #[test]
    fn what_is_code_or_has_empty_lines_is_left_alone() {
        for text in ["", "|a|\n\nb\n", "```\nb\n|a|\n|-|\nb\n```\n", "|a|"] {
            assert_eq!(split(text), [text]);
        }
    }
}
