//! How a table fits a width: columns made narrower, cells of several lines, or rows one under another.

use std::iter::once;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Longest word for which a column is kept as wide as it, in characters.
const LONGEST: usize = 24;

/// Fewest characters in which a value is folded beside its name.
const NARROWEST: usize = 20;

/// Signs behind which a word that is too long is best broken.
const JOINTS: [char; 8] = ['/', '-', '_', '.', ':', ',', '#', '&'];

/// The widths of columns, each given as the texts in it with its heading, so that together they are at most `limit`
/// wide with two spaces between them; 0 is no limit. `None` where words would have to be broken for that.
pub(super) fn widths<'t>(
    columns: impl Iterator<Item = Vec<&'t str>>,
    limit: usize,
) -> Option<Vec<usize>> {
    let sizes = columns.map(|texts| {
        let widest = |of: fn(&str) -> usize| texts.iter().map(|t| of(t)).max().unwrap_or(0);
        (widest(UnicodeWidthStr::width), widest(longest))
    });
    let (mut widths, least): (Vec<usize>, Vec<usize>) = sizes.unzip();
    let room = limit.saturating_sub(2 * widths.len().saturating_sub(1));
    if limit == 0 || widths.iter().sum::<usize>() <= room {
        return Some(widths);
    }
    if least.iter().sum::<usize>() > room {
        return None;
    }
    while widths.iter().sum::<usize>() > room {
        let wide = widths.iter_mut().zip(&least).filter(|(w, l)| **w > **l);
        match wide.max_by_key(|(width, _)| **width) {
            Some((widest, _)) => *widest -= 1,
            None => return None,
        }
    }
    Some(widths)
}

/// The width of a text's longest word, or of as much of it as is kept together.
fn longest(text: &str) -> usize {
    let words = text.split_whitespace().map(UnicodeWidthStr::width);
    words.max().unwrap_or(0).min(LONGEST)
}

/// A text in lines of a width, broken between words; a word that is longer, behind a joint.
pub(super) fn lines(text: &str, width: usize) -> Vec<String> {
    if text.width() <= width {
        return vec![text.to_string()];
    }
    let (mut lines, mut line) = (Vec::new(), String::new());
    for word in text.split_whitespace() {
        let gap = usize::from(!line.is_empty());
        if line.width() + gap + word.width() > width && gap > 0 {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        let mut rest = word;
        while rest.width() > width.max(1) {
            let (head, tail) = broken(rest, width.max(1));
            lines.push(format!("{}{head}", std::mem::take(&mut line)));
            rest = tail;
        }
        line.push_str(rest);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// As much of a word as has room, up to a joint in the second half of it if there is one; and the rest.
fn broken(word: &str, width: usize) -> (&str, &str) {
    let mut end = 0;
    let mut joint = None;
    let mut taken = 0;
    for (at, sign) in word.char_indices() {
        taken += sign.width().unwrap_or(0);
        // At least one sign goes, however wide.
        if taken > width && at > 0 {
            break;
        }
        end = at + sign.len_utf8();
        if JOINTS.contains(&sign) && 2 * taken > width {
            joint = Some(end);
        }
    }
    word.split_at(joint.unwrap_or(end))
}

/// A row as lines `name: value`, values below each other; what is empty is left out.
pub(super) fn record(names: &[String], values: &[&str], limit: usize) -> String {
    let column = names.iter().map(|n| n.width()).max().unwrap_or(0) + 2;
    let room = limit.saturating_sub(column).max(NARROWEST);
    let mut out = String::new();
    let filled = names.iter().zip(values).filter(|(_, v)| !v.is_empty());
    for (name, value) in filled {
        let heads = once(format!("{name}:")).chain(std::iter::repeat(String::new()));
        for (head, line) in heads.zip(lines(value, room)) {
            let pad = " ".repeat(column.saturating_sub(head.width()));
            out.push_str(format!("{head}{pad}{line}").trim_end());
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{lines, record, widths};
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    fn of(columns: &[&[&str]], limit: usize) -> Option<Vec<usize>> {
        widths(columns.iter().map(|c| c.to_vec()), limit)
    }

    #[test]
    fn only_columns_of_several_words_become_narrower() {
        let columns: [&[&str]; 3] = [
            &["day", "2026-04-24"],
            &["note", "a fairly long remark"],
            &["empty", ""],
        ];
        assert_eq!(of(&columns, 0), Some(vec![10, 20, 5]));
        assert_eq!(of(&columns, 31), Some(vec![10, 12, 5]));
        assert_eq!(of(&columns, 25), Some(vec![10, 6, 5]));
        assert_eq!(of(&columns, 24), None);
        assert_eq!(of(&[], 10), Some(vec![]));
    }

    #[test]
    fn lines_end_between_words_and_behind_joints() {
        assert_eq!(lines("one two three", 7), ["one two", "three"]);
        assert_eq!(
            lines("see doc:deepseek-v4-2026", 14),
            ["see", "doc:deepseek-", "v4-2026"]
        );
        assert_eq!(lines("", 3), [""]);
        assert_eq!(lines("abcdef", 4), ["abcd", "ef"]);
    }

    #[test]
    fn rows_stand_one_under_another() {
        let names = ["model", "note", "day"].map(String::from);
        let shown = record(&names, &["id:a", "", "2026-04-24"], 40);
        assert_eq!(shown, "model: id:a\nday:   2026-04-24\n");
        let shown = record(&names, &["one two three four five six", "", ""], 10);
        assert_eq!(shown, "model: one two three four\n       five six\n");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_or_too_wide(text in "[a-z /é通-]{0,60}", width in 2_usize..30) {
            let all = lines(&text, width);
            let plain = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(plain(&all.concat()), plain(&text));
            prop_assert!(all.iter().all(|line| line.width() <= width));
        }
    }
}
