//! What a flow looks like: a band to the right, or one that swings below the others and back.

use crate::chart::sankey::stack::Dock;
use crate::model::Modality;
use crate::picture::ink::{Ink, n};
use crate::picture::layout::rect::Point;
use crate::picture::legend::dash;
use std::fmt::Write as _;

/// The way of a flow, from the right side of its source to the left side of its target.
#[derive(Debug, Clone, PartialEq)]
pub enum Course {
    /// On to a layer further right: a part from layer to layer, level in between.
    Onward(Vec<((f64, f64), Dock)>),
    /// Back along a lane of this height.
    Back((f64, f64), Dock, f64),
}

impl Course {
    /// Draws the band; what is uncertain is lighter and has a dashed line.
    pub fn draw(&self, ink: &mut Ink, colour: &str, modality: Modality) {
        let sure = modality == Modality::Asserted;
        let faint = if sure { "0.32" } else { "0.12" };
        let line = format!("stroke=\"{colour}\" stroke-width=\"1\"{}", dash(modality));
        match self {
            Self::Onward(parts) => {
                let line = if sure {
                    String::new()
                } else {
                    format!(" {line}")
                };
                ink.path(
                    &outline(parts),
                    &format!("fill=\"{colour}\" fill-opacity=\"{faint}\"{line}"),
                );
            }
            Self::Back((x0, x1), dock, lane) => {
                let r = dock.thick / 2.0 + 5.0;
                let arc =
                    |dx: f64, dy: f64| format!("a{r} {r} 0 0 1 {} {}", n(dx), n(dy), r = n(r));
                let mut d = format!("M{} {}h2{}", n(*x0), n(dock.from), arc(r, r));
                let _ = write!(
                    d,
                    "V{}{}H{}{}",
                    n(lane - r),
                    arc(-r, r),
                    n(x1 - 2.0),
                    arc(-r, -r)
                );
                let _ = write!(d, "V{}{}h2", n(dock.to + r), arc(r, -r));
                let wide = format!(
                    "stroke-width=\"{}\" stroke-opacity=\"{faint}\"",
                    n(dock.thick)
                );
                ink.path(&d, &format!("fill=\"none\" stroke=\"{colour}\" {wide}"));
                if !sure {
                    ink.path(&d, &format!("fill=\"none\" {line}"));
                }
            }
        }
    }

    /// Where the numbers of its sources, so wide, begin.
    pub fn mark(&self, width: f64) -> Point {
        match self {
            Self::Onward(parts) => {
                let end = parts.last().map(|((_, x1), dock)| (*x1, dock.to));
                let (x1, to) = end.unwrap_or_default();
                (x1 - 4.0 - width, to + 3.0)
            }
            Self::Back((x0, x1), _, lane) => (f64::midpoint(*x0, *x1) - width / 2.0, lane + 3.0),
        }
    }
}

/// The outline of a band through its parts: along their tops and back along their feet.
fn outline(parts: &[((f64, f64), Dock)]) -> String {
    let thick = parts.iter().map(|(_, dock)| dock.thick);
    let half = thick.fold(f64::MAX, f64::min) / 2.0;
    let bends = |(x0, x1): (f64, f64)| (n((x0 * 2.0 + x1) / 3.0), n((x0 + x1 * 2.0) / 3.0));
    let mut d = String::new();
    for (i, ((x0, x1), dock)) in parts.iter().enumerate() {
        let (near, far) = bends((*x0, *x1));
        let (from, to) = (n(dock.from - half), n(dock.to - half));
        let begin = if i == 0 { 'M' } else { 'L' };
        let _ = write!(
            d,
            "{begin}{} {from}C{near} {from} {far} {to} {} {to}",
            n(*x0),
            n(*x1)
        );
    }
    for (i, ((x0, x1), dock)) in parts.iter().rev().enumerate() {
        let (near, far) = bends((*x0, *x1));
        let (from, to) = (n(dock.from + half), n(dock.to + half));
        match i {
            0 => {
                let _ = write!(d, "V{to}");
            }
            _ => {
                let _ = write!(d, "L{} {to}", n(*x1));
            }
        }
        let _ = write!(d, "C{far} {to} {near} {from} {} {from}", n(*x0));
    }
    d.push('z');
    d
}
