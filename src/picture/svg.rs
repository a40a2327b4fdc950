//! SVG that needs no program and no font of the system: boxes, arrows, legend and numbered sources.

use crate::model::Namespaces;
use crate::picture::Picture;
use crate::picture::arrow::{Arrow, WORDS};
use crate::picture::drawing::{self, Drawing, Form};
use crate::picture::ink::{Ink, n};
use crate::picture::layout::rect::Rect;
use crate::picture::layout::{self, Layout};
use crate::picture::legend::{self, dash, weight};
use crate::picture::measure::clip;
use crate::picture::page::{self, MARGIN, TITLE};
use crate::picture::shape::{BELOW, DOT_NAME, LEADING, NAME, PAD, SMALL, Shape, count};
use crate::picture::sources;
use std::io::{self, Write};

/// Narrowest picture, in pixels, so that title and sources have room.
const NARROWEST: f64 = 640.0;
/// Writes the picture.
pub fn write(picture: &Picture, ns: &Namespaces, out: &mut dyn Write) -> io::Result<()> {
    let drawing = drawing::draw(picture);
    let layout = layout::place(&drawing);
    let mut page = Page {
        picture,
        ns,
        ink: Ink::default(),
        form: drawing.form,
        width: (layout.size.0 + 2.0 * MARGIN).max(NARROWEST),
        y: 0.0,
    };
    page.y = page::head(&mut page.ink, &picture.title, &picture.date, page.width) + 22.0;
    page.body(&drawing, &layout);
    page.y = legend::draw(&mut page.ink, picture, &drawing, page.width, page.y);
    let mut notes = sources::notes(picture, drawing.form);
    notes.extend(unframed(&layout.unframed));
    page.y = sources::draw(&mut page.ink, picture, &notes, page.width, page.y);
    out.write_all(page.finish().as_bytes())
}

/// What is said of groups whose frame has no room.
fn unframed(names: &[String]) -> Option<String> {
    let verb = match names.len() {
        0 => return None,
        1 => "has no frame, as it",
        _ => "have no frame, as theirs",
    };
    Some(format!(
        "{} {verb} would lie on other boxes.",
        names.join(", ")
    ))
}

/// A page that grows downwards.
struct Page<'a> {
    picture: &'a Picture,
    ns: &'a Namespaces,
    ink: Ink,
    form: Form,
    width: f64,
    y: f64,
}

