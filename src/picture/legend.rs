//! The legend of a picture: the kinds of boxes and the lines that occur in it.

use crate::model::Modality;
use crate::network::Kind;
use crate::picture::Picture;
use crate::picture::drawing::Drawing;
use crate::picture::ink::Ink;
use crate::picture::layout::rect::Rect;
use crate::picture::measure::width;
use crate::picture::page::MARGIN;
use crate::picture::shape::SMALL;

/// Height of a row, in pixels.
const ROW: f64 = 22.0;

/// A sign and its name.
enum Sign {
    Kind(Kind),
    Line(Modality),
    Weight(usize),
}

/// Draws the legend from `y` downwards and gives the place below it.
pub fn draw(ink: &mut Ink, picture: &Picture, drawing: &Drawing, across: f64, y: f64) -> f64 {
    let kinds = Kind::ALL.into_iter().map(Sign::Kind);
    let lines = Modality::ALL.into_iter().skip(1).map(Sign::Line);
    let (mut x, mut y) = (MARGIN, y);
    let weights = (2..=4).map(Sign::Weight);
    for sign in kinds
        .chain(lines)
        .chain(weights)
        .filter(|s| occurs(s, drawing))
    {
        let (name, room) = match sign {
            Sign::Kind(kind) => (picture.style.paint(kind).name.as_str(), 18.0),
            Sign::Line(modality) => (meaning(modality), 28.0),
            Sign::Weight(weight) => (told(weight), 28.0),
        };
        let length = room + 8.0 + width(name, SMALL, false);
        if x > MARGIN && x + length > across - MARGIN {
            x = MARGIN;
            y += ROW;
        }
        match sign {
            Sign::Kind(kind) => {
                let swatch = Rect::around((x + room / 2.0, y + 6.0), (room, 12.0));
                ink.frame(&swatch, picture.style.paint(kind), false);
            }
            Sign::Line(modality) => ink.rule("e1", (x, y + 6.0), room, dash(modality)),
            Sign::Weight(weight) => ink.rule(&format!("e{weight}"), (x, y + 6.0), room, ""),
        }
        ink.words("m", (x + room + 8.0, y + 10.0), name, "");
        x += length + 20.0;
    }
    if x > MARGIN { y + ROW + 12.0 } else { y }
}

fn occurs(sign: &Sign, drawing: &Drawing) -> bool {
    match sign {
        Sign::Kind(kind) => drawing.shapes.iter().any(|s| s.kind == *kind),
        Sign::Line(modality) => drawing.arrows.iter().any(|a| a.modality == *modality),
        Sign::Weight(w) => drawing.arrows.iter().any(|a| weight(a.sources) == *w),
    }
}

/// What a line says of the facts that it shows.
pub fn meaning(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "stated by the source itself",
        Modality::Claimed => "claimed by a party",
        Modality::Rumored => "rumored",
        Modality::Predicted => "predicted or planned",
        Modality::Negated => "denied",
    }
}

/// How many sources the thickness of an arrow tells of.
fn told(weight: usize) -> &'static str {
    match weight {
        2 => "two sources",
        3 => "three to five sources",
        _ => "six sources or more",
    }
}

/// How thick an arrow of so many sources is, from 1 to 4.
pub fn weight(sources: usize) -> usize {
    match sources {
        0 | 1 => 1,
        2 => 2,
        3..=5 => 3,
        _ => 4,
    }
}

/// The dashes of a line, as an attribute.
pub fn dash(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "",
        Modality::Claimed => " stroke-dasharray=\"7 4\"",
        Modality::Rumored => " stroke-dasharray=\"2 4\"",
        Modality::Predicted | Modality::Negated => " stroke-dasharray=\"9 3 2 3\"",
    }
}
