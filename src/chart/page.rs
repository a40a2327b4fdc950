//! The page of a chart: title above, notes and numbered sources below, and what is drawn between.

use crate::chart::row::Said;
use crate::chart::{Chart, Drawn};
use crate::picture::ink::{Ink, n};
use crate::picture::layout::rect::{Point, Rect};
use crate::picture::measure::{width, wrap};
use crate::picture::page::{self, MARGIN, TITLE};
use crate::picture::shape::{MARK, SMALL};
use crate::picture::sources;
use std::collections::BTreeSet;

/// A page that grows downwards.
pub struct Page<'a> {
    /// What is drawn.
    pub ink: Ink,
    /// The chart.
    pub chart: &'a Chart<'a>,
    /// The place below what is drawn.
    pub y: f64,
    /// Numbers of the sources that marks cite.
    used: BTreeSet<usize>,
}

/// What a mark says to those who point at it, and where it leads to.
pub struct Told<'t> {
    /// Its exact values.
    pub words: &'t str,
    /// How surely it is said, by which sources, and where it leads to.
    pub said: Option<&'t Said>,
}

impl<'a> Page<'a> {
    /// A page with its title.
    pub fn new(chart: &'a Chart<'a>) -> Self {
        let mut ink = Ink::default();
        let y = page::head(&mut ink, chart.title, chart.subtitle, chart.width) + 18.0;
        Self {
            ink,
            chart,
            y,
            used: BTreeSet::new(),
        }
    }

    /// The right margin.
    pub fn right(&self) -> f64 {
        self.chart.width - MARGIN
    }

    /// Opens the group of a mark, draws it and closes the group.
    pub fn mark(&mut self, told: &Told<'_>, draw: impl FnOnce(&mut Ink)) {
        self.used.extend(told.said.iter().flat_map(|s| &s.sources));
        let link = told.said.and_then(|s| s.link.as_deref());
        let linked = link.is_some_and(|address| self.ink.link(address));
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
        let sources = if chart.listed { chart.sources } else { &[] };
        self.y = sources::list(&mut self.ink, sources, &notes, width, self.y + 22.0);
        let style = chart.style;
        let look = format!(
            "<style>.h,.b,.t{{fill:{text}}}.h,.b{{font-weight:bold}}.h{{font-size:{TITLE}px}}.m,.s{{fill:{muted}}}\
             .s{{font-size:8px;font-weight:normal}}.e{{text-anchor:end}}.c{{text-anchor:middle}}\
             .l{{fill:{back};opacity:.75}}\
             .g{{stroke:{grid};fill:none}}.a{{stroke:{edge};fill:none}}.r{{stroke:{edge};stroke-width:.6}}</style>\n",
            text = style.text,
            muted = style.muted,
            edge = style.edge,
            grid = style.chart.grid,
            back = style.background,
        );
        Drawn {
            svg: page::svg(
                (width, self.y),
                (chart.title, summary),
                &look,
                &style.background,
                self.ink,
            ),
            notes,
            values,
            used: self.used,
        }
    }
}

/// Numbers of sources as they stand, small, behind words; none where there is one source only.
pub fn raised(chart: &Chart<'_>, numbers: &BTreeSet<usize>) -> String {
    crate::picture::footnote::small(chart.sources.len(), numbers)
}
