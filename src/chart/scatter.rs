//! Points by two numbers or dates, with their names where there is room.

use crate::chart::Drawn;
use crate::chart::axis::{self, BELOW, ticks};
use crate::chart::dimension::Dimension;
use crate::chart::label::{Wanted, beside};
use crate::chart::legend::{self, Entry};
use crate::chart::mark;
use crate::chart::page::{Page, raised};
use crate::chart::point::{Coordinate, Point, Points};
use crate::chart::row::Rows;
use crate::chart::scale::Scale;
use crate::chart::series::Assignment;
use crate::chart::sign::REACH;
use crate::chart::summary::{exact, summary};
use crate::picture::layout::rect::Rect;
use crate::picture::measure::{clip, width};
use crate::picture::page::MARGIN;
use crate::picture::shape::{MARK, SMALL};

/// Series with a colour of their own.
const MOST: usize = 12;
/// Height of a label, in pixels.
const LABEL: f64 = 13.0;

/// Draws points.
pub fn draw(rows: &Rows<'_>) -> Drawn {
    let chart = rows.chart;
    let Points {
        list: points,
        misfits,
        all,
        x,
        y,
    } = Points::of(rows, MOST, 0);

    let mut page = Page::new(chart);
    let mut entries: Vec<Entry<'_>> = Vec::new();
    if all.series.len() > 1 {
        entries.extend(all.series.iter().map(Entry::Series));
    }
    entries.extend(legend::certainties(points.iter().map(|p| &p.said)));
    legend::draw(&mut page, &entries);
    page.heading(&y.heading());
    let frame = frame(&mut page, &points, (&x, &y));
    marks(&mut page, &points, &all, &frame, (&x, &y));
    let unnamed = names(&mut page, &points, &frame);
    page.y = frame.bottom + BELOW - 4.0;
    if matches!(points.first().map(|p| &p.x), Some(Coordinate::Number(_))) {
        let at = (page.right(), page.y + 4.0);
        page.ink.words("m e", at, &x.heading(), "");
        page.y += 8.0;
    }
    let crowded = match unnamed {
        0 => None,
        1 => Some("1 point has no room for its name; point at it to read it.".to_string()),
        n => Some(format!(
            "{n} points have no room for their names; point at one to read it."
        )),
    };
    let notes = all.note("series").into_iter().chain(crowded);
    let notes = notes.chain(misfits.note()).collect();
    let summary = summary("Scatter plot", &points, all.series.len(), &x, &y);
    page.finish(&summary, notes, points.len())
}

/// The scales, and where the field of points ends.
struct Frame {
    across: Scale,
    up: Scale,
    left: f64,
    top: f64,
    bottom: f64,
}

impl Frame {
    fn at(&self, point: &Point) -> (f64, f64) {
        let (x, y) = (point.x.place(), point.y.place());
        (self.across.at(x), self.up.at(y))
    }
}

/// Draws the axes.
fn frame(page: &mut Page<'_>, points: &[Point], (x, y): (&Dimension, &Dimension)) -> Frame {
    let height = (page.chart.width * 0.5).clamp(240.0, 480.0);
    let (top, bottom) = (page.y + 10.0, page.y + 10.0 + height);
    let (xs, ys): (Vec<_>, Vec<_>) = points.iter().map(|p| (&p.x, &p.y)).unzip();
    let up = axis::scale(&ys, y, ticks(height).min(7)).over(bottom, top);
    let up_words = axis::words(&up, y);
    let left = MARGIN + axis::widest(&up_words) + 8.0;
    let right = page.right() - 12.0;
    let across = axis::scale(&xs, x, ticks(right - left)).over(left, right);
    axis::upright(page, &up, &up_words, left, right);
    let words = axis::words(&across, x);
    axis::level(page, &across, &words, (top, bottom), true);
    Frame {
        across,
        up,
        left,
        top,
        bottom,
    }
}

fn marks(
    page: &mut Page<'_>,
    points: &[Point],
    all: &Assignment,
    frame: &Frame,
    (x, y): (&Dimension, &Dimension),
) {
    for point in points {
        let series = &all.series[all.place(&point.series)];
        let (from, to) = point.x.span();
        let span = (frame.across.at(from), frame.across.at(to));
        let place = (frame.at(point), span, REACH);
        mark::draw(page, point, &exact(point, x, y), series, place);
    }
}

/// Draws the names that have room, and tells how many have none.
fn names(page: &mut Page<'_>, points: &[Point], frame: &Frame) -> usize {
    let chart = page.chart;
    let named = points.iter().filter(|p| !p.label.is_empty());
    let (mut texts, mut wanted) = (Vec::new(), Vec::new());
    for point in named {
        let text = clip(&point.label, SMALL, false, chart.width * 0.28, 1).concat();
        let mark = raised(chart, &point.said.sources);
        let across = width(&text, SMALL, false) + width(&mark, MARK, false);
        wanted.push(Wanted {
            at: frame.at(point),
            reach: REACH,
            size: (across, LABEL),
        });
        texts.push((text, mark));
    }
    let around = |p: &Point| Rect::around(frame.at(p), (REACH * 2.0, REACH * 2.0));
    let unnamed = points.iter().filter(|p| p.label.is_empty());
    let blocked: Vec<Rect> = unnamed.map(around).collect();
    let bounds = Rect {
        left: frame.left + 2.0,
        top: frame.top - 6.0,
        width: page.right() + 6.0 - frame.left,
        height: frame.bottom + 8.0 - frame.top,
    };
    let mut missing = 0;
    for ((text, mark), place) in texts.iter().zip(beside(&wanted, &blocked, &bounds)) {
        match place {
            Some(place) => page.label((place.left, place.top + LABEL * 0.75), text, mark),
            None => missing += 1,
        }
    }
    missing
}
