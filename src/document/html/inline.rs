//! Running text of elements: white space, superscripts, and the marks that Markdown would read as its own.

use crate::document::html::extent::Extent;
use dom_query::{LocalName, NodeData, NodeRef};

/// Name of an element in small letters; empty for all else.
pub fn name(node: &NodeRef<'_>) -> LocalName {
    node.qual_name_ref()
        .map(|n| n.local.clone())
        .unwrap_or_default()
}

/// Whether an element stands in a line of text.
pub fn runs_on(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "bdi"
            | "bdo"
            | "cite"
            | "data"
            | "del"
            | "dfn"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "math"
            | "output"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "samp"
            | "span"
            | "sub"
            | "sup"
            | "time"
            | "var"
            | "wbr"
    )
}

/// Appends text with its white space made single.
pub fn push(line: &mut String, text: &str) {
    for c in text.chars() {
        if matches!(
            c,
            ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{2028}' | '\u{2029}'
        ) {
            space(line);
        } else if !c.is_control() {
            line.push(c);
        }
    }
}

/// Appends a space where one is missing.
pub fn space(line: &mut String) {
    if !line.is_empty() && !line.ends_with(' ') {
        line.push(' ');
    }
}

/// Appends all that is read below a node as one line.
pub fn gather(line: &mut String, node: &NodeRef<'_>, extent: &Extent) {
    for child in node.children_it(false) {
        if child.is_text() {
            text(line, &child, extent);
            continue;
        }
        let tag = name(&child);
        let tag = &*tag;
        if extent.skips(&child) {
            continue;
        }
        match tag {
            "" => {}
            "br" => space(line),
            "sup" => superscript(line, &child, extent),
            "li" => {
                let before = line.trim_end().len();
                if before > 0 && line[..before].ends_with(char::is_alphanumeric) {
                    line.truncate(before);
                    line.push_str(", ");
                }
                gather(line, &child, extent);
            }
            _ if runs_on(tag) => {
                between(line, &child);
                gather(line, &child, extent);
            }
            _ => {
                space(line);
                gather(line, &child, extent);
                space(line);
            }
        }
    }
}

/// Appends a text node, if it is read.
pub fn text(line: &mut String, node: &NodeRef<'_>, extent: &Extent) {
    if extent.reads(node) {
        node.query(|n| {
            if let NodeData::Text { contents } = &n.data {
                push(line, contents);
            }
        });
    }
}

/// Parts that a style sheet sets apart, such as a label and its price, run into one another without it.
pub fn between(line: &mut String, node: &NodeRef<'_>) {
    let adjacent = node.has_name("span") && node.prev_sibling().is_some_and(|p| p.has_name("span"));
    if adjacent
        && line.ends_with(char::is_alphanumeric)
        && [node.prev_sibling(), Some(*node)]
            .iter()
            .flatten()
            .all(|n| n.text().trim().chars().nth(1).is_some())
    {
        line.push(' ');
    }
}

/// A power of ten is written with `^`; the exponent of a unit and letters stay; marks of footnotes go.
pub fn superscript(line: &mut String, node: &NodeRef<'_>, extent: &Extent) {
    let mut inner = String::new();
    gather(&mut inner, node, extent);
    let inner = inner.trim();
    let digits = inner.trim_start_matches(['-', '−', '+']);
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        let near = line.floor_char_boundary(line.len().saturating_sub(24));
        let word = line[near..].rsplit([' ', '(']).next().unwrap_or_default();
        let factor = word.rsplit(['x', '×', '*', '·']).next().unwrap_or_default();
        if factor == "10" || factor == "2" && digits.len() > 1 {
            line.push('^');
            line.push_str(inner);
        } else if matches!(word, "m" | "mm" | "cm" | "km" | "nm" | "µm" | "ft" | "s")
            && matches!(digits, "2" | "3")
        {
            line.push_str(inner);
        }
    } else if inner.chars().any(char::is_alphabetic) && inner.chars().count() < 12
        || inner.contains(['™', '®', '°', 'º'])
    {
        line.push_str(inner);
    }
}

/// Writes a paragraph so that Markdown reads it as these characters.
pub fn escape(text: &str, out: &mut String) {
    let text = text.trim();
    if begins_block(text) {
        let mark = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        out.push_str(&text[..mark]);
        out.push('\\');
        escape_inline(&text[mark..], false, out);
    } else {
        escape_inline(text, false, out);
    }
}

/// Writes what stands behind the mark of a heading, or in the cell of a table, likewise.
pub fn escape_inline(text: &str, cell: bool, out: &mut String) {
    let bytes = text.as_bytes();
    for (at, c) in text.char_indices() {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        let marked = match c {
            '<' => next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'),
            '&' => next.is_ascii_alphabetic() && entity(&text[at..]) || next == b'#',
            '\\' => next.is_ascii_punctuation(),
            '|' => cell,
            '`' => true,
            ']' => matches!(next, b'(' | b'['),
            _ => false,
        };
        if marked {
            out.push('\\');
        }
        out.push(c);
    }
}

fn entity(text: &str) -> bool {
    text.bytes()
        .skip(1)
        .take(32)
        .find(|b| !b.is_ascii_alphanumeric())
        .is_some_and(|b| b == b';')
}

/// Whether Markdown takes the head of a line for the mark of a block.
fn begins_block(text: &str) -> bool {
    let spaced = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let first = text.chars().next().unwrap_or(' ');
    match first {
        '#' => spaced(text.trim_start_matches('#')),
        '>' | '[' | '|' => true,
        '-' | '+' | '*' | '_' | '=' | '~' => {
            spaced(&text[1..])
                || text.chars().all(|c| c == first || c == ' ')
                || text.starts_with("~~~")
        }
        '0'..='9' => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            text.len() - rest.len() < 10 && rest.strip_prefix(['.', ')']).is_some_and(spaced)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::markdown;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_escaped_reads_as_it_stands(text in "[a-z1-][-+#>`\\[\\]()<&;a1.=\\\\ ]{0,24}") {
            let text = text.trim();
            // Left out of the alphabet: pairs of `*`, `_` and `~` are emphasis, whose marks do no harm.
            let mut out = String::new();
            escape(text, &mut out);
            let (plain, blocks) = markdown::read(&out, 0);
            prop_assert_eq!(blocks.len(), 1, "{}", &out);
            let collapsed: Vec<&str> = text.split_whitespace().collect();
            let read: Vec<&str> = plain.as_str().split_whitespace().collect();
            prop_assert_eq!(read, collapsed, "{}", &out);
        }
    }
}
