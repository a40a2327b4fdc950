//! Cytoscape.js JSON, as Cytoscape, Cytoscape.js and networkx read it.
//!
//! <https://js.cytoscape.org/#notation/elements-json>, with the keys that Cytoscape writes around it (`.cyjs`) and
//! those that networkx wants (`directed`, `multigraph`, `value`, `key`).

use crate::export::graph::attribute::{EDGE, Type, edge, node, types};
use crate::export::table::jsonl::exact;
use crate::network::{Link, Node};
use crate::picture::Picture;
use petgraph::visit::EdgeRef;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes the graph on one line a node or edge; numbers and booleans are such, all else is text.
pub fn write(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    let graph = &picture.projection.graph;
    let head = json!({"name": picture.title, "shared_name": picture.title, "dated": picture.date});
    writeln!(
        out,
        "{{\"format_version\":\"1.0\",\"generated_by\":\"aikg\",\"target_cytoscapejs_version\":\"~3\",\
         \"directed\":true,\"multigraph\":true,\n\"data\":{head},\n\"elements\":{{\"nodes\":["
    )?;
    let types = types(picture);
    let nodes = graph.node_weights().map(|n| write_node(picture, n, &types));
    lines(nodes, out)?;
    writeln!(out, "],\"edges\":[")?;
    let edges = graph.edge_references().enumerate().map(|(i, link)| {
        let ends = [link.source(), link.target()].map(|at| graph[at].id.as_str());
        write_edge(picture, i, ends, link.weight())
    });
    lines(edges, out)?;
    writeln!(out, "]}}}}")
}

fn lines(all: impl Iterator<Item = Map<String, Json>>, out: &mut dyn Write) -> io::Result<()> {
    for (i, data) in all.enumerate() {
        let comma = if i == 0 { "" } else { ",\n" };
        write!(out, "{comma}{}", json!({ "data": data }))?;
    }
    writeln!(out)
}

fn write_node(picture: &Picture, one: &Node, types: &BTreeMap<&str, Type>) -> Map<String, Json> {
    let mut data = Map::new();
    // A property of the same name gives way to what makes the element one.
    for (property, value) in node(picture, one) {
        let kind = types.get(property).copied().unwrap_or(Type::Text);
        data.insert(property.to_string(), typed(&value, kind));
    }
    let id = one.id.as_str();
    let own = [("id", id), ("value", id), ("name", &one.label)];
    for (name, text) in own.into_iter().chain([("kind", one.kind.key())]) {
        data.insert(name.to_string(), json!(text));
    }
    data
}

fn write_edge(picture: &Picture, number: usize, ends: [&str; 2], link: &Link) -> Map<String, Json> {
    let id = format!("e{number}");
    let own = [
        ("id", id.as_str()),
        ("key", &id),
        ("source", ends[0]),
        ("target", ends[1]),
        ("interaction", &link.property),
    ];
    let own = own.map(|(name, text)| (name.to_string(), json!(text)));
    let all = EDGE.iter().zip(edge(picture, link));
    let all = all.filter(|(_, value)| !value.is_empty());
    let all = all.map(|((name, kind), value)| ((*name).to_string(), typed(&value, *kind)));
    own.into_iter().chain(all).collect()
}

/// A value as JSON by its type.
fn typed(value: &str, kind: Type) -> Json {
    match kind {
        Type::Text => json!(value),
        Type::Boolean => json!(value == "true"),
        Type::Integer | Type::Decimal => exact(value),
    }
}
