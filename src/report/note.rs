//! Footnotes: each document once, with the words that were taken from it.

use crate::model::Citation;
use crate::picture::{Source, footnote};
use crate::report::markdown::escaped;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Most quotations shown of one document.
const QUOTED: usize = 12;

/// The documents cited so far, in the order in which they came.
#[derive(Debug, Default)]
pub struct Notes {
    places: BTreeMap<String, usize>,
    notes: Vec<Note>,
}

#[derive(Debug)]
struct Note {
    source: Source,
    words: Vec<String>,
}

impl Notes {
    /// The mark of a document in Markdown, `[^3]`; the words that it is cited for are kept for its footnote.
    pub fn mark(&mut self, citation: &Citation, words: &str) -> String {
        let place = *self
            .places
            .entry(citation.id.to_string())
            .or_insert_with(|| {
                self.notes.push(Note {
                    source: Source::from(citation),
                    words: Vec::new(),
                });
                self.notes.len()
            });
        if let Some(note) = self.notes.get_mut(place - 1)
            && !words.is_empty()
            && !note.words.iter().any(|w| w == words)
        {
            note.words.push(words.to_string());
        }
        format!("[^{place}]")
    }

    /// How many documents are cited.
    pub fn len(&self) -> usize {
        self.notes.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// The footnotes as Markdown, to stand at the end of a report.
    pub fn written(&self) -> String {
        let mut out = String::new();
        for (i, note) in self.notes.iter().enumerate() {
            let text = footnote::text(&note.source);
            let _ = write!(out, "[^{}]: {}", i + 1, escaped(&text));
            let web = |a: &&String| a.starts_with("https://") || a.starts_with("http://");
            if let Some(address) = note.source.address.as_ref().filter(web) {
                let address: String = address
                    .chars()
                    .map(|c| match c {
                        '<' | '>' | '\\' => "%20".to_string(),
                        c if c.is_whitespace() || c.is_control() => "%20".to_string(),
                        c => c.to_string(),
                    })
                    .collect();
                let _ = write!(out, " <{address}>");
            }
            for words in note.words.iter().take(QUOTED) {
                let flat: Vec<&str> = words.split_whitespace().collect();
                let _ = write!(out, " “{}”", escaped(&flat.join(" ")));
            }
            match note.words.len().saturating_sub(QUOTED) {
                0 => {}
                more => {
                    let _ = write!(out, " and {more} more");
                }
            }
            out.push_str("\n\n");
        }
        out
    }
}
