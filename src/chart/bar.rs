//! Bars by size, the largest first; parts of a bar lie one behind the other.

use crate::chart::Drawn;
use crate::chart::dimension::Dimension;
use crate::chart::legend::{self, Entry};
use crate::chart::page::{Page, Told, raised};
use crate::chart::row::{Misfits, Rows, Said};
use crate::chart::scale::{Scale, extent, linear::linear, place};
use crate::chart::series::Assignment;
use crate::model::Modality;
use crate::picture::ink::n;
use crate::picture::measure::{clip, widest, width};
use crate::picture::page::MARGIN;
use crate::picture::shape::{LEADING, MARK, SMALL, count};
use crate::query::Channel;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Bars drawn.
const MOST: usize = 30;
/// Parts with a colour of their own.
const PARTS: usize = 7;
/// Height of a bar and space to the next one, in pixels.
const BAR: (f64, f64) = (17.0, 9.0);

/// A part of a bar.
struct Part {
    series: String,
    value: Decimal,
    said: Said,
}

/// A bar with its sums above and below nought.
struct Bar {
    name: String,
    parts: Vec<Part>,
    above: Decimal,
    below: Decimal,
}

/// Draws bars.
pub fn draw(rows: &Rows<'_>) -> Drawn {
    let chart = rows.chart;
    let mut misfits = Misfits::default();
    let mut bars = read(rows, &mut misfits);
    let most = chart.most.unwrap_or(MOST).max(1);
    let left_out = bars.len().saturating_sub(most);
    bars.truncate(most);
    let parts = bars.iter().flat_map(|b| &b.parts);
    let sizes = parts.clone().map(|p| (p.series.clone(), p.value.abs()));
    let all = Assignment::of(sizes, &chart.style.chart, PARTS);
    let x = Dimension::of(rows, Channel::X);

    let mut page = Page::new(chart);
    let mut entries: Vec<Entry<'_>> = Vec::new();
    if all.series.len() > 1 {
        entries.extend(all.series.iter().map(Entry::Colour));
    }
    entries.extend(legend::certainties(parts.clone().map(|p| &p.said)));
    legend::draw(&mut page, &entries);
    page.heading(&x.heading());
    let names = bars
        .iter()
        .map(|b| clip(&b.name, SMALL, false, chart.width * 0.3, 2));
    let names: Vec<Vec<String>> = names.collect();
    let gutter = names
        .iter()
        .map(|lines| widest(lines, SMALL, false))
        .fold(0.0, f64::max);
    let sums: Vec<(String, String)> = bars.iter().map(|b| sum(rows, b, &x)).collect();
    let room = sums
        .iter()
        .map(|(text, mark)| width(text, SMALL, false) + width(mark, MARK, false));
    let room = room.fold(0.0, f64::max) + 8.0;
    let left = MARGIN + gutter + 10.0;
    let lowest = bars.iter().any(|b| b.below < Decimal::ZERO);
    let from = if lowest { left + room } else { left };
    let ends = bars.iter().flat_map(|b| [place(b.above), place(b.below)]);
    // The longest bar takes the whole width: its number stands at it, so no tick has to follow.
    let (low, high) = extent(ends.chain([0.0]));
    let mut across = linear((low, high), true, 5);
    across.domain = (low, if high > low { high } else { 1.0 });
    let across = across.over(from, page.right() - room);

    let top = page.y + 8.0;
    let mut y = top;
    for ((bar, lines), sum) in bars.iter().zip(&names).zip(&sums) {
        y += row(&mut page, bar, (lines, left), sum, y, (&all, &x, &across));
    }
    let zero = across.at(0.0);
    page.line("a", (zero, top - 4.0), (zero, y - BAR.1 + 4.0));
    page.y = y;
    let smaller = match left_out {
        0 => None,
        1 => Some("1 smaller bar is left out.".to_string()),
        n => Some(format!("{n} smaller bars are left out.")),
    };
    let notes = smaller.into_iter().chain(misfits.note()).collect();
    let values = parts.count();
    let summary = summary(&bars, &x);
    page.finish(&summary, notes, values)
}

/// Draws a bar with its name before and its sum behind it, and gives the height that it takes.
fn row(
    page: &mut Page<'_>,
    bar: &Bar,
    (lines, left): (&[String], f64),
    (text, mark): &(String, String),
    y: f64,
    (all, x, across): (&Assignment, &Dimension, &Scale),
) -> f64 {
    let height = BAR.0.max(count(lines.len()) * SMALL * LEADING);
    let middle = y + height / 2.0;
    for (i, line) in lines.iter().enumerate() {
        let shift = (count(i) - count(lines.len() - 1) / 2.0) * SMALL * LEADING;
        let at = (left - 10.0, middle + 4.0 + shift);
        page.ink.words("t e", at, line, "");
    }
    draw_bar(page, bar, all, x, across, middle);
    let lowest = across.at(place(bar.below)) - 6.0;
    let (end, class) = match bar.above.is_zero() && bar.below < Decimal::ZERO {
        true => (lowest, "m e"),
        false => (across.at(place(bar.above)) + 6.0, "m"),
    };
    page.ink.words(class, (end, middle + 4.0), text, mark);
    height + BAR.1
}

