//! A box of a drawing: what it says, in lines that have been measured.

use crate::model::Modality;
use crate::network::Kind;
use crate::picture::Picture;
use crate::picture::arrangement;
use crate::picture::drawing::{Drawing, Form};
use crate::picture::footnote;
use crate::picture::measure::{clip, widest, width, wrap};
use petgraph::Direction::Outgoing;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// Font size of names, in pixels.
pub const NAME: f64 = 13.0;
/// Font size of the lines below a name, in pixels.
pub const SMALL: f64 = 11.0;
/// Font size of the numbers of sources, in pixels.
pub const MARK: f64 = 8.0;
/// Height of a line of a size, as a multiple of it.
pub const LEADING: f64 = 1.35;
/// Font size of the names beside dots, in pixels.
pub const DOT_NAME: f64 = 10.0;
/// Widest name beside a dot, in pixels.
const DOT_WIDEST: f64 = 150.0;
/// Side of the smallest dot, in pixels.
const DOT: f64 = 7.0;
/// Space between the sides of a box and its text, in pixels.
pub const PAD: f64 = 11.0;
/// Space between the top of a box and its text, in pixels.
pub const TOP: f64 = 7.0;
/// Space between a name and the lines below, in pixels.
pub const BELOW: f64 = 3.0;
/// Space between what a line is about and what it says, in pixels.
const TAB: f64 = 10.0;
/// Widest text, in pixels: a name or list, what a line is about, what it says.
const WIDEST: [f64; 3] = [230.0, 110.0, 150.0];

/// A box.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// What it shows, for its colour.
    pub kind: Kind,
    /// Local name of its entity; `None` for a list of leaves.
    pub entity: Option<String>,
    /// Whether the picture is about it.
    pub focal: bool,
    /// Its whole name.
    pub called: String,
    /// Its name in lines, cut where it is too long.
    pub name: Vec<String>,
    /// Small lines below.
    pub rows: Vec<Row>,
    /// Where the second part of a row begins, from the first.
    pub tab: f64,
    /// All it says, for those who cannot see it.
    pub description: String,
    /// Width and height in pixels.
    pub size: (f64, f64),
}

/// Lines of a box with one property.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// What it is about, in lines.
    pub label: Vec<String>,
    /// What it says, in lines.
    pub value: Vec<String>,
    /// Numbers of its sources, shown small after its end.
    pub mark: String,
}

impl Row {
    /// How many lines it takes.
    pub fn height(&self) -> usize {
        self.label.len().max(self.value.len())
    }
}

/// Values of a property and the numbers of their sources.
type Values = (Vec<String>, BTreeSet<usize>);

/// The box of a node, with the nodes of `inline` that it points at as lines.
pub fn single(picture: &Picture, index: NodeIndex, inline: &BTreeSet<NodeIndex>) -> Shape {
    let projection = &picture.projection;
    let node = &projection.graph[index];
    let mut grouped: BTreeMap<(usize, &str), Values> = BTreeMap::new();
    let mut add = |label, value: &str, fact: usize| {
        let Some(stated) = projection.facts.get(fact) else {
            return;
        };
        let place = arrangement::bundled().place(&stated.property);
        let entry = grouped.entry((place, label)).or_default();
        let hedge = match stated.modality() {
            Modality::Asserted => String::new(),
            other => format!(" ({})", other.name().to_lowercase()),
        };
        entry.0.push(format!("{value}{hedge}"));
        entry.1.extend(footnote::numbers(picture, fact));
    };
    for line in &node.lines {
        let value = arrangement::bundled().said(&line.value);
        add(line.label.as_str(), value, line.fact);
    }
    let mut remarks: Vec<_> = projection
        .graph
        .edges_directed(index, Outgoing)
        .filter(|e| inline.contains(&e.target()) || e.target() == index)
        .map(|e| (e.weight(), &projection.graph[e.target()].label))
        .collect();
    remarks.sort_by_key(|(link, _)| link.fact);
    for (link, value) in remarks {
        add(link.label.as_str(), value, link.fact);
    }
    let mut said = vec![node.label.clone()];
    let mut rows = Vec::new();
    for ((_, label), (values, numbers)) in grouped {
        said.push(format!("{label}: {}", values.join(", ")));
        rows.push(Row {
            label: clip(label, SMALL, false, WIDEST[1], 3),
            value: clip(&values.join(", "), SMALL, false, WIDEST[2], 4),
            mark: footnote::raised(picture, &numbers),
        });
    }
    Shape {
        kind: node.kind,
        entity: Some(node.id.to_string()),
        focal: projection.focus.as_ref() == Some(&node.id),
        called: node.label.clone(),
        name: clip(&node.label, NAME, true, WIDEST[0], 3),
        rows,
        tab: 0.0,
        description: said.join("; "),
        size: (0.0, 0.0),
    }
    .measured()
}

