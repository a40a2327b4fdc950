//! Markdown to blocks, through `pulldown-cmark`.

use crate::document::block::{Block, BlockKind};
use crate::document::{Plain, prose, seam, template};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Longest line, in bytes, of a text that its author broke to fit a page. Where lines are longer, each is a paragraph.
const WRAPPED: usize = 200;

/// Whether a text without a tell-tale file name is Markdown: a heading, a link or strong emphasis
/// in its first lines.
pub fn looks_like(text: &str) -> bool {
    text.lines().take(60).any(|line| {
        let heading = line.trim_start_matches('#');
        (heading.len() < line.len() && heading.starts_with(' '))
            || line.contains("](")
            || line.matches("**").count() >= 2
    })
}

/// Takes the text from byte `body` on apart.
///
/// Marks of site generators are not read.
pub fn read(text: &str, body: usize) -> (Plain, Vec<Block>) {
    read_with(text, &[], body)
}

/// The same, with lines from in front of the body as paragraphs of their own.
pub fn read_with(text: &str, lines: &[Range<usize>], body: usize) -> (Plain, Vec<Block>) {
    let masked = template::mask(text);
    let text = &*masked;
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut builder = Builder::new(text);
    builder.broken = text[body..].lines().any(|line| line.len() > WRAPPED);
    for line in lines {
        builder.begin(BlockKind::Paragraph, line.start);
        prose::push_inline(&mut builder.plain, text, line.clone());
        builder.close(line.end);
    }
    for part in seam::parts(text, body) {
        let start = part.range.start;
        if part.bare {
            builder.table(part.range);
            continue;
        }
        for (event, range) in Parser::new_ext(&text[part.range], options).into_offset_iter() {
            builder.event(&event, range.start + start..range.end + start);
        }
    }
    builder.finish()
}

