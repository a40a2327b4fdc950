//! Rows for people: aligned columns and Markdown.

use crate::model::iri::XSD;
use crate::model::quantity;
use crate::model::{Namespaces, Value};
use crate::query::format::rows::bare;
use crate::query::format::{Form, Look, WriteError, Written, taken};
use oxigraph::model::Term;
use oxigraph::sparql::QuerySolutionIter;
use rust_decimal::Decimal;
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// A whole number below this is shown as it is: it may be a year or a count.
const PLAIN: i64 = 10_000;

/// Narrowest column to which a wide table is folded, in characters.
const NARROW: usize = 8;

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
        quantity::human(&value, None, None)
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

/// Columns side by side, numbers at the right; folded to the width asked for.
pub fn table(
    rows: QuerySolutionIter<'_>,
    look: &Look<'_>,
    out: &mut dyn Write,
) -> Result<Written, WriteError> {
    let (names, all, written) = cells(rows, look)?;
    let mut widths: Vec<usize> = names.iter().map(|n| n.width()).collect();
    for row in &all {
        for (width, (text, _)) in widths.iter_mut().zip(row) {
            *width = (*width).max(text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0));
        }
    }
    fold(&mut widths, look.width);
    let heads: Vec<Cell> = names.iter().map(|n| (n.clone(), false)).collect();
    let numeric: Vec<bool> = (0..names.len())
        .map(|c| all.iter().all(|r| r[c].1 || r[c].0.is_empty()))
        .collect();
    line(&heads, &widths, &numeric, out)?;
    let rule: Vec<String> = widths.iter().map(|w| "─".repeat(*w)).collect();
    writeln!(out, "{}", rule.join("  "))?;
    for row in &all {
        line(row, &widths, &numeric, out)?;
    }
    Ok(written)
}

/// Takes from the widest columns until the table fits.
fn fold(widths: &mut [usize], limit: usize) {
    if limit == 0 || widths.is_empty() {
        return;
    }
    let gaps = 2 * (widths.len() - 1);
    while widths.iter().sum::<usize>() + gaps > limit {
        match widths.iter_mut().max() {
            Some(widest) if *widest > NARROW => *widest -= 1,
            _ => return,
        }
    }
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
        .map(|((text, _), width)| split(text, *width))
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

fn split(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let joined = if line.is_empty() {
            word.to_string()
        } else {
            format!("{line} {word}")
        };
        if joined.width() <= width {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            if line.width() >= width.max(1) {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}
