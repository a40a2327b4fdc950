//! Tables of a page to rows of cells.

use crate::document::html::extent::Extent;
use crate::document::html::inline;
use dom_query::NodeRef;

/// Cells beyond which a table is cut off: keeps the cost of spans within bounds.
const CELLS: usize = 60_000;
/// Columns beyond which a row is cut off.
const COLUMNS: usize = 200;
/// Characters of the longest cell of a table of data, twice as long as any seen.
const CELL: usize = 1500;

/// A table of data: its caption, and its rows, the head first, all of the same width.
#[derive(Debug, Default)]
pub struct Table {
    /// Caption.
    pub caption: String,
    /// Rows of cells.
    pub rows: Vec<Vec<String>>,
}

/// Whether an element is a table, by name or by role.
pub fn is_table(node: &NodeRef<'_>, name: &str) -> bool {
    name == "table" || matches!(&*node.attr_or("role", ""), "table" | "grid" | "treegrid")
}

/// Takes a table apart; nothing if it only arranges a page: nested ones, one column, cells of long prose.
///
/// A cell over several rows stands in each of them; one over several columns stands in the first, in a head in
/// each. Several rows of heads become one, each column's lowest head first.
pub fn read(table: &NodeRef<'_>, extent: &Extent) -> Option<Table> {
    let arranges = matches!(&*table.attr_or("role", ""), "presentation" | "none");
    if arranges || table.descendants_it().any(|n| n.has_name("table")) {
        return None;
    }
    let mut reader = Reader {
        extent,
        table: Table::default(),
        heads: 0,
        carried: Vec::new(),
        cells: 0,
        prose: false,
    };
    reader.part(table, false);
    let Reader {
        table,
        heads,
        prose,
        ..
    } = reader;
    let table = finish(table, heads);
    let columns = table
        .rows
        .iter()
        .map(|r| r.iter().filter(|c| !c.is_empty()).count())
        .max();
    (!prose && columns.unwrap_or(0) > 1).then_some(table)
}

struct Reader<'a> {
    extent: &'a Extent,
    table: Table,
    /// Rows at the top that hold heads only.
    heads: usize,
    /// What cells of rows above go on with: rows left, and text, by column.
    carried: Vec<(usize, String)>,
    cells: usize,
    prose: bool,
}

impl Reader<'_> {
    fn part(&mut self, node: &NodeRef<'_>, head: bool) {
        for child in node.children_it(false) {
            let tag = inline::name(&child);
            let tag = &*tag;
            if tag.is_empty() || self.extent.skips(&child) {
                continue;
            }
            let role = child.attr_or("role", "");
            if tag == "tr" || &*role == "row" {
                self.row(&child, head);
            } else if tag == "caption" {
                inline::gather(&mut self.table.caption, &child, self.extent);
            } else {
                self.part(&child, head || tag == "thead");
            }
        }
    }

    fn row(&mut self, node: &NodeRef<'_>, head: bool) {
        let mut row: Vec<String> = Vec::new();
        let mut only_heads = true;
        for cell in node.element_children() {
            let tag = inline::name(&cell);
            let tag = &*tag;
            if self.extent.skips(&cell) || self.cells > CELLS {
                continue;
            }
            self.carry(&mut row);
            only_heads &= tag == "th" || &*cell.attr_or("role", "") == "columnheader";
            let mut text = String::new();
            inline::gather(&mut text, &cell, self.extent);
            let text = text.trim().to_string();
            self.prose |= text.len() > CELL;
            let rows = span(&cell, "rowspan", 1000).max(1);
            for column in 0..span(&cell, "colspan", COLUMNS).max(1) {
                let shown = if column == 0 || head || only_heads {
                    text.clone()
                } else {
                    String::new()
                };
                if rows > 1 {
                    self.carried
                        .resize(self.carried.len().max(row.len() + 1), (0, String::new()));
                    self.carried[row.len()] = (rows - 1, shown.clone());
                }
                if row.len() < COLUMNS {
                    row.push(shown);
                    self.cells += 1;
                }
            }
        }
        self.carry(&mut row);
        if row.iter().all(String::is_empty) {
            return;
        }
        if (head || only_heads) && self.heads == self.table.rows.len() {
            self.heads += 1;
        }
        self.table.rows.push(row);
    }

    /// Puts the cells of rows above that stand at the next places.
    fn carry(&mut self, row: &mut Vec<String>) {
        while let Some((rows, text)) = self
            .carried
            .get_mut(row.len())
            .filter(|(rows, _)| *rows > 0)
        {
            *rows -= 1;
            row.push(text.clone());
            self.cells += 1;
        }
    }
}

fn span(cell: &NodeRef<'_>, attribute: &str, limit: usize) -> usize {
    cell.attr(attribute)
        .and_then(|v| v.trim().parse::<usize>().ok())
        .unwrap_or(1)
        .min(limit)
}

/// Makes one head of several, and all rows as wide as the widest.
fn finish(mut table: Table, heads: usize) -> Table {
    let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    if width * table.rows.len() > 4 * CELLS {
        table.rows.truncate(4 * CELLS / width.max(1));
    }
    for row in &mut table.rows {
        row.resize(width, String::new());
    }
    let heads = heads.min(table.rows.len());
    // A head over the whole table is its caption.
    if heads < 2 || heads == table.rows.len() {
        return table;
    }
    let body = table.rows.split_off(heads);
    let mut joined = vec![String::new(); width];
    // "Input" below "Price" is the input price.
    for row in table.rows.into_iter().rev() {
        let alike = width > 1 && row.iter().all(|c| c == &row[0]);
        if alike {
            inline::space(&mut table.caption);
            table.caption.push_str(&row[0]);
            continue;
        }
        for (all, cell) in joined.iter_mut().zip(row) {
            if !all.ends_with(cell.as_str()) {
                inline::space(all);
                all.push_str(&cell);
            }
        }
    }
    table.rows = std::iter::once(joined).chain(body).collect();
    table
}
