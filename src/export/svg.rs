//! SVG that needs no program and no font of the system: boxes, arrows, legend and numbered sources.

use crate::export::drawing::{self, Arrow, Drawing, LEADING, NAME, PAD, SMALL, Shape};
use crate::export::footnote;
use crate::export::layout::{self, Layout};
use crate::export::measure::{width, wrap};
use crate::export::picture::Picture;
use crate::export::style::Paint;
use crate::export::xml::escape;
use crate::model::Modality;
use crate::network::Kind;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Space around everything, in pixels.
const MARGIN: f64 = 24.0;
/// Font size of the title, in pixels.
const TITLE: f64 = 18.0;
/// Narrowest picture, in pixels, so that title and sources have room.
const NARROWEST: f64 = 680.0;
/// Fonts in order of preference; the first is the widest, by which texts are measured.
const FONTS: &str = "DejaVu Sans, Verdana, Segoe UI, Helvetica, Arial, sans-serif";

/// Writes the picture.
pub fn write(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    let drawing = drawing::draw(picture);
    let layout = layout::place(&drawing);
    let mut page = Page {
        picture,
        text: String::new(),
        width: (layout.size.0 + 2.0 * MARGIN).max(NARROWEST),
        y: MARGIN,
    };
    page.head();
    page.body(&drawing, &layout);
    page.legend(&drawing);
    page.sources();
    out.write_all(page.finish().as_bytes())
}

/// A page that grows downwards.
struct Page<'a> {
    picture: &'a Picture,
    text: String,
    width: f64,
    y: f64,
}

