//! The numbered sources below a picture, in as many columns as there is room for.

use crate::picture::drawing::Form;
use crate::picture::footnote;
use crate::picture::ink::Ink;
use crate::picture::measure::{width, wrap};
use crate::picture::page::MARGIN;
use crate::picture::shape::{LEADING, SMALL, count};
use crate::picture::{Picture, Source};

/// Narrowest and widest column, in pixels, so that its lines can be read.
const COLUMN: [f64; 2] = [400.0, 620.0];
/// Sources that one column takes before another is begun.
const FEW: usize = 3;

/// Draws notes and sources of a picture from `y` downwards and gives the place below them.
pub fn draw(ink: &mut Ink, picture: &Picture, notes: &[String], across: f64, y: f64) -> f64 {
    let sources = match picture.listed {
        true => picture.sources.as_slice(),
        false => &[],
    };
    list(ink, sources, notes, across, y)
}

/// Draws notes and numbered sources from `y` downwards and gives the place below them.
pub fn list(ink: &mut Ink, sources: &[Source], notes: &[String], across: f64, y: f64) -> f64 {
    if sources.is_empty() && notes.is_empty() {
        return y;
    }
    let across = across - 2.0 * MARGIN;
    ink.rule("r", (MARGIN, y - 8.0), across, "");
    let mut top = y + 2.0;
    for note in notes {
        for line in wrap(note, SMALL, false, across) {
            top += SMALL * LEADING;
            ink.words("m", (MARGIN, top), &line, "");
        }
    }
    let wanted = sources.len().div_ceil(FEW).max(1);
    let room = |n: usize| (across + MARGIN) / count(n) - MARGIN;
    let columns = (1..=wanted)
        .rev()
        .find(|n| room(*n) >= COLUMN[0])
        .unwrap_or(1);
    let column = room(columns).min(COLUMN[1]);
    let number = |i: usize| match sources.len() {
        1 => "Source".to_string(),
        _ => (i + 1).to_string(),
    };
    let tab = width(&number(sources.len().saturating_sub(1)), SMALL, false) + 10.0;
    let mut lowest = top;
    for (place, part) in sources
        .chunks(sources.len().div_ceil(columns).max(1))
        .enumerate()
    {
        let left = MARGIN + count(place) * (column + MARGIN);
        let first = place * sources.len().div_ceil(columns);
        let mut y = top;
        for (i, source) in (first..).zip(part) {
            let linked = source.address.as_deref().is_some_and(|a| ink.link(a));
            let lines = wrap(&footnote::text(source), SMALL, false, column - tab);
            for (row, line) in lines.iter().enumerate() {
                y += SMALL * LEADING;
                if row == 0 {
                    ink.words("m", (left, y), &number(i), "");
                }
                ink.words("m", (left + tab, y), line, "");
            }
            y += 2.0;
            if linked {
                ink.close("a");
            }
        }
        lowest = lowest.max(y);
    }
    lowest
}

/// What the picture does not show.
pub fn notes(picture: &Picture, form: Form) -> Vec<String> {
    let mut notes = Vec::new();
    match picture.projection.left_out {
        0 => {}
        1 => notes.push("1 more entity is left out.".to_string()),
        n => notes.push(format!("{n} more entities are left out.")),
    }
    match form {
        Form::Full => {}
        Form::Bare => notes
            .push("Boxes this many show names alone; point at one to read its facts.".to_string()),
        Form::Dots => {
            notes.push("Point at a dot or an arrow to read what it says.".to_string());
        }
    }
    notes
}
