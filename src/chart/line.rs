//! Lines: a step line holds each value until the next one; its name stands at its end.

use crate::chart::axis::{self, BELOW, ticks, whole};
use crate::chart::dimension::Dimension;
use crate::chart::label::spread;
use crate::chart::legend::{self, DOTS, Entry};
use crate::chart::mark;
use crate::chart::page::{Page, raised};
use crate::chart::point::{Coordinate, Point, Points};
use crate::chart::row::Rows;
use crate::chart::scale::{Scale, extent};
use crate::chart::series::{Assignment, Series};
use crate::chart::sign::{self, REACH};
use crate::chart::summary::{exact, summary};
use crate::chart::{Chart, Drawn};
use crate::picture::ink::n;
use crate::picture::legend::dash;
use crate::picture::measure::{clip, width};
use crate::picture::page::MARGIN;
use crate::picture::shape::{MARK, SMALL, count};
use std::collections::BTreeMap;

/// Series with a colour of their own.
const MOST: usize = 12;
/// Of these, those that reach highest: nobody should have to guess which line is on top.
const HIGH: usize = 4;
/// Height of a name at the end of a line, in pixels.
const NAME: f64 = 15.0;
/// Space between the last value and the names, in pixels.
const LEAD: f64 = 22.0;

/// A line: its series and its points in order.
struct Run<'p> {
    series: usize,
    name: &'p str,
    points: Vec<&'p Point>,
}

/// Draws lines.
pub fn draw(rows: &Rows<'_>) -> Drawn {
    let chart = rows.chart;
    let Points {
        list: points,
        misfits,
        all,
        x,
        y,
    } = Points::of(rows, MOST, HIGH);
    let runs = runs(&points, &all);
    let last = extent(points.iter().map(|p| p.x.place())).1;
    let onward = !chart.view.straight && runs.iter().any(|r| r.end().x.place() < last);

    let mut page = Page::new(chart);
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let rest = all.series.iter().filter(|s| s.rest.is_some());
    entries.extend(rest.map(Entry::Series));
    entries.extend(legend::certainties(points.iter().map(|p| &p.said)));
    entries.extend(onward.then_some(Entry::Onward));
    legend::draw(&mut page, &entries);
    page.heading(&y.heading());
    plot(&mut page, (&points, &runs, &all), (&x, &y), last);
    let notes = all.note("series").into_iter().chain(misfits.note());
    let summary = summary("Line chart", &points, runs.len(), &x, &y);
    page.finish(&summary, notes.collect(), points.len())
}

/// Draws axes, lines, marks and names; the page grows by them.
fn plot(
    page: &mut Page<'_>,
    (points, runs, all): (&[Point], &[Run<'_>], &Assignment),
    (x, y): (&Dimension, &Dimension),
    last: f64,
) {
    let chart = page.chart;
    let ends = names(chart, runs, all, y);
    let gutter = ends.iter().map(|e| e.1 + LEAD + REACH + 4.0);
    let gutter = gutter.fold(12.0, f64::max);
    let height = (chart.width * 0.42).clamp(220.0, 420.0);
    let height = height.max(count(ends.len() + 1) * NAME);
    let (top, bottom) = (page.y + 10.0, page.y + 10.0 + height);
    let (xs, ys): (Vec<_>, Vec<_>) = points.iter().map(|p| (&p.x, &p.y)).unzip();
    let up = axis::scale(&ys, y, whole(height / 60.0)).over(bottom, top);
    let up_words = axis::words(&up, y);
    let left = MARGIN + axis::widest(&up_words) + 8.0;
    let right = page.right() - gutter;
    let across = axis::scale(&xs, x, ticks(right - left)).over(left, right);
    axis::upright(page, &up, &up_words, left, right);
    let x_words = axis::words(&across, x);
    axis::level(page, &across, &x_words, (top, bottom), false);

    let mut plot = Plot {
        page,
        across,
        up,
        last,
        x,
        y,
    };
    // Those in grey lie below all others.
    let grey = |run: &&Run<'_>| all.series[run.series].rest.is_some();
    let (grey, own): (Vec<&Run<'_>>, Vec<&Run<'_>>) = runs.iter().partition(grey);
    for run in grey.iter().chain(&own) {
        plot.course(run, &all.series[run.series]);
    }
    for run in grey.iter().chain(&own) {
        plot.marks(run, &all.series[run.series]);
    }
    plot.ends(&own, &ends, all, (top - 4.0, bottom + 4.0), right);
    page.y = bottom + BELOW;
    if matches!(points.first().map(|p| &p.x), Some(Coordinate::Number(_))) {
        page.ink
            .words("m e", (right, page.y + 6.0), &x.heading(), "");
        page.y += 12.0;
    }
}

fn runs<'p>(points: &'p [Point], all: &Assignment) -> Vec<Run<'p>> {
    let mut by_name: BTreeMap<&str, Vec<&Point>> = BTreeMap::new();
    for point in points {
        by_name.entry(&point.series).or_default().push(point);
    }
    let run = |(name, mut points): (&'p str, Vec<&'p Point>)| {
        points.sort_by(|a, b| a.x.place().total_cmp(&b.x.place()).then(a.y.cmp(&b.y)));
        Run {
            series: all.place(name),
            name,
            points,
        }
    };
    by_name.into_iter().map(run).collect()
}

