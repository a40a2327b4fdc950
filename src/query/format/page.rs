//! Rows as an HTML table.

use crate::query::format::text::cells;
use crate::query::format::{Look, WriteError, Written};
use oxigraph::sparql::QuerySolutionIter;
use std::io::Write;

/// A table element; cells escaped, numbers marked by a class.
pub fn html(
    rows: QuerySolutionIter<'_>,
    look: &Look<'_>,
    out: &mut dyn Write,
) -> Result<Written, WriteError> {
    let (names, all, written) = cells(rows, look)?;
    let heads: String = names
        .iter()
        .map(|n| format!("<th>{}</th>", escape(n)))
        .collect();
    writeln!(out, "<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>")?;
    for row in &all {
        let cells: String = row
            .iter()
            .map(|(text, number)| {
                let class = if *number { " class=\"number\"" } else { "" };
                format!("<td{class}>{}</td>", escape(text))
            })
            .collect();
        writeln!(out, "<tr>{cells}</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>")?;
    Ok(written)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