impl Page<'_> {
    fn head(&mut self) {
        let limit = self.width - 2.0 * MARGIN;
        for line in wrap(&self.picture.title, TITLE, true, limit) {
            self.y += TITLE;
            self.line(MARGIN, self.y, TITLE, "b", &line);
            self.y += TITLE * 0.35;
        }
        if !self.picture.date.is_empty() {
            self.y += SMALL * 1.2;
            let date = self.picture.date.clone();
            self.line(MARGIN, self.y, SMALL, "m", &date);
        }
        self.y += 18.0;
    }

    fn body(&mut self, drawing: &Drawing, layout: &Layout) {
        let left = ((self.width - layout.size.0) / 2.0).max(MARGIN);
        let _ = writeln!(
            self.text,
            "<g transform=\"translate({} {})\">",
            n(left),
            n(self.y)
        );
        for (arrow, course) in drawing.arrows.iter().zip(&layout.courses) {
            self.course(arrow, course);
        }
        for (shape, centre) in drawing.shapes.iter().zip(&layout.shapes) {
            self.shape(shape, *centre);
        }
        for (arrow, centre) in drawing.arrows.iter().zip(&layout.labels) {
            self.words(arrow, *centre);
        }
        self.text.push_str("</g>\n");
        self.y += layout.size.1 + 22.0;
    }

    fn course(&mut self, arrow: &Arrow, course: &[(f64, f64)]) {
        let dash = match arrow.modality {
            Modality::Asserted => "",
            Modality::Claimed => " stroke-dasharray=\"7 4\"",
            _ => " stroke-dasharray=\"2 4\"",
        };
        let _ = writeln!(
            self.text,
            "<path class=\"e\" d=\"{}\"{dash} marker-end=\"url(#a)\"/>",
            curve(course)
        );
    }

    fn shape(&mut self, shape: &Shape, centre: (f64, f64)) {
        let paint = self.picture.style.paint(shape.kind).clone();
        let (x, y) = (centre.0 - shape.size.0 / 2.0, centre.1 - shape.size.1 / 2.0);
        let _ = writeln!(
            self.text,
            "<g><title>{}</title>",
            escape(&shape.description)
        );
        self.rect((x, y), shape.size, 7.0, &paint);
        let mut at = y + PAD * 0.6;
        for line in &shape.name {
            at += NAME * LEADING;
            self.line(x + PAD, at - NAME * 0.3, NAME, "b", line);
        }
        if !shape.lines.is_empty() {
            at += 4.0;
        }
        for line in &shape.lines {
            at += SMALL * LEADING;
            self.line(x + PAD, at - SMALL * 0.3, SMALL, "t", line);
        }
        self.text.push_str("</g>\n");
    }

    fn words(&mut self, arrow: &Arrow, centre: (f64, f64)) {
        let (w, h) = arrow.size;
        let (x, y) = (centre.0 - w / 2.0, centre.1 - h / 2.0);
        let _ = writeln!(
            self.text,
            "<rect class=\"l\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            n(x),
            n(y),
            n(w),
            n(h)
        );
        let mut at = y + 1.0;
        for line in &arrow.label {
            at += SMALL * LEADING;
            let left = centre.0 - width(line, SMALL, false) / 2.0;
            self.line(left, at - SMALL * 0.32, SMALL, "m", line);
        }
    }

    /// The kinds that occur, and what dashes mean.
    fn legend(&mut self, drawing: &Drawing) {
        let mut x = MARGIN;
        let row = 22.0;
        for kind in Kind::ALL {
            if !drawing.shapes.iter().any(|s| s.kind == kind) {
                continue;
            }
            let paint = self.picture.style.paint(kind).clone();
            let across = 14.0 + 6.0 + width(&paint.name, SMALL, false) + 18.0;
            if x + across > self.width - MARGIN {
                x = MARGIN;
                self.y += row;
            }
            self.rect((x, self.y), (14.0, 12.0), 3.0, &paint);
            self.line(x + 20.0, self.y + 10.0, SMALL, "m", &paint.name);
            x += across;
        }
        let dashes = [
            (Modality::Claimed, "7 4", "claimed by a party"),
            (Modality::Rumored, "2 4", "rumoured or planned"),
        ];
        for (modality, dash, name) in dashes {
            let occurs = drawing.arrows.iter().any(|a| match modality {
                Modality::Claimed => a.modality == Modality::Claimed,
                _ => a.modality > Modality::Claimed,
            });
            if !occurs {
                continue;
            }
            let across = 30.0 + 6.0 + width(name, SMALL, false) + 18.0;
            if x + across > self.width - MARGIN {
                x = MARGIN;
                self.y += row;
            }
            let (left, middle) = (n(x), n(self.y + 6.0));
            let _ = writeln!(
                self.text,
                "<path class=\"e\" d=\"M{left} {middle}h28\" stroke-dasharray=\"{dash}\"/>"
            );
            self.line(x + 36.0, self.y + 10.0, SMALL, "m", name);
            x += across;
        }
        self.y += row + 6.0;
    }

    fn sources(&mut self) {
        if self.picture.sources.is_empty() && self.picture.projection.left_out == 0 {
            return;
        }
        let (left, right, y) = (n(MARGIN), n(self.width - MARGIN), n(self.y - 8.0));
        let _ = writeln!(self.text, "<path class=\"r\" d=\"M{left} {y}H{right}\"/>");
        let limit = self.width - 2.0 * MARGIN - 34.0;
        for (i, source) in self.picture.sources.clone().iter().enumerate() {
            let number = format!("[{}]", i + 1);
            let link = source.address.as_deref().filter(|a| a.starts_with("http"));
            if let Some(address) = link {
                let _ = write!(self.text, "<a href=\"{}\">", escape(address));
            }
            for (row, line) in wrap(&footnote::text(source), SMALL, false, limit)
                .iter()
                .enumerate()
            {
                self.y += SMALL * LEADING;
                if row == 0 {
                    self.line(MARGIN, self.y, SMALL, "m", &number);
                }
                self.line(MARGIN + 34.0, self.y, SMALL, "m", line);
            }
            if link.is_some() {
                self.text.push_str("</a>\n");
            }
        }
        if self.picture.projection.left_out > 0 {
            self.y += SMALL * LEADING * 1.4;
            let note = format!(
                "{} more entities are left out.",
                self.picture.projection.left_out
            );
            self.line(MARGIN, self.y, SMALL, "m", &note);
        }
    }

    fn rect(&mut self, at: (f64, f64), size: (f64, f64), radius: f64, paint: &Paint) {
        let _ = writeln!(
            self.text,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{}\" stroke=\"{}\"/>",
            n(at.0),
            n(at.1),
            n(size.0),
            n(size.1),
            n(radius),
            paint.fill,
            paint.line
        );
    }

    fn line(&mut self, x: f64, y: f64, size: f64, class: &str, text: &str) {
        let _ = writeln!(
            self.text,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\" font-size=\"{}\">{}</text>",
            n(x),
            n(y),
            n(size),
            escape(text)
        );
    }

    fn finish(self) -> String {
        let style = &self.picture.style;
        let (w, h) = (n(self.width), n(self.y + MARGIN));
        let title = escape(&self.picture.title);
        let nodes = self.picture.projection.graph.node_count();
        let edges = self.picture.projection.graph.edge_count();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" \
             role=\"img\" aria-labelledby=\"title desc\" font-family=\"{FONTS}\">\n\
             <title id=\"title\">{title}</title>\n\
             <desc id=\"desc\">A graph of {nodes} entities and {edges} facts between them, from {} sources.</desc>\n\
             <style>.b{{font-weight:bold;fill:{text}}}.t{{fill:{text}}}.m{{fill:{muted}}}\
             .e{{fill:none;stroke:{edge};stroke-width:1.3}}.l{{fill:{ground}}}\
             .r{{stroke:{edge};stroke-width:.6}}</style>\n\
             <defs><marker id=\"a\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\" markerHeight=\"8\" \
             orient=\"auto\"><path d=\"M0 1L10 5L0 9z\" fill=\"{edge}\"/></marker></defs>\n\
             <rect width=\"{w}\" height=\"{h}\" fill=\"{back}\"/>\n{body}</svg>\n",
            self.picture.sources.len(),
            text = style.text,
            muted = style.muted,
            edge = style.edge,
            ground = style.label_background,
            back = style.background,
            body = self.text,
        )
    }
}

/// A smooth course through its points: straight to the middle of each leg, bent at the points.
fn curve(points: &[(f64, f64)]) -> String {
    let Some((first, rest)) = points.split_first() else {
        return String::new();
    };
    let mut d = format!("M{} {}", n(first.0), n(first.1));
    for (i, point) in rest.iter().enumerate() {
        match rest.get(i + 1) {
            Some(next) => {
                let middle = (point.0.midpoint(next.0), point.1.midpoint(next.1));
                let _ = write!(
                    d,
                    "Q{} {} {} {}",
                    n(point.0),
                    n(point.1),
                    n(middle.0),
                    n(middle.1)
                );
            }
            None => {
                let _ = write!(d, "L{} {}", n(point.0), n(point.1));
            }
        }
    }
    d
}

/// A length with one decimal at most: short, and the same on every machine.
fn n(length: f64) -> String {
    let rounded = (length * 10.0).round() / 10.0;
    let text = format!("{rounded:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_string)
}
