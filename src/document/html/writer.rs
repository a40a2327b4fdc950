//! The article of a page as Markdown.

use crate::document::html::extent::{Extent, level};
use crate::document::html::inline;
use crate::document::html::table::{self, Table};
use dom_query::NodeRef;

/// Lists and quotations inside of one another beyond which no further ones are marked.
const NESTING: usize = 6;

/// Writes what is read below a node, under its title.
pub fn write(root: &NodeRef<'_>, title: Option<&str>, extent: &Extent) -> String {
    let mut writer = Writer {
        extent,
        title: title.unwrap_or_default(),
        ..Writer::new(extent)
    };
    if let Some(title) = title {
        writer.out.push_str("# ");
        inline::escape_inline(title, false, &mut writer.out);
        writer.out.push('\n');
    }
    writer.children(root);
    writer.flush();
    writer.out
}

/// What a block stands in.
enum Nest {
    /// A quotation, and whether it is begun.
    Quotation(bool),
    /// An item, with its mark, and whether that is written.
    Item(String, bool),
}

struct Writer<'a> {
    extent: &'a Extent,
    title: &'a str,
    out: String,
    /// The block being gathered.
    line: String,
    heading: Option<u8>,
    /// What the next paragraph is said of: the term of a definition.
    lead: Option<String>,
    nest: Vec<Nest>,
    /// The next number of each numbered list that is open; 0 for others.
    lists: Vec<usize>,
}

impl<'a> Writer<'a> {
    fn new(extent: &'a Extent) -> Self {
        Self {
            extent,
            title: "",
            out: String::new(),
            line: String::new(),
            heading: None,
            lead: None,
            nest: Vec::new(),
            lists: Vec::new(),
        }
    }

    fn children(&mut self, node: &NodeRef<'_>) {
        for child in node.children_it(false) {
            if child.is_text() {
                inline::text(&mut self.line, &child, self.extent);
            } else if child.is_element() && !self.extent.skips(&child) {
                self.element(&child);
            }
        }
    }

    fn element(&mut self, node: &NodeRef<'_>) {
        let tag = inline::name(node);
        let tag = &*tag;
        if table::is_table(node, tag)
            && let Some(table) = table::read(node, self.extent)
        {
            self.flush();
            self.table(&table);
            return;
        }
        match tag {
            "br" => self.line_break(node),
            "sup" => inline::superscript(&mut self.line, node, self.extent),
            "a" if self.heading.is_some() && is_anchor(node) => {}
            "ul" | "ol" | "menu" => self.list(node, tag == "ol"),
            "li" => self.item(node),
            "dt" => {
                self.flush();
                let mut term = String::new();
                inline::gather(&mut term, node, self.extent);
                let term = term.trim().trim_end_matches(':').to_string();
                self.lead = Some(term).filter(|t| !t.is_empty());
            }
            "dd" => {
                let lead = self.lead.clone();
                self.item(node);
                self.lead = lead;
            }
            "dl" => {
                self.block(node);
                self.lead = None;
            }
            "pre" => self.code(node),
            "blockquote" => self.nested(node, Nest::Quotation(false)),
            _ if level(tag).is_some() => {
                self.flush();
                self.heading = level(tag);
                self.children(node);
                self.flush();
                self.heading = None;
            }
            _ if inline::runs_on(tag) => {
                inline::between(&mut self.line, node);
                self.children(node);
            }
            // A custom element may be either.
            _ if tag.contains('-') => {
                inline::space(&mut self.line);
                self.children(node);
                inline::space(&mut self.line);
            }
            _ => self.block(node),
        }
    }

    fn block(&mut self, node: &NodeRef<'_>) {
        self.flush();
        self.children(node);
        self.flush();
    }

    /// Two line breaks in a row end a paragraph, one is a space.
    fn line_break(&mut self, node: &NodeRef<'_>) {
        let mut next = node.next_sibling();
        while let Some(n) = next.filter(|n| n.is_text() && n.text().trim().is_empty()) {
            next = n.next_sibling();
        }
        if next.is_some_and(|n| n.has_name("br")) {
            self.flush();
        } else {
            inline::space(&mut self.line);
        }
    }

    fn list(&mut self, node: &NodeRef<'_>, numbered: bool) {
        self.flush();
        self.lists.push(usize::from(numbered));
        self.children(node);
        self.flush();
        self.lists.pop();
    }

