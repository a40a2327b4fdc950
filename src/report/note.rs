//! Footnotes: each document once, with the words that were taken from it, each under a letter.

use crate::model::Citation;
use crate::model::evidence::DocumentId;
use crate::picture::{Source, footnote};
use crate::report::markdown::escaped;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Letters of quotations, small and raised in any font; there is none for a q.
const LETTERS: &str = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ";

/// What a mark begins and ends with, and what stands between document and quotation, until notes are numbered.
const MARK: (&str, char, char) = ("[^", ']', '.');

/// The documents cited so far.
#[derive(Debug, Default)]
pub struct Notes {
    places: BTreeMap<DocumentId, usize>,
    notes: Vec<Note>,
}

#[derive(Debug)]
struct Note {
    source: Source,
    words: Vec<String>,
}

/// A text whose notes are numbered in the order in which it cites them.
#[derive(Debug, Default)]
pub struct Numbered {
    /// The text with the notes at its end.
    pub text: String,
    /// The documents; their places here, from 1, are their numbers.
    pub sources: Vec<Source>,
}

impl Notes {
    /// The mark of a document in Markdown, `[^3.1]`, until [`Self::numbered`] gives it its number; the words that it is
    /// cited for are kept for its footnote. Without words it stands for the document.
    pub fn mark(&mut self, citation: &Citation, words: &str) -> String {
        let place = *self.places.entry(citation.id.clone()).or_insert_with(|| {
            self.notes.push(Note {
                source: Source::from(citation),
                words: Vec::new(),
            });
            self.notes.len()
        });
        let flat: Vec<&str> = words.split_whitespace().collect();
        let flat = flat.join(" ");
        let quotation = match self.notes.get_mut(place - 1) {
            Some(note) if !flat.is_empty() => {
                let known = note.words.iter().position(|w| *w == flat);
                let at = known.unwrap_or(note.words.len());
                if known.is_none() {
                    note.words.push(flat);
                }
                at + 1
            }
            _ => 0,
        };
        format!("[^{place}.{quotation}]")
    }

    /// The text with its notes numbered, and their quotations lettered, in the order in which it cites them; what it
    /// does not cite is left out.
    pub fn numbered(&self, text: &str) -> Numbered {
        let mut order = Order::default();
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(MARK.0) {
            out.push_str(before);
            let mark = after.split_once(MARK.1);
            let cited = mark.and_then(|(mark, tail)| Some((self.cited(mark)?, tail)));
            rest = match cited {
                Some(((note, quotation), tail)) => {
                    let (number, letter) = order.place(note, quotation);
                    let lettered = self.notes[note].words.len() > 1;
                    let letter = letter.filter(|_| lettered).map(letter_of);
                    let _ = write!(out, "[^{number}]{}", letter.unwrap_or_default());
                    tail
                }
                None => {
                    out.push_str(MARK.0);
                    after
                }
            };
        }
        out.push_str(rest);
        out.push('\n');
        let mut sources = Vec::new();
        for (number, (note, quotations)) in (1..).zip(&order.notes) {
            let note = &self.notes[*note];
            let _ = write!(out, "[^{number}]: {}\n\n", note.written(quotations));
            sources.push(note.source.clone());
        }
        Numbered { text: out, sources }
    }

    /// The note and the quotation that a mark stands for.
    fn cited(&self, mark: &str) -> Option<(usize, Option<usize>)> {
        let (note, quotation) = mark.split_once(MARK.2)?;
        let note = note.parse::<usize>().ok()?.checked_sub(1)?;
        let quotation = quotation.parse::<usize>().ok()?;
        let words = self.notes.get(note)?.words.len();
        (quotation <= words).then(|| (note, quotation.checked_sub(1)))
    }
}

/// Notes and their quotations in the order in which they are cited.
#[derive(Debug, Default)]
struct Order {
    notes: Vec<(usize, Vec<usize>)>,
}

impl Order {
    /// The number of a note, from 1, and the place of its quotation, from 0.
    fn place(&mut self, note: usize, quotation: Option<usize>) -> (usize, Option<usize>) {
        let known = self.notes.iter().position(|(n, _)| *n == note);
        let at = known.unwrap_or(self.notes.len());
        if known.is_none() {
            self.notes.push((note, Vec::new()));
        }
        let quotations = &mut self.notes[at].1;
        let letter = quotation.map(|quotation| {
            let known = quotations.iter().position(|q| *q == quotation);
            let at = known.unwrap_or(quotations.len());
            if known.is_none() {
                quotations.push(quotation);
            }
            at
        });
        (at + 1, letter)
    }
}

impl Note {
    /// Title, publisher, date, address, and the quotations cited.
    fn written(&self, quotations: &[usize]) -> String {
        let mut out = escaped(&footnote::text(&self.source));
        let web = |a: &&String| a.starts_with("https://") || a.starts_with("http://");
        if let Some(address) = self.source.address.as_ref().filter(web) {
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
        for (letter, quotation) in quotations.iter().enumerate() {
            let words = self.words.get(*quotation).map_or("", String::as_str);
            let letter = match self.words.len() {
                0 | 1 => String::new(),
                _ => format!("{}\u{202F}", letter_of(letter)),
            };
            let _ = write!(out, " {letter}“{}”", escaped(words));
        }
        out
    }
}

/// The letter of a place, from 0; two letters where there are no more single ones.
fn letter_of(place: usize) -> String {
    let letters = LETTERS.chars().count();
    let letter = |i: usize| LETTERS.chars().nth(i % letters).map(String::from);
    let first = match place / letters {
        0 => None,
        more => letter(more - 1),
    };
    first.unwrap_or_default() + &letter(place).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Notes, letter_of};
    use crate::model::Citation;

    fn citation(id: &str) -> Citation {
        Citation {
            id: id.into(),
            class: "Article".into(),
            title: format!("Title of {id}"),
            publisher: None,
            publisher_name: None,
            authors: Vec::new(),
            issued: None,
            address: None,
            language: None,
            sha256: String::new(),
            source_sha256: None,
            characters: 0,
            recorded_at: String::new(),
        }
    }

    #[test]
    fn notes_are_numbered_as_they_are_printed() {
        let mut notes = Notes::default();
        let (a, b, c) = (citation("a"), citation("b"), citation("c"));
        let late = notes.mark(&a, "said last");
        let first = notes.mark(&b, "said first");
        let again = notes.mark(&b, "said  again");
        notes.mark(&c, "never printed");
        let done = notes.numbered(&format!("x{first}{again} y{late}{first} [^z] [^9.1]"));
        assert_eq!(
            done.text,
            "x[^1]ᵃ[^1]ᵇ y[^2][^1]ᵃ [^z] [^9.1]\n\
             [^1]: Title of b. ᵃ\u{202F}“said first” ᵇ\u{202F}“said again”\n\n\
             [^2]: Title of a. “said last”\n\n"
        );
        let documents: Vec<&str> = done.sources.iter().map(|s| s.document.as_str()).collect();
        assert_eq!(documents, ["b", "a"]);
    }

    #[test]
    fn every_quotation_has_letters_of_its_own() {
        let all: std::collections::BTreeSet<String> = (0..200).map(letter_of).collect();
        assert_eq!(all.len(), 200);
    }
}
