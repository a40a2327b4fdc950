//! Where a table of Markdown begins and ends though no empty line says so.
//!
//! By the rules of GitHub a line without a bar behind a table is one more row, and a table behind a list that no empty
//! line ends is text of its last item. In articles the one is the next paragraph, or the title of the next table, and
//! the other is a table.

use std::ops::Range;

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// Its bytes.
    pub range: Range<usize>,
    /// A table without a rule, or whose rule has other cells than its head, which is none by the rules of GitHub.
    pub bare: bool,
}

/// The parts of `text` from byte `body` on between the ends of such tables.
pub fn parts(text: &str, body: usize) -> Vec<Part> {
    let (mut parts, mut start, mut at) = (Vec::new(), body, body);
    let (mut fenced, mut row, mut bare) = (false, false, false);
    let mut lines = text[body..].split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let fence = line.trim_start();
        fenced ^= fence.starts_with("```") || fence.starts_with("~~~");
        let short = !(row || fenced)
            && (lines.peek().is_some_and(|l| falls_short(l, line)) || unruled(&text[at..]));
        let begins = !row && line.starts_with('|') && lines.peek().is_some_and(|l| rules(l));
        let blank = line.trim().is_empty();
        let ends = row && (bare || !blank) && !line.contains('|');
        if !fenced && (begins || short || ends) {
            if at > start {
                let range = start..at;
                parts.push(Part { range, bare });
            }
            start = at;
            bare = short;
        }
        row = !fenced && (line.starts_with('|') || bare && line.contains('|'));
        at += line.len();
    }
    let range = start..text.len();
    parts.push(Part { range, bare });
    parts
}

/// "Property | A | B" above "---|": whether a line of dashes has other cells than the head above it.
fn falls_short(line: &str, head: &str) -> bool {
    let line = line.trim();
    let cells = |line: &str| line.trim().trim_matches('|').split('|').count();
    let rule = line.contains("---") && line.contains('|') && dashes(line);
    rule && cells(head) > 2 && cells(head) != cells(line) && !head.contains("---")
}

/// Whether a line divides the head of a table from its rows: `|---|:-:|`.
fn rules(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|') && line.contains('-') && dashes(line)
}

/// Whether a line has nothing but the signs of a rule.
fn dashes(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// Whether a text begins with lines between bars, of as many cells each, of which none is a rule.
fn unruled(text: &str) -> bool {
    let lines = text.lines().map(str::trim_end);
    let lines = lines.take_while(|l| l.len() > 1 && l.starts_with('|') && l.ends_with('|'));
    let mut widths = lines.map(|line| (!rules(line)).then(|| line.split('|').count()));
    let first = widths.next().flatten();
    let mut more = 0;
    let same = widths.all(|width| {
        more += 1;
        width == first
    });
    first.is_some_and(|width| width > 3) && more > 0 && same
}

#[cfg(test)]
mod tests {
    use super::parts;

    fn split(text: &str) -> Vec<&str> {
        let parts = parts(text, 0).into_iter();
        parts.map(|p| &text[p.range]).collect()
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
    fn a_rule_with_fewer_cells_makes_a_table_too() {
        let text = "a\nb | c | d |\n---|\ne | 1 | 2 |\nf\n";
        assert_eq!(
            split(text),
            ["a\n", "b | c | d |\n---|\ne | 1 | 2 |\n", "f\n"]
        );
        let bare: Vec<bool> = parts(text, 0).iter().map(|p| p.bare).collect();
        assert_eq!(bare, [false, true, false]);
        assert_eq!(split("a | b | c\n---|---|---\n1 | 2 | 3\n").len(), 1);
    }

    #[test]
    fn lines_between_bars_are_a_table_without_a_rule() {
        let text = "a\n| b | c |\n| d | e |\nf\n";
        assert_eq!(split(text), ["a\n", "| b | c |\n| d | e |\n", "f\n"]);
        assert!(parts(text, 0)[1].bare);
        let ruled = "| b | c |\n| d | e |\n|---|---|\n| 1 | 2 |\n";
        assert!(parts(ruled, 0).iter().all(|part| !part.bare));
    }

    #[test]
    fn what_is_code_or_has_empty_lines_is_left_alone() {
        for text in ["", "|a|\n\nb\n", "```\nb\n|a|\n|-|\nb\n```\n", "|a|"] {
            assert_eq!(split(text), [text]);
        }
    }
}
