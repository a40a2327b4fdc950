//! Rows as a Markdown table.

use crate::query::format::text::{cells, is_numeric};
use crate::query::format::{Look, WriteError, Written};
use oxigraph::sparql::QuerySolutionIter;
use std::io::Write;

/// A Markdown table.
pub fn markdown(
    rows: QuerySolutionIter<'_>,
    look: &Look<'_>,
    out: &mut dyn Write,
) -> Result<Written, WriteError> {
    let (names, all, written) = cells(rows, look)?;
    writeln!(
        out,
        "| {} |",
        names
            .iter()
            .map(|n| escape(n))
            .collect::<Vec<_>>()
            .join(" | ")
    )?;
    let marks: Vec<&str> = (0..names.len())
        .map(|c| if is_numeric(&all, c) { "---:" } else { "---" })
        .collect();
    writeln!(out, "| {} |", marks.join(" | "))?;
    for row in &all {
        let cells: Vec<String> = row.iter().map(|(text, _)| escape(text)).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(written)
}

/// Marks what Markdown, or HTML inside it, would take for its own.
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