/// Turns the parser's events into blocks.
struct Builder<'a> {
    source: &'a str,
    plain: Plain,
    blocks: Vec<Block>,
    open: Option<(BlockKind, usize)>,
    lists: u8,
    item: bool,
    quoted: u8,
    rows: Vec<Vec<Range<usize>>>,
    cell: usize,
    silent: u32,
    /// Whether the end of a line ends what it says.
    broken: bool,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            plain: Plain::default(),
            blocks: Vec::new(),
            open: None,
            lists: 0,
            item: false,
            quoted: 0,
            rows: Vec::new(),
            cell: 0,
            silent: 0,
            broken: false,
        }
    }

    /// A table that the parser does not know for one.
    fn table(&mut self, at: Range<usize>) {
        self.close(at.start);
        let lines = prose::lines(&self.source[..at.end], at.start);
        let table = prose::table(self.source, &lines, &mut self.plain);
        self.blocks.push(table);
    }

    fn event(&mut self, event: &Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, at.start),
            Event::End(tag) => self.end(*tag, at.end),
            Event::Text(t) | Event::Code(t) if self.silent == 0 => self.text(t, at),
            Event::SoftBreak if self.broken || prose::printed_bullet(&self.source[at.end..]) => {
                self.reopen(at.start);
            }
            Event::SoftBreak | Event::HardBreak => self.plain.push_as(" ", at.start),
            Event::Html(_) if self.silent == 0 => {
                if self.open.is_none() {
                    self.begin(BlockKind::Paragraph, at.start);
                }
                prose::push_inline(&mut self.plain, self.source, at);
            }
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.plain.push_as(" ", at.start),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, at: Range<usize>) {
        if self.open.is_none() {
            let kind = if self.item {
                self.item_kind()
            } else {
                BlockKind::Paragraph
            };
            self.begin(kind, at.start);
        }
        // The parser gives an empty or reversed place for what it makes up.
        match self.source.get(at.clone()).and_then(|s| s.find(text)) {
            Some(inner) => self.plain.push(text, at.start + inner),
            None => self.plain.push_as(text, at.start),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, at: usize) {
        match tag {
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(*level as u8), at),
            Tag::Paragraph => {
                let kind = match (self.item, self.quoted) {
                    (true, _) => self.item_kind(),
                    (false, 0) => BlockKind::Paragraph,
                    _ => BlockKind::Quotation,
                };
                self.begin(kind, at);
            }
            Tag::HtmlBlock => self.begin(BlockKind::Paragraph, at),
            Tag::CodeBlock(_) => self.begin(BlockKind::Code, at),
            Tag::BlockQuote(_) => self.quoted = self.quoted.saturating_add(1),
            Tag::List(_) => {
                self.close(at);
                self.lists = self.lists.saturating_add(1);
            }
            Tag::Item => {
                self.close(at);
                self.item = true;
            }
            Tag::Table(_) => {
                self.rows.clear();
                self.begin(BlockKind::Table(Vec::new()), at);
            }
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::TableCell => self.cell = self.plain.len(),
            Tag::Image { .. } | Tag::FootnoteDefinition(_) => self.silent += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: usize) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.close(at);
            }
            TagEnd::BlockQuote(_) => self.quoted = self.quoted.saturating_sub(1),
            TagEnd::List(_) => {
                self.close(at);
                self.lists = self.lists.saturating_sub(1);
                self.item = self.lists > 0;
            }
            TagEnd::Item => {
                self.close(at);
                self.item = false;
            }
            TagEnd::TableCell => {
                let cell = self.cell..self.plain.len();
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
                self.plain.push_as(" | ", at.saturating_sub(1));
            }
            TagEnd::TableHead | TagEnd::TableRow => self.plain.push_as("\n", at.saturating_sub(1)),
            TagEnd::Table => {
                let rows = std::mem::take(&mut self.rows);
                if let Some((kind, _)) = &mut self.open {
                    *kind = BlockKind::Table(rows);
                }
                self.close(at);
            }
            TagEnd::Image | TagEnd::FootnoteDefinition => {
                self.silent = self.silent.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn item_kind(&self) -> BlockKind {
        BlockKind::Item(self.lists.saturating_sub(1))
    }

    fn begin(&mut self, kind: BlockKind, at: usize) {
        self.close(at);
        self.open = Some((kind, self.plain.len()));
    }

    /// Ends a block at the end of a line, and begins another of its kind.
    fn reopen(&mut self, at: usize) {
        match &self.open {
            Some((kind, _)) if self.silent == 0 => {
                let kind = kind.clone();
                self.begin(kind, at);
            }
            _ => self.plain.push_as(" ", at),
        }
    }

    fn close(&mut self, at: usize) {
        if let Some((mut kind, start)) = self.open.take() {
            let end = self.plain.len();
            let text = &self.plain.as_str()[start..end];
            if kind == BlockKind::Paragraph && prose::printed_bullet(text) {
                kind = BlockKind::Item(0);
            } else if self.broken && kind == BlockKind::Paragraph && prose::titles(text) {
                kind = BlockKind::Heading(3);
            }
            if !text.trim().is_empty() {
                self.blocks.push(Block {
                    kind,
                    range: start..end,
                });
            }
            self.plain.push_as("\n", at.saturating_sub(1));
        }
    }

    fn finish(mut self) -> (Plain, Vec<Block>) {
        self.close(self.source.len());
        (self.plain, self.blocks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(BlockKind, String)> {
        let (plain, blocks) = read(text, 0);
        blocks
            .into_iter()
            .map(|b| (b.kind, plain.as_str()[b.range].trim().to_string()))
            .collect()
    }

    #[test]
    fn blocks_of_markdown() {
        let blocks = kinds("# H\n\nOne **two**\nthree\n\n- a\n  - b\n\n> q\n\n```\ncode\n```\n");
        let expected = [
            (BlockKind::Heading(1), "H"),
            (BlockKind::Paragraph, "One two three"),
            (BlockKind::Item(0), "a"),
            (BlockKind::Item(1), "b"),
            (BlockKind::Quotation, "q"),
            (BlockKind::Code, "code"),
        ];
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(k, t)| (k, t.to_string()))
            .collect();
        assert_eq!(blocks, expected);
    }

    #[test]
    fn tables_keep_their_cells() {
        let (plain, blocks) = read("| Model | Size |\n|---|---|\n| **A** | 7B |\n", 0);
        let BlockKind::Table(rows) = &blocks[0].kind else {
            panic!("no table")
        };
        let cells: Vec<Vec<&str>> = rows
            .iter()
            .map(|r| r.iter().map(|c| &plain.as_str()[c.clone()]).collect())
            .collect();
        assert_eq!(cells, [["Model", "Size"], ["A", "7B"]]);
    }
}
