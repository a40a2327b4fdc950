//! What happened when: a lane for each group, names beside their dates.

use crate::chart::Drawn;
use crate::chart::axis::{self, BELOW, ticks};
use crate::chart::dimension::Dimension;
use crate::chart::legend::{self, Entry};
use crate::chart::page::{Page, Told, raised};
use crate::chart::point::{Coordinate, days};
use crate::chart::row::{Misfits, Rows, Said};
use crate::chart::scale::{Scale, extent, time::time};
use crate::chart::series::{Assignment, Series};
use crate::chart::sign::{self, REACH};
use crate::model::Date;
use crate::picture::ink::n;
use crate::picture::measure::{clip, widest, width};
use crate::picture::page::MARGIN;
use crate::picture::shape::{LEADING, MARK, SMALL, count};
use crate::picture::style::Sign;
use crate::query::Channel;
use std::collections::BTreeMap;

/// Lanes of their own.
const MOST: usize = 16;
/// Height of a row of a lane, in pixels.
const ROW: f64 = 19.0;
/// Space above and below the rows of a lane, in pixels.
const PAD: f64 = 5.0;

/// Something with a date.
struct Event {
    date: Date,
    label: String,
    lane: String,
    said: Said,
}

/// An event with its place: row of its lane, ends of its mark, begin of its words.
struct Placed<'e> {
    event: &'e Event,
    row: usize,
    ends: (f64, f64),
    words: f64,
    text: String,
    mark: String,
}

/// Draws a timeline.
pub fn draw(rows: &Rows<'_>) -> Drawn {
    let chart = rows.chart;
    let mut misfits = Misfits::default();
    let events = read(rows, &mut misfits);
    let sizes = events.iter().map(|e| (e.lane.clone(), 1_usize));
    let all = Assignment::of(sizes, &chart.style.chart, chart.most.unwrap_or(MOST));
    let mut page = Page::new(chart);
    let mut entries = legend::certainties(events.iter().map(|e| &e.said));
    let vague = events.iter().any(|e| Coordinate::Date(e.date).is_vague());
    entries.extend(vague.then_some(Entry::Span));
    legend::draw(&mut page, &entries);

    let names = all
        .series
        .iter()
        .map(|s| clip(&s.name, SMALL, true, chart.width * 0.2, 3));
    let names: Vec<Vec<String>> = names.collect();
    let gutter = names
        .iter()
        .map(|lines| widest(lines, SMALL, true))
        .fold(0.0, f64::max);
    let gap = if gutter > 0.0 { 16.0 } else { 0.0 };
    let (left, right) = (MARGIN + gutter + gap, page.right());
    let spans = events.iter().flat_map(|e| <[f64; 2]>::from(days(e.date)));
    let across = time(extent(spans), ticks(right - left)).over(left, right);

    let top = page.y + 6.0;
    let mut y = top;
    let mut placed: Vec<(f64, Vec<Placed<'_>>)> = Vec::new();
    let mut rules = Vec::new();
    for lane in order(&events, &all) {
        let own = events.iter().filter(|e| all.place(&e.lane) == lane);
        let own: Vec<&Event> = own.collect();
        let row = place(
            &own,
            &all.series[lane],
            &across,
            chart.width * 0.45,
            |said| raised(chart, &said.sources),
        );
        let needed = row.iter().map(|p| p.row + 1).max().unwrap_or(1);
        let lines = count(names[lane].len()) * SMALL * LEADING;
        let height = (count(needed) * ROW).max(lines) + 2.0 * PAD;
        rules.push((y, lane));
        placed.push((y + PAD, row));
        y += height;
    }
    let words = axis::words(&across, &Dimension::of(rows, Channel::X));
    axis::level(&mut page, &across, &words, (top, y), true);
    for (at, lane) in rules {
        page.line("a", (MARGIN, at), (right, at));
        for (i, line) in names[lane].iter().enumerate() {
            let base = at + PAD + ROW * 0.5 + 4.0 + count(i) * SMALL * LEADING;
            page.ink.words("b", (MARGIN, base), line, "");
        }
    }
    page.line("a", (MARGIN, y), (right, y));
    for (at, row) in &placed {
        for event in row {
            let grey = all.series[all.place(&event.event.lane)].rest.is_some();
            mark(&mut page, event, at + (count(event.row) + 0.5) * ROW, grey);
        }
    }
    page.y = y + BELOW - 4.0;
    let lanes = all.series.last().and_then(|s| s.rest);
    let lanes = lanes.map(|left| format!("{left} lanes with fewer events are one."));
    let notes = lanes.into_iter().chain(misfits.note()).collect();
    let summary = summary(&events, all.series.len());
    page.finish(&summary, notes, events.len())
}

/// The events of the rows, the earliest first; rows that say the same become one.
fn read(rows: &Rows<'_>, misfits: &mut Misfits) -> Vec<Event> {
    let mut known: BTreeMap<(Date, String, String), Said> = BTreeMap::new();
    for row in rows.all(misfits) {
        let Some(date) = rows.date(row, Channel::X) else {
            misfits.add("without a date");
            continue;
        };
        let Some(label) = rows.text(row, Channel::Label) else {
            misfits.add("without a name");
            continue;
        };
        let key = (date, label, rows.group(row, Channel::Y));
        let said = rows.said(row);
        match known.get_mut(&key) {
            Some(before) => before.join(said),
            None => {
                known.insert(key, said);
            }
        }
    }
    let mut events: Vec<Event> = known
        .into_iter()
        .map(|((date, label, lane), said)| Event {
            date,
            label,
            lane,
            said,
        })
        .collect();
    events.sort_by(|a, b| {
        let at = |e: &Event| days(e.date);
        let (a_at, b_at) = (at(a), at(b));
        a_at.0
            .total_cmp(&b_at.0)
            .then(a_at.1.total_cmp(&b_at.1))
            .then(a.label.cmp(&b.label))
    });
    events
}

/// The lanes, those that begin first on top, the shared one last.
fn order(events: &[Event], all: &Assignment) -> Vec<usize> {
    let mut out = Vec::new();
    for event in events {
        let lane = all.place(&event.lane);
        if !out.contains(&lane) {
            out.push(lane);
        }
    }
    out.sort_by_key(|lane| all.series[*lane].rest.is_some());
    out
}

/// Puts each event into the first row of its lane that is free there, its words behind it, or, at the right side,
/// before it.
fn place<'e>(
    events: &[&'e Event],
    lane: &Series,
    across: &Scale,
    widest: f64,
    raised: impl Fn(&Said) -> String,
) -> Vec<Placed<'e>> {
    let mut taken: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut out = Vec::new();
    for event in events {
        let mut text = clip(&event.label, SMALL, false, widest, 1).concat();
        if lane.rest.is_some() && !event.lane.is_empty() {
            text = clip(
                &format!("{} ({})", event.label, event.lane),
                SMALL,
                false,
                widest,
                1,
            )
            .concat();
        }
        let mark = raised(&event.said);
        let long = width(&text, SMALL, false) + width(&mark, MARK, false);
        let (from, to) = days(event.date);
        let (mut from, mut to) = (across.at(from), across.at(to));
        if to - from < 2.0 * REACH {
            let middle = f64::midpoint(from, to);
            (from, to) = (middle - REACH, middle + REACH);
        }
        let behind = to + 5.0 + long <= across.range.1;
        let words = if behind {
            to + 5.0
        } else {
            (from - 5.0 - long).max(across.range.0)
        };
        let span = (from.min(words), to.max(words + long) + 8.0);
        // At a side without room for words before or behind, they stand over a mark of their own row alone.
        let free = |row: &&Vec<(f64, f64)>| row.iter().all(|t| t.1 <= span.0 || span.1 <= t.0);
        let row = taken
            .iter()
            .position(|row| free(&row))
            .unwrap_or(taken.len());
        if row == taken.len() {
            taken.push(Vec::new());
        }
        taken[row].push(span);
        out.push(Placed {
            event,
            row,
            ends: (from, to),
            words,
            text,
            mark,
        });
    }
    out
}