impl Page<'_> {
    fn body(&mut self, drawing: &Drawing, layout: &Layout) {
        let left = ((self.width - layout.size.0) / 2.0).max(MARGIN);
        let place = format!("transform=\"translate({} {})\"", n(left), n(self.y));
        self.ink.open("g", &place);
        for (name, at) in &layout.frames {
            self.ink.group(at);
            let room = at.width - 2.0 * PAD;
            let name = clip(name, SMALL, false, room, 1);
            let place = (at.left + PAD, at.top + SMALL + 2.0);
            self.ink
                .words("m", place, name.first().map_or("", String::as_str), "");
        }
        for (arrow, course) in drawing.arrows.iter().zip(&layout.courses) {
            let both = if arrow.both {
                " marker-start=\"url(#a)\""
            } else {
                ""
            };
            let class = format!("e{}", weight(arrow.sources));
            let look = format!("{} marker-end=\"url(#a)\"{both}", dash(arrow.modality));
            let linked = arrow.link.as_ref().is_some_and(|a| self.ink.link(a));
            self.ink.course(&class, course, &look, &arrow.description);
            if linked {
                self.ink.close("a");
            }
        }
        for (arrow, at) in drawing.arrows.iter().zip(&layout.labels) {
            if at.width > 0.0 {
                self.words(arrow, at);
            }
        }
        for (shape, at) in drawing.shapes.iter().zip(&layout.shapes) {
            match drawing.form {
                Form::Dots => self.dot(shape, at),
                Form::Full | Form::Bare => self.shape(shape, at),
            }
        }
        for (shape, at) in drawing.shapes.iter().zip(&layout.names) {
            if at.width > 0.0 {
                let base = (at.left, at.top + 0.76 * at.height);
                let name = shape.name.first().map_or("", String::as_str);
                self.ink.words("d", base, name, "");
            }
        }
        self.ink.close("g");
        self.y += layout.size.1 + 26.0;
    }

    fn dot(&mut self, shape: &Shape, at: &Rect) {
        let paint = self.picture.style.paint(shape.kind);
        let address = shape.entity.as_ref().map(|id| self.ns.entity(id));
        let linked = address.is_some_and(|a| self.ink.link(&a));
        self.ink.open("g", "");
        self.ink.title(&shape.description);
        self.ink.dot(at, paint, shape.focal);
        self.ink.close("g");
        if linked {
            self.ink.close("a");
        }
    }

    fn shape(&mut self, shape: &Shape, at: &Rect) {
        let address = shape.entity.as_ref().map(|id| self.ns.entity(id));
        let linked = address.is_some_and(|a| self.ink.link(&a));
        self.ink.open("g", "");
        self.ink.title(&shape.description);
        self.ink
            .frame(at, self.picture.style.paint(shape.kind), shape.focal);
        let x = at.left + PAD;
        let mut y = at.top + (at.height - shape.text_height()) / 2.0;
        for line in &shape.name {
            y += NAME * LEADING;
            self.ink.words("b", (x, y - NAME * 0.33), line, "");
        }
        y += BELOW;
        for row in &shape.rows {
            let base = |i: usize| y + (count(i) + 0.68) * SMALL * LEADING;
            for (i, line) in row.label.iter().enumerate() {
                self.ink.words("m", (x, base(i)), line, "");
            }
            for (i, line) in row.value.iter().enumerate() {
                let last = i + 1 == row.value.len();
                let mark = if last { &*row.mark } else { "" };
                self.ink.words("t", (x + shape.tab, base(i)), line, mark);
            }
            y += count(row.height()) * SMALL * LEADING;
        }
        self.ink.close("g");
        if linked {
            self.ink.close("a");
        }
    }

    fn words(&mut self, arrow: &Arrow, at: &Rect) {
        self.ink.ground(at);
        let mut y = at.top + 1.0;
        for words in &arrow.words {
            y += WORDS * LEADING;
            let place = (at.centre().0, y - WORDS * 0.33);
            self.ink.words("w", place, &words.text, &words.mark);
        }
    }

    fn finish(self) -> String {
        let style = &self.picture.style;
        let projection = &self.picture.projection;
        let summary = format!(
            "{} entities and {} facts between them, from {} sources.",
            projection.graph.node_count(),
            projection.graph.edge_count(),
            self.picture.sources.len(),
        );
        let dots = self.form == Form::Dots;
        let [one, two, three, six] = if dots {
            [0.7, 1.1, 1.6, 2.2]
        } else {
            [1.2, 1.9, 2.7, 3.6]
        };
        let look = format!(
            "<style>.h,.b,.t{{fill:{text}}}.h,.b{{font-weight:bold}}.h{{font-size:{TITLE}px}}.b{{font-size:{NAME}px}}\
             .m,.w,.s{{fill:{muted}}}.w{{font-size:{WORDS}px;text-anchor:middle}}.s{{font-size:8px;font-weight:normal}}\
             .e1,.e2,.e3,.e4{{fill:none;stroke:{edge};stroke-width:{one}}}.e2{{stroke-width:{two}}}.e3{{stroke-width:{three}}}.e4{{stroke-width:{six}}}.l{{fill:{ground}}}\
             .d{{fill:{text};font-size:{DOT_NAME}px;paint-order:stroke;stroke:{ground};stroke-width:3px;stroke-linejoin:round}}.g{{fill:none;stroke:{muted};stroke-width:.8;stroke-dasharray:1 3;stroke-linecap:round}}.r{{stroke:{edge};stroke-width:.6}}</style>\n\
             <defs><marker id=\"a\" viewBox=\"0 0 10 10\" refX=\"10\" refY=\"5\" markerWidth=\"{tip}\" markerHeight=\"{tip}\" \
             markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\"><path d=\"M0 1L10 5L0 9z\" fill=\"{edge}\"/></marker></defs>\n",
            tip = if dots { 6 } else { 8 },
            text = style.text,
            muted = style.muted,
            edge = style.edge,
            ground = style.label_background,
        );
        page::svg(
            (self.width, self.y),
            (&self.picture.title, &summary),
            &look,
            &style.background,
            self.ink,
        )
    }
}
