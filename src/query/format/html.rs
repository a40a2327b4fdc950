//! An HTML table, to be put into a page.

use super::shown::show;
use super::{FormatError, Style, Written};
use crate::query::answer::Rows;
use crate::query::cell::Cell;
use std::io::Write;

/// Writes a `<table>`; addresses are links, numbers have the class `number`.
pub(super) fn write(
    mut rows: Rows,
    style: &Style,
    out: &mut dyn Write,
) -> Result<Written, FormatError> {
    let columns = rows.columns().to_vec();
    let names: Vec<String> = columns
        .iter()
        .map(|c| format!("<th>{}</th>", escape(c)))
        .collect();
    writeln!(
        out,
        "<table>\n<thead><tr>{}</tr></thead>\n<tbody>",
        names.concat()
    )?;
    let mut count = 0;
    for row in rows.by_ref() {
        let row = row?;
        let cells = row.iter().zip(&columns);
        let cells: Vec<String> = cells
            .map(|(cell, name)| td(cell.as_ref(), name, style))
            .collect();
        writeln!(out, "<tr>{}</tr>", cells.concat())?;
        count += 1;
    }
    writeln!(out, "</tbody>\n</table>")?;
    Ok(Written {
        rows: count,
        truncated: rows.truncated(),
    })
}

fn td(cell: Option<&Cell>, column: &str, style: &Style) -> String {
    let shown = show(cell, column, style);
    let text = escape(&shown.text);
    let class = if shown.number {
        " class=\"number\""
    } else {
        ""
    };
    match cell {
        Some(Cell::Iri(iri)) if iri.starts_with("http://") || iri.starts_with("https://") => {
            format!("<td><a href=\"{}\">{text}</a></td>", escape(iri))
        }
        _ => format!("<td{class}>{text}</td>"),
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
