//! PDF: from its bytes to paragraphs as Markdown, and what the file says of itself.

use crate::document::isolate::isolate;
use crate::document::{DocumentError, Hints, Media, date};
use pdf_extract::{Document as File, Object, PlainTextOutput, output_doc_page};
use std::collections::BTreeMap;

/// Largest file read, in bytes.
pub const LIMIT: usize = 32 << 20;
/// Pages beyond which a file is not read.
const PAGES: usize = 2000;
/// Bytes of text beyond which a file is not read further.
const TEXT: usize = 8 << 20;

/// Reads a PDF: its text, which is to be stored, as paragraphs of Markdown under the title; and the title, author
/// and date that the file gives.
///
/// Lines are joined to paragraphs, words cut at the end of a line are mended, and lines that stand at the head or the
/// foot of most pages are left out. Tables come as lines, since the format knows none; pictures of text have no text.
///
/// # Errors
/// The file is larger than [`LIMIT`], is encrypted or broken, or has no text.
pub fn read(bytes: &[u8]) -> Result<(String, Hints), DocumentError> {
    if bytes.len() > LIMIT {
        return Err(DocumentError::TooLarge(bytes.len(), LIMIT));
    }
    // The library gives up on broken fonts and tables by panicking.
    let pages = isolate(|| {
        let file = File::load_mem(bytes).ok()?;
        Some((info(&file), pages(&file)))
    });
    let (hints, pages) = pages.flatten().ok_or(DocumentError::Unreadable("PDF"))?;
    let text = join(&pages);
    if text.is_empty() {
        return Err(DocumentError::Empty);
    }
    let head = hints.title.as_ref().map(|t| format!("# {t}\n\n"));
    Ok((head.unwrap_or_default() + &text, hints))
}

/// The text of each page; one that cannot be read is empty.
fn pages(file: &File) -> Vec<String> {
    let mut size = 0;
    let mut pages = Vec::new();
    for number in file.get_pages().into_keys().take(PAGES) {
        if size > TEXT {
            break;
        }
        let page = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let mut text = String::new();
            let mut output = PlainTextOutput::new(&mut text);
            let read = output_doc_page(file, &mut output, number);
            read.ok().map(|()| text)
        }));
        let text = page.ok().flatten().unwrap_or_default();
        size += text.len();
        pages.push(text);
    }
    pages
}

/// Title, author and date of the file.
fn info(file: &File) -> Hints {
    let mut hints = Hints {
        media: Media::Markdown,
        ..Hints::default()
    };
    let dictionary = file
        .trailer
        .get(b"Info")
        .ok()
        .and_then(|o| file.dereference(o).ok())
        .and_then(|(_, o)| o.as_dict().ok());
    let Some(dictionary) = dictionary else {
        return hints;
    };
    let text = |key: &[u8]| {
        let (_, object) = file.dereference(dictionary.get(key).ok()?).ok()?;
        match object {
            Object::String(bytes, _) => Some(string(bytes)).filter(|t| !t.is_empty()),
            _ => None,
        }
    };
    // What a word processor writes where nobody gave a title.
    let named = |t: &String| {
        let lower = t.to_lowercase();
        !["microsoft word", "untitled", "powerpoint presentation"]
            .iter()
            .any(|program| lower.starts_with(program))
    };
    hints.title = text(b"Title").filter(named);
    hints.authors = text(b"Author").into_iter().collect();
    hints.issued = text(b"CreationDate").as_deref().and_then(day);
    hints
}

/// A text string of PDF: UTF-16 or UTF-8 with a mark, else close to Latin-1 (ISO 32000-1, 7.9.2.2).
fn string(bytes: &[u8]) -> String {
    let text = encoding_rs::Encoding::for_bom(bytes)
        .unwrap_or((encoding_rs::WINDOWS_1252, 0))
        .0
        .decode(bytes)
        .0;
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The day of `D:20260424103000Z`.
fn day(text: &str) -> Option<String> {
    let digits = text.strip_prefix("D:").unwrap_or(text);
    let day = format!(
        "{}-{}-{}",
        digits.get(..4)?,
        digits.get(4..6)?,
        digits.get(6..8)?
    );
    date::read(&day).ok().map(|d| d.to_string())
}

/// Joins the lines of pages to paragraphs.
fn join(pages: &[String]) -> String {
    let pages: Vec<Vec<&str>> = pages
        .iter()
        .map(|p| p.lines().map(str::trim).collect())
        .collect();
    let repeated = repeated(&pages);
    let mut out = String::new();
    let mut paragraph = String::new();
    for page in &pages {
        let width = usual_width(page);
        let filled: Vec<usize> = (0..page.len()).filter(|i| !page[*i].is_empty()).collect();
        for (n, line) in page.iter().enumerate() {
            let edge = filled
                .iter()
                .take(EDGE)
                .chain(filled.iter().rev().take(EDGE))
                .any(|i| *i == n);
            if edge && (repeated.contains_key(&shape(line)) || is_number(line)) {
                continue;
            }
            if line.is_empty() {
                // The library puts an empty line between all lines of widely set text.
                let next = page[n..].iter().find(|l| !l.is_empty());
                if next.is_none_or(|next| !goes_on(&paragraph, next, width)) && next.is_some() {
                    close(&mut paragraph, &mut out);
                }
                continue;
            }
            if !paragraph.is_empty() && starts_anew(line) {
                close(&mut paragraph, &mut out);
            }
            append(&mut paragraph, line);
        }
        if !goes_on(&paragraph, "a", width) {
            close(&mut paragraph, &mut out);
        }
    }
    close(&mut paragraph, &mut out);
    out
}

/// Lines at each edge of a page that may be its head or foot.
const EDGE: usize = 3;

/// Lines at the edges of pages, digits aside, that stand on at least three and on more than a third of them.
fn repeated(pages: &[Vec<&str>]) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        let filled: Vec<&&str> = page.iter().filter(|l| !l.is_empty()).collect();
        let edges = filled
            .iter()
            .take(EDGE)
            .chain(filled.iter().rev().take(EDGE));
        let mut shapes: Vec<String> = edges.map(|l| shape(l)).collect();
        shapes.sort();
        shapes.dedup();
        for shape in shapes {
            *counts.entry(shape).or_default() += 1;
        }
    }
    counts.retain(|_, n| *n >= 3 && *n * 3 > pages.len());
    counts
}

