//! The legend of a chart: its series, and what hollow, dashed and dotted marks mean.

use crate::chart::page::Page;
use crate::chart::row::Said;
use crate::chart::series::Series;
use crate::chart::sign::{self, REACH};
use crate::model::Modality;
use crate::picture::ink::n;
use crate::picture::legend::{dash, meaning};
use crate::picture::measure::{clip, width};
use crate::picture::page::MARGIN;
use crate::picture::shape::SMALL;
use crate::picture::style::Sign;

/// Height of a row, in pixels.
const ROW: f64 = 19.0;

/// The dashes of what goes on unchanged as far as is known.
pub const DOTS: &str = " stroke-dasharray=\"1 3\"";

/// A key and what it stands for.
pub enum Entry<'s> {
    /// A series by its sign.
    Series(&'s Series),
    /// A series by its colour alone.
    Colour(&'s Series),
    /// What is said with this certainty.
    Said(Modality),
    /// A line that goes on unchanged.
    Onward,
    /// A span of time in which a day lies.
    Span,
}

/// The certainties other than the usual one that occur.
pub fn certainties<'s>(said: impl Iterator<Item = &'s Said>) -> Vec<Entry<'s>> {
    let occur: std::collections::BTreeSet<Modality> = said.map(|s| s.modality).collect();
    let others = occur.into_iter().filter(|m| *m != Modality::Asserted);
    others.map(Entry::Said).collect()
}

/// Draws the legend at the place of the page; the page grows by it.
pub fn draw(page: &mut Page<'_>, entries: &[Entry<'_>]) {
    let colour = page.chart.style.muted.as_str();
    let ground = page.chart.style.background.as_str();
    let limit = page.right();
    let (mut x, mut y) = (MARGIN, page.y + ROW / 2.0);
    for entry in entries {
        let (name, room) = match entry {
            Entry::Series(series) | Entry::Colour(series) => (series.name.as_str(), 12.0),
            Entry::Said(modality) => (meaning(*modality), 28.0),
            Entry::Onward => ("no later value known", 28.0),
            Entry::Span => ("in this month or year", 28.0),
        };
        let name = clip(name, SMALL, false, limit - MARGIN - room - 6.0, 1).concat();
        let length = room + 6.0 + width(&name, SMALL, false);
        if x > MARGIN && x + length > limit {
            x = MARGIN;
            y += ROW;
        }
        let middle = (x + room / 2.0, y - 4.0);
        let line =
            |dash: &str| format!("stroke=\"{colour}\" stroke-width=\"1.6\" fill=\"none\"{dash}");
        let level = format!("M{} {}h{}", n(x), n(middle.1), n(room));
        match entry {
            Entry::Series(series) => {
                let paint = sign::paint(&series.colour, ground, false);
                page.ink
                    .path(&sign::outline(series.sign, middle, REACH), &paint);
            }
            Entry::Colour(series) => {
                let paint = sign::paint(&series.colour, ground, false);
                page.ink
                    .path(&sign::outline(Sign::Square, middle, 6.0), &paint);
            }
            Entry::Said(modality) => {
                page.ink.path(&level, &line(dash(*modality)));
                let paint = sign::paint(colour, ground, true);
                page.ink
                    .path(&sign::outline(Sign::Circle, middle, REACH), &paint);
            }
            Entry::Onward => page.ink.path(&level, &line(DOTS)),
            Entry::Span => {
                let paint = "stroke-width=\"6\" stroke-linecap=\"round\" opacity=\"0.5\"";
                let inner = format!("M{} {}h{}", n(x + 3.0), n(middle.1), n(room - 6.0));
                page.ink
                    .path(&inner, &format!("stroke=\"{colour}\" {paint}"));
            }
        }
        page.ink.words("m", (x + room + 6.0, y), &name, "");
        x += length + 18.0;
    }
    if !entries.is_empty() {
        page.y = y + ROW / 2.0 + 4.0;
    }
}
