//! Plain text to blocks: paragraphs, headings, bullets and tables as people type them.

use crate::document::Plain;
use crate::document::block::{Block, BlockKind};
use std::ops::Range;

/// Takes the text from byte `body` on apart.
///
/// A blank line ends a block. A text whose lines are long is not wrapped by hand, so there each line
/// is a paragraph of its own. A short line between blank lines that does not end like a sentence is a
/// heading; lines that begin with a bullet are items; two or more lines with the same separators
/// (tabs, or bars) are a table.
pub fn read(text: &str, body: usize) -> (Plain, Vec<Block>) {
    let lines = lines(text, body);
    let wrapped = lines.iter().all(|l| l.len() <= WRAP);
    let mut plain = Plain::default();
    let mut blocks = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        let line = &text[lines[i].clone()];
        if line.trim().is_empty() {
            i += 1;
            continue;
        }
        let rows = table_rows(text, &lines[i..]);
        if rows > 1 {
            blocks.push(table(text, &lines[i..i + rows], &mut plain));
            i += rows;
            continue;
        }
        let alone = (i == 0 || blank(text, lines.get(i - 1)))
            && (i + 1 >= lines.len() || blank(text, lines.get(i + 1)));
        let (kind, skip) = kind_of(line, alone, i == 0);
        let mut last = i + 1;
        if wrapped && !matches!(kind, BlockKind::Heading(_)) {
            while last < lines.len()
                && continues(text, &lines[last])
                && table_rows(text, &lines[last..]) < 2
            {
                last += 1;
            }
        }
        let start = plain.len();
        for (n, range) in lines[i..last].iter().enumerate() {
            let from = if n == 0 {
                range.start + skip
            } else {
                range.start
            };
            if n > 0 {
                plain.push_as(" ", range.start.saturating_sub(1));
            }
            push_inline(&mut plain, text, from..range.end);
        }
        blocks.push(Block {
            kind,
            range: start..plain.len(),
        });
        plain.push_as("\n", lines[last - 1].end);
        i = last;
    }
    blocks.retain(|b| !plain.as_str()[b.range.clone()].trim().is_empty());
    (plain, blocks)
}

/// Longest line of a text that was wrapped by hand, in bytes.
const WRAP: usize = 120;
/// Longest heading, in bytes.
const HEADING: usize = 110;

/// The lines of a text from byte `body` on, without their ends.
pub(super) fn lines(text: &str, body: usize) -> Vec<Range<usize>> {
    let mut at = body;
    let mut out = Vec::new();
    for line in text[body..].split_inclusive('\n') {
        out.push(at..at + line.trim_end_matches(['\n', '\r']).len());
        at += line.len();
    }
    out
}

fn blank(text: &str, line: Option<&Range<usize>>) -> bool {
    line.is_none_or(|l| text[l.clone()].trim().is_empty())
}

/// Whether a line goes on with the block above it.
fn continues(text: &str, line: &Range<usize>) -> bool {
    let line = &text[line.clone()];
    !line.trim().is_empty() && matches!(kind_of(line, false, false).0, BlockKind::Paragraph)
}

/// What a line begins, and how many of its bytes are marks of that.
fn kind_of(line: &str, alone: bool, first: bool) -> (BlockKind, usize) {
    let indent = line.len() - line.trim_start().len();
    let bare = line.trim();
    let hashes = bare.len() - bare.trim_start_matches('#').len();
    if (1..=6).contains(&hashes) && bare[hashes..].starts_with(' ') {
        let level = u8::try_from(hashes).unwrap_or(6);
        return (BlockKind::Heading(level), indent + hashes + 1);
    }
    if let Some(mark) = bullet(bare) {
        let depth = u8::try_from((indent / 4).min(9)).unwrap_or(0);
        return (BlockKind::Item(depth), indent + mark);
    }
    if bare.starts_with('>') {
        return (BlockKind::Quotation, indent + 1);
    }
    let ends = bare.ends_with(['.', '!', ';', ',', ':', '"', '”', '…']);
    if alone && bare.len() <= HEADING && !ends {
        return (BlockKind::Heading(if first { 1 } else { 2 }), 0);
    }
    (BlockKind::Paragraph, 0)
}

/// Whether a line on its own is a title of what follows: a few words, the first with a capital, and no sign or number.
pub(super) fn titles(line: &str) -> bool {
    let bare = line.trim();
    let words = bare.split_whitespace().count();
    let plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '/' | '&');
    (1..=7).contains(&words)
        && bare.len() <= HEADING
        && bare.starts_with(char::is_uppercase)
        && bare.chars().all(plain)
}

/// Whether a line begins with a bullet that is none in Markdown.
pub(super) fn printed_bullet(line: &str) -> bool {
    let bare = line.trim_start();
    bullet(bare).is_some() && !bare.starts_with(|c: char| c.is_ascii())
}

