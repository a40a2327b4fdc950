//! Tables for people.

use unicode_width::UnicodeWidthStr;

/// Columns side by side, each as wide as its widest cell; a cell longer than `limit` is cut with `…`.
/// The last column is not padded; every line begins with `indent` spaces.
pub fn align(rows: &[Vec<String>], limit: usize, indent: usize) -> String {
    sided(rows, limit, indent, &[])
}

/// The same with the columns at some places set to the right, as numbers are.
pub fn sided(rows: &[Vec<String>], limit: usize, indent: usize, right: &[usize]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cut: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| shorten(cell, limit)).collect())
        .collect();
    let widths: Vec<usize> = (0..columns)
        .map(|c| {
            cut.iter()
                .filter_map(|row| row.get(c))
                .map(|cell| cell.width())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut out = String::new();
    for row in &cut {
        out.extend(std::iter::repeat_n(' ', indent));
        for (c, cell) in row.iter().enumerate() {
            let gap = " ".repeat(widths[c] - cell.width());
            let last = c + 1 == row.len();
            match (right.contains(&c), last) {
                (true, true) => out.extend([&*gap, cell]),
                (true, false) => out.extend([&*gap, cell, "  "]),
                (false, true) => out.push_str(cell),
                (false, false) => out.extend([cell, &*gap, "  "]),
            }
        }
        out.push('\n');
    }
    out
}

/// Columns of figures: the first like words, all others with their ends below each other.
pub fn columns(rows: &[Vec<String>]) -> String {
    let width = |c: usize| {
        rows.iter()
            .filter_map(|r| r.get(c))
            .map(|cell| cell.width())
            .max()
    };
    let mut out = String::new();
    for row in rows {
        for (c, cell) in row.iter().enumerate() {
            let gap = " ".repeat(width(c).unwrap_or(0).saturating_sub(cell.width()));
            match c {
                0 => out.extend([cell.as_str(), &gap]),
                _ => out.extend(["  ", &gap, cell]),
            }
        }
        out.push('\n');
    }
    out
}

/// One line of at most so many characters.
pub fn shorten(text: &str, limit: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= limit {
        return line;
    }
    let cut: String = line.chars().take(limit.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// A number with its noun: `1 fact`, `2 facts`.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
