//! Graphviz DOT through `graphviz-rust`: `order` says which nodes stand together, `legend` what the signs mean.

mod legend;
mod order;
mod text;

use crate::export::dot::legend::{legend, line};
use crate::export::dot::text::{arrow, attributes, filled, plain, quoted, shown};
use crate::model::Namespaces;
use crate::model::evidence::DocumentId;
use crate::network::{Link, Node};
use crate::picture::drawing::Form;
use crate::picture::sources::notes;
use crate::picture::style::Paint;
use crate::picture::{Picture, footnote, group};
use graphviz_rust::dot_structures::{
    Attribute, Graph, GraphAttributes, Id, Node as DotNode, NodeId, Stmt,
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
    let ranks = group::ranks(picture);
    let places = order::places(&ranks);
    stmts.extend(graph.edge_references().map(|e| {
        let (from, to) = (&graph[e.source()].id, &graph[e.target()].id);
        let rank = places.get(&e.source());
        let level = rank.is_some() && rank == places.get(&e.target());
        arrow(from.as_str(), to.as_str(), edge(picture, e.weight(), level))
    }));
    stmts.extend(order::clusters(picture));
    stmts.extend(order::ranks(picture, &ranks));
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
        // Without it Graphviz gives up where arrows go to and fro between frames.
        ("newrank", "true"),
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
    let said = node.lines.iter();
    let said = said.map(|line| format!("; {}: {}", line.label, line.value));
    let tooltip = node.label.clone() + &said.collect::<String>();
    all.push(Attribute(plain("tooltip"), shown(&tooltip, " ")));
    let id = NodeId(quoted(node.id.as_str()), None);
    Stmt::Node(DotNode::new(id, all))
}

/// The look of an arrow; `level` where both its ends stand in one rank.
fn edge(picture: &Picture, link: &Link, level: bool) -> Vec<Attribute> {
    let mark = footnote::mark(&footnote::numbers(picture, link.fact));
    let label = format!("{} {mark}", link.label);
    let [style, (_, head)] = line(link.modality);
    let mut all = attributes(&[style]);
    if head != "normal" {
        all.extend(attributes(&[("arrowhead", head)]));
    }
    if link.symmetric {
        all.extend(attributes(&[("dir", "both"), ("arrowtail", head)]));
    }
    // Graphviz cannot make room for words between nodes of one rank; beside the line they need none.
    let words = if level { "xlabel" } else { "label" };
    all.push(Attribute(plain(words), shown(label.trim_end(), "\\n")));
    let support = &picture.projection.facts[link.fact].support;
    let tooltip = support.first().map(|s| shown(&s.exact, " "));
    all.extend(tooltip.map(|text| Attribute(plain("tooltip"), text)));
    let source = |id: &DocumentId| picture.sources.iter().find(|s| s.document == *id);
    let mut addresses = support
        .iter()
        .filter_map(|s| source(&s.document)?.address.as_ref());
    let web = |a: &&String| a.starts_with("https://") || a.starts_with("http://");
    let address = addresses.find(web).map(|a| shown(a, " "));
    all.extend(address.map(|text| Attribute(plain("URL"), text)));
    all
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
