//! Markdown: text that is nothing but text in it, and an even look.

/// A text with everything escaped that Markdown or HTML would read as more than text.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '^' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    // What begins a list or a rule at the head of a line.
    match out.chars().next() {
        Some('-' | '+' | '=') => format!("\\{out}"),
        _ => out,
    }
}

/// The same text with at most one empty line between others, and none at its ends.
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if empty > 0 && !out.is_empty() {
            out.push('\n');
        }
        empty = 0;
        out.push_str(line);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};

    proptest! {
        #[test]
        fn escaped_text_is_text(text in ".{0,60}") {
            let source = format!("x{}", escaped(&text));
            for event in Parser::new_ext(&source, pulldown_cmark::Options::all()) {
                let plain = matches!(
                    event,
                    Event::Text(_) | Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)
                );
                prop_assert!(plain, "{event:?} in {source}");
            }
        }
    }

    #[test]
    fn empty_lines_do_not_pile_up() {
        assert_eq!(tidy("\n\na \n\n\n\nb\n"), "a\n\nb\n");
    }
}
