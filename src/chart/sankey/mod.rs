//! Flows from layer to layer (Sankey): bands as wide as what flows.
//!
//! [`layers`] says how far to the right each node stands, [`mod@stack`] how far down, [`band`] what a flow looks like.

pub mod band;
pub mod layers;
pub mod stack;

use crate::chart::Drawn;
use crate::chart::dimension::Dimension;
use crate::chart::legend;
use crate::chart::page::{Page, Told, raised};
use crate::chart::row::{Misfits, Rows, Said};
use crate::chart::sankey::band::Course;
use crate::chart::sankey::stack::{Dock, Node, stack};
use crate::picture::ink::n;
use crate::picture::measure::{clip, width};
use crate::picture::page::MARGIN;
use crate::picture::shape::{MARK, SMALL, count};
use crate::query::Channel;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Flows drawn.
const MOST: usize = 40;
/// Width of a node, in pixels.
pub const NODE: f64 = 9.0;
/// Height that a node takes at least, so that its name has room, in pixels.
pub const SLOT: f64 = 16.0;

/// Least room for a name, in pixels.
const ROOM: f64 = 28.0;
/// Most room for the numbers of sources before a node, in pixels.
const MARKS: f64 = 32.0;

/// What flows from one node to another.
pub struct Flow {
    /// Index of the node it leaves.
    pub source: usize,
    /// Index of the node it reaches.
    pub target: usize,
    /// How much.
    pub value: Decimal,
    /// What it is called.
    labels: BTreeSet<String>,
    said: Said,
}

/// Draws flows.
pub fn draw(rows: &Rows<'_>) -> Drawn {
    let chart = rows.chart;
    let mut misfits = Misfits::default();
    let (names, flows, left_out) = read(rows, &mut misfits);
    let unit = chart.view.column(Channel::Value);
    let unit = unit.map(|_| Dimension::of(rows, Channel::Value));
    let mut page = Page::new(chart);
    let said = flows.iter().map(|f| &f.said);
    legend::draw(&mut page, &legend::certainties(said));
    if let Some(unit) = &unit {
        page.heading(&unit.heading());
    }
    let top = page.y + 6.0;
    let diagram = Diagram::of(&names, &flows, unit.as_ref(), chart.width, top);
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
    match left_out {
        0 => {}
        1 => notes.push("1 smaller flow is left out.".to_string()),
        more => notes.push(format!("{more} smaller flows are left out.")),
    }
    notes.extend(misfits.note());
    let summary = format!(
        "Sankey diagram of {} flows between {} names in {} layers.",
        flows.len(),
        names.len(),
        diagram.last + 1
    );
    page.finish(&summary, notes, flows.len())
}

