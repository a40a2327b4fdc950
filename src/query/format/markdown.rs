//! A table in GitHub's Markdown.

use super::shown::show;
use super::{FormatError, Style, Written};
use crate::query::answer::Rows;
use std::io::Write;

/// Writes rows as lines between bars; numbers are shown as people read them.
pub(super) fn write(
    mut rows: Rows,
    style: &Style,
    out: &mut dyn Write,
) -> Result<Written, FormatError> {
    let columns = rows.columns().to_vec();
    let names: Vec<String> = columns.iter().map(|c| escape(c)).collect();
    writeln!(out, "| {} |", names.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(columns.len()))?;
    let mut count = 0;
    for row in rows.by_ref() {
        let row = row?;
        let cells = row.iter().zip(&columns);
        let texts: Vec<String> = cells
            .map(|(cell, column)| escape(&show(cell.as_ref(), column, style).text))
            .collect();
        writeln!(out, "| {} |", texts.join(" | "))?;
        count += 1;
    }
    Ok(Written {
        rows: count,
        truncated: rows.truncated(),
    })
}

/// The signs that Markdown or HTML in it would read as its own.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}
