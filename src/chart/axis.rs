//! Axes: the scale of some coordinates, its ticks in words, the lines of the grid.

use crate::chart::dimension::Dimension;
use crate::chart::page::Page;
use crate::chart::point::Coordinate;
use crate::chart::scale::linear::linear;
use crate::chart::scale::log::log;
use crate::chart::scale::time::time;
use crate::chart::scale::{Name, Scale, extent};
use crate::picture::measure::width;
use crate::picture::shape::SMALL;

/// Height of the words below an upright chart, in pixels.
pub const BELOW: f64 = 32.0;
/// Space between words of neighbouring ticks, in pixels.
const APART: f64 = 8.0;

/// The scale of coordinates, with about so many ticks. Amounts begin at nought, unless that would press them together
/// far from it.
pub fn scale(coordinates: &[&Coordinate], dimension: &Dimension, wanted: usize) -> Scale {
    let spans = coordinates.iter().map(|c| c.span());
    let (low, high) = extent(spans.flat_map(|(from, to)| [from, to]));
    let date = |c: &&Coordinate| matches!(c, Coordinate::Date(_));
    let dated = coordinates.iter().any(date);
    match (dated, dimension.log) {
        (true, _) => time((low, high), wanted),
        (false, true) => log((low, high), wanted),
        (false, false) => linear((low, high), low >= 0.0 && low <= high / 2.0, wanted),
    }
}

/// What the ticks of a scale say: words, and smaller ones below. Numbers of one axis have as many decimals.
pub fn words(scale: &Scale, dimension: &Dimension) -> Vec<(String, String)> {
    let all = scale.ticks.iter().map(|tick| match &tick.name {
        Name::Number(number) => (dimension.short(*number), String::new()),
        Name::Words(words, below) => (words.clone(), below.clone()),
    });
    let mut all: Vec<(String, String)> = all.collect();
    if dimension.log
        || scale
            .ticks
            .iter()
            .any(|t| matches!(t.name, Name::Words(..)))
    {
        return all;
    }
    let plain = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
    let decimals = |text: &str| text.rsplit_once('.').map_or(0, |(_, d)| d.len());
    let texts = all.iter().filter(|(t, _)| plain(t));
    let most = texts.map(|(t, _)| decimals(t)).max().unwrap_or(0);
    for ((text, _), tick) in all.iter_mut().zip(&scale.ticks) {
        let missing = most - decimals(text).min(most);
        if plain(text) && missing > 0 && tick.value != 0.0 {
            let dot = if text.contains('.') { "" } else { "." };
            text.push_str(dot);
            text.push_str(&"0".repeat(missing));
        }
    }
    all
}

/// Width of the widest words, in pixels.
pub fn widest(words: &[(String, String)]) -> f64 {
    let widths = words.iter().map(|(text, _)| width(text, SMALL, false));
    widths.fold(0.0, f64::max)
}

/// Level lines from `left` to `right`, with the words of an upright scale before them.
pub fn upright(
    page: &mut Page<'_>,
    scale: &Scale,
    words: &[(String, String)],
    left: f64,
    right: f64,
) {
    for (tick, (text, _)) in scale.ticks.iter().zip(words) {
        let y = scale.at(tick.value);
        let zero = tick.value == 0.0 && scale.domain.0 < 0.0;
        let lowest = (tick.value - scale.domain.0).abs() < f64::EPSILON;
        let class = if zero || lowest { "a" } else { "g" };
        page.line(class, (left, y), (right, y));
        page.ink.words("m e", (left - 7.0, y + 4.0), text, "");
    }
}

/// The words of a level scale below `bottom`, each with a small line, or with one up to `top` where there is a grid.
/// Words that would touch the ones before or leave the page are left out.
pub fn level(
    page: &mut Page<'_>,
    scale: &Scale,
    words: &[(String, String)],
    (top, bottom): (f64, f64),
    grid: bool,
) {
    let mut free = 0.0;
    for (tick, (text, below)) in scale.ticks.iter().zip(words) {
        let x = scale.at(tick.value);
        if grid {
            page.line("g", (x, top), (x, bottom));
        }
        page.line("a", (x, bottom), (x, bottom + 4.0));
        let half = width(text, SMALL, false).max(width(below, SMALL, false)) / 2.0;
        if x - half < free || x + half > page.chart.width {
            continue;
        }
        free = x + half + APART;
        page.ink.words("m c", (x, bottom + 16.0), text, "");
        if !below.is_empty() {
            page.ink.words("m c", (x, bottom + 29.0), below, "");
        }
    }
}

/// A count of ticks that fit into a length.
pub fn ticks(length: f64) -> usize {
    whole(length / 70.0)
}

/// A small length as a whole number.
pub fn whole(length: f64) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Between 2 and 40.
    let count = length.clamp(2.0, 40.0) as usize;
    count
}