/// Flows and nodes with their places.
struct Diagram<'d> {
    names: &'d [String],
    flows: &'d [Flow],
    /// The unit of what flows; facts are counted where there is none.
    unit: Option<&'d Dimension>,
    sums: Vec<Decimal>,
    /// The layer of each node, and the last of all.
    layer: Vec<usize>,
    last: usize,
    nodes: Vec<Node>,
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
    fn of(
        names: &'d [String],
        flows: &'d [Flow],
        unit: Option<&'d Dimension>,
        wide: f64,
        top: f64,
    ) -> Self {
        let ends: Vec<(usize, usize)> = flows.iter().map(|f| (f.source, f.target)).collect();
        let layer = layers::layers(names.len(), &ends);
        let last = layer.iter().copied().max().unwrap_or(0);
        let sums = stack::sums(names.len(), flows);
        let (nodes, height) = stack(&layer, flows, &sums, top, wide / 8.0);
        let mut diagram = Self {
            names,
            flows,
            unit,
            sums,
            layer,
            last,
            docks: stack::docks(flows, &nodes),
            nodes,
            left: MARGIN,
            pitch: 0.0,
            gutter: 0.0,
            bottom: top + height,
        };
        let own = (0..names.len()).filter(|i| diagram.layer[*i] == last);
        let labels = own.map(|i| width(&diagram.label(i, wide * 0.25), SMALL, false));
        diagram.gutter = labels.fold(0.0, f64::max);
        // Flows that go back swing out on both sides.
        let turned = flows.iter().zip(&diagram.docks);
        let turned = turned.filter(|(f, _)| diagram.goes_back(f));
        let swing = turned.map(|(_, dock)| dock.swing()).fold(0.0, f64::max);
        diagram.left += swing;
        let right = wide - MARGIN - (diagram.gutter + 8.0).max(swing);
        diagram.pitch = (right - diagram.left - NODE) / count(last.max(1));
        diagram
    }

    fn goes_back(&self, flow: &Flow) -> bool {
        self.layer[flow.target] <= self.layer[flow.source]
    }

    /// The left side of a node.
    fn x(&self, node: usize) -> f64 {
        self.left + count(self.layer[node]) * self.pitch
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
        for (flow, dock) in self.flows.iter().zip(&self.docks) {
            let ends = (self.x(flow.source) + NODE, self.x(flow.target));
            let course = if self.goes_back(flow) {
                lane += dock.thick + 4.0;
                page.y = lane + 8.0;
                Course::Back(ends, *dock, lane - dock.thick / 2.0)
            } else {
                Course::Onward(ends, *dock)
            };
            let labels: Vec<&str> = flow.labels.iter().map(String::as_str).collect();
            let labels = match labels.is_empty() {
                true => String::new(),
                false => format!(" ({})", labels.join(", ")),
            };
            let (source, target) = (&self.names[flow.source], &self.names[flow.target]);
            let (much, remark) = (self.much(flow.value), flow.said.remark());
            let told = Told {
                words: &format!("{source} to {target}{labels}: {much}{remark}"),
                link: flow.said.link.as_deref(),
            };
            let colour = colour(page, self.layer[flow.source]);
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
        for (i, node) in self.nodes.iter().enumerate() {
            let colour = colour(page, self.layer[i]);
            let (left, top, height) = (n(self.x(i)), n(node.top), n(node.height));
            let told = Told {
                words: &format!("{}: {}", self.names[i], self.much(self.sums[i])),
                link: None,
            };
            let d = format!("M{left} {top}h{NODE}v{height}h-{NODE}z");
            page.mark(&told, |ink| {
                ink.path(&d, &format!("fill=\"{colour}\""));
            });
            let limit = match self.layer[i] == self.last {
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

/// Names, the flows between them, the largest first, and how many smaller ones are left out.
fn read(rows: &Rows<'_>, misfits: &mut Misfits) -> (Vec<String>, Vec<Flow>, usize) {
    let mut merged: BTreeMap<(String, String), (Decimal, BTreeSet<String>, Said)> = BTreeMap::new();
    let valued = rows.chart.view.column(Channel::Value).is_some();
    for row in rows.all(misfits) {
        let ends = (
            rows.text(row, Channel::Source),
            rows.text(row, Channel::Target),
        );
        let (Some(source), Some(target)) = ends else {
            misfits.add("without both ends");
            continue;
        };
        if source == target {
            misfits.add("from a name to itself");
            continue;
        }
        let value = match valued {
            false => Some(Decimal::ONE),
            true => rows
                .number(row, Channel::Value)
                .filter(|v| *v > Decimal::ZERO),
        };
        let Some(value) = value else {
            misfits.add("without a number above 0");
            continue;
        };
        let label = rows.text(row, Channel::Label);
        let said = rows.said(row);
        match merged.get_mut(&(source.clone(), target.clone())) {
            Some((sum, labels, before)) => {
                // Without values facts are counted, each once whatever the number of its sources.
                if valued || label.is_some_and(|l| labels.insert(l)) {
                    *sum = sum.saturating_add(value);
                }
                before.join(said);
            }
            None => {
                merged.insert((source, target), (value, label.into_iter().collect(), said));
            }
        }
    }
    let mut all: Vec<_> = merged.into_iter().collect();
    all.sort_by_key(|(_, (value, ..))| std::cmp::Reverse(*value));
    let most = rows.chart.most.unwrap_or(MOST).max(1);
    let left_out = all.len().saturating_sub(most);
    all.truncate(most);
    let ends = all
        .iter()
        .flat_map(|((source, target), _)| [source, target]);
    let names: BTreeSet<&String> = ends.collect();
    let names: Vec<String> = names.into_iter().cloned().collect();
    let place = |name: &String| names.binary_search(name).unwrap_or(0);
    let flows = all
        .iter()
        .map(|((source, target), (value, labels, said))| Flow {
            source: place(source),
            target: place(target),
            value: *value,
            labels: labels.clone(),
            said: said.clone(),
        })
        .collect();
    (names, flows, left_out)
}