fn mark(page: &mut Page<'_>, placed: &Placed<'_>, y: f64, grey: bool) {
    let chart = page.chart;
    let palette = &chart.style.chart;
    let colour = match palette.colors.first() {
        Some(first) if !grey => first,
        _ => &palette.rest,
    };
    let event = placed.event;
    let lane = if event.lane.is_empty() {
        String::new()
    } else {
        format!(" ({})", event.lane)
    };
    let words = format!(
        "{}{lane}: {}{}",
        event.label,
        event.date,
        event.said.remark()
    );
    let told = Told {
        words: &words,
        said: Some(&event.said),
    };
    let hollow = event.said.is_uncertain();
    page.mark(&told, |ink| {
        let (from, to) = placed.ends;
        if Coordinate::Date(event.date).is_vague() {
            let d = format!("M{} {}H{}", n(from + 3.0), n(y), n((to - 3.0).max(from + 3.1)));
            let line = |colour: &str, width: u8, opacity: &str| {
                format!("stroke=\"{colour}\" stroke-width=\"{width}\" stroke-linecap=\"round\" opacity=\"{opacity}\"")
            };
            ink.path(&d, &line(colour, 6, "0.5"));
            if hollow {
                ink.path(&d, &line(&chart.style.background, 3, "1"));
            }
        } else {
            let paint = sign::paint(colour, &chart.style.background, hollow);
            ink.path(&sign::outline(Sign::Circle, (f64::midpoint(from, to), y), REACH), &paint);
        }
    });
    page.label((placed.words, y + 4.0), &placed.text, &placed.mark);
}

fn summary(events: &[Event], lanes: usize) -> String {
    match (events.first(), events.last()) {
        (Some(first), Some(last)) => format!(
            "Timeline of {} events in {lanes} lanes, from {} ({}) to {} ({}).",
            events.len(),
            first.label,
            first.date,
            last.label,
            last.date
        ),
        _ => "Timeline without an event.".to_string(),
    }
}