/// The bars of the rows, the largest first; rows that say the same become one part.
fn read(rows: &Rows<'_>, misfits: &mut Misfits) -> Vec<Bar> {
    let mut bars: BTreeMap<String, BTreeMap<(String, Decimal, Modality), Said>> = BTreeMap::new();
    for row in rows.all(misfits) {
        let Some(value) = rows.number(row, Channel::X) else {
            misfits.add(format!("without a number for {}", rows.called(Channel::X)));
            continue;
        };
        let Some(name) = rows.text(row, Channel::Y) else {
            misfits.add("without a name");
            continue;
        };
        let series = rows.group(row, Channel::Series);
        let said = rows.said(row);
        let part = bars.entry(name).or_default();
        match part.get_mut(&(series.clone(), value.normalize(), said.modality)) {
            Some(before) => before.join(said),
            None => {
                part.insert((series, value.normalize(), said.modality), said);
            }
        }
    }
    let sum = |parts: &[Part], above: bool| {
        let side = parts
            .iter()
            .map(|p| p.value)
            .filter(|v| v.is_sign_positive() == above);
        side.fold(Decimal::ZERO, Decimal::saturating_add)
    };
    let mut bars: Vec<Bar> = bars
        .into_iter()
        .map(|(name, parts)| {
            let part = |((series, value, _), said)| Part {
                series,
                value,
                said,
            };
            let parts: Vec<Part> = parts.into_iter().map(part).collect();
            let (above, below) = (sum(&parts, true), sum(&parts, false));
            Bar {
                name,
                parts,
                above,
                below,
            }
        })
        .collect();
    bars.sort_by_key(|b| std::cmp::Reverse(b.above.saturating_add(b.below)));
    bars
}

fn draw_bar(
    page: &mut Page<'_>,
    bar: &Bar,
    all: &Assignment,
    x: &Dimension,
    across: &Scale,
    middle: f64,
) {
    let ground = page.chart.style.background.clone();
    let mut ends = [Decimal::ZERO; 2];
    let mut parts: Vec<&Part> = bar.parts.iter().collect();
    parts.sort_by_key(|p| all.place(&p.series));
    for part in parts {
        let end = &mut ends[usize::from(part.value.is_sign_negative())];
        let from = across.at(place(*end));
        *end = end.saturating_add(part.value);
        let to = across.at(place(*end));
        let series = if part.series.is_empty() {
            String::new()
        } else {
            format!(", {}", part.series)
        };
        let words = format!(
            "{}{series}: {}{}",
            bar.name,
            x.exact(part.value),
            part.said.remark()
        );
        let told = Told {
            words: &words,
            said: Some(&part.said),
        };
        let colour = &all.series[all.place(&part.series)].colour;
        let paint = match part.said.modality {
            Modality::Asserted => {
                format!("fill=\"{colour}\" stroke=\"{ground}\" stroke-width=\"0.8\"")
            }
            other => format!(
                "fill=\"{ground}\" stroke=\"{colour}\" stroke-width=\"1.4\"{}",
                crate::picture::legend::dash(other)
            ),
        };
        let (left, right) = (from.min(to), from.max(to).max(from.min(to) + 0.5));
        let (top, low) = (middle - BAR.0 / 2.0, middle + BAR.0 / 2.0);
        let d = format!(
            "M{} {}H{}V{}H{}z",
            n(left),
            n(top),
            n(right),
            n(low),
            n(left)
        );
        page.mark(&told, |ink| ink.path(&d, &paint));
    }
}

/// What stands at the end of a bar: its sum, and the numbers of its sources.
fn sum(rows: &Rows<'_>, bar: &Bar, x: &Dimension) -> (String, String) {
    let sources: BTreeSet<usize> = bar
        .parts
        .iter()
        .flat_map(|p| &p.said.sources)
        .copied()
        .collect();
    let total = bar.above.saturating_add(bar.below);
    (x.short(total), raised(rows.chart, &sources))
}

fn summary(bars: &[Bar], x: &Dimension) -> String {
    let of = |bar: &Bar| {
        format!(
            "{} ({})",
            bar.name,
            x.exact(bar.above.saturating_add(bar.below))
        )
    };
    match bars {
        [] => "Bar chart without a value.".to_string(),
        [one] => format!("Bar chart of {}: {}.", x.title, of(one)),
        [first, .., last] => format!(
            "Bar chart of {} in {} bars, from {} to {}.",
            x.title,
            bars.len(),
            of(first),
            of(last)
        ),
    }
}
