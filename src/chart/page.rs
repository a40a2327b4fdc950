//! The page of a chart: title above, notes and numbered sources below, and what is drawn between.

use crate::chart::{Chart, Drawn};
use crate::picture::ink::{Ink, n};
use crate::picture::layout::rect::{Point, Rect};
use crate::picture::measure::{width, wrap};
use crate::picture::shape::{MARK, SMALL};
use crate::picture::sources;
use crate::picture::svg::{FONTS, MARGIN, TITLE};
use crate::picture::xml::escape;

/// A page that grows downwards.
pub struct Page<'a> {
    /// What is drawn.
    pub ink: Ink,
    /// The chart.
    pub chart: &'a Chart<'a>,
    /// The place below what is drawn.
    pub y: f64,
}

/// What a mark says to those who point at it, and where it leads to.
pub struct Told<'t> {
    /// Its exact values.
    pub words: &'t str,
    /// An address.
    pub link: Option<&'t str>,
}

impl<'a> Page<'a> {
    /// A page with its title.
    pub fn new(chart: &'a Chart<'a>) -> Self {
        let mut page = Self {
            ink: Ink::default(),
            chart,
            y: MARGIN,
        };
        let limit = page.right() - MARGIN;
        for line in wrap(chart.title, TITLE, true, limit) {
            page.y += TITLE;
            page.ink.words("h", (MARGIN, page.y), &line, "");
            page.y += TITLE * 0.35;
        }
        for line in wrap(chart.subtitle, SMALL, false, limit) {
            page.y += SMALL * 1.2;
            page.ink.words("m", (MARGIN, page.y), &line, "");
        }
        page.y += 18.0;
        page
    }

    /// The right margin.
    pub fn right(&self) -> f64 {
        self.chart.width - MARGIN
    }

    /// Opens the group of a mark, draws it and closes the group.
    pub fn mark(&mut self, told: &Told<'_>, draw: impl FnOnce(&mut Ink)) {
        let linked = told.link.is_some_and(|address| self.ink.link(address));
        self.ink.open("g", "");
        self.ink.title(told.words);
        draw(&mut self.ink);
        self.ink.close("g");
        if linked {
            self.ink.close("a");
        }
    }

    /// Words of a mark on a ground of their own, so that they can be read over lines and bands; `at` is the begin of
    /// their base line.
    pub fn label(&mut self, at: Point, text: &str, mark: &str) {
        let across = width(text, SMALL, false) + width(mark, MARK, false);
        self.ink.ground(&Rect {
            left: at.0 - 1.0,
            top: at.1 - SMALL + 1.0,
            width: across + 2.0,
            height: SMALL + 2.0,
        });
        self.ink.words("t", at, text, mark);
    }

    /// Small words in lines no longer than the page; the page grows by them.
    pub fn heading(&mut self, text: &str) {
        for line in wrap(text, SMALL, false, self.right() - MARGIN) {
            self.y += SMALL;
            self.ink.words("m", (MARGIN, self.y), &line, "");
            self.y += SMALL * 0.35;
        }
    }

    /// A thin line from place to place.
    pub fn line(&mut self, class: &str, from: Point, to: Point) {
        let d = format!("M{} {}L{} {}", n(from.0), n(from.1), n(to.0), n(to.1));
        self.ink.path(&d, &format!("class=\"{class}\""));
    }

    /// The whole SVG; `summary` is the sentence for those who do not see it.
    pub fn finish(mut self, summary: &str, notes: Vec<String>, values: usize) -> Drawn {
        let (chart, width) = (self.chart, self.chart.width);
        let sources = chart.sources;
        self.y = sources::list(&mut self.ink, sources, &notes, width, self.y + 22.0);
        let (w, h) = (n(width), n(self.y + MARGIN));
        let style = chart.style;
        let head = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" \
             role=\"img\" aria-labelledby=\"title desc\" font-family=\"{FONTS}\" font-size=\"{SMALL}\">\n\
             <title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n",
            escape(chart.title),
            escape(summary),
        );
        let look = format!(
            "<style>.h,.b,.t{{fill:{text}}}.h,.b{{font-weight:bold}}.h{{font-size:{TITLE}px}}.m,.s{{fill:{muted}}}\
             .s{{font-size:8px;font-weight:normal}}.e{{text-anchor:end}}.c{{text-anchor:middle}}\
             .l{{fill:{back};opacity:.75}}\
             .g{{stroke:{grid};fill:none}}.a{{stroke:{edge};fill:none}}.r{{stroke:{edge};stroke-width:.6}}</style>\n\
             <rect width=\"{w}\" height=\"{h}\" fill=\"{back}\"/>\n",
            text = style.text,
            muted = style.muted,
            edge = style.edge,
            grid = style.chart.grid,
            back = style.background,
        );
        let body = self.ink.into_text();
        Drawn {
            svg: format!("{head}{look}{body}</svg>\n"),
            notes,
            values,
        }
    }
}

/// Numbers of sources as they stand, small, behind words; none where there is one source only.
pub fn raised(chart: &Chart<'_>, numbers: &std::collections::BTreeSet<usize>) -> String {
    crate::picture::footnote::small(chart.sources.len(), numbers)
}
