//! What is drawn of a picture: boxes and arrows, with leaves gathered and parallel arrows merged.

use crate::picture::arrangement;
use crate::picture::arrow::{self, Arrow};
use crate::picture::gather::gather;
use crate::picture::group;
use crate::picture::layout::dock::APART;
use crate::picture::shape::{self, Shape, count};
use crate::picture::{Order, Picture};
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};

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
    drawing.arrows = arrow::arrows(picture, &drawing.shapes, &places);
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
