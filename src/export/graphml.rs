//! GraphML with typed attributes, as Gephi and yEd read it.

use crate::export::footnote;
use crate::export::picture::Picture;
use crate::export::xml::escape;
use petgraph::visit::EdgeRef;
use std::io::{self, Write};

/// Attributes: for what, name, type.
const KEYS: [(&str, &str, &str); 9] = [
    ("node", "label", "string"),
    ("node", "kind", "string"),
    ("node", "facts", "string"),
    ("edge", "property", "string"),
    ("edge", "label", "string"),
    ("edge", "modality", "string"),
    ("edge", "weight", "double"),
    ("edge", "sources", "string"),
    ("edge", "quotation", "string"),
];

/// Writes the graph; an edge's weight is the number of statements behind it.
pub fn write(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    let graph = &picture.projection.graph;
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">"
    )?;
    for (place, name, kind) in KEYS {
        writeln!(
            out,
            "  <key id=\"{place}-{name}\" for=\"{place}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
        )?;
    }
    writeln!(out, "  <graph edgedefault=\"directed\">")?;
    for node in graph.node_weights() {
        let lines: Vec<String> = node
            .lines
            .iter()
            .map(|l| format!("{}: {}", l.label, l.value))
            .collect();
        writeln!(out, "    <node id=\"{}\">", escape(node.id.as_str()))?;
        data(out, "node-label", &node.label)?;
        data(out, "node-kind", node.kind.key())?;
        data(out, "node-facts", &lines.join("; "))?;
        writeln!(out, "    </node>")?;
    }
    for (i, edge) in graph.edge_references().enumerate() {
        let (from, to) = (&graph[edge.source()].id, &graph[edge.target()].id);
        let link = edge.weight();
        let fact = &picture.projection.facts[link.fact];
        let (from, to) = (escape(from.as_str()), escape(to.as_str()));
        writeln!(
            out,
            "    <edge id=\"e{i}\" source=\"{from}\" target=\"{to}\">"
        )?;
        data(out, "edge-property", &link.property)?;
        data(out, "edge-label", &link.label)?;
        data(out, "edge-modality", &link.modality.name().to_lowercase())?;
        data(out, "edge-weight", &fact.support.len().max(1).to_string())?;
        data(
            out,
            "edge-sources",
            &footnote::mark(&footnote::numbers(picture, link.fact)),
        )?;
        data(
            out,
            "edge-quotation",
            fact.support.first().map_or("", |s| s.exact.as_str()),
        )?;
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn data(out: &mut dyn Write, key: &str, value: &str) -> io::Result<()> {
    if value.is_empty() {
        return Ok(());
    }
    writeln!(out, "      <data key=\"{key}\">{}</data>", escape(value))
}
