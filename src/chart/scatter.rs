//! Points by two numbers or dates, with their names where there is room.

use crate::chart::Drawn;
use crate::chart::axis::{self, BELOW};
use crate::chart::dimension::Dimension;
use crate::chart::label::{Wanted, beside};
use crate::chart::legend::{self, Entry};
use crate::chart::line::{exact, summary, ticks};
use crate::chart::page::{Page, Told, raised};
use crate::chart::point::{self, Coordinate};
use crate::chart::row::{Misfits, Rows};
use crate::chart::series::Assignment;
use crate::chart::sign::{self, REACH};
use crate::picture::ink::n;
use crate::picture::layout::rect::Rect;
use crate::picture::measure::{clip, width};
use crate::picture::shape::{MARK, SMALL};
use crate::picture::svg::MARGIN;
use crate::query::Channel;

/// Series with a colour of their own.
const MOST: usize = 12;
/// Height of a label, in pixels.
const LABEL: f64 = 13.0;

/// Draws points.
pub fn draw(rows: &Rows<'_>) -> Drawn {
    let chart = rows.chart;
    let mut misfits = Misfits::default();
    let points = point::read(rows, &mut misfits);
    let sizes = points.iter().map(|p| (p.series.clone(), 1_usize));
    let all = Assignment::of(sizes, &chart.style.chart, chart.most.unwrap_or(MOST));
    let (x, y) = (
        Dimension::of(rows, Channel::X),
        Dimension::of(rows, Channel::Y),
    );

    let mut page = Page::new(chart);
    let mut entries: Vec<Entry<'_>> = Vec::new();
    if all.series.len() > 1 {
        entries.extend(all.series.iter().map(Entry::Series));
    }
    entries.extend(legend::certainties(points.iter().map(|p| &p.said)));
    legend::draw(&mut page, &entries);
    page.heading(&y.heading());
    let height = (chart.width * 0.5).clamp(240.0, 480.0);
    let (top, bottom) = (page.y + 10.0, page.y + 10.0 + height);
    let up = axis::scale(points.iter().map(|p| &p.y), &y, ticks(height).min(7)).over(bottom, top);
    let up_words = axis::words(&up, &y);
    let (left, right) = (MARGIN + axis::widest(&up_words) + 8.0, page.right() - 12.0);
    let across = axis::scale(points.iter().map(|p| &p.x), &x, ticks(right - left));
    let across = across.over(left, right);
    axis::upright(&mut page, &up, &up_words, left, right);
    axis::level(
        &mut page,
        &across,
        &axis::words(&across, &x),
        (top, bottom),
        true,
    );

    let at = |p: &point::Point| (across.at(p.x.place()), up.at(p.y.place()));
    let texts: Vec<(String, String)> = points
        .iter()
        .map(|p| {
            let text = clip(&p.label, SMALL, false, chart.width * 0.28, 1).concat();
            let mark = if text.is_empty() {
                String::new()
            } else {
                raised(chart, &p.said.sources)
            };
            (text, mark)
        })
        .collect();
    let wanted: Vec<Wanted> = points
        .iter()
        .zip(&texts)
        .map(|(p, (text, mark))| Wanted {
            at: at(p),
            reach: REACH,
            size: (width(text, SMALL, false) + width(mark, MARK, false), LABEL),
        })
        .collect();
    let bounds = Rect {
        left: left + 2.0,
        top: top - 6.0,
        width: page.right() + 6.0 - left,
        height: bottom + 2.0 - top,
    };
    let places = beside(&wanted, &[], &bounds);
    let ground = chart.style.background.as_str();
    for point in &points {
        let series = &all.series[all.place(&point.series)];
        let words = exact(point, &x, &y);
        let told = Told {
            words: &words,
            link: point.said.link.as_deref(),
        };
        let ((from, to), (px, py)) = (point.x.span(), at(point));
        let span = (across.at(from), across.at(to));
        page.mark(&told, |ink| {
            if point.x.is_vague() {
                let d = format!("M{} {}H{}", n(span.0), n(py), n(span.1));
                ink.path(
                    &d,
                    &format!(
                        "stroke=\"{}\" stroke-width=\"5\" opacity=\"0.3\"",
                        series.colour
                    ),
                );
            }
            let paint = sign::paint(&series.colour, ground, point.said.is_uncertain());
            ink.path(&sign::outline(series.sign, (px, py), REACH), &paint);
        });
    }
    let mut unnamed = 0;
    for ((text, mark), place) in texts.iter().zip(&places) {
        match place {
            Some(place) if !text.is_empty() => {
                let at = (place.left, place.top + LABEL * 0.75);
                page.label(at, text, mark);
            }
            None if !text.is_empty() => unnamed += 1,
            _ => {}
        }
    }
    page.y = bottom + BELOW - 4.0;
    if !matches!(
        points.first().map(|p| &p.x),
        Some(Coordinate::Date(_)) | None
    ) {
        page.ink
            .words("m e", (page.right(), page.y + 4.0), &x.heading(), "");
        page.y += 8.0;
    }
    let crowded = match unnamed {
        0 => None,
        1 => Some("1 point has no room for its name; point at it to read it.".to_string()),
        n => Some(format!(
            "{n} points have no room for their names; point at one to read it."
        )),
    };
    let notes = all
        .note("series")
        .into_iter()
        .chain(crowded)
        .chain(misfits.note());
    let summary = summary("Scatter plot", &points, all.series.len(), &x, &y);
    page.finish(&summary, notes.collect(), points.len())
}
