//! Parts of a document.

use std::ops::Range;

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading; 1 is the highest.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An item of a list, with its depth from 0.
    Item(u8),
    /// A quotation set off from the text.
    Quotation,
    /// A table: rows of cells, each a range of the plain text; the first row is its head.
    Table(Vec<Vec<Range<usize>>>),
    /// Program text: never read for facts.
    Code,
}

/// A part of the plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the plain text, in bytes.
    pub range: Range<usize>,
}

/// The first heading, else the first line of the first block: what a text without a title is called.
pub fn title(blocks: &[Block], plain: &str) -> String {
    let heading = blocks
        .iter()
        .find(|b| matches!(b.kind, BlockKind::Heading(_)));
    let Some(block) = heading.or_else(|| blocks.first()) else {
        return String::new();
    };
    let line = plain[block.range.clone()]
        .lines()
        .next()
        .unwrap_or_default()
        .trim();
    match line.char_indices().nth(160) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None => line.to_string(),
    }
}
