//! How RDF's line formats write a text.

use std::fmt::Write;

/// A text in quotation marks on one line, as Turtle, TriG, N-Triples and N-Quads read it; of control
/// characters those for which `escaped` holds are written by their numbers.
///
/// ```
/// use aikg::model::literal::quoted;
/// assert_eq!(quoted("a \"b\"\n\u{1}", char::is_control), r#""a \"b\"\n\u0001""#);
/// ```
pub fn quoted(text: &str, escaped: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if escaped(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
