//! A report as pages of A4, each drawn as SVG.

use crate::picture::ink::n;
use crate::picture::measure::width;
use crate::picture::xml::escape;
use crate::report::block::{Block, Run, blocks};
use crate::report::line::{Word, broken, words};
use crate::report::page::own;
use std::fmt::Write as _;

/// Width and height of a page, in points.
const PAGE: (f64, f64) = (595.0, 842.0);
/// Space around what a page says, in points.
const MARGIN: f64 = 52.0;
/// Height of a line by the size of its letters.
const LEADING: f64 = 1.45;
/// Sizes of letters: of text, of tables and notes, of headings by their level.
const TEXT: f64 = 9.5;
const SMALL: f64 = 8.0;
const HEADINGS: [f64; 3] = [19.0, 13.0, 10.5];
/// Most of a page's height that a picture takes.
const PLATE: f64 = 0.82;

/// The pages of a report.
pub fn pages(text: &str, plates: &[String]) -> Vec<String> {
    let mut press = Press::default();
    let mut blocks = blocks(text).into_iter().peekable();
    while let Some(block) = blocks.next() {
        match block {
            Block::Heading(level, runs) => {
                // A heading stands with what it heads: a picture, or some lines.
                let plate = match blocks.peek() {
                    Some(Block::Plate(place)) => plates.get(*place).and_then(|svg| fitted(svg)),
                    _ => None,
                };
                let below = plate.map_or(4.0 * TEXT * LEADING, |fitted| fitted.size.1 + TEXT);
                press.heading(level, &runs, below);
            }
            Block::Text(runs, item) => press.text(&runs, item),
            Block::Table(rows) => press.table(&rows),
            Block::Plate(place) => {
                if let Some(svg) = plates.get(place) {
                    press.plate(svg, place);
                }
            }
            Block::Note(label, runs) => press.note(&label, &runs),
        }
    }
    press.finish()
}

#[derive(Debug)]
struct Press {
    done: Vec<String>,
    page: String,
    y: f64,
    noted: bool,
}

impl Default for Press {
    fn default() -> Self {
        Self {
            done: Vec::new(),
            page: String::new(),
            y: MARGIN,
            noted: false,
        }
    }
}

impl Press {
    /// Begins a new page unless there is so much room.
    fn room(&mut self, height: f64) {
        if self.y + height > PAGE.1 - MARGIN && self.y > MARGIN {
            self.done.push(std::mem::take(&mut self.page));
            self.y = MARGIN;
        }
    }

    fn heading(&mut self, level: u8, runs: &[Run], below: f64) {
        let size = HEADINGS[usize::from(level.clamp(1, 3)) - 1];
        self.y += if self.y > MARGIN { size * 0.9 } else { 0.0 };
        self.room(size * LEADING + size * 0.35 + below);
        self.lines(&words(runs, size), MARGIN, PAGE.0 - 2.0 * MARGIN, size);
        self.y += size * 0.35;
    }

    fn text(&mut self, runs: &[Run], item: bool) {
        let left = if item { MARGIN + 12.0 } else { MARGIN };
        self.room(TEXT * LEADING);
        if item {
            self.line(MARGIN + 3.0, self.y + TEXT, TEXT, "•");
        }
        self.lines(&words(runs, TEXT), left, PAGE.0 - MARGIN - left, TEXT);
        self.y += if item { 2.0 } else { TEXT * 0.6 };
    }

    fn note(&mut self, label: &str, runs: &[Run]) {
        if !self.noted {
            self.noted = true;
            self.y += TEXT;
            self.room(4.0 * SMALL * LEADING);
            self.rule(MARGIN, PAGE.0 - MARGIN);
            self.y += 8.0;
        }
        self.room(SMALL * LEADING);
        self.line(MARGIN, self.y + SMALL, SMALL, label);
        let left = MARGIN + 22.0;
        self.lines(&words(runs, SMALL), left, PAGE.0 - MARGIN - left, SMALL);
        self.y += 3.0;
    }

