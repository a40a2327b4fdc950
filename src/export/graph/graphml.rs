//! GraphML with typed attributes, as Gephi, yEd and networkx read it.
//!
//! <http://graphml.graphdrawing.org/primer/graphml-primer.html>; boxes and their words for yEd in its own extension,
//! <https://docs.yworks.com/yfiles/doc/developers-guide/graphml.html>.

use crate::export::graph::attribute::{EDGE, Type, edge, node, types};
use crate::network::{Kind, Node};
use crate::picture::Picture;
use crate::picture::measure::width;
use crate::picture::xml::escape;
use petgraph::visit::EdgeRef;
use std::io::{self, Write};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:y=\"http://www.yworks.com/xml/graphml\">\n  \
    <key id=\"box\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n  \
    <key id=\"arrow\" for=\"edge\" yfiles.type=\"edgegraphics\"/>";

/// Writes the graph. Each property with numbers, dates or words is an attribute of its nodes, exact and in
/// its one unit; an edge's weight is the number of statements behind it.
pub fn write(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    let graph = &picture.projection.graph;
    writeln!(out, "{HEAD}")?;
    key(out, "node-label", "node", "label", Type::Text)?;
    key(out, "node-kind", "node", "kind", Type::Text)?;
    for (name, kind) in EDGE {
        // Weights were fractions before they were counts: programs expect `double`.
        let kind = if name == "weight" {
            Type::Decimal
        } else {
            kind
        };
        key(out, &format!("edge-{name}"), "edge", name, kind)?;
    }
    for (property, kind) in types(picture) {
        key(out, &format!("fact-{property}"), "node", property, kind)?;
    }
    writeln!(out, "  <graph edgedefault=\"directed\">")?;
    for node in graph.node_weights() {
        write_node(picture, node, out)?;
    }
    for (i, link) in graph.edge_references().enumerate() {
        let (from, to) = (&graph[link.source()].id, &graph[link.target()].id);
        let (from, to) = (escape(from.as_str()), escape(to.as_str()));
        writeln!(
            out,
            "    <edge id=\"e{i}\" source=\"{from}\" target=\"{to}\">"
        )?;
        for ((name, _), value) in EDGE.iter().zip(edge(picture, link.weight())) {
            data(out, &format!("edge-{name}"), &value)?;
        }
        let words = escape(&link.weight().label);
        let shape = format!(
            "<y:PolyLineEdge><y:Arrows source=\"none\" target=\"standard\"/><y:EdgeLabel>{words}</y:EdgeLabel></y:PolyLineEdge>"
        );
        writeln!(out, "      <data key=\"arrow\">{shape}</data>\n    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn key(out: &mut dyn Write, id: &str, place: &str, name: &str, kind: Type) -> io::Result<()> {
    let (id, name, kind) = (escape(id), escape(name), kind.name());
    writeln!(
        out,
        "  <key id=\"{id}\" for=\"{place}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
    )
}

fn write_node(picture: &Picture, one: &Node, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "    <node id=\"{}\">", escape(one.id.as_str()))?;
    data(out, "node-label", &one.label)?;
    data(out, "node-kind", one.kind.key())?;
    for (property, value) in node(picture, one) {
        data(out, &format!("fact-{property}"), &value)?;
    }
    let shape = shape(picture, one.kind, &one.label);
    writeln!(out, "      <data key=\"box\">{shape}</data>\n    </node>")
}

/// A box that its words fit in. It has no place: yEd's layouts give it one.
fn shape(picture: &Picture, kind: Kind, label: &str) -> String {
    let paint = picture.style.paint(kind);
    let (across, words) = (width(label, 12.0, false) + 20.0, escape(label));
    let (fill, line) = (escape(&paint.fill), escape(&paint.line));
    format!(
        "<y:ShapeNode><y:Geometry x=\"0\" y=\"0\" width=\"{across:.0}\" height=\"30\"/><y:Fill color=\"{fill}\"/>\
         <y:BorderStyle color=\"{line}\"/><y:NodeLabel>{words}</y:NodeLabel><y:Shape type=\"roundrectangle\"/></y:ShapeNode>"
    )
}

fn data(out: &mut dyn Write, key: &str, value: &str) -> io::Result<()> {
    if value.is_empty() {
        return Ok(());
    }
    let (key, value) = (escape(key), escape(value));
    writeln!(out, "      <data key=\"{key}\">{value}</data>")
}