/// One box that lists leaves.
pub fn bunch(picture: &Picture, leaves: &[NodeIndex]) -> Shape {
    let graph = &picture.projection.graph;
    let mut names: Vec<&str> = leaves.iter().map(|l| graph[*l].label.as_str()).collect();
    names.sort_unstable();
    let kind = leaves.first().map_or(Kind::Other, |l| graph[*l].kind);
    let most = arrangement::bundled().names;
    let mut list = names
        .iter()
        .take(most)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > most {
        list.push_str(&format!(" and {} more", names.len() - most));
    }
    let title = format!("{} {}", names.len(), picture.style.paint(kind).many);
    let row = Row {
        value: wrap(&list, SMALL, false, WIDEST[0]),
        ..Row::default()
    };
    Shape {
        kind,
        entity: None,
        focal: false,
        called: title.clone(),
        name: wrap(&title, NAME, true, WIDEST[0]),
        rows: vec![row],
        tab: 0.0,
        description: format!("{title}: {}", names.join(", ")),
        size: (0.0, 0.0),
    }
    .measured()
}

impl Shape {
    /// The same with as much of it as a form shows.
    pub fn shown(mut self, form: Form) -> Self {
        match form {
            Form::Full => self,
            Form::Bare if self.focal => self,
            Form::Bare => {
                self.rows.clear();
                self.measured()
            }
            Form::Dots => {
                self.rows.clear();
                self.name = clip(&self.called, DOT_NAME, false, DOT_WIDEST, 1);
                self.size = (DOT, DOT);
                self
            }
        }
    }

    /// The same with its tab and its size.
    fn measured(mut self) -> Self {
        let labels = self.rows.iter().map(|r| widest(&r.label, SMALL, false));
        let labels = labels.fold(0.0, f64::max);
        self.tab = if labels > 0.0 { labels + TAB } else { 0.0 };
        let values = self.rows.iter().map(|r| {
            let mark = width(&r.mark, MARK, false);
            self.tab + widest(&r.value, SMALL, false) + mark
        });
        let across = values
            .fold(widest(&self.name, NAME, true), f64::max)
            .max(34.0);
        self.size = (across + 2.0 * PAD, self.text_height() + 2.0 * TOP);
        self
    }

    /// Height of its lines.
    pub fn text_height(&self) -> f64 {
        let rows = self.rows.iter().map(Row::height).sum();
        let gap = if rows == 0 { 0.0 } else { BELOW };
        count(self.name.len()) * NAME * LEADING + gap + count(rows) * SMALL * LEADING
    }
}

/// Makes dots larger by the number of arrows that meet there: their areas grow as it does.
pub fn grow(drawing: &mut Drawing) {
    let arrows = drawing.degrees();
    for (shape, arrows) in drawing.shapes.iter_mut().zip(arrows) {
        let side = DOT * (1.0 + count(arrows) / 6.0).sqrt();
        shape.size = (side, side);
    }
}

/// A small number as a factor of lengths.
pub fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
