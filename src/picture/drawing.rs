//! What is drawn of a picture: boxes and arrows, with leaves gathered and parallel arrows merged.

use crate::model::Modality;
use crate::network::Link;
use crate::picture::arrangement;
use crate::picture::footnote;
use crate::picture::gather::gather;
use crate::picture::group;
use crate::picture::layout::dock::APART;
use crate::picture::measure::{width, wrap};
use crate::picture::shape::{self, LEADING, MARK, Shape, count};
use crate::picture::{Order, Picture};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// Font size of the words on arrows, in pixels.
pub const WORDS: f64 = 10.5;
/// Widest line of words on an arrow, in pixels.
const WIDEST: f64 = 80.0;

/// An arrow.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrow {
    /// Index of the shape it leaves.
    pub from: usize,
    /// Index of the shape it reaches.
    pub to: usize,
    /// The words on it.
    pub words: Vec<Words>,
    /// How surely it is said.
    pub modality: Modality,
    /// It has a head at both ends.
    pub both: bool,
    /// Width and height of its words in pixels.
    pub size: (f64, f64),
    /// How many sources it has.
    pub sources: usize,
    /// What it says and the words that it rests on, for those who point at it or cannot see it.
    pub description: String,
}

/// A line of words on an arrow.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Numbers of sources, shown small after them.
    pub mark: String,
}

/// Boxes and arrows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawing {
    /// The boxes.
    pub shapes: Vec<Shape>,
    /// The arrows.
    pub arrows: Vec<Arrow>,
    /// Boxes that stand in one frame, with its name.
    pub groups: Vec<(String, Vec<usize>)>,
    /// How much of each entity is shown.
    pub form: Form,
    /// Whether forces place the boxes, rather than layers.
    pub force: bool,
    /// Whether arrows have words on them.
    pub worded: bool,
}

/// How much of each entity a drawing shows: the less, the more of them there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// Boxes with names and what is said of them.
    #[default]
    Full,
    /// Boxes with names alone, but for the one that the picture is about.
    Bare,
    /// Dots with as many names as there is room for.
    Dots,
}

/// What the arrows of one name say that are drawn as one.
#[derive(Debug, Default)]
struct Said<'a> {
    /// Numbers of their sources.
    numbers: BTreeSet<usize>,
    /// The words that they rest on.
    words: BTreeSet<&'a str>,
}

impl Drawing {
    /// How many arrows meet at each box.
    pub fn degrees(&self) -> Vec<usize> {
        let mut degrees = vec![0; self.shapes.len()];
        for arrow in &self.arrows {
            degrees[arrow.from] += 1;
            degrees[arrow.to] += 1;
        }
        degrees
    }
}

/// Arrows that are drawn as one: ends, how surely, with a head at both ends.
type Course = (usize, usize, Modality, bool);

/// Makes the drawing of a picture.
pub fn draw(picture: &Picture) -> Drawing {
    let graph = &picture.projection.graph;
    let gathered = gather(picture);
    let listed: BTreeSet<&NodeIndex> = gathered.bunches.iter().flatten().collect();
    let mut drawing = Drawing::default();
    let mut places: BTreeMap<NodeIndex, usize> = BTreeMap::new();
    let own = |i: &NodeIndex| !listed.contains(i) && !gathered.inline.contains(i);
    let own: Vec<NodeIndex> = graph.node_indices().filter(own).collect();
    let arrangement = arrangement::bundled();
    let boxes = own.len() + gathered.bunches.len();
    let few = boxes <= arrangement.boxes;
    (drawing.form, drawing.force) = match picture.order {
        Order::Fitting if few => (Form::Full, false),
        Order::Layers if few => (Form::Full, false),
        Order::Layers => (Form::Bare, false),
        Order::Forces if few => (Form::Full, true),
        Order::Fitting | Order::Forces => (Form::Dots, true),
    };
    for index in own {
        places.insert(index, drawing.shapes.len());
        let shape = shape::single(picture, index, &gathered.inline);
        drawing.shapes.push(shape.shown(drawing.form));
    }
    for leaves in &gathered.bunches {
        places.extend(leaves.iter().map(|leaf| (*leaf, drawing.shapes.len())));
        let bunch = shape::bunch(picture, leaves);
        let dots = drawing.form == Form::Dots;
        drawing
            .shapes
            .push(if dots { bunch.shown(Form::Dots) } else { bunch });
    }
    drawing.groups = groups(picture, &places);
    let mut merged: BTreeMap<Course, BTreeMap<&str, Said<'_>>> = BTreeMap::new();
    for edge in graph.edge_references() {
        let ends = (places.get(&edge.source()), places.get(&edge.target()));
        if let (Some(&from), Some(&to)) = ends
            && from != to
        {
            let link: &Link = edge.weight();
            let course = (from, to, link.modality, link.symmetric);
            let said = merged.entry(course).or_default();
            let said = said.entry(&link.label).or_default();
            said.numbers.extend(footnote::numbers(picture, link.fact));
            let support = &picture.projection.facts[link.fact].support;
            said.words.extend(support.first().map(|s| &*s.exact));
        }
    }
    for (course, labels) in merged {
        let arrow = arrow(picture, &drawing, course, &labels);
        drawing.arrows.push(arrow);
    }
    drawing.worded = drawing.form != Form::Dots || drawing.arrows.len() <= arrangement.worded;
    match drawing.form {
        Form::Dots => shape::grow(&mut drawing),
        _ if drawing.force => {}
        _ => make_room(&mut drawing),
    }
    drawing
}

