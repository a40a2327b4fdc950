//! What nodes and edges carry besides their names: typed attributes.

use crate::model::{Date, EntityId, Value};
use crate::network::{Fact, Link, Node};
use crate::picture::Picture;
use std::collections::BTreeMap;

/// The type of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Words, and dates of any precision: the formats of graphs have no type for these.
    Text,
    /// A whole number of 64 bits.
    Integer,
    /// A number with a fraction.
    Decimal,
    /// True or false.
    Boolean,
}

impl Type {
    /// Its name in GraphML and GEXF, which have the same ones.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "long",
            Self::Decimal => "double",
            Self::Boolean => "boolean",
        }
    }
}

/// The attributes of edges.
pub const EDGE: [(&str, Type); 9] = [
    ("property", Type::Text),
    ("label", Type::Text),
    ("modality", Type::Text),
    ("symmetric", Type::Boolean),
    ("confidence", Type::Decimal),
    ("validFrom", Type::Text),
    ("weight", Type::Integer),
    ("documents", Type::Text),
    ("quotation", Type::Text),
];

/// The attributes of an edge in the order of [`EDGE`]; what it does not have is empty. Confidence, date and
/// quotation are those of its surest statement.
pub fn edge(picture: &Picture, link: &Link) -> [String; EDGE.len()] {
    let fact = &picture.projection.facts[link.fact];
    let surest = fact.support.first();
    [
        link.property.clone(),
        link.label.clone(),
        link.modality.name().to_lowercase(),
        link.symmetric.to_string(),
        surest.map_or(String::new(), |s| s.confidence.clone()),
        since(fact).map_or(String::new(), |d| d.to_string()),
        weight(fact).to_string(),
        documents(fact).join(" "),
        surest.map_or(String::new(), |s| s.exact.clone()),
    ]
}

/// The number of statements behind a fact, at least 1.
pub fn weight(fact: &Fact) -> usize {
    fact.support.len().max(1)
}

/// From when a fact holds, by the surest of its statements that says so.
pub fn since(fact: &Fact) -> Option<Date> {
    fact.support.iter().find_map(|s| s.valid_from)
}

/// The documents behind a fact, each once.
pub fn documents(fact: &Fact) -> Vec<&str> {
    let mut all: Vec<&str> = fact.support.iter().map(|s| s.document.as_str()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The facts of a node in numbers, dates and words by property.
fn facts<'a>(picture: &'a Picture, node: &Node) -> BTreeMap<&'a str, Vec<&'a Fact>> {
    let mut values: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
    for line in &node.lines {
        let fact = &picture.projection.facts[line.fact];
        values.entry(&fact.property).or_default().push(fact);
    }
    values
}

/// The attributes of a node: its values by property, exact and in the unit of the property. Several are
/// joined by `; `.
pub fn node<'a>(picture: &'a Picture, node: &Node) -> BTreeMap<&'a str, String> {
    let all = facts(picture, node).into_iter().map(|(property, facts)| {
        let values: Vec<String> = facts.into_iter().map(said).collect();
        (property, values.join("; "))
    });
    all.collect()
}

/// A value, with its currency where that is not the property's, and its context.
fn said(fact: &Fact) -> String {
    let context = fact.within(&EntityId::to_string);
    match &fact.currency {
        Some(code) => format!("{} {code}{context}", fact.object),
        None => format!("{}{context}", fact.object),
    }
}

/// The type of each property that nodes have: that of its values, or text where they differ or where a
/// node has several.
pub fn types(picture: &Picture) -> BTreeMap<&str, Type> {
    let mut types: BTreeMap<&str, Type> = BTreeMap::new();
    for node in picture.projection.graph.node_weights() {
        for (property, facts) in facts(picture, node) {
            let one = match facts[..] {
                [fact] if fact.currency.is_none() && fact.context.is_empty() => Some(&fact.object),
                _ => None,
            };
            let kind = match one {
                Some(Value::Integer(_)) => Type::Integer,
                Some(Value::Decimal(_)) => Type::Decimal,
                Some(Value::Boolean(_)) => Type::Boolean,
                _ => Type::Text,
            };
            let known = types.entry(property).or_insert(kind);
            if *known != kind {
                *known = Type::Text;
            }
        }
    }
    types
}
