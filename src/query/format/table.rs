//! Aligned columns for a terminal.

use super::shown::{Shown, show};
use super::{FormatError, Style, Written};
use crate::query::answer::Rows;
use std::io::{self, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Rows looked at before the columns are set.
const SAMPLE: usize = 1_000;
/// Spaces between columns.
const GAP: usize = 2;
/// A column is not made narrower than this.
const NARROWEST: usize = 6;

/// Writes a line of names, a rule, and the rows; numbers stand to the right.
///
/// Where the terminal is too narrow the widest columns are cut, with `…` at the cut.
pub(super) fn write(
    mut rows: Rows,
    style: &Style,
    out: &mut dyn Write,
) -> Result<Written, FormatError> {
    let columns = rows.columns().to_vec();
    let mut sample = Vec::new();
    let mut failure = None;
    for row in rows.by_ref().take(SAMPLE) {
        match row {
            Ok(row) => sample.push(shown(&row, &columns, style)),
            Err(error) => failure = Some(error),
        }
    }
    let layout = Layout::of(&columns, &sample, style.width);
    layout.head(&columns, out)?;
    for row in &sample {
        layout.row(row, out)?;
    }
    if let Some(error) = failure {
        return Err(error.into());
    }
    let mut count = sample.len();
    for row in rows.by_ref() {
        layout.row(&shown(&row?, &columns, style), out)?;
        count += 1;
    }
    Ok(Written {
        rows: count,
        truncated: rows.truncated(),
    })
}

fn shown(row: &[Option<crate::query::Cell>], columns: &[String], style: &Style) -> Vec<Shown> {
    let cells = row.iter().zip(columns);
    cells
        .map(|(cell, column)| show(cell.as_ref(), column, style))
        .collect()
}

/// The width of each column, and whether it holds numbers.
struct Layout {
    widths: Vec<usize>,
    right: Vec<bool>,
}

impl Layout {
    fn of(columns: &[String], sample: &[Vec<Shown>], width: Option<usize>) -> Self {
        let mut widths: Vec<usize> = columns.iter().map(|c| c.width()).collect();
        let mut right = vec![false; columns.len()];
        for row in sample {
            for (i, cell) in row.iter().enumerate() {
                widths[i] = widths[i].max(cell.text.width());
                right[i] |= cell.number;
            }
        }
        if let Some(width) = width {
            shrink(&mut widths, width);
        }
        Self { widths, right }
    }

    fn head(&self, columns: &[String], out: &mut dyn Write) -> io::Result<()> {
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        self.line(&names, &self.right, out)?;
        let rules: Vec<String> = self.widths.iter().map(|w| "─".repeat(*w)).collect();
        let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
        self.line(&rules, &self.right, out)
    }

    fn row(&self, row: &[Shown], out: &mut dyn Write) -> io::Result<()> {
        let texts: Vec<&str> = row.iter().map(|c| c.text.as_str()).collect();
        let right: Vec<bool> = row.iter().map(|c| c.number).collect();
        self.line(&texts, &right, out)
    }

    fn line(&self, texts: &[&str], right: &[bool], out: &mut dyn Write) -> io::Result<()> {
        let mut line = String::new();
        for (i, (text, width)) in texts.iter().zip(&self.widths).enumerate() {
            let text = cut(text, *width);
            let space = " ".repeat(width.saturating_sub(text.width()));
            if i > 0 {
                line.push_str(&" ".repeat(GAP));
            }
            match right.get(i) {
                Some(true) => line.extend([space.as_str(), &text]),
                _ => line.extend([text.as_str(), &space]),
            }
        }
        writeln!(out, "{}", line.trim_end())
    }
}

/// Takes from the widest column until all fit, or all are narrow.
fn shrink(widths: &mut [usize], width: usize) {
    let gaps = GAP * widths.len().saturating_sub(1);
    loop {
        let total: usize = widths.iter().sum::<usize>() + gaps;
        let widest = widths.iter_mut().max();
        match widest {
            Some(widest) if total > width && *widest > NARROWEST => *widest -= 1,
            _ => return,
        }
    }
}

/// The text in at most `width` columns of the terminal.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_string();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}
