//! Tables whose lines are plain text: a line that names two or three things, and below it lines of a label
//! and one value for each.

use crate::extract::kind::Kinds;
use crate::extract::table::Cells;
use crate::mention::{Measure, Mention, Mentions, What};
use std::ops::Range;

/// Most words of a head line beside its names.
const HEAD: usize = 10;
/// Most tokens of a row.
const ROW: usize = 32;

/// The table that begins with the first of some lines, as cells, and how many lines it takes up.
///
/// ```text
/// Specification MI400 (2026) MI350 (2025) Improvement
/// Memory Capacity 432GB HBM4 288GB HBM3e 50% increase
/// ```
///
/// A row is a label and values of one measure, at least one for each name. At least two rows are a table.
pub fn begins(
    mut lines: impl Iterator<Item = Range<usize>>,
    mentions: &Mentions,
    kinds: &Kinds,
) -> Option<(Cells, usize)> {
    let mut cells = vec![head_cells(&lines.next()?, mentions, kinds)?];
    let width = cells[0].len() - 1;
    let mut read = 0;
    for (i, line) in lines.enumerate() {
        if line.len() > ROW {
            break;
        }
        match row_cells(&line, width, mentions) {
            Some(row) => {
                cells.push(row);
                read = i + 1;
            }
            // "Availability Shipping Planned": a row of words.
            None if read > 0 && line.len() <= HEAD => {}
            None => break,
        }
    }
    (cells.len() > 2).then_some((cells, read + 1))
}

/// The words before the first name, then each name with what follows it.
fn head_cells(
    line: &Range<usize>,
    mentions: &Mentions,
    kinds: &Kinds,
) -> Option<Vec<Range<usize>>> {
    let named: Vec<&Mention> = mentions
        .within(line.clone())
        .iter()
        .filter(|m| {
            mentions
                .thing(m)
                .is_some_and(|t| t.classes & kinds.product() != 0)
        })
        .collect();
    let things = |m: &&Mention| match m.what {
        What::Thing(index) => index,
        _ => u32::MAX,
    };
    let mut apart: Vec<u32> = named.iter().map(things).collect();
    apart.sort_unstable();
    apart.dedup();
    let words = named
        .iter()
        .fold(line.len(), |n, m| n.saturating_sub(m.tail - m.tokens.start));
    if !(2..=4).contains(&named.len()) || apart.len() < named.len() || words > HEAD {
        return None;
    }
    let starts: Vec<usize> = named.iter().map(|m| m.tokens.start).collect();
    let label = std::iter::once(line.start..starts[0]);
    Some(label.chain(between(&starts, line.end)).collect())
}

/// A label and `width` values of the measure of the first.
fn row_cells(line: &Range<usize>, width: usize, mentions: &Mentions) -> Option<Vec<Range<usize>>> {
    let quantities: Vec<(usize, &Measure)> = mentions
        .within(line.clone())
        .iter()
        .filter_map(|m| match &m.what {
            What::Quantity(quantity) => Some((m.tokens.start, &quantity.measure)),
            _ => None,
        })
        .collect();
    let (first, measure) = quantities.first()?;
    let values: Vec<usize> = quantities
        .iter()
        .filter(|(_, m)| m == measure)
        .map(|(at, _)| *at)
        .collect();
    if *first == line.start || values.len() < width || values.len() > width + 1 {
        return None;
    }
    let label = std::iter::once(line.start..*first);
    let values = between(&values, line.end).into_iter().take(width);
    Some(label.chain(values).collect())
}

/// From each start to the next.
fn between(starts: &[usize], end: usize) -> Vec<Range<usize>> {
    let ends = starts.iter().skip(1).copied().chain([end]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(a, b)| a..b)
        .collect()
}
