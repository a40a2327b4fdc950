//! The arrows of a drawing: what they say, how surely, and by which sources.

use crate::model::Modality;
use crate::model::evidence::DocumentId;
use crate::network::Link;
use crate::picture::Picture;
use crate::picture::bidi::isolated;
use crate::picture::footnote;
use crate::picture::ink;
use crate::picture::measure::{width, wrap};
use crate::picture::shape::{LEADING, MARK, Shape, count};
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
    /// Where its first source stands.
    pub link: Option<String>,
}

/// A line of words on an arrow.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Numbers of sources, shown small after them.
    pub mark: String,
}

/// What the arrows of one name say that are drawn as one.
#[derive(Debug, Default)]
struct Said<'a> {
    /// Numbers of their sources.
    numbers: BTreeSet<usize>,
    /// The words that they rest on, each with its document.
    words: BTreeSet<(&'a str, &'a DocumentId)>,
}

/// Arrows that are drawn as one: ends, how surely, with a head at both ends.
type Course = (usize, usize, Modality, bool);

/// The arrows between boxes, which stand at these places; what has the same ends and is said as surely is one.
pub fn arrows(
    picture: &Picture,
    shapes: &[Shape],
    places: &BTreeMap<NodeIndex, usize>,
) -> Vec<Arrow> {
    let graph = &picture.projection.graph;
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
            said.words
                .extend(support.first().map(|s| (&*s.exact, &s.document)));
        }
    }
    let each = merged.into_iter();
    each.map(|(course, labels)| arrow(picture, shapes, course, &labels))
        .collect()
}

fn arrow(
    picture: &Picture,
    shapes: &[Shape],
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
        description: described(picture, (&shapes[from], &shapes[to]), labels),
        link: link(picture, &sources),
    }
}

/// `A runs on B: “quotation” (Title. Publisher, 2026-04-24.)`, a line for each name of the arrow.
fn described(
    picture: &Picture,
    (from, to): (&Shape, &Shape),
    labels: &BTreeMap<&str, Said<'_>>,
) -> String {
    let source = |id: &DocumentId| {
        let source = picture.sources.iter().find(|s| s.document == *id);
        source.map_or(String::new(), |s| format!(" ({})", footnote::text(s)))
    };
    let (from, to) = (isolated(&from.called), isolated(&to.called));
    let mut lines = Vec::new();
    for (label, said) in labels {
        let quoted = said.words.iter();
        let quoted = quoted.map(|(words, id)| format!("“{}”{}", isolated(words), source(id)));
        let quoted: Vec<String> = quoted.collect();
        let line = format!("{from} {label} {to}: {}", quoted.join(" "));
        lines.push(line.trim_end_matches([':', ' ']).to_string());
    }
    lines.join("\n")
}

/// The address of the first of some sources that has one.
fn link(picture: &Picture, numbers: &BTreeSet<usize>) -> Option<String> {
    let sources = numbers.iter().filter_map(|n| picture.sources.get(n - 1));
    let mut addresses = sources.filter_map(|s| s.address.as_ref());
    addresses.find(|a| ink::is_web(a)).cloned()
}

impl Words {
    /// Width in pixels, numbers of sources included.
    pub fn width(&self) -> f64 {
        width(&self.text, WORDS, false) + width(&self.mark, MARK, false)
    }
}