impl Run<'_> {
    fn end(&self) -> &Point {
        self.points[self.points.len() - 1]
    }
}

/// The words at the end of each line with their width, for lines with a colour of their own.
fn names(
    chart: &Chart<'_>,
    runs: &[Run<'_>],
    all: &Assignment,
    y: &Dimension,
) -> Vec<(String, f64, String)> {
    let own = runs.iter().filter(|r| all.series[r.series].rest.is_none());
    own.map(|run| {
        let end = run.end();
        let value = end.y.short(y);
        let mark = raised(chart, &end.said.sources);
        let used = width(&value, SMALL, false) + 8.0 + width(&mark, MARK, false);
        let name = clip(
            run.name,
            SMALL,
            false,
            (chart.width * 0.3 - used).max(40.0),
            1,
        )
        .concat();
        let text = format!("{name} {value}").trim().to_string();
        let across = width(&text, SMALL, false) + width(&mark, MARK, false);
        (text, across, mark)
    })
    .collect()
}

struct Plot<'a, 'c> {
    page: &'a mut Page<'c>,
    across: Scale,
    up: Scale,
    /// The greatest x of all points.
    last: f64,
    x: &'a Dimension,
    y: &'a Dimension,
}

impl Plot<'_, '_> {
    fn at(&self, point: &Point) -> (f64, f64) {
        (self.across.at(point.x.place()), self.up.at(point.y.place()))
    }

    /// The line of a run: one path for each stretch that is equally sure.
    fn course(&mut self, run: &Run<'_>, series: &Series) {
        let thin = series.rest.is_some();
        let stroke = |dash: &str| {
            let width = if thin { "1.2" } else { "2" };
            format!(
                "fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"{dash}",
                series.colour
            )
        };
        let straight = self.page.chart.view.straight;
        let mut stretches: Vec<(&'static str, String)> = Vec::new();
        for pair in run.points.windows(2) {
            let (from, to) = (self.at(pair[0]), self.at(pair[1]));
            // A step shows the value that it comes from, a slope leads to the one that it ends at.
            let said = if straight {
                &pair[1].said
            } else {
                &pair[0].said
            };
            let dash = dash(said.modality);
            let leg = match straight {
                true => format!("L{} {}", n(to.0), n(to.1)),
                false => format!("H{}V{}", n(to.0), n(to.1)),
            };
            match stretches.last_mut().filter(|(d, _)| *d == dash) {
                Some((_, d)) => d.push_str(&leg),
                None => stretches.push((dash, format!("M{} {}{leg}", n(from.0), n(from.1)))),
            }
        }
        for (dash, d) in stretches {
            self.page.ink.path(&d, &stroke(dash));
        }
        let end = run.end();
        if !straight && end.x.place() < self.last {
            let (x, y) = self.at(end);
            let d = format!("M{} {}H{}", n(x), n(y), n(self.across.at(self.last)));
            self.page.ink.path(&d, &stroke(DOTS));
        }
    }

    fn marks(&mut self, run: &Run<'_>, series: &Series) {
        let reach = if series.rest.is_some() { 3.0 } else { REACH };
        for point in &run.points {
            let (from, to) = point.x.span();
            let span = (self.across.at(from), self.across.at(to));
            let place = (self.at(point), span, reach);
            let words = exact(point, self.x, self.y);
            mark::draw(self.page, point, &words, series, place);
        }
    }

    /// The names at the ends, each level with its end as far as the others leave room.
    fn ends(
        &mut self,
        own: &[&Run<'_>],
        names: &[(String, f64, String)],
        all: &Assignment,
        (top, bottom): (f64, f64),
        right: f64,
    ) {
        let onward = !self.page.chart.view.straight;
        let ends: Vec<(f64, f64)> = own.iter().map(|run| self.at(run.end())).collect();
        let wanted: Vec<(f64, f64)> = ends.iter().map(|(_, y)| (*y, NAME)).collect();
        let ground = self.page.chart.style.background.clone();
        for (i, middle) in spread(&wanted, top, bottom).into_iter().enumerate() {
            let series = &all.series[own[i].series];
            // The leader begins where the line ends, or beside the mark that stands there.
            let goes_on = onward && own[i].end().x.place() < self.last;
            let from = match goes_on {
                true => self.across.at(self.last),
                false => ends[i].0 + REACH + 2.0,
            };
            let sign_at = (right + LEAD - 4.0, middle);
            let d = format!(
                "M{} {}H{}L{} {}",
                n(from),
                n(ends[i].1),
                n(right + 2.0),
                n(sign_at.0 - REACH - 2.0),
                n(middle)
            );
            self.page.ink.path(&d, "class=\"a\" stroke-width=\"0.6\"");
            let paint = sign::paint(&series.colour, &ground, false);
            self.page
                .ink
                .path(&sign::outline(series.sign, sign_at, REACH), &paint);
            let (text, _, mark) = &names[i];
            let at = (right + LEAD + REACH, middle + 4.0);
            self.page.ink.words("t", at, text, mark);
        }
    }
}
