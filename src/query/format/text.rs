//! Rows for people: aligned columns and Markdown.

use crate::model::iri::XSD;
use crate::model::quantity;
use crate::model::{Namespaces, Value};
use crate::query::format::rows::bare;
use crate::query::format::{Form, Look, WriteError, Written, fold, taken};
use oxigraph::model::Term;
use oxigraph::sparql::QuerySolutionIter;
use rust_decimal::Decimal;
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// A whole number below this is shown as it is: it may be a year or a count.
const PLAIN: i64 = 10_000;

/// `true` or `false`, or the document that a format defines for it.
pub fn boolean(answer: bool, form: Form, out: &mut dyn Write) -> Result<Written, WriteError> {
    use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
    match form {
        Form::Json | Form::Xml => {
            let format = if form == Form::Json {
                QueryResultsFormat::Json
            } else {
                QueryResultsFormat::Xml
            };
            QueryResultsSerializer::from_format(format)
                .serialize_boolean_to_writer(&mut *out, answer)?;
            writeln!(out)?;
        }
        _ => writeln!(out, "{answer}")?,
    }
    Ok(Written {
        count: 1,
        boolean: Some(answer),
        ..Written::default()
    })
}

/// A cell: its text, and whether it is a number.
pub type Cell = (String, bool);

/// The heads and cells of all rows, for people.
pub fn cells(
    rows: QuerySolutionIter<'_>,
    look: &Look<'_>,
) -> Result<(Vec<String>, Vec<Vec<Cell>>, Written), WriteError> {
    let names: Vec<String> = rows
        .variables()
        .iter()
        .map(|v| v.as_str().to_string())
        .collect();
    let mut all = Vec::new();
    let written = taken(rows, look, |row| {
        let currency = match row.get("currency") {
            Some(Term::Literal(code)) => Some(code.value().to_string()),
            _ => None,
        };
        let cells = names.iter().map(|name| match row.get(name.as_str()) {
            Some(term) => cell(term, name, currency.as_deref(), look.namespaces),
            None => (String::new(), false),
        });
        all.push(cells.collect());
        Ok(())
    })?;
    Ok((names, all, written))
}

/// A term for people: IRIs shortened, numbers as people read them, on one line.
fn cell(term: &Term, column: &str, currency: Option<&str>, namespaces: &Namespaces) -> Cell {
    match term {
        Term::NamedNode(node) => (clean(&namespaces.shortened(node.as_str())), false),
        Term::Literal(literal) => {
            let datatype = literal.datatype().as_str().strip_prefix(XSD);
            let number = literal.value().parse::<Decimal>().ok();
            match (datatype, number) {
                (Some("integer" | "decimal"), Some(n)) => (number_cell(n, column, currency), true),
                (Some("double" | "float"), _) => (clean(literal.value()), true),
                _ => (clean(literal.value()), false),
            }
        }
        other => (clean(&bare(other)), false),
    }
}

/// A column whose name ends with `Price`, `price` or `amount` holds money: dollars, or what the column
/// `currency` of the row says.
fn number_cell(number: Decimal, column: &str, currency: Option<&str>) -> String {
    let lower = column.to_lowercase();
    let money = ["price", "input", "output", "amount", "valuation"]
        .iter()
        .any(|w| lower.ends_with(w));
    let value = Value::Decimal(number);
    let text = if number.abs() < Decimal::from(PLAIN) {
        value.to_string()
    } else {
        quantity::rounded(number)
    };
    if let Some(code) = currency.filter(|code| money && *code != "USD") {
        return format!("{} {text}", clean(code));
    }
    match text.strip_prefix('-') {
        Some(rest) if money => format!("-${rest}"),
        _ if money => format!("${text}"),
        _ => text,
    }
}

/// Without control characters: what was read from elsewhere must not steer a terminal.
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// Columns side by side, numbers at the right; folded to the width asked for. Where that would break words, the rows one
/// under another.
pub fn table(
    rows: QuerySolutionIter<'_>,
    look: &Look<'_>,
    out: &mut dyn Write,
) -> Result<Written, WriteError> {
    let (names, all, written) = cells(rows, look)?;
    let columns = names.iter().enumerate().map(|(c, name)| {
        let texts = all.iter().map(|row| row[c].0.as_str());
        std::iter::once(name.as_str()).chain(texts).collect()
    });
    let Some(widths) = fold::widths(columns, look.width) else {
        records(&names, &all, look.width, out)?;
        return Ok(written);
    };
    let heads: Vec<Cell> = names.iter().map(|n| (n.clone(), false)).collect();
    let numeric: Vec<bool> = (0..names.len()).map(|c| is_numeric(&all, c)).collect();
    line(&heads, &widths, &numeric, out)?;
    let rule: Vec<String> = widths.iter().map(|w| "─".repeat(*w)).collect();
    writeln!(out, "{}", rule.join("  "))?;
    for row in &all {
        line(row, &widths, &numeric, out)?;
    }
    Ok(written)
}

/// Whether a column has numbers and nothing else.
pub fn is_numeric(rows: &[Vec<Cell>], column: usize) -> bool {
    let mut cells = rows.iter().filter_map(|row| row.get(column));
    cells.clone().any(|(_, number)| *number)
        && cells.all(|(text, number)| *number || text.is_empty())
}

/// The rows one under another, with an empty line between them.
fn records(
    names: &[String],
    rows: &[Vec<Cell>],
    width: usize,
    out: &mut dyn Write,
) -> Result<(), WriteError> {
    for (n, row) in rows.iter().enumerate() {
        let values: Vec<&str> = row.iter().map(|(text, _)| text.as_str()).collect();
        let gap = if n > 0 { "\n" } else { "" };
        write!(out, "{gap}{}", fold::record(names, &values, width))?;
    }
    Ok(())
}

/// A row in as many lines as its fullest cell needs.
fn line(
    row: &[Cell],
    widths: &[usize],
    numeric: &[bool],
    out: &mut dyn Write,
) -> Result<(), WriteError> {
    let parts: Vec<Vec<String>> = row
        .iter()
        .zip(widths)
        .map(|((text, _), width)| fold::lines(text, *width))
        .collect();
    let height = parts.iter().map(Vec::len).max().unwrap_or(1).max(1);
    for n in 0..height {
        let mut shown = String::new();
        for (c, part) in parts.iter().enumerate() {
            let text = part.get(n).map_or("", String::as_str);
            let pad = " ".repeat(widths[c].saturating_sub(text.width()));
            let cell = if numeric[c] {
                format!("{pad}{text}")
            } else {
                format!("{text}{pad}")
            };
            shown.push_str(&cell);
            shown.push_str("  ");
        }
        writeln!(out, "{}", shown.trim_end())?;
    }
    Ok(())
}
