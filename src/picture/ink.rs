//! SVG elements, one method each, written to a string.

use crate::picture::bidi::isolated;
use crate::picture::layout::curve::Curve;
use crate::picture::layout::rect::{Point, Rect};
use crate::picture::style::Paint;
use crate::picture::xml::escape;
use std::fmt::Write as _;

/// Elements written so far.
#[derive(Debug, Default)]
pub struct Ink {
    text: String,
}

impl Ink {
    /// All that was written.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Opens an element whose content follows; `attributes` are escaped already.
    pub fn open(&mut self, name: &str, attributes: &str) {
        let space = if attributes.is_empty() { "" } else { " " };
        let _ = write!(self.text, "<{name}{space}{attributes}>");
    }

    /// Closes an element.
    pub fn close(&mut self, name: &str) {
        let _ = writeln!(self.text, "</{name}>");
    }

    /// Opens a link, if the address is one of the web; says whether [`Self::close`] has to follow.
    pub fn link(&mut self, address: &str) -> bool {
        let web = is_web(address);
        if web {
            self.open("a", &format!("href=\"{}\"", escape(address)));
        }
        web
    }

    /// The words that a reader of the screen or the pointer gets.
    pub fn title(&mut self, text: &str) {
        let _ = writeln!(self.text, "<title>{}</title>", escape(&isolated(text)));
    }

    /// A box.
    pub fn frame(&mut self, at: &Rect, paint: &Paint, focal: bool) {
        let corner = f64::from(paint.corner).min(at.height / 2.0);
        let width = match (focal, paint.thick) {
            (true, _) => " stroke-width=\"3\"",
            (false, true) => " stroke-width=\"2\"",
            _ => "",
        };
        let _ = writeln!(
            self.text,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{}\" stroke=\"{}\"{width}/>",
            n(at.left),
            n(at.top),
            n(at.width),
            n(at.height),
            n(corner),
            paint.fill,
            paint.line
        );
    }

    /// A dot: a small box in the colour of a box's frame.
    pub fn dot(&mut self, at: &Rect, paint: &Paint, focal: bool) {
        let corner = f64::from(paint.corner).min(at.height / 2.0);
        let ring = if focal || paint.thick {
            format!(
                " stroke=\"{}\" stroke-width=\"{}\"",
                paint.line,
                if focal { 6 } else { 3 }
            )
        } else {
            String::new()
        };
        let fill = if ring.is_empty() {
            &paint.line
        } else {
            &paint.fill
        };
        let _ = writeln!(
            self.text,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{fill}\"{ring}/>",
            n(at.left),
            n(at.top),
            n(at.width),
            n(at.height),
            n(corner),
        );
    }

    /// The frame of a group of boxes.
    pub fn group(&mut self, at: &Rect) {
        let _ = writeln!(
            self.text,
            "<rect class=\"g\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\"/>",
            n(at.left),
            n(at.top),
            n(at.width),
            n(at.height)
        );
    }

    /// The ground behind words on an arrow.
    pub fn ground(&mut self, at: &Rect) {
        let _ = writeln!(
            self.text,
            "<rect class=\"l\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            n(at.left),
            n(at.top),
            n(at.width),
            n(at.height)
        );
    }

    /// A line of text that begins (or, by its class, has its middle) at a point on the base line.
    pub fn words(&mut self, class: &str, at: Point, text: &str, mark: &str) {
        let (x, y) = (n(at.0), n(at.1));
        let _ = write!(
            self.text,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}",
            escape(&isolated(text))
        );
        if !mark.is_empty() {
            let _ = write!(
                self.text,
                "<tspan class=\"s\" dy=\"-3\">{}</tspan>",
                escape(mark)
            );
        }
        self.text.push_str("</text>\n");
    }

    /// A line along a curve, with words for those who point at it.
    pub fn course(&mut self, class: &str, curve: &Curve, attributes: &str, title: &str) {
        let d = path(curve);
        let title = escape(&isolated(title));
        let _ = writeln!(
            self.text,
            "<path class=\"{class}\" d=\"{d}\"{attributes}><title>{title}</title></path>"
        );
    }

    /// A shape or line by the data of its path, with its attributes.
    pub fn path(&mut self, d: &str, attributes: &str) {
        let _ = writeln!(self.text, "<path d=\"{d}\" {attributes}/>");
    }

    /// A level rule.
    pub fn rule(&mut self, class: &str, from: Point, length: f64, attributes: &str) {
        let (x, y, length) = (n(from.0), n(from.1), n(length));
        let _ = writeln!(
            self.text,
            "<path class=\"{class}\" d=\"M{x} {y}h{length}\"{attributes}/>"
        );
    }
}

/// The data of a path; level and upright parts as such, and as one where they follow each other.
fn path(curve: &Curve) -> String {
    let p = |point: Point| format!("{} {}", n(point.0), n(point.1));
    let same = |a: f64, b: f64| (a - b).abs() < 0.05;
    let mut d = format!("M{}", p(curve.start));
    let mut from = curve.start;
    let mut legs = curve.legs.iter().peekable();
    while let Some([out, back, to]) = legs.next() {
        let level = |leg: &[Point; 3]| leg.iter().all(|q| same(q.1, from.1));
        let upright = |leg: &[Point; 3]| leg.iter().all(|q| same(q.0, from.0));
        let leg = [*out, *back, *to];
        if level(&leg) {
            if !legs.peek().is_some_and(|next| level(next)) {
                let _ = write!(d, "H{}", n(to.0));
            }
        } else if upright(&leg) {
            if !legs.peek().is_some_and(|next| upright(next)) {
                let _ = write!(d, "V{}", n(to.1));
            }
        } else if straight(from, &leg) {
            let _ = write!(d, "L{}", p(*to));
        } else {
            let _ = write!(d, "C{} {} {}", p(*out), p(*back), p(*to));
        }
        from = *to;
    }
    d
}

/// Whether the control points of a part lie on the line from its start to its end.
fn straight(from: Point, [out, back, to]: &[Point; 3]) -> bool {
    let way = (to.0 - from.0, to.1 - from.1);
    let off = |p: &Point| ((p.0 - from.0) * way.1 - (p.1 - from.1) * way.0).abs();
    let near = 0.05 * (way.0.abs() + way.1.abs());
    off(out) <= near && off(back) <= near
}

/// Whether an address is one of the web.
pub fn is_web(address: &str) -> bool {
    let schemes = ["https://", "http://"];
    schemes.iter().any(|s| address.starts_with(s))
}

/// A length with one decimal at most: short, and the same on every machine.
pub fn n(length: f64) -> String {
    let rounded = (length * 10.0).round() / 10.0;
    // Minus nought would print its sign.
    let text = format!("{:.1}", rounded + 0.0);
    text.strip_suffix(".0").map_or(text.clone(), str::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short() {
        assert_eq!(n(-0.04), "0");
        assert_eq!(n(12.04), "12");
        assert_eq!(n(-3.26), "-3.3");
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        let mut ink = Ink::default();
        assert!(!ink.link("javascript:alert(1)") && ink.link("https://x.example/?a=\"&b"));
        assert_eq!(
            ink.into_text(),
            "<a href=\"https://x.example/?a=&quot;&amp;b\">"
        );
    }
}
