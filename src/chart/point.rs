//! Rows as points: two coordinates, a series, and what is said of them.

use crate::chart::dimension::Dimension;
use crate::chart::row::{Misfits, Row, Rows, Said};
use crate::chart::scale::{extent, place};
use crate::chart::series::Assignment;
use crate::model::Date;
use crate::query::Channel;
use crate::query::view::Spacing;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Numbers of which the greatest is more than so many times the least are laid out by their ratios.
const WIDE: f64 = 100.0;

/// A coordinate of a point.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coordinate {
    /// A number.
    Number(Decimal),
    /// A date of the precision of its source.
    Date(Date),
}

/// A row that has its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// From left to right.
    pub x: Coordinate,
    /// From bottom to top.
    pub y: Coordinate,
    /// What it belongs to; empty where the view has no series.
    pub series: String,
    /// Its words; may be empty.
    pub label: String,
    /// How surely it is said, and by whom.
    pub said: Said,
}

/// The points of a chart with what all charts of points need.
pub struct Points {
    /// The points, in the order of rows.
    pub list: Vec<Point>,
    /// Rows that have no place.
    pub misfits: Misfits,
    /// The looks of series.
    pub all: Assignment,
    /// What is shown from left to right.
    pub x: Dimension,
    /// What is shown from bottom to top.
    pub y: Dimension,
}

impl Points {
    /// The points of rows; so many series have a look of their own unless the chart says how many: those with the most
    /// points, and, up to the share of `high`, those that reach highest.
    pub fn of(rows: &Rows<'_>, most: usize, high: usize) -> Self {
        let chart = rows.chart;
        let mut misfits = Misfits::default();
        let list = read(rows, &mut misfits);
        let most = chart.most.unwrap_or(most);
        let highest = highest(&list, most.min(high));
        let size = |p: &Point| match highest.contains(&p.series) {
            true => list.len(),
            false => 1,
        };
        let sizes = list.iter().map(|p| (p.series.clone(), size(p)));
        let all = Assignment::of(sizes, &chart.style.chart, most);
        let mut y = Dimension::of(rows, Channel::Y);
        let free = chart.view.dimension(Channel::Y).spacing == Spacing::Fitting;
        y.log |= free && is_wide(&list);
        Self {
            list,
            misfits,
            all,
            x: Dimension::of(rows, Channel::X),
            y,
        }
    }
}

/// The series that reach highest, so many.
fn highest(points: &[Point], most: usize) -> BTreeSet<String> {
    let mut tops: BTreeMap<&str, &Coordinate> = BTreeMap::new();
    for point in points {
        let top = tops.entry(&point.series).or_insert(&point.y);
        *top = (*top).max(&point.y);
    }
    let mut tops: Vec<(&str, &Coordinate)> = tops.into_iter().collect();
    tops.sort_by(|a, b| b.1.cmp(a.1));
    let tops = tops.into_iter().take(most);
    tops.map(|(name, _)| name.to_string()).collect()
}

/// Whether numbers, all above 0, lie so far apart that the small ones would be pressed together.
fn is_wide(points: &[Point]) -> bool {
    let numbers = points.iter().map(|p| match &p.y {
        Coordinate::Number(number) => place(*number),
        Coordinate::Date(_) => 0.0,
    });
    let (low, high) = extent(numbers);
    low > 0.0 && high > WIDE * low
}

impl Coordinate {
    /// Where it lies: the number; the days from the year 1 on, of a month or a year its middle.
    pub fn place(&self) -> f64 {
        let (from, to) = self.span();
        f64::midpoint(from, to)
    }

    /// From where to where it may lie: of a date the begin of its first and the end of its last day, of a day its begin.
    pub fn span(&self) -> (f64, f64) {
        match self {
            Self::Number(number) => {
                let at = place(*number);
                (at, at)
            }
            Self::Date(date) => days(*date),
        }
    }

    /// Whether it is a month or a year.
    pub fn is_vague(&self) -> bool {
        let (from, to) = self.span();
        to > from
    }

    /// It with its unit, exact.
    pub fn exact(&self, dimension: &Dimension) -> String {
        match self {
            Self::Number(number) => dimension.exact(*number),
            Self::Date(date) => date.to_string(),
        }
    }

    /// It as people read it.
    pub fn short(&self, dimension: &Dimension) -> String {
        match self {
            Self::Number(number) => dimension.short(*number),
            Self::Date(date) => date.to_string(),
        }
    }
}

/// First and last day of a date, as days from the year 1 on; of a day it twice.
pub fn days(date: Date) -> (f64, f64) {
    let day = |year: i32, month: u32, day: u32| {
        let civil = NaiveDate::from_ymd_opt(year, month, day);
        f64::from(civil.map_or(0, |d| d.num_days_from_ce()))
    };
    let year = i32::from(date.year());
    match (date.month().map(u32::from), date.day().map(u32::from)) {
        (Some(month), Some(of)) => (day(year, month, of), day(year, month, of)),
        (Some(12), None) | (None, _) => {
            let month = date.month().map_or(1, u32::from);
            (day(year, month, 1), day(year + 1, 1, 1))
        }
        (Some(month), None) => (day(year, month, 1), day(year, month + 1, 1)),
    }
}

/// Reads the points of rows, in the order of rows. Rows that say the same become one with the sources of all.
fn read(rows: &Rows<'_>, misfits: &mut Misfits) -> Vec<Point> {
    let numeric = [Channel::X, Channel::Y].map(|c| rows.is_numeric(c));
    let log = [Channel::X, Channel::Y].map(|c| Dimension::of(rows, c).log);
    let mut points: Vec<Point> = Vec::new();
    let mut known = BTreeMap::new();
    for row in rows.all(misfits) {
        let read = |at: usize, channel| coordinate(rows, row, channel, numeric[at], log[at]);
        let (x, y) = match (read(0, Channel::X), read(1, Channel::Y)) {
            (Ok(x), Ok(y)) => (x, y),
            (Err(fault), _) | (_, Err(fault)) => {
                misfits.add(fault);
                continue;
            }
        };
        let text = |channel| rows.text(row, channel).unwrap_or_default();
        let point = Point {
            x,
            y,
            series: rows.group(row, Channel::Series),
            label: text(Channel::Label),
            said: rows.said(row),
        };
        let key = (
            point.x.clone(),
            point.y.clone(),
            point.series.clone(),
            point.label.clone(),
            point.said.modality,
        );
        match known.get(&key).and_then(|at: &usize| points.get_mut(*at)) {
            Some(same) => same.said.join(point.said),
            None => {
                known.insert(key, points.len());
                points.push(point);
            }
        }
    }
    points
}

fn coordinate(
    rows: &Rows<'_>,
    row: &Row,
    channel: Channel,
    numeric: bool,
    log: bool,
) -> Result<Coordinate, String> {
    if !numeric {
        let date = rows.date(row, channel).map(Coordinate::Date);
        return date.ok_or_else(|| "without a date".to_string());
    }
    match rows.number(row, channel) {
        Some(number) if log && number <= Decimal::ZERO => Err(format!(
            "with a number not above 0 for {}, which a log scale cannot show",
            rows.called(channel)
        )),
        Some(number) => Ok(Coordinate::Number(number)),
        None => Err(format!("without a number for {}", rows.called(channel))),
    }
}
