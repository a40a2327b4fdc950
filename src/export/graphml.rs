//! GraphML with typed attributes, as Gephi and yEd read it.

use crate::model::Value;
use crate::network::{Fact, Link, Node};
use crate::picture::Picture;
use crate::picture::footnote;
use crate::picture::xml::escape;
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Attributes that every picture has: for what, name, type.
const KEYS: [(&str, &str, &str); 8] = [
    ("node", "label", "string"),
    ("node", "kind", "string"),
    ("edge", "property", "string"),
    ("edge", "label", "string"),
    ("edge", "modality", "string"),
    ("edge", "weight", "double"),
    ("edge", "sources", "string"),
    ("edge", "quotation", "string"),
];

/// Writes the graph. Each property with numbers, dates or words is an attribute of its nodes, exact and in
/// its one unit; an edge's weight is the number of statements behind it.
pub fn write(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    let graph = &picture.projection.graph;
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">"
    )?;
    for (place, name, kind) in KEYS {
        key(out, &format!("{place}-{name}"), place, name, kind)?;
    }
    for (property, kind) in types(picture) {
        key(out, &format!("fact-{property}"), "node", property, kind)?;
    }
    writeln!(out, "  <graph edgedefault=\"directed\">")?;
    for node in graph.node_weights() {
        write_node(picture, node, out)?;
    }
    for (i, edge) in graph.edge_references().enumerate() {
        let (from, to) = (&graph[edge.source()].id, &graph[edge.target()].id);
        let (from, to) = (escape(from.as_str()), escape(to.as_str()));
        writeln!(
            out,
            "    <edge id=\"e{i}\" source=\"{from}\" target=\"{to}\">"
        )?;
        link(picture, edge.weight(), out)?;
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn key(out: &mut dyn Write, id: &str, place: &str, name: &str, kind: &str) -> io::Result<()> {
    let (id, name) = (escape(id), escape(name));
    writeln!(
        out,
        "  <key id=\"{id}\" for=\"{place}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
    )
}

/// The facts of a node by property.
fn values<'a>(picture: &'a Picture, node: &Node) -> BTreeMap<&'a str, Vec<&'a Fact>> {
    let mut values: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
    let facts = node.lines.iter().map(|l| &picture.projection.facts[l.fact]);
    for fact in facts {
        values.entry(&fact.property).or_default().push(fact);
    }
    values
}

/// A value, with its currency where that is not the property's.
fn said(fact: &Fact) -> String {
    match &fact.currency {
        Some(code) => format!("{} {code}", fact.object),
        None => fact.object.to_string(),
    }
}

/// The type of each property that nodes have: that of its values, or `string` where they differ or where a
/// node has several.
fn types(picture: &Picture) -> BTreeMap<&str, &'static str> {
    let mut types: BTreeMap<&str, &str> = BTreeMap::new();
    for node in picture.projection.graph.node_weights() {
        for (property, values) in values(picture, node) {
            let one = match values[..] {
                [fact] if fact.currency.is_none() => Some(&fact.object),
                _ => None,
            };
            let kind = match one {
                Some(Value::Integer(_)) => "long",
                Some(Value::Decimal(_)) => "double",
                Some(Value::Boolean(_)) => "boolean",
                _ => "string",
            };
            let known = types.entry(property).or_insert(kind);
            if *known != kind {
                *known = "string";
            }
        }
    }
    types
}

fn write_node(picture: &Picture, node: &Node, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "    <node id=\"{}\">", escape(node.id.as_str()))?;
    data(out, "node-label", &node.label)?;
    data(out, "node-kind", node.kind.key())?;
    for (property, values) in values(picture, node) {
        let values: Vec<String> = values.into_iter().map(said).collect();
        data(out, &format!("fact-{property}"), &values.join("; "))?;
    }
    writeln!(out, "    </node>")
}

fn link(picture: &Picture, link: &Link, out: &mut dyn Write) -> io::Result<()> {
    let fact = &picture.projection.facts[link.fact];
    let sources = footnote::mark(&footnote::numbers(picture, link.fact));
    data(out, "edge-property", &link.property)?;
    data(out, "edge-label", &link.label)?;
    data(out, "edge-modality", &link.modality.name().to_lowercase())?;
    data(out, "edge-weight", &fact.support.len().max(1).to_string())?;
    data(out, "edge-sources", &sources)?;
    let quotation = fact.support.first().map_or("", |s| s.exact.as_str());
    data(out, "edge-quotation", quotation)
}

fn data(out: &mut dyn Write, key: &str, value: &str) -> io::Result<()> {
    if value.is_empty() {
        return Ok(());
    }
    let (key, value) = (escape(key), escape(value));
    writeln!(out, "      <data key=\"{key}\">{value}</data>")
}
