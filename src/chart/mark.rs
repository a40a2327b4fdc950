//! A point as it is drawn: its sign, and a bar where its date is a month or a year.

use crate::chart::page::{Page, Told};
use crate::chart::point::Point;
use crate::chart::series::Series;
use crate::chart::sign;
use crate::picture::ink::n;

/// Draws a point at a place, with a sign that reaches so far; `span` is from where to where its date may lie.
pub fn draw(
    page: &mut Page<'_>,
    point: &Point,
    words: &str,
    series: &Series,
    (at, span, reach): ((f64, f64), (f64, f64), f64),
) {
    let ground = page.chart.style.background.as_str();
    let told = Told {
        words,
        said: Some(&point.said),
    };
    page.mark(&told, |ink| {
        if point.x.is_vague() {
            let d = format!("M{} {}H{}", n(span.0), n(at.1), n(span.1));
            let line = format!("stroke=\"{}\" stroke-width=\"5\"", series.colour);
            ink.path(&d, &format!("{line} opacity=\"0.3\""));
        }
        let paint = sign::paint(&series.colour, ground, point.said.is_uncertain());
        ink.path(&sign::outline(series.sign, at, reach), &paint);
    });
}
