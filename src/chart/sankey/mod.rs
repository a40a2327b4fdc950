//! Flows from layer to layer (Sankey): bands as wide as what flows.
//!
//! [`flow`] reads and chooses the flows, [`layers`] says how far to the right each node stands, [`course`] through which
//! places each flow goes, [`mod@stack`] how far down all stands, [`band`] what a flow looks like.

pub mod band;
pub mod course;
pub mod flow;
pub mod layers;
pub mod stack;

use crate::chart::Drawn;
use crate::chart::dimension::Dimension;
use crate::chart::legend;
use crate::chart::page::{Page, Told, raised};
use crate::chart::row::{Misfits, Rows};
use crate::chart::sankey::band::Course;
use crate::chart::sankey::course::Courses;
use crate::chart::sankey::flow::{Flow, Flows};
use crate::chart::sankey::stack::{Dock, Leg, Node, stack};
use crate::picture::ink::n;
use crate::picture::measure::{clip, width};
use crate::picture::page::MARGIN;
use crate::picture::shape::{MARK, SMALL, count};
use crate::query::Channel;
use rust_decimal::Decimal;

/// Width of a node, in pixels.
pub const NODE: f64 = 9.0;
/// Height that a node takes at least, so that its name has room, in pixels.
pub const SLOT: f64 = 16.0;

/// Least room for a name, in pixels.
const ROOM: f64 = 28.0;
/// Most room for the numbers of sources before a node, in pixels.
const MARKS: f64 = 32.0;

/// Draws flows.
pub fn draw(rows: &Rows<'_>) -> Drawn {
    let chart = rows.chart;
    let mut misfits = Misfits::default();
    let flows = Flows::of(rows, &mut misfits);
    let unit = chart.view.column(Channel::Value);
    let unit = unit.map(|_| Dimension::of(rows, Channel::Value));
    let mut page = Page::new(chart);
    let said = flows.all.iter().map(|f| &f.said);
    legend::draw(&mut page, &legend::certainties(said));
    if let Some(unit) = &unit {
        page.heading(&unit.heading());
    }
    let top = page.y + 6.0;
    let diagram = Diagram::of(&flows, unit.as_ref(), chart.width, top);
    diagram.flows(&mut page);
    let unnamed = diagram.nodes(&mut page);
    let mut notes = Vec::new();
    if unit.is_none() {
        notes.push("The wider a band, the more facts it stands for.".to_string());
    }
    match unnamed {
        0 => {}
        1 => notes.push("1 name has no room; point at its bar to read it.".to_string()),
        more => notes.push(format!(
            "{more} names have no room; point at a bar to read its name."
        )),
    }
    notes.extend(flows.note());
    notes.extend(misfits.note());
    let summary = format!(
        "Sankey diagram of {} flows between {} names in {} layers.",
        flows.all.len(),
        flows.names.len(),
        diagram.last + 1
    );
    page.finish(&summary, notes, flows.all.len())
}

/// Flows and nodes with their places.
struct Diagram<'d> {
    names: &'d [String],
    flows: &'d [Flow],
    /// The unit of what flows; facts are counted where there is none.
    unit: Option<&'d Dimension>,
    sums: Vec<Decimal>,
    /// The parts of the flows, and the layers of nodes and of places that flows pass.
    courses: Courses,
    /// The last layer.
    last: usize,
    nodes: Vec<Node>,
    /// Where the parts of flows begin and end.
    docks: Vec<Dock>,
    /// The left side of the first layer, and the way from one to the next.
    left: f64,
    pitch: f64,
    /// Room for the names of the last layer.
    gutter: f64,
    /// The place below all nodes.
    bottom: f64,
}

impl<'d> Diagram<'d> {
    fn of(flows: &'d Flows, unit: Option<&'d Dimension>, wide: f64, top: f64) -> Self {
        let (names, flows) = (flows.names.as_slice(), flows.all.as_slice());
        let legs: Vec<Leg> = flows.iter().map(|f| f.leg).collect();
        let ends: Vec<(usize, usize)> = legs.iter().map(|l| (l.source, l.target)).collect();
        let layer = layers::layers(names.len(), &ends);
        let last = layer.iter().copied().max().unwrap_or(0);
        let courses = Courses::of(&layer, flows);
        let placed = (courses.layer.as_slice(), names.len());
        let (nodes, height) = stack(placed, &courses.legs, (top, wide / 8.0));
        let mut diagram = Self {
            names,
            flows,
            unit,
            sums: stack::sums(names.len(), &legs),
            last,
            docks: stack::docks(&courses.legs, &nodes),
            courses,
            nodes,
            left: MARGIN,
            pitch: 0.0,
            gutter: 0.0,
            bottom: top + height,
        };
        let own = (0..names.len()).filter(|i| diagram.courses.layer[*i] == last);
        let labels = own.map(|i| width(&diagram.label(i, wide * 0.25), SMALL, false));
        diagram.gutter = labels.fold(0.0, f64::max);
        // Flows that go back swing out on both sides.
        let turned = flows.iter().zip(&diagram.courses.parts);
        let turned = turned.filter(|(f, _)| diagram.goes_back(f));
        let turned = turned.flat_map(|(_, parts)| parts);
        let swings = turned.map(|part| diagram.docks[*part].swing());
        let swing = swings.fold(0.0, f64::max);
        diagram.left += swing;
        let right = wide - MARGIN - (diagram.gutter + 8.0).max(swing);
        diagram.pitch = (right - diagram.left - NODE) / count(last.max(1));
        diagram
    }

