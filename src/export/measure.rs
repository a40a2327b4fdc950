//! How wide a text will be, from the advance widths of the widest font that pictures name.

use serde::Deserialize;
use std::sync::LazyLock;
use unicode_width::UnicodeWidthChar;

/// Advance widths in thousandths of the font size.
#[derive(Debug, Deserialize)]
struct Widths {
    regular: Vec<u16>,
    bold: Vec<u16>,
    other: u16,
    wide: u16,
}

static WIDTHS: LazyLock<Widths> = LazyLock::new(|| {
    let read = toml::from_str(include_str!("../../data/styles/widths.toml"));
    // A file that cannot be read makes every character wide: ugly, but nothing overflows.
    read.unwrap_or(Widths {
        regular: Vec::new(),
        bold: Vec::new(),
        other: 1050,
        wide: 1050,
    })
});

/// Width of a line of text in pixels at a font size in pixels.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let table = if bold { &WIDTHS.bold } else { &WIDTHS.regular };
    let thousandths: u32 = text
        .chars()
        .map(|c| {
            let known = (c as usize)
                .checked_sub(32)
                .and_then(|i| table.get(i))
                .copied();
            let guess = if c.width().unwrap_or(0) > 1 {
                WIDTHS.wide
            } else {
                WIDTHS.other
            };
            u32::from(known.unwrap_or(guess))
        })
        .sum();
    f64::from(thousandths) * size / 1000.0
}

/// A text in lines no wider than `limit` pixels, broken at spaces and, where a word is too long, inside it.
pub fn wrap(text: &str, size: f64, bold: bool, limit: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() {
            word.to_string()
        } else {
            format!("{line} {word}")
        };
        if width(&longer, size, bold) <= limit {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if width(&line, size, bold) > limit && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::take(&mut line));
                line.push(c);
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_their_limit() {
        for text in [
            "one two three four five six",
            "averyveryverylongwordwithoutspaces",
            "数据 库",
        ] {
            for line in wrap(text, 12.0, false, 60.0) {
                assert!(width(&line, 12.0, false) <= 60.0, "{line}");
            }
        }
        assert!(wrap("", 12.0, false, 60.0).is_empty());
    }
}
