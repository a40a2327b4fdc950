//! How wide a text will be, from the advance widths of the widest font that pictures name.

use serde::Deserialize;
use std::sync::LazyLock;
use unicode_width::UnicodeWidthChar;

/// Advance widths in thousandths of the font size.
#[derive(Debug, Default, Deserialize)]
struct Widths {
    range: Vec<Range>,
    other: u16,
    wide: u16,
    emoji: u16,
}

/// Widths of neighbouring characters; 0 for one that the font does not have.
#[derive(Debug, Deserialize)]
struct Range {
    from: u32,
    regular: Vec<u16>,
    bold: Vec<u16>,
}

static WIDTHS: LazyLock<Widths> = LazyLock::new(|| {
    // A file that cannot be read makes every character wide: ugly, but nothing overflows.
    toml::from_str(include_str!("../../data/styles/widths.toml")).unwrap_or(Widths {
        other: 1050,
        wide: 1050,
        emoji: 1400,
        ..Widths::default()
    })
});

/// Width of a line of text in pixels at a font size in pixels.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let thousandths: u32 = text.chars().map(|c| u32::from(advance(c, bold))).sum();
    f64::from(thousandths) * size / 1000.0
}

fn advance(c: char, bold: bool) -> u16 {
    let code = u32::from(c);
    let known = WIDTHS.range.iter().find_map(|range| {
        let place = usize::try_from(code.checked_sub(range.from)?).ok()?;
        let table = if bold { &range.bold } else { &range.regular };
        table.get(place).copied().filter(|w| *w > 0)
    });
    let guess = match c.width() {
        None | Some(0) => 0,
        Some(1) => WIDTHS.other,
        Some(_) if code >= 0x1_f000 => WIDTHS.emoji,
        Some(_) => WIDTHS.wide,
    };
    known.unwrap_or(guess)
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

/// The first `most` lines of [`wrap`], the last of them ending in `…` where there is more.
pub fn clip(text: &str, size: f64, bold: bool, limit: f64, most: usize) -> Vec<String> {
    let mut lines = wrap(text, size, bold, limit);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && width(last, size, bold) + size > limit {
                last.pop();
            }
            last.push('…');
        }
    }
    lines
}

/// Width of the widest of some lines.
pub fn widest(lines: &[String], size: f64, bold: bool) -> f64 {
    let widths = lines.iter().map(|line| width(line, size, bold));
    widths.fold(0.0, f64::max)
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
            for line in clip(text, 12.0, false, 60.0, 1) {
                assert!(width(&line, 12.0, false) <= 60.0, "{line}");
            }
        }
        assert!(wrap("", 12.0, false, 60.0).is_empty());
    }

    #[test]
    fn characters_have_the_width_of_their_font() {
        assert!((width("m", 1000.0, false) - 974.0).abs() < 0.1);
        assert!((width("—", 1000.0, false) - 1000.0).abs() < 0.1);
        assert!(width("e\u{301}", 10.0, false) < 7.0);
    }
}
