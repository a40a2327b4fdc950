//! Entities as CSV: the one of two files that spreadsheets, Gephi and Neo4j read; [`edges`] is the other.
//!
//! [`edges`]: super::edges

use crate::export::graph::attribute::{documents, node, types};
use crate::export::reference::Reference;
use crate::export::table::row::line;
use crate::network::Node;
use crate::picture::Picture;
use std::io::{self, Write};

/// Writes a row for each entity: identifier, name, kind, classes, the documents that its numbers, dates and
/// words come from, and a column for each property with such, which says its unit.
pub fn write(picture: &Picture, reference: &Reference<'_>, out: &mut dyn Write) -> io::Result<()> {
    let properties: Vec<&str> = types(picture).into_keys().collect();
    let own = ["id", "label", "kind", "classes", "documents"];
    let headed = properties.iter().map(|property| {
        let known = reference.vocabulary.properties.get(*property);
        match known.map(|p| p.unit.as_str()).filter(|u| !u.is_empty()) {
            Some(unit) => format!("{property} ({unit})"),
            None => (*property).to_string(),
        }
    });
    line(own.iter().map(ToString::to_string).chain(headed), out)?;
    for one in picture.projection.graph.node_weights() {
        let classes = reference
            .entities
            .get(&one.id)
            .map(|e| e.classes.join(" | "));
        let own = [
            one.id.to_string(),
            one.label.clone(),
            one.kind.key().to_string(),
            classes.unwrap_or_default(),
            sources(picture, one).join(" | "),
        ];
        let mut values = node(picture, one);
        let said = properties
            .iter()
            .map(|property| values.remove(property).unwrap_or_default());
        line(own.into_iter().chain(said), out)?;
    }
    Ok(())
}

fn sources<'a>(picture: &'a Picture, one: &Node) -> Vec<&'a str> {
    let facts = one.lines.iter().map(|l| &picture.projection.facts[l.fact]);
    let mut all: Vec<&str> = facts.flat_map(documents).collect();
    all.sort_unstable();
    all.dedup();
    all
}
