//! GEXF 1.3, as Gephi reads it: typed attributes, weights, colours, and edges with the day from which they hold.
//!
//! <https://gexf.net/schema.html>

use crate::export::graph::attribute::{EDGE, Type, edge, node, since, types, weight};
use crate::network::{Link, Node};
use crate::picture::Picture;
use crate::picture::xml::escape;
use petgraph::visit::EdgeRef;
use std::io::{self, Write};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">";

/// Writes the graph. An edge has a start where its date is known to the day; a month or a year is in the
/// attribute `validFrom` alone. Nodes have no start: a thing is spoken of before it is released.
pub fn write(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    let graph = &picture.projection.graph;
    writeln!(out, "{HEAD}\n  <meta>\n    <creator>aikg</creator>")?;
    let about = format!("{}. {}", picture.title, picture.date);
    writeln!(
        out,
        "    <description>{}</description>",
        escape(about.trim_end())
    )?;
    writeln!(
        out,
        "  </meta>\n  <graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\">"
    )?;
    let own = [("kind", "kind", Type::Text)];
    let properties = types(picture);
    let ids: Vec<String> = properties.keys().map(|p| format!("fact-{p}")).collect();
    let facts = properties.iter().zip(&ids);
    let facts = facts.map(|((name, kind), id)| (id.as_str(), *name, *kind));
    attributes(out, "node", own.into_iter().chain(facts))?;
    // The weight is part of an edge itself.
    let edges = EDGE.iter().filter(|(name, _)| *name != "weight");
    attributes(out, "edge", edges.map(|(name, kind)| (*name, *name, *kind)))?;
    writeln!(out, "    <nodes>")?;
    for node in graph.node_weights() {
        write_node(picture, node, out)?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for (i, link) in graph.edge_references().enumerate() {
        let ends = [link.source(), link.target()].map(|at| escape(graph[at].id.as_str()));
        write_edge(picture, i, &ends, link.weight(), out)?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}

fn attributes<'a>(
    out: &mut dyn Write,
    class: &str,
    all: impl Iterator<Item = (&'a str, &'a str, Type)>,
) -> io::Result<()> {
    writeln!(out, "    <attributes class=\"{class}\" mode=\"static\">")?;
    for (id, title, kind) in all {
        let (id, title, kind) = (escape(id), escape(title), kind.name());
        writeln!(
            out,
            "      <attribute id=\"{id}\" title=\"{title}\" type=\"{kind}\"/>"
        )?;
    }
    writeln!(out, "    </attributes>")
}

fn write_node(picture: &Picture, one: &Node, out: &mut dyn Write) -> io::Result<()> {
    let (id, label) = (escape(one.id.as_str()), escape(&one.label));
    writeln!(out, "      <node id=\"{id}\" label=\"{label}\">")?;
    let facts = node(picture, one).into_iter();
    let facts = facts.map(|(property, value)| (format!("fact-{property}"), value));
    let own = [("kind".to_string(), one.kind.key().to_string())];
    values(out, own.into_iter().chain(facts))?;
    // A dot has no frame: the fill of a box would hardly be seen.
    if let Some([red, green, blue]) = parts(&picture.style.paint(one.kind).line) {
        writeln!(
            out,
            "        <viz:color r=\"{red}\" g=\"{green}\" b=\"{blue}\"/>"
        )?;
    }
    writeln!(out, "      </node>")
}

fn write_edge(
    picture: &Picture,
    number: usize,
    ends: &[String; 2],
    link: &Link,
    out: &mut dyn Write,
) -> io::Result<()> {
    let fact = &picture.projection.facts[link.fact];
    let start = since(fact).filter(|date| date.day().is_some());
    let start = start.map_or(String::new(), |date| format!(" start=\"{date}\""));
    let (kind, label, weight) = (escape(&link.property), escape(&link.label), weight(fact));
    let [source, target] = ends;
    writeln!(
        out,
        "      <edge id=\"e{number}\" source=\"{source}\" target=\"{target}\" kind=\"{kind}\" label=\"{label}\" \
         weight=\"{weight}\"{start}>"
    )?;
    let all = EDGE.iter().zip(edge(picture, link));
    let all = all.filter(|((name, _), _)| *name != "weight");
    values(
        out,
        all.map(|((name, _), value)| ((*name).to_string(), value)),
    )?;
    writeln!(out, "      </edge>")
}

fn values(out: &mut dyn Write, all: impl Iterator<Item = (String, String)>) -> io::Result<()> {
    writeln!(out, "        <attvalues>")?;
    for (name, value) in all.filter(|(_, value)| !value.is_empty()) {
        let (name, value) = (escape(&name), escape(&value));
        writeln!(
            out,
            "          <attvalue for=\"{name}\" value=\"{value}\"/>"
        )?;
    }
    writeln!(out, "        </attvalues>")
}

/// Red, green and blue of `#rrggbb`.
fn parts(colour: &str) -> Option<[u8; 3]> {
    let number = u32::from_str_radix(colour.strip_prefix('#')?, 16).ok()?;
    let [0, parts @ ..] = number.to_be_bytes() else {
        return None;
    };
    Some(parts)
}
