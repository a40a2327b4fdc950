//! Data sheets whose lines are plain text: a label, and below it its value.

use crate::extract::kind::Kinds;
use crate::extract::rule::Rules;
use crate::extract::table::Cells;
use crate::mention::Mentions;
use std::ops::Range;

/// Longest label or value, in tokens.
const LONGEST: usize = 14;

/// The sheet that begins with the first of some lines, as rows of label and value, and how many lines it
/// takes up.
///
/// ```text
/// Parameters
/// 7B
/// Modality
/// Text
/// Context length
/// 32K
/// ```
///
/// It begins with a label that is known, and knows at least two; no value may look like a label.
pub fn begins(
    lines: impl Iterator<Item = Range<usize>>,
    mentions: &Mentions,
    rules: &Rules,
    kinds: &Kinds,
) -> Option<(Cells, usize)> {
    let lines: Vec<Range<usize>> = lines.take_while(|l| l.len() <= LONGEST).collect();
    if !lines
        .first()
        .is_some_and(|l| label(l, mentions, rules, kinds))
    {
        return None;
    }
    let mut cells: Cells = Vec::new();
    let mut known = 0;
    for pair in lines.chunks_exact(2) {
        let [name, value] = pair else { break };
        if label(value, mentions, rules, kinds) || value.is_empty() || name.is_empty() {
            break;
        }
        known += usize::from(label(name, mentions, rules, kinds));
        cells.push(vec![name.clone(), value.clone()]);
    }
    let read = cells.len() * 2;
    (known > 1).then_some((cells, read))
}

/// Whether a line is a label and nothing else.
fn label(line: &Range<usize>, mentions: &Mentions, rules: &Rules, kinds: &Kinds) -> bool {
    let tokens = mentions.tokens.get(line.clone()).unwrap_or_default();
    let found = rules.labels.at(tokens, kinds.product());
    found.is_some_and(|(length, _)| length == line.len())
}
