//! Graphviz DOT through `graphviz-rust`.

use crate::model::{Modality, Namespaces};
use crate::network::{Kind, Link, Node};
use crate::picture::Picture;
use crate::picture::drawing::Form;
use crate::picture::footnote;
use crate::picture::sources::notes;
use crate::picture::style::Paint;
use crate::picture::xml::escape;
use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node as DotNode, NodeId, Stmt, Subgraph,
    Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};
use petgraph::visit::EdgeRef;
use std::fmt::Write as _;
use std::io::{self, Write};

const FONT: &str = "DejaVu Sans,Verdana,Helvetica,sans-serif";

/// Writes the whole graph with its legend as a cluster and its sources as the label of the graph.
pub fn write(picture: &Picture, ns: &Namespaces, out: &mut dyn Write) -> io::Result<()> {
    let style = &picture.style;
    let node_look = attributes(&[
        ("shape", "box"),
        ("style", "filled"),
        ("fontname", FONT),
        ("fontsize", "12"),
        ("fontcolor", &style.text),
        ("margin", "0.13,0.08"),
    ]);
    let edge_look = attributes(&[
        ("fontname", FONT),
        ("fontsize", "9"),
        ("fontcolor", &style.muted),
        ("color", &style.edge),
        ("arrowsize", "0.7"),
    ]);
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(head(picture))),
        Stmt::GAttribute(GraphAttributes::Node(node_look)),
        Stmt::GAttribute(GraphAttributes::Edge(edge_look)),
    ];
    let graph = &picture.projection.graph;
    stmts.extend(graph.node_weights().map(|n| node(picture, n, ns)));
    stmts.extend(graph.edge_references().map(|e| {
        let (from, to) = (&graph[e.source()].id, &graph[e.target()].id);
        edge(picture, from.as_str(), to.as_str(), e.weight())
    }));
    if graph.node_count() > 0 {
        stmts.push(legend(picture));
    }
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
        let _ = write!(label, "\n{}", picture.date);
    }
    for (i, source) in picture.sources.iter().enumerate() {
        let _ = write!(label, "\n[{}] {}", i + 1, footnote::text(source));
    }
    for note in notes(picture, Form::Full) {
        let _ = write!(label, "\n{note}");
    }
    let mut all = attributes(&[
        ("rankdir", "LR"),
        ("ranksep", "0.7"),
        ("bgcolor", &picture.style.background),
        ("fontname", FONT),
        ("fontsize", "11"),
        ("fontcolor", &picture.style.text),
        ("labelloc", "b"),
        ("labeljust", "l"),
    ]);
    // `\l` ends a line that stands at the left.
    all.push(Attribute(plain("label"), shown(&label, "\\l")));
    all
}

fn node(picture: &Picture, node: &Node, ns: &Namespaces) -> Stmt {
    // A line ends with its alignment; one that stands alone is in the middle.
    let end = if node.lines.is_empty() {
        ""
    } else {
        "<BR ALIGN=\"LEFT\"/>"
    };
    let mut label = format!("<<B>{}</B>{end}", filled(&node.label));
    for line in &node.lines {
        let mark = footnote::mark(&footnote::numbers(picture, line.fact));
        let text = format!("{}: {} {mark}", line.label, line.value);
        let text = filled(text.trim_end());
        let _ = write!(label, "<FONT POINT-SIZE=\"10\">{text}</FONT>{end}");
    }
    label.push('>');
    let mut all = look(picture.style.paint(node.kind));
    all.push(Attribute(plain("label"), Id::Html(label)));
    let address = ns.entity(node.id.as_str());
    all.push(Attribute(plain("URL"), shown(&address, " ")));
    let id = NodeId(quoted(node.id.as_str()), None);
    Stmt::Node(DotNode::new(id, all))
}

fn edge(picture: &Picture, from: &str, to: &str, link: &Link) -> Stmt {
    let mark = footnote::mark(&footnote::numbers(picture, link.fact));
    let label = format!("{} {mark}", link.label);
    let style = match link.modality {
        Modality::Asserted => "solid",
        Modality::Claimed => "dashed",
        _ => "dotted",
    };
    let mut all = attributes(&[("style", style)]);
    if link.symmetric {
        all.extend(attributes(&[("dir", "both")]));
    }
    all.push(Attribute(plain("label"), shown(label.trim_end(), "\\n")));
    let support = &picture.projection.facts[link.fact].support;
    let tooltip = support.first().map(|s| shown(&s.exact, " "));
    all.extend(tooltip.map(|text| Attribute(plain("tooltip"), text)));
    let vertex = |id: &str| Vertex::N(NodeId(quoted(id), None));
    Stmt::Edge(Edge {
        ty: EdgeTy::Pair(vertex(from), vertex(to)),
        attributes: all,
    })
}

fn legend(picture: &Picture) -> Stmt {
    let mut stmts = vec![
        Stmt::Attribute(Attribute(plain("label"), quoted("Legend"))),
        Stmt::Attribute(Attribute(plain("color"), quoted(&picture.style.muted))),
    ];
    let graph = &picture.projection.graph;
    for kind in Kind::ALL {
        if graph.node_weights().any(|n| n.kind == kind) {
            let paint = picture.style.paint(kind);
            let mut all = look(paint);
            all.push(Attribute(plain("label"), shown(&paint.name, " ")));
            all.extend(attributes(&[("fontsize", "10")]));
            // No entity has a space in its id.
            let id = NodeId(quoted(&format!("legend {}", kind.key())), None);
            stmts.push(Stmt::Node(DotNode::new(id, all)));
        }
    }
    Stmt::Subgraph(Subgraph {
        id: quoted("cluster_legend"),
        stmts,
    })
}

/// Colours and frame of a box.
fn look(paint: &Paint) -> Vec<Attribute> {
    let style = if paint.corner > 0 {
        "rounded,filled"
    } else {
        "filled"
    };
    let width = if paint.thick { "2" } else { "1" };
    attributes(&[
        ("style", style),
        ("fillcolor", &paint.fill),
        ("color", &paint.line),
        ("penwidth", width),
    ])
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

/// Text inside of an HTML-like label, which must not be empty there.
fn filled(text: &str) -> String {
    let text = escape(text);
    if text.trim().is_empty() {
        "?".to_string()
    } else {
        text
    }
}

/// A text that is an identifier, in quotation marks.
fn quoted(text: &str) -> Id {
    lines(text, " ")
}

/// A text that is shown, in quotation marks; its lines end with `end`. Graphviz reads `&lt;` in it as `<`,
/// so that an ampersand has to be written as one.
fn shown(text: &str, end: &str) -> Id {
    lines(&text.replace('&', "&amp;"), end)
}

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