fn shape(line: &str) -> String {
    line.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// A page's number.
fn is_number(line: &str) -> bool {
    line.len() < 12
        && line.chars().any(|c| c.is_ascii_digit())
        && line
            .trim_start_matches("Page ")
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '/' | '-' | '–'))
}

/// The width that lines of running text have, in characters.
fn usual_width(lines: &[&str]) -> usize {
    let mut widths: Vec<usize> = lines
        .iter()
        .map(|l| l.chars().count())
        .filter(|w| *w > 20)
        .collect();
    widths.sort_unstable();
    widths.get(widths.len() * 3 / 4).copied().unwrap_or(0)
}

/// Whether a line goes on with the paragraph: its last line is full, or cut within a word, or ends no sentence and the
/// line begins small.
fn goes_on(paragraph: &str, line: &str, width: usize) -> bool {
    let last = paragraph
        .rsplit('\u{1}')
        .next()
        .unwrap_or_default()
        .trim_end();
    if last.is_empty() || starts_anew(line) {
        return false;
    }
    let ends = last.ends_with(['.', '!', '?', ':', '”', '"']);
    let full = last.chars().count() * 10 >= width * 8;
    last.ends_with('-') || (!ends && (full || line.starts_with(char::is_lowercase)))
}

fn starts_anew(line: &str) -> bool {
    line.starts_with(['•', '▪', '●', '◦', '‣', '■'])
}

/// Appends a line; `\u{1}` stands where the last line begins.
fn append(paragraph: &mut String, line: &str) {
    let clean: String = line.chars().filter(|c| !c.is_control()).collect();
    let cut = paragraph.ends_with('-')
        && paragraph
            .chars()
            .rev()
            .nth(1)
            .is_some_and(char::is_lowercase)
        && clean.starts_with(char::is_lowercase);
    if paragraph.ends_with('\u{ad}') || cut {
        paragraph.pop();
        paragraph.push('\u{1}');
    } else if !paragraph.is_empty() {
        paragraph.push_str(if paragraph.ends_with('-') {
            "\u{1}"
        } else {
            " \u{1}"
        });
    }
    paragraph.push_str(&clean);
}

fn close(paragraph: &mut String, out: &mut String) {
    let text = paragraph.replace('\u{1}', "");
    paragraph.clear();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push('\n');
    }
    match text.strip_prefix(['•', '▪', '●', '◦', '‣', '■']) {
        Some(item) => {
            out.push_str("- ");
            super::html::escape(item, out);
        }
        None => super::html::escape(&text, out),
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_become_paragraphs() {
        let page = |n: usize, body: &str| format!("Acme Quarterly\n\n{body}\n\n{n}\n");
        let pages = [
            page(
                1,
                "The company spent two hundred million dollars on chips and addi-\ntional power in the\nlast quarter.\n\nOutlook\n\n• one\n• two",
            ),
            page(
                2,
                "A paragraph that goes on over the end of the page because it is",
            ),
            page(3, "long. Next."),
        ];
        assert_eq!(
            join(&pages),
            "The company spent two hundred million dollars on chips and additional power in the last quarter.\n\n\
             Outlook\n\n- one\n\n- two\n\n\
             A paragraph that goes on over the end of the page because it is long. Next.\n"
        );
    }

    #[test]
    fn dates_of_files() {
        assert_eq!(
            day("D:20260424103000+02'00'").as_deref(),
            Some("2026-04-24")
        );
        assert_eq!(day("D:2026"), None);
        assert_eq!(string(b"\xfe\xff\0A\0c"), "Ac");
    }

    #[test]
    fn what_is_no_pdf_is_refused() {
        assert_eq!(
            read(b"%PDF-1.7\nnothing"),
            Err(DocumentError::Unreadable("PDF"))
        );
        assert!(read(b"").is_err());
    }

    proptest! {
        #[test]
        fn any_lines_join(pages in proptest::collection::vec("[a-zA-Z0-9 .\\n•-]{0,80}", 0..4)) {
            let once = join(&pages);
            prop_assert_eq!(&once, &join(&pages));
            prop_assert!(!once.contains(char::from(1)));
        }
    }
}
