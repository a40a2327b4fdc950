//! What a flow looks like: a band to the right, or one that swings below the others and back.

use crate::chart::sankey::stack::Dock;
use crate::model::Modality;
use crate::picture::ink::{Ink, n};
use crate::picture::layout::rect::Point;
use crate::picture::legend::dash;
use std::fmt::Write as _;

/// The way of a flow, from the right side of its source to the left side of its target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Course {
    /// Straight on to a layer further right.
    Onward((f64, f64), Dock),
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
            Self::Onward((x0, x1), dock) => {
                let (near, far) = (n((x0 * 2.0 + x1) / 3.0), n((x0 + x1 * 2.0) / 3.0));
                let half = dock.thick / 2.0;
                let (x0, x1) = (n(*x0), n(*x1));
                let (a, b) = (n(dock.from - half), n(dock.to - half));
                let (c, d) = (n(dock.to + half), n(dock.from + half));
                let outline = format!(
                    "M{x0} {a}C{near} {a} {far} {b} {x1} {b}V{c}C{far} {c} {near} {d} {x0} {d}z"
                );
                let line = if sure {
                    String::new()
                } else {
                    format!(" {line}")
                };
                ink.path(
                    &outline,
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
            Self::Onward((_, x1), dock) => (x1 - 4.0 - width, dock.to + 3.0),
            Self::Back((x0, x1), _, lane) => (f64::midpoint(*x0, *x1) - width / 2.0, lane + 3.0),
        }
    }
}
