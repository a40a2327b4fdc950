//! Points in words: each one exactly, and all in one sentence.

use crate::chart::dimension::Dimension;
use crate::chart::point::{Coordinate, Point};

/// What a point says: `DeepSeek V4-Pro: 1.74 USD per 1,000,000 tokens, 2026-04-24 (claimed) [1]`.
pub fn exact(point: &Point, x: &Dimension, y: &Dimension) -> String {
    let names = [point.label.as_str(), point.series.as_str()];
    let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    let names = names.join(", ");
    let colon = if names.is_empty() { "" } else { ": " };
    let values = match (&point.x, &point.y) {
        (Coordinate::Date(date), y_value) => format!("{}, {date}", y_value.exact(y)),
        (x_value, y_value) => format!(
            "{} {}, {} {}",
            x.title,
            x_value.exact(x),
            y.title,
            y_value.exact(y)
        ),
    };
    format!("{names}{colon}{values}{}", point.said.remark())
}

/// One sentence for those who do not see the chart.
pub fn summary(
    kind: &str,
    points: &[Point],
    groups: usize,
    x: &Dimension,
    y: &Dimension,
) -> String {
    let least = |pick: fn(&Point) -> &Coordinate| points.iter().map(pick).min();
    let most = |pick: fn(&Point) -> &Coordinate| points.iter().map(pick).max();
    let xs = (least(|p| &p.x), most(|p| &p.x));
    let ys = (least(|p| &p.y), most(|p| &p.y));
    let ((Some(x0), Some(x1)), (Some(y0), Some(y1))) = (xs, ys) else {
        return format!("{kind} without a value.");
    };
    let groups = match groups {
        0 | 1 => String::new(),
        n => format!(" in {n} series"),
    };
    format!(
        "{kind} of {} values{groups}. {}: from {} to {}. {}: from {} to {}.",
        points.len(),
        x.title,
        x0.exact(x),
        x1.exact(x),
        y.title,
        y0.exact(y),
        y1.exact(y),
    )
}
