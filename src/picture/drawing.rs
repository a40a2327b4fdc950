//! What is drawn of a picture: boxes and arrows, with leaves gathered and parallel arrows merged.

use crate::model::Modality;
use crate::network::Link;
use crate::picture::Picture;
use crate::picture::arrangement;
use crate::picture::footnote;
use crate::picture::gather::gather;
use crate::picture::layout::dock::APART;
use crate::picture::measure::{width, wrap};
use crate::picture::shape::{self, LEADING, MARK, Shape, count};
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
    /// Boxes show their names alone, because they are too many.
    pub bare: bool,
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
    drawing.bare = own.len() + gathered.bunches.len() > arrangement::bundled().bare;
    for index in own {
        places.insert(index, drawing.shapes.len());
        let shape = shape::single(picture, index, &gathered.inline);
        let bare = drawing.bare && !shape.focal;
        drawing.shapes.push(if bare { shape.bare() } else { shape });
    }
    for leaves in &gathered.bunches {
        places.extend(leaves.iter().map(|leaf| (*leaf, drawing.shapes.len())));
        drawing.shapes.push(shape::bunch(picture, leaves));
    }
    let mut merged: BTreeMap<Course, BTreeMap<&str, BTreeSet<usize>>> = BTreeMap::new();
    for edge in graph.edge_references() {
        let ends = (places.get(&edge.source()), places.get(&edge.target()));
        if let (Some(&from), Some(&to)) = ends
            && from != to
        {
            let link: &Link = edge.weight();
            let course = (from, to, link.modality, link.symmetric);
            let numbers = footnote::numbers(picture, link.fact);
            let words = merged.entry(course).or_default();
            words.entry(&link.label).or_default().extend(numbers);
        }
    }
    for (course, labels) in merged {
        drawing.arrows.push(arrow(picture, course, &labels));
    }
    make_room(&mut drawing);
    drawing
}

fn arrow(
    picture: &Picture,
    (from, to, modality, both): Course,
    labels: &BTreeMap<&str, BTreeSet<usize>>,
) -> Arrow {
    let mut words: Vec<Words> = Vec::new();
    for (i, (label, numbers)) in labels.iter().enumerate() {
        let plain = |text| Words {
            text,
            mark: String::new(),
        };
        let stop = if i + 1 < labels.len() { "," } else { "" };
        let lines = wrap(&format!("{label}{stop}"), WORDS, false, WIDEST);
        words.extend(lines.into_iter().map(plain));
        if let Some(last) = words.last_mut() {
            last.mark = footnote::raised(picture, numbers);
        }
    }
    let across = words.iter().map(Words::width).fold(0.0, f64::max);
    let size = (across + 8.0, count(words.len()) * WORDS * LEADING + 2.0);
    Arrow {
        from,
        to,
        words,
        modality,
        both,
        size,
    }
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