    fn item(&mut self, node: &NodeRef<'_>) {
        let mark = match self.lists.last_mut() {
            Some(number) if *number > 0 && !node.has_name("dd") => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_string(),
        };
        self.nested(node, Nest::Item(mark, false));
    }

    fn nested(&mut self, node: &NodeRef<'_>, nest: Nest) {
        self.flush();
        if self.nest.len() >= NESTING {
            self.children(node);
            self.flush();
            return;
        }
        self.nest.push(nest);
        self.children(node);
        self.flush();
        self.nest.pop();
    }

    /// Program text: kept for people, between fences, and not read.
    fn code(&mut self, node: &NodeRef<'_>) {
        self.flush();
        if !node
            .descendants_it()
            .any(|n| n.is_text() && self.extent.reads(&n))
        {
            return;
        }
        let code = node.text();
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let mut text = fence.clone();
        for line in code.trim_matches('\n').lines() {
            text.push('\n');
            text.extend(
                line.trim_end()
                    .chars()
                    .filter(|c| *c == '\t' || !c.is_control()),
            );
        }
        text.push('\n');
        text.push_str(&fence);
        self.emit(&text);
    }

    fn table(&mut self, table: &Table) {
        let caption = table.caption.trim();
        if !caption.is_empty() {
            let mut text = String::new();
            inline::escape(caption, &mut text);
            self.emit(&text);
        }
        let mut text = String::new();
        for (n, row) in table.rows.iter().enumerate() {
            if n > 0 {
                text.push('\n');
            }
            text.push('|');
            for cell in row {
                text.push(' ');
                inline::escape_inline(cell, true, &mut text);
                text.push_str(" |");
            }
            if n == 0 {
                text.push_str("\n|");
                text.push_str(&" --- |".repeat(row.len()));
            }
        }
        self.emit(&text);
    }

    /// Writes the block gathered.
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if line.chars().all(|c| {
            c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}')
        }) {
            return;
        }
        let mut text = String::new();
        match self.heading {
            Some(level) => {
                if level < 3 && same(line, self.title) {
                    return;
                }
                text.push_str(&"#".repeat(level.into()));
                text.push(' ');
                inline::escape_inline(line, false, &mut text);
            }
            None => match self.lead.take() {
                Some(lead) => inline::escape(&format!("{lead}: {line}"), &mut text),
                None => inline::escape(line, &mut text),
            },
        }
        self.emit(&text);
    }

    /// Appends a block, each line behind the marks of what it stands in.
    fn emit(&mut self, block: &str) {
        let begins_item = self.nest.iter().any(|n| matches!(n, Nest::Item(_, false)));
        let tight = begins_item && self.out.lines().next_back().is_some_and(is_item);
        if !self.out.is_empty() && !tight {
            let margin = self.margin(true);
            self.out.push_str(margin.trim_end());
            self.out.push('\n');
        }
        for line in block.lines() {
            let margin = self.margin(false);
            self.out.push_str(&margin);
            self.out.push_str(line);
            self.out.truncate(self.out.trim_end_matches(' ').len());
            self.out.push('\n');
        }
    }

    /// What stands before a line; for a line between blocks without the marks of items that only begin.
    fn margin(&mut self, between: bool) -> String {
        let mut margin = String::new();
        for nest in &mut self.nest {
            match nest {
                Nest::Quotation(false) | Nest::Item(_, false) if between => break,
                Nest::Quotation(begun) => {
                    *begun = true;
                    margin.push_str("> ");
                }
                Nest::Item(mark, written) => {
                    if *written {
                        margin.push_str(&" ".repeat(mark.len()));
                    } else {
                        margin.push_str(mark);
                        *written = true;
                    }
                }
            }
        }
        margin
    }
}

/// Whether a line that was written is one of an item.
fn is_item(line: &str) -> bool {
    let bare = line.trim_start_matches([' ', '>']);
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    bare.starts_with("- ") || (rest.len() < bare.len() && rest.starts_with(". "))
}

/// The sign beside a heading that links to it.
fn is_anchor(node: &NodeRef<'_>) -> bool {
    let text = node.text();
    let text = text.trim();
    node.attr_or("href", "").starts_with('#')
        && (!text.chars().any(char::is_alphanumeric)
            || text.eq_ignore_ascii_case("link")
            || text.eq_ignore_ascii_case("permalink"))
}

/// Whether two titles are the same but for signs and spaces.
fn same(a: &str, b: &str) -> bool {
    let letters = |t: &str| -> String {
        t.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    letters(a) == letters(b)
}