/// Bytes of the bullet or number at the head of a line.
fn bullet(bare: &str) -> Option<usize> {
    let first = bare.chars().next()?;
    if matches!(
        first,
        '•' | '-' | '*' | '–' | '▪' | '·' | '‣' | '●' | '○' | '◦'
    ) {
        let rest = &bare[first.len_utf8()..];
        return rest
            .starts_with([' ', '\t', '\u{a0}'])
            .then_some(first.len_utf8() + 1);
    }
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &bare[digits..];
    ((1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") ")))
        .then_some(digits + 2)
}

/// How many lines from the first on are rows of one table.
fn table_rows(text: &str, lines: &[Range<usize>]) -> usize {
    let Some(first) = lines.first() else { return 0 };
    let separator = if text[first.clone()].contains('\t') {
        '\t'
    } else {
        '|'
    };
    let row = |line: &Range<usize>| {
        let line = text[line.clone()].trim();
        let cells = line.trim_matches('|').split(separator).count();
        (separator == '|' || bullet(line).is_none()) && cells > 1
    };
    let rows = lines.iter().take_while(|line| row(line)).count();
    // A line of dashes stands below the head of a table: another head begins another table.
    let heads = (1..rows.saturating_sub(1)).find(|i| *i > 1 && ruled(&text[lines[i + 1].clone()]));
    heads.unwrap_or(rows)
}

/// Whether a line only divides the head of a table from its rows.
fn ruled(line: &str) -> bool {
    line.contains('-')
        && line
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '+'))
}

/// A table of lines whose cells tabs or bars divide.
pub fn table(text: &str, lines: &[Range<usize>], plain: &mut Plain) -> Block {
    let start = plain.len();
    let separator = if text[lines[0].clone()].contains('\t') {
        '\t'
    } else {
        '|'
    };
    let mut rows = Vec::new();
    for line in lines {
        let source = &text[line.clone()];
        if ruled(source) {
            continue;
        }
        let outer = source.len() - source.trim_start_matches(['|', ' ']).len();
        let inner = source[outer..].trim_end_matches([' ', '\r']);
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        let mut at = line.start + outer;
        let mut row = Vec::new();
        for cell in inner.split(separator) {
            let lead = cell.len() - cell.trim_start().len();
            let from = plain.len();
            push_inline(plain, text, at + lead..at + lead + cell.trim().len());
            row.push(from..plain.len());
            at += cell.len() + 1;
            plain.push_as(" | ", at - 1);
        }
        plain.push_as("\n", line.end);
        rows.push(row);
    }
    Block {
        kind: BlockKind::Table(rows),
        range: start..plain.len(),
    }
}

/// Appends a range of the source without `**`, HTML tags and the addresses of links.
pub fn push_inline(plain: &mut Plain, source: &str, range: Range<usize>) {
    let text = &source[range.clone()];
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut at = 0;
    while let Some(offset) = memchr::memchr3(b'*', b'<', b']', &bytes[at..]) {
        let here = at + offset;
        match markup(text, here) {
            Some(skip) => {
                plain.push(&text[from..here], range.start + from);
                if bytes[here] == b'<' && text[here..].starts_with("<br") {
                    plain.push_as(" ", range.start + here);
                }
                at = here + skip;
                from = at;
            }
            None => at = here + 1,
        }
    }
    plain.push(&text[from..], range.start + from);
}

/// Length of the markup at a place, if there is one.
fn markup(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    if rest.starts_with("**") {
        return Some(2);
    }
    if let Some(inner) = rest.strip_prefix("](") {
        let close = inner.bytes().take(LINK).position(|b| b == b')')?;
        return Some(close + 3);
    }
    if let Some(inner) = rest.strip_prefix('<') {
        let tag = inner.trim_start_matches('/');
        if tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') {
            return inner
                .bytes()
                .take(LINK)
                .position(|b| b == b'>')
                .map(|close| close + 2);
        }
    }
    None
}

/// Longest tag or link address looked at, in bytes: keeps the cost linear on hostile input.
const LINK: usize = 2000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_typed_text() {
        let text =
            "Title of it\n\nA sentence of prose.\n\n  • one\n  • two\n\nModel\tSize\nA\t7B\n";
        let (plain, blocks) = read(text, 0);
        let shown: Vec<&str> = blocks
            .iter()
            .map(|b| plain.as_str()[b.range.clone()].trim())
            .collect();
        assert_eq!(
            shown,
            [
                "Title of it",
                "A sentence of prose.",
                "one",
                "two",
                "Model | Size | \nA | 7B |"
            ]
        );
        assert_eq!(blocks[0].kind, BlockKind::Heading(1));
        assert_eq!(blocks[2].kind, BlockKind::Item(0));
    }

    #[test]
    fn inline_markup_goes() {
        let mut plain = Plain::default();
        let text = "It <b>scored</b> **80%** [here](http://x) a < b";
        push_inline(&mut plain, text, 0..text.len());
        assert_eq!(plain.as_str(), "It scored 80% [here a < b");
    }
}