/// The groups of a picture as groups of boxes; a box that lists several entities is of the group of its first.
fn groups(picture: &Picture, places: &BTreeMap<NodeIndex, usize>) -> Vec<(String, Vec<usize>)> {
    let mut grouped = BTreeSet::new();
    let mut groups = Vec::new();
    for (name, members) in group::clusters(picture) {
        let boxes = members.iter().filter_map(|m| places.get(m).copied());
        let boxes: BTreeSet<usize> = boxes.filter(|b| grouped.insert(*b)).collect();
        if boxes.len() > 1 {
            groups.push((name, boxes.into_iter().collect()));
        }
    }
    groups
}

fn arrow(
    picture: &Picture,
    drawing: &Drawing,
    (from, to, modality, both): Course,
    labels: &BTreeMap<&str, Said<'_>>,
) -> Arrow {
    let mut words: Vec<Words> = Vec::new();
    for (i, (label, said)) in labels.iter().enumerate() {
        let plain = |text| Words {
            text,
            mark: String::new(),
        };
        let stop = if i + 1 < labels.len() { "," } else { "" };
        let lines = wrap(&format!("{label}{stop}"), WORDS, false, WIDEST);
        words.extend(lines.into_iter().map(plain));
        if let Some(last) = words.last_mut() {
            last.mark = footnote::raised(picture, &said.numbers);
        }
    }
    let across = words.iter().map(Words::width).fold(0.0, f64::max);
    let size = (across + 8.0, count(words.len()) * WORDS * LEADING + 2.0);
    let sources: BTreeSet<usize> = labels.values().flat_map(|s| &s.numbers).copied().collect();
    Arrow {
        from,
        to,
        words,
        modality,
        both,
        size,
        sources: sources.len(),
        description: described(drawing, from, to, labels),
    }
}

/// `A runs on B: “quotation”`, a line for each name of the arrow; the words are left out where there are many boxes.
fn described(
    drawing: &Drawing,
    from: usize,
    to: usize,
    labels: &BTreeMap<&str, Said<'_>>,
) -> String {
    let name = |i: usize| drawing.shapes[i].name.join(" ");
    let mut lines = Vec::new();
    for (label, said) in labels {
        let mut line = format!("{} {label} {}", name(from), name(to));
        if drawing.form == Form::Full {
            let quoted: Vec<String> = said.words.iter().map(|w| format!("“{w}”")).collect();
            line = format!("{line}: {}", quoted.join(" "));
        }
        lines.push(line.trim_end_matches([':', ' ']).to_string());
    }
    lines.join("\n")
}

impl Words {
    /// Width in pixels, numbers of sources included.
    pub fn width(&self) -> f64 {
        width(&self.text, WORDS, false) + width(&self.mark, MARK, false)
    }
}

/// Makes boxes high enough for the arrows that meet at a side of them.
fn make_room(drawing: &mut Drawing) {
    let mut ends = vec![[0; 2]; drawing.shapes.len()];
    for arrow in &drawing.arrows {
        ends[arrow.from][0] += 1;
        ends[arrow.to][1] += 1;
    }
    for (shape, [leaving, reaching]) in drawing.shapes.iter_mut().zip(ends) {
        let needed = count(leaving.max(reaching)) * APART + APART;
        shape.size.1 = shape.size.1.max(needed.min(600.0));
    }
}
