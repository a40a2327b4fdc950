//! Flows from layer to layer (Sankey): bands as wide as what flows.
//!
//! [`layers`] says how far to the right each node stands, [`stack`] how far down, [`band`] what a flow looks like.

pub mod band;
pub mod layers;
pub mod stack;

use crate::chart::Drawn;
use crate::chart::dimension::Dimension;
use crate::chart::legend;
use crate::chart::page::{Page, Told, raised};
use crate::chart::row::{Misfits, Rows, Said};
use crate::chart::sankey::band::Course;
use crate::chart::sankey::stack::stack;
use crate::picture::ink::n;
use crate::picture::measure::{clip, width};
use crate::picture::shape::{MARK, SMALL, count};
use crate::picture::svg::MARGIN;
use crate::query::Channel;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::{BTreeMap, BTreeSet};

/// Flows drawn.
const MOST: usize = 40;
/// Width of a node, in pixels.
pub const NODE: f64 = 9.0;
/// Height that a node takes at least, so that its name has room, in pixels.
pub const SLOT: f64 = 16.0;

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
    let counted = chart.view.column(Channel::Value).is_none();
    let value = Dimension::of(rows, Channel::Value);
    let ends: Vec<(usize, usize)> = flows.iter().map(|f| (f.source, f.target)).collect();
    let layer = layers::layers(names.len(), &ends);
    let last = layer.iter().copied().max().unwrap_or(0);

    let mut page = Page::new(chart);
    legend::draw(
        &mut page,
        &legend::certainties(flows.iter().map(|f| &f.said)),
    );
    if !counted {
        page.heading(&value.heading());
    }
    let sums = stack::sums(names.len(), &flows);
    let label = |i: usize, limit: f64| {
        let number = if counted {
            String::new()
        } else {
            format!(" {}", value.short(sums[i]))
        };
        let room = (limit - width(&number, SMALL, false)).max(20.0);
        clip(&names[i], SMALL, false, room, 1).concat() + &number
    };
    let own = (0..names.len()).filter(|i| layer[*i] == last);
    let gutter = own
        .map(|i| width(&label(i, chart.width * 0.25), SMALL, false))
        .fold(0.0, f64::max);
    let top = page.y + 6.0;
    let (nodes, height) = stack(&layer, &flows, &sums, top);
    // Flows that go back swing out on both sides.
    let docks = stack::docks(&flows, &nodes);
    let turned = flows
        .iter()
        .zip(&docks)
        .filter(|(f, _)| layer[f.target] <= layer[f.source]);
    let back = turned.map(|(_, dock)| dock.swing()).fold(0.0, f64::max);
    let left = MARGIN + back;
    let across = page.right() - left - NODE - (gutter + 8.0).max(back);
    let pitch = if last == 0 {
        across
    } else {
        across / count(last)
    };
    let x = |i: usize| left + count(layer[i]) * pitch;

    let much = |value_of: Decimal| match counted {
        true if value_of == Decimal::ONE => "1 fact".to_string(),
        true => format!("{} facts", value_of.normalize()),
        false => value.exact(value_of),
    };
    let mut lane = top + height + 6.0;
    for (flow, dock) in flows.iter().zip(docks) {
        let ends = (x(flow.source) + NODE, x(flow.target));
        let course = match ends.1 > ends.0 {
            true => Course::Onward(ends, dock),
            false => {
                lane += dock.thick + 4.0;
                Course::Back(ends, dock, lane - dock.thick / 2.0)
            }
        };
        let labels: Vec<&str> = flow.labels.iter().map(String::as_str).collect();
        let labels = if labels.is_empty() {
            String::new()
        } else {
            format!(" ({})", labels.join(", "))
        };
        let (source, target) = (&names[flow.source], &names[flow.target]);
        let remark = flow.said.remark();
        let words = format!("{source} to {target}{labels}: {}{remark}", much(flow.value));
        let told = Told {
            words: &words,
            link: flow.said.link.as_deref(),
        };
        let colour = colour(&page, layer[flow.source]);
        page.mark(&told, |ink| course.draw(ink, colour, flow.said.modality));
        let mark = raised(chart, &flow.said.sources);
        if dock.thick >= 7.0 {
            let at = course.mark(width(&mark, MARK, false));
            page.ink.words("s", at, &mark, "");
        }
    }
    for (i, node) in nodes.iter().enumerate() {
        let colour = colour(&page, layer[i]);
        let words = format!("{}: {}", names[i], much(sums[i]));
        let told = Told {
            words: &words,
            link: None,
        };
        let d = format!(
            "M{} {}h{NODE}v{}h-{NODE}z",
            n(x(i)),
            n(node.top),
            n(node.height)
        );
        page.mark(&told, |ink| ink.path(&d, &format!("fill=\"{colour}\"")));
        let limit = if layer[i] == last {
            chart.width * 0.25
        } else {
            pitch - NODE - 12.0
        };
        let at = (x(i) + NODE + 5.0, node.top + node.height / 2.0 + 4.0);
        page.label(at, &label(i, limit), "");
    }
    page.y = if back > 0.0 { lane + 8.0 } else { top + height };
    let mut notes = Vec::new();
    if counted {
        notes.push("The wider a band, the more facts it stands for.".to_string());
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
        last + 1
    );
    page.finish(&summary, notes, flows.len())
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
                before.modality = before.modality.min(said.modality);
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

/// A value as a number of the page.
fn place(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}
