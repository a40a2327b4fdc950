//! A report's Markdown as blocks, for pages that are laid out here.

use crate::report::page;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of a level from 1.
    Heading(u8, Vec<Run>),
    /// Lines of text; `true` for one of a list.
    Text(Vec<Run>, bool),
    /// Rows of cells, the head first.
    Table(Vec<Vec<Vec<Run>>>),
    /// A plate by its place.
    Plate(usize),
    /// A footnote: its label and its text.
    Note(String, Vec<Run>),
}

/// Text of one look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// It is bold.
    pub bold: bool,
    /// It is the mark of a footnote, small and raised.
    pub mark: bool,
}

/// The blocks of a text.
pub fn blocks(text: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, options) {
        reader.take(event);
    }
    reader.blocks
}

#[derive(Debug, Default)]
struct Reader {
    blocks: Vec<Block>,
    runs: Vec<Run>,
    bold: usize,
    item: bool,
    note: Option<String>,
    noted: Vec<Run>,
    rows: Vec<Vec<Vec<Run>>>,
    plate: bool,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            _ if self.plate => {}
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.say(&text, false);
            }
            Event::FootnoteReference(label) => self.say(&label, true),
            Event::SoftBreak | Event::HardBreak => self.say(" ", false),
            _ => {}
        }
    }

    fn say(&mut self, text: &str, mark: bool) {
        self.runs.push(Run {
            text: text.to_string(),
            bold: self.bold > 0,
            mark,
        });
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strong | Tag::TableHead | Tag::Heading { .. } => {
                self.bold += 1;
                if matches!(tag, Tag::TableHead) {
                    self.rows.push(Vec::new());
                }
            }
            Tag::Item => {
                self.close();
                self.item = true;
            }
            Tag::TableRow => self.rows.push(Vec::new()),
            Tag::Image { dest_url, .. } => {
                self.plate = true;
                self.blocks.extend(page::place(dest_url).map(Block::Plate));
            }
            Tag::FootnoteDefinition(label) => {
                self.note = Some(label.to_string());
                self.noted.clear();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold -= 1,
            TagEnd::Heading(level) => {
                self.bold -= 1;
                let runs = std::mem::take(&mut self.runs);
                self.blocks.push(Block::Heading(level as u8, runs));
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.runs);
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::TableHead => self.bold -= 1,
            TagEnd::Table => self
                .blocks
                .push(Block::Table(std::mem::take(&mut self.rows))),
            TagEnd::Image => self.plate = false,
            TagEnd::Paragraph => self.close(),
            TagEnd::Item => {
                self.close();
                self.item = false;
            }
            TagEnd::FootnoteDefinition => {
                if let Some(label) = self.note.take() {
                    let runs = std::mem::take(&mut self.noted);
                    self.blocks.push(Block::Note(label, runs));
                }
            }
            _ => {}
        }
    }

    /// Ends the text that is open.
    fn close(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        if runs.is_empty() {
            return;
        }
        match self.note {
            Some(_) => self.noted.extend(runs),
            None => self.blocks.push(Block::Text(runs, self.item)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_reports_have_is_a_block() {
        let text = "# A\n\nB **c**[^1]\n\n| x | y |\n|---|---|\n| 1 | 2[^1] |\n\n- d\n\n![e](plate:0)\n\n[^1]: f\n";
        let kinds: Vec<String> = blocks(text)
            .iter()
            .map(|b| {
                format!("{b:?}")
                    .chars()
                    .take_while(char::is_ascii_alphabetic)
                    .collect()
            })
            .collect();
        assert_eq!(kinds, ["Heading", "Text", "Table", "Text", "Plate", "Note"]);
    }
}