    fn goes_back(&self, flow: &Flow) -> bool {
        self.courses.layer[flow.leg.target] <= self.courses.layer[flow.leg.source]
    }

    /// The left side of a node.
    fn x(&self, node: usize) -> f64 {
        self.left + count(self.courses.layer[node]) * self.pitch
    }

    /// A part of a flow: from where to where, and its ends.
    fn part(&self, part: usize) -> ((f64, f64), Dock) {
        let leg = &self.courses.legs[part];
        let ends = (self.x(leg.source) + NODE, self.x(leg.target));
        (ends, self.docks[part])
    }

    /// How much flows, exact.
    fn much(&self, value: Decimal) -> String {
        match self.unit {
            Some(unit) => unit.exact(value),
            None if value == Decimal::ONE => "1 fact".to_string(),
            None => format!("{} facts", value.normalize()),
        }
    }

    /// The words at a node: its name and, where there is room, how much flows; nothing where there is none.
    fn label(&self, node: usize, limit: f64) -> String {
        let number = self
            .unit
            .map(|unit| format!(" {}", unit.short(self.sums[node])));
        let number = number.unwrap_or_default();
        let room = limit - width(&number, SMALL, false);
        let name = |room| clip(&self.names[node], SMALL, false, room, 1).concat();
        match (room >= ROOM, limit >= ROOM) {
            (true, _) => name(room) + &number,
            (false, true) => name(limit),
            (false, false) => String::new(),
        }
    }

    /// Draws the flows; those that go back in lanes below all others, by which the page grows.
    fn flows(&self, page: &mut Page<'_>) {
        let mut lane = self.bottom + 6.0;
        page.y = self.bottom;
        for (flow, parts) in self.flows.iter().zip(&self.courses.parts) {
            let dock = parts.first().map(|part| self.docks[*part]);
            let dock = dock.unwrap_or_default();
            let course = if self.goes_back(flow) {
                lane += dock.thick + 4.0;
                page.y = lane + 8.0;
                let ends = (self.x(flow.leg.source) + NODE, self.x(flow.leg.target));
                Course::Back(ends, dock, lane - dock.thick / 2.0)
            } else {
                Course::Onward(parts.iter().map(|part| self.part(*part)).collect())
            };
            let labels: Vec<&str> = flow.labels.iter().map(String::as_str).collect();
            let labels = match labels.is_empty() {
                true => String::new(),
                false => format!(" ({})", labels.join(", ")),
            };
            let leg = flow.leg;
            let (source, target) = (&self.names[leg.source], &self.names[leg.target]);
            let (much, remark) = (self.much(leg.value), flow.said.remark());
            let told = Told {
                words: &format!("{source} to {target}{labels}: {much}{remark}"),
                said: Some(&flow.said),
            };
            let colour = colour(page, self.courses.layer[leg.source]);
            page.mark(&told, |ink| course.draw(ink, colour, flow.said.modality));
            let mark = raised(page.chart, &flow.said.sources);
            if dock.thick >= MARK && self.pitch >= 3.0 * MARKS {
                let at = course.mark(width(&mark, MARK, false).min(MARKS));
                page.ink.words("s", at, &mark, "");
            }
        }
    }

    /// Draws the nodes with their names, and tells how many of these have no room.
    fn nodes(&self, page: &mut Page<'_>) -> usize {
        let mut unnamed = 0;
        for (i, node) in self.nodes.iter().take(self.names.len()).enumerate() {
            let colour = colour(page, self.courses.layer[i]);
            let (left, top, height) = (n(self.x(i)), n(node.top), n(node.height));
            let told = Told {
                words: &format!("{}: {}", self.names[i], self.much(self.sums[i])),
                said: None,
            };
            let d = format!("M{left} {top}h{NODE}v{height}h-{NODE}z");
            page.mark(&told, |ink| {
                ink.path(&d, &format!("fill=\"{colour}\""));
            });
            let limit = match self.courses.layer[i] == self.last {
                true => page.chart.width * 0.25,
                false => self.pitch - NODE - MARKS - 12.0,
            };
            let label = self.label(i, limit);
            if label.is_empty() {
                unnamed += 1;
                continue;
            }
            let middle = node.top + node.height / 2.0 + 4.0;
            page.label((self.x(i) + NODE + 5.0, middle), &label, "");
        }
        unnamed
    }
}

fn colour<'a>(page: &Page<'a>, layer: usize) -> &'a str {
    let colours = &page.chart.style.chart.colors;
    colours
        .get(layer % colours.len().max(1))
        .map_or("", String::as_str)
}
