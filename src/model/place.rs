//! Where something stands in a text, for people.

/// Line and column in characters, both from 1, of a byte offset; past the end it is the end, inside a
/// character its start.
///
/// ```
/// assert_eq!(aikg::model::place::line_column("a\nbé!", 5), (2, 3));
/// ```
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(offset)];
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    let line = before.matches('\n').count() + 1;
    (line, before[start..].chars().count() + 1)
}
