//! Marks of site generators within Markdown: Liquid, Hugo's shortcodes, and what MDX takes from JavaScript.

use std::borrow::Cow;
use std::ops::Range;

/// Longest mark looked for, in bytes: keeps the cost linear on hostile input.
const MARK: usize = 4000;

/// Marks whose content is program text or a note, as a generator's own words for them.
const SILENT: &[&str] = &["highlight", "comment", "math.inline", "mermaid", "chart"];

/// The text with spaces in the place of marks, so that every place in it is one of the text.
///
/// The content between two marks stays (a notice, a tab), except that of program text and comments. Lines of
/// `import` and `export` go only where the text imports something, which in Markdown only MDX does.
pub fn mask(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut marks = braces(text);
    let modules = text.lines().take(400).any(is_import);
    if modules {
        statements(text, &mut marks);
    }
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + found;
        at = match component(&bytes[start..bytes.len().min(start + MARK)]) {
            Some(length) => {
                marks.push(start..start + length);
                start + length
            }
            None => start + 1,
        };
    }
    let bullets = bullets(text);
    if marks.is_empty() && bullets.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = bytes.to_vec();
    for end in bullets {
        masked[end] = b' ';
    }
    for mark in marks {
        for byte in &mut masked[mark] {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
    // Marks begin and end with ASCII, so no character is cut.
    String::from_utf8(masked).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The ends of lines that hold a bullet alone, its item standing below it: they would make a heading of the item above.
fn bullets(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if matches!(line.trim_end(), "-" | "*" | "+") && line.ends_with('\n') {
            ends.push(at - 1);
        }
    }
    ends
}

/// `{{ … }}`, `{{< … >}}`, `{% … %}`, `{# … #}` and `{/* … */}`, and what silent ones enclose.
fn braces(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut marks: Vec<Range<usize>> = Vec::new();
    let mut silent: Option<(String, usize)> = None;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'{', &bytes[at..]) {
        let start = at + found;
        at = start + 1;
        let close: &[u8] = match bytes.get(start + 1) {
            Some(b'{') => b"}}",
            Some(b'%') => b"%}",
            Some(b'#') => b"#}",
            Some(b'/') if bytes.get(start + 2) == Some(&b'*') => b"*/}",
            _ => continue,
        };
        let within = &bytes[start + 2..bytes.len().min(start + MARK)];
        let Some(length) = memchr::memmem::find(within, close) else {
            continue;
        };
        let end = start + 2 + length + close.len();
        let inner =
            text[start + 2..start + 2 + length].trim_matches(['<', '>', '%', '-', ' ', '*', '\n']);
        let word = inner.split([' ', '\n']).next().unwrap_or_default();
        match &silent {
            Some((name, from)) if closes(word, inner, name) => {
                marks.push(*from..end);
                silent = None;
            }
            None if SILENT.contains(&word) && has_end(&text[end..], word) => {
                silent = Some((word.to_string(), start));
            }
            _ => marks.push(start..end),
        }
        at = end;
    }
    marks
}

fn closes(word: &str, inner: &str, name: &str) -> bool {
    word.strip_prefix("end") == Some(name)
        || word.strip_prefix('/') == Some(name)
        || inner.strip_prefix('/').map(str::trim) == Some(name)
}

fn has_end(rest: &str, name: &str) -> bool {
    [
        format!("end{name}"),
        format!("/{name}"),
        format!("/ {name}"),
    ]
    .iter()
    .any(|end| memchr::memmem::find(rest.as_bytes(), end.as_bytes()).is_some())
}

fn is_import(line: &str) -> bool {
    let rest = line.strip_prefix("import ").unwrap_or_default().trim();
    let path = rest.rsplit(" from ").next().unwrap_or_default().trim();
    (rest.contains(" from ") || path.len() == rest.len()) && path.starts_with(['"', '\''])
}

/// Lines of `import`, and `export` with all up to an empty line.
fn statements(text: &str, marks: &mut Vec<Range<usize>>) {
    let mut at = 0;
    let mut exporting = false;
    let mut fenced = false;
    for line in text.split_inclusive('\n') {
        fenced ^= line.trim_start().starts_with("```");
        exporting = !line.trim().is_empty()
            && (exporting
                || [
                    "export const ",
                    "export default ",
                    "export function ",
                    "export let ",
                    "export {",
                ]
                .iter()
                .any(|e| line.starts_with(e)));
        if !fenced && (exporting || is_import(line)) {
            marks.push(at..at + line.len());
        }
        at += line.len();
    }
}

/// Length of a tag of a component, `<Figure src={x} />` or `</Tabs>`, at the head of `bytes`.
fn component(bytes: &[u8]) -> Option<usize> {
    let name = if bytes.get(1) == Some(&b'/') { 2 } else { 1 };
    if !bytes.get(name)?.is_ascii_uppercase() {
        return None;
    }
    let mut quote = None;
    let mut depth = 0_usize;
    let word = bytes[name..]
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || **b == b'.')
        .count();
    // An address or a comparison is no tag.
    if !matches!(
        bytes.get(name + word)?,
        b'>' | b'/' | b' ' | b'\n' | b'\r' | b'\t'
    ) {
        return None;
    }
    for (at, byte) in bytes.iter().enumerate().skip(name + word) {
        match (quote, *byte) {
            (Some(q), b) if b == q => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'' | b'`') => quote = Some(*byte),
            (None, b'{') => depth += 1,
            (None, b'}') => depth = depth.saturating_sub(1),
            (None, b'>') if depth == 0 => return Some(at + 1),
            (None, b'<') if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::mask;
    use proptest::prelude::*;

    fn words(text: &str) -> String {
        let masked = mask(text);
        assert_eq!(masked.len(), text.len());
        masked.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn marks_of_generators_are_not_read() {
        let text = "Costs {{ site.price }} now.{% include a.html %}\n{{< notice >}}\nKept.\n{{< /notice >}}\n";
        assert_eq!(words(text), "Costs now. Kept.");
        assert_eq!(
            words(
                "A {% highlight py %}x = 1{% endhighlight %} B {{< highlight go >}}y{{< / highlight >}} C {% comment %}n"
            ),
            "A B C n"
        );
    }

    #[test]
    fn mdx_is_not_read() {
        let text = "import Figure from '../Figure.astro';\nimport 'x.css'\nexport const a = {\n  b: 1\n}\n\n\
            Text {/* note */}<Figure src={img} alt=\"a > b\" />\n<Tabs.Item>Inner</Tabs.Item> 3 <T and <b>x</b>";
        assert_eq!(words(text), "Text Inner 3 <T and <b>x</b>");
        assert_eq!(
            words("import tariffs from China rose"),
            "import tariffs from China rose"
        );
    }

    proptest! {
        #[test]
        fn places_stay(text in "[{}%<>A-C/*#a \\n'\"é]{0,60}") {
            let masked = mask(&text);
            prop_assert_eq!(masked.len(), text.len());
            for (a, b) in masked.bytes().zip(text.bytes()) {
                prop_assert!(a == b || a == b' ');
            }
        }
    }
}
