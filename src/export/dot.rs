//! Graphviz DOT through `graphviz-rust`.

use crate::export::footnote;
use crate::export::picture::Picture;
use crate::model::Modality;
use crate::network::Kind;
use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};
use petgraph::visit::EdgeRef;
use std::io::{self, Write};

/// Writes the graph with its legend as a cluster and its sources as the label of the graph.
pub fn write(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(head(picture))),
        Stmt::GAttribute(GraphAttributes::Node(attributes(&[
            ("shape", "box"),
            ("style", "rounded,filled"),
            ("fontname", "Helvetica"),
            ("fontsize", "11"),
            ("fontcolor", &picture.style.text),
        ]))),
        Stmt::GAttribute(GraphAttributes::Edge(attributes(&[
            ("fontname", "Helvetica"),
            ("fontsize", "9"),
            ("fontcolor", &picture.style.muted),
            ("color", &picture.style.edge),
        ]))),
    ];
    let graph = &picture.projection.graph;
    stmts.extend(graph.node_indices().map(|i| node(picture, i)));
    stmts.extend(graph.edge_references().map(|e| {
        let (from, to) = (&graph[e.source()].id, &graph[e.target()].id);
        edge(picture, from.as_str(), to.as_str(), e.weight())
    }));
    stmts.push(legend(picture));
    let graph = Graph::DiGraph {
        id: quoted("aikg"),
        strict: false,
        stmts,
    };
    writeln!(out, "{}", graph.print(&mut PrinterContext::default()))
}

fn head(picture: &Picture) -> Vec<Attribute> {
    let mut label = picture.title.clone();
    if !picture.date.is_empty() {
        label.push('\n');
        label.push_str(&picture.date);
    }
    for (i, source) in picture.sources.iter().enumerate() {
        label.push_str(&format!("\n[{}] {}", i + 1, footnote::text(source)));
    }
    if picture.projection.left_out > 0 {
        label.push_str(&format!(
            "\n{} more entities are left out.",
            picture.projection.left_out
        ));
    }
    let mut all = attributes(&[
        ("rankdir", "LR"),
        ("bgcolor", &picture.style.background),
        ("fontname", "Helvetica"),
        ("fontcolor", &picture.style.text),
        ("labelloc", "b"),
        ("labeljust", "l"),
    ]);
    // `\l` ends a line that stands at the left.
    all.push(Attribute(plain("label"), lines(&label, "\\l")));
    all
}

fn node(picture: &Picture, index: petgraph::graph::NodeIndex) -> Stmt {
    let node = &picture.projection.graph[index];
    let paint = picture.style.paint(node.kind);
    let mut label = node.label.clone();
    for line in &node.lines {
        let mark = footnote::mark(&footnote::numbers(picture, line.fact));
        label.push_str(&format!("\n{}: {} {mark}", line.label, line.value));
    }
    let mut all = attributes(&[("fillcolor", &paint.fill), ("color", &paint.line)]);
    all.push(Attribute(plain("label"), lines(&label, "\\n")));
    Stmt::Node(Node::new(NodeId(quoted(node.id.as_str()), None), all))
}

fn edge(picture: &Picture, from: &str, to: &str, link: &crate::network::Link) -> Stmt {
    let mark = footnote::mark(&footnote::numbers(picture, link.fact));
    let label = format!("{} {mark}", link.label);
    let style = match link.modality {
        Modality::Asserted => "solid",
        Modality::Claimed => "dashed",
        _ => "dotted",
    };
    let mut all = attributes(&[("style", style)]);
    all.push(Attribute(plain("label"), lines(label.trim_end(), "\\n")));
    let exact = picture.projection.facts[link.fact]
        .support
        .first()
        .map(|s| s.exact.as_str());
    all.extend(exact.map(|exact| Attribute(plain("tooltip"), lines(exact, " "))));
    let vertex = |id: &str| Vertex::N(NodeId(quoted(id), None));
    Stmt::Edge(Edge {
        ty: EdgeTy::Pair(vertex(from), vertex(to)),
        attributes: all,
    })
}

fn legend(picture: &Picture) -> Stmt {
    let mut stmts = vec![Stmt::Attribute(Attribute(plain("label"), quoted("Legend")))];
    for kind in Kind::ALL {
        if picture
            .projection
            .graph
            .node_weights()
            .any(|n| n.kind == kind)
        {
            let paint = picture.style.paint(kind);
            let all = attributes(&[
                ("label", &paint.name),
                ("fillcolor", &paint.fill),
                ("color", &paint.line),
            ]);
            let id = format!("legend {}", kind.key());
            stmts.push(Stmt::Node(Node::new(NodeId(quoted(&id), None), all)));
        }
    }
    Stmt::Subgraph(Subgraph {
        id: quoted("cluster_legend"),
        stmts,
    })
}

fn attributes(pairs: &[(&str, &str)]) -> Vec<Attribute> {
    pairs
        .iter()
        .map(|(key, value)| Attribute(plain(key), quoted(value)))
        .collect()
}

fn plain(word: &str) -> Id {
    Id::Plain(word.to_string())
}

/// A text in quotation marks; backslashes and quotation marks keep their meaning.
fn quoted(text: &str) -> Id {
    lines(text, " ")
}

/// A text in quotation marks whose lines end with `end`.
fn lines(text: &str, end: &str) -> Id {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str(end),
            c if c < ' ' => out.push(' '),
            c => out.push(c),
        }
    }
    if end == "\\l" {
        out.push_str(end);
    }
    out.push('"');
    Id::Escaped(out)
}