    fn table(&mut self, rows: &[Vec<Vec<Run>>]) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        let widths = columns_of(rows, columns);
        for row in rows.iter().filter(|r| r.iter().any(|c| !c.is_empty())) {
            let cells: Vec<Vec<Vec<Word>>> = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| broken(&words(cell, SMALL), width - 8.0))
                .collect();
            let lines = cells.iter().map(Vec::len).max().unwrap_or(0);
            let height = SMALL * LEADING * crate::picture::shape::count(lines);
            self.room(height + 6.0);
            let top = self.y;
            let mut left = MARGIN;
            for (cell, width) in cells.iter().zip(&widths) {
                self.y = top;
                for line in cell {
                    self.y += SMALL * LEADING;
                    self.set(line, left, self.y - SMALL * 0.42, SMALL);
                }
                left += width;
            }
            self.y = top + height + 3.0;
            self.rule(MARGIN, PAGE.0 - MARGIN);
            self.y += 3.0;
        }
        self.y += TEXT * 0.6;
    }

    fn plate(&mut self, svg: &str, place: usize) {
        let Some(Fitted {
            own: (across, down),
            size: (width, height),
        }) = fitted(svg)
        else {
            return;
        };
        self.room(height + TEXT);
        let left = (PAGE.0 - width) / 2.0;
        let size = format!(" width=\"{}\" height=\"{}\"", n(across), n(down));
        let placed = format!(
            " x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            n(left),
            n(self.y),
            n(width),
            n(height)
        );
        self.page
            .push_str(&own(svg, place).replacen(&size, &placed, 1));
        self.y += height + TEXT;
    }

    /// Writes words in lines from `left`, no wider than `across`; pages turn where they have to.
    fn lines(&mut self, words: &[Word], left: f64, across: f64, size: f64) {
        for line in broken(words, across) {
            self.room(size * LEADING);
            self.y += size * LEADING;
            self.set(&line, left, self.y - size * 0.42, size);
        }
    }

    /// Writes the words of one line.
    fn set(&mut self, line: &[Word], left: f64, base: f64, size: f64) {
        let mut x = left;
        for (i, word) in line.iter().enumerate() {
            if i > 0 {
                x += word.gap;
            }
            let (size, base) = if word.mark {
                (size * 0.7, base - size * 0.32)
            } else {
                (size, base)
            };
            let bold = if word.bold {
                " font-weight=\"bold\""
            } else {
                ""
            };
            let _ = writeln!(
                self.page,
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{bold}>{}</text>",
                n(x),
                n(base),
                n(size),
                escape(&word.text)
            );
            x += word.width;
        }
    }

    fn line(&mut self, x: f64, base: f64, size: f64, text: &str) {
        let _ = writeln!(
            self.page,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\">{}</text>",
            n(x),
            n(base),
            n(size),
            escape(text)
        );
    }

    fn rule(&mut self, from: f64, to: f64) {
        let _ = writeln!(
            self.page,
            "<path d=\"M{} {}H{}\" stroke=\"#b5babe\" stroke-width=\".5\"/>",
            n(from),
            n(self.y),
            n(to)
        );
    }

    fn finish(mut self) -> Vec<String> {
        self.done.push(self.page);
        let number = self.done.len();
        let page = |(i, body): (usize, String)| {
            let foot = format!("{} / {number}", i + 1);
            let right = PAGE.0 - MARGIN - width(&foot, 7.0, false);
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
                 font-family=\"DejaVu Sans\" fill=\"#1a1a1a\">\n{body}\
                 <text x=\"{}\" y=\"{}\" font-size=\"7\">{foot}</text></svg>\n",
                n(right),
                n(PAGE.1 - MARGIN / 2.0),
                w = PAGE.0,
                h = PAGE.1,
            )
        };
        self.done.into_iter().enumerate().map(page).collect()
    }
}

/// The size of a picture by itself, and on a page.
struct Fitted {
    own: (f64, f64),
    size: (f64, f64),
}

/// How large a picture is on a page; `None` for one that does not say its size.
fn fitted(svg: &str) -> Option<Fitted> {
    let side = |name: &str| {
        let (_, rest) = svg.split_once(&format!(" {name}=\""))?;
        rest.split('"').next()?.parse::<f64>().ok()
    };
    let (across, down) = (side("width")?, side("height")?);
    let scale = ((PAGE.0 - 2.0 * MARGIN) / across)
        .min((PAGE.1 - 2.0 * MARGIN) * PLATE / down)
        .min(1.0);
    Some(Fitted {
        own: (across, down),
        size: (across * scale, down * scale),
    })
}

/// The widths of columns: as wide as their longest cells, or their share of the page where that is too wide.
fn columns_of(rows: &[Vec<Vec<Run>>], columns: usize) -> Vec<f64> {
    let across = PAGE.0 - 2.0 * MARGIN;
    let natural: Vec<f64> = (0..columns)
        .map(|c| {
            let cells = rows.iter().filter_map(|row| row.get(c));
            let wide =
                |cell: &Vec<Run>| -> f64 { words(cell, SMALL).iter().map(|w| w.width + 4.0).sum() };
            cells.map(wide).fold(24.0, f64::max) + 12.0
        })
        .collect();
    let whole: f64 = natural.iter().sum();
    if whole <= across {
        return natural;
    }
    // Narrow columns keep their width, the others share what is left.
    let fair = across / crate::picture::shape::count(columns);
    let kept: f64 = natural.iter().filter(|w| **w <= fair).sum();
    let wide: f64 = natural.iter().filter(|w| **w > fair).sum();
    let share = |w: f64| {
        if w <= fair {
            w
        } else {
            w / wide * (across - kept)
        }
    };
    natural.into_iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_stands_outside_of_its_page(
            text in prop::collection::vec("[a-z]{1,90}|[A-Z ]{1,9}|\\| a \\| b \\|", 1..80),
        ) {
            for page in pages(&text.join("\n\n"), &[]) {
                let document = roxmltree::Document::parse(&page).unwrap();
                for text in document.descendants().filter(|n| n.has_tag_name("text")) {
                    let number = |name: &str| text.attribute(name).unwrap().parse::<f64>().unwrap();
                    let size = number("font-size");
                    let right = number("x") + width(text.text().unwrap_or(""), size, false);
                    prop_assert!(right < PAGE.0 - MARGIN + 40.0 && number("y") < PAGE.1, "{page}");
                }
            }
        }
    }

    #[test]
    fn a_heading_stands_on_the_page_of_its_picture() {
        let svg = "<svg width=\"500\" height=\"500\"></svg>".to_string();
        let plates = [svg];
        let text = format!("{}## Head\n\n![x](plate:0)\n", "line\n\n".repeat(20));
        let pages = pages(&text, &plates);
        assert_eq!(pages.len(), 2);
        assert!(
            pages[1].contains(">Head<") && pages[1].contains("height=\"491\""),
            "{}",
            pages[1]
        );
    }

    #[test]
    fn a_long_text_has_several_numbered_pages() {
        let text = "word ".repeat(4_000);
        let pages = pages(&text, &[]);
        assert!(pages.len() > 3 && pages[1].contains(&format!("2 / {}", pages.len())));
    }
}
