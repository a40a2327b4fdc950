//! A Mermaid flowchart, as Markdown pages of GitHub, GitLab and Obsidian draw it.
//!
//! <https://mermaid.js.org/syntax/flowchart.html>

use crate::model::Modality;
use crate::network::{Kind, Link};
use crate::picture::Picture;
use crate::picture::drawing::Form;
use crate::picture::footnote;
use crate::picture::sources::notes;
use petgraph::visit::EdgeRef;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Most arrows that Mermaid draws where nothing else is set (`maxEdges`).
pub const MOST: usize = 500;

/// Writes the graph; sources are comments at its end, which Mermaid does not draw.
pub fn write(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    let graph = &picture.projection.graph;
    writeln!(out, "flowchart LR")?;
    for place in graph.node_indices() {
        let node = &graph[place];
        let mut label = text(&node.label);
        for line in &node.lines {
            let mark = footnote::mark(&footnote::numbers(picture, line.fact));
            let said = format!("{}: {} {mark}", line.label, line.value);
            let _ = write!(label, "<br/>{}", text(said.trim_end()));
        }
        writeln!(out, "    n{}[\"{label}\"]", place.index())?;
    }
    let mut styles = Vec::new();
    for (i, edge) in graph.edge_references().enumerate() {
        let (from, to) = (edge.source().index(), edge.target().index());
        let link = edge.weight();
        let mark = footnote::mark(&footnote::numbers(picture, link.fact));
        let label = text(format!("{} {mark}", link.label).trim_end());
        let arrow = arrow(link);
        writeln!(out, "    n{from} {arrow}|\"{label}\"| n{to}")?;
        let dashes = match link.modality {
            Modality::Asserted => continue,
            Modality::Claimed => "6 4",
            _ => "2 3",
        };
        styles.push(format!("    linkStyle {i} stroke-dasharray: {dashes}"));
    }
    for style in styles {
        writeln!(out, "{style}")?;
    }
    classes(picture, out)?;
    for (i, source) in picture.sources.iter().enumerate() {
        writeln!(
            out,
            "%% [{}] {}",
            i + 1,
            comment(&footnote::text(source), source.address.as_deref())
        )?;
    }
    for note in notes(picture, Form::Full) {
        writeln!(out, "%% {}", comment(&note, None))?;
    }
    Ok(())
}

fn arrow(link: &Link) -> &'static str {
    match (link.modality, link.symmetric) {
        (Modality::Asserted, false) => "-->",
        (Modality::Asserted, true) => "<-->",
        (_, false) => "-.->",
        (_, true) => "<-.->",
    }
}

/// The colours of each kind, and the nodes that have them.
fn classes(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    let (graph, style) = (&picture.projection.graph, &picture.style);
    for kind in Kind::ALL {
        let nodes = graph.node_indices().filter(|i| graph[*i].kind == kind);
        let nodes: Vec<String> = nodes.map(|i| format!("n{}", i.index())).collect();
        if nodes.is_empty() {
            continue;
        }
        let paint = style.paint(kind);
        let width = if paint.thick { "2px" } else { "1px" };
        let (key, fill, line) = (kind.key(), &paint.fill, &paint.line);
        writeln!(
            out,
            "    classDef {key} fill:{fill},stroke:{line},stroke-width:{width},color:{}",
            style.text
        )?;
        writeln!(out, "    class {} {key}", nodes.join(","))?;
    }
    Ok(())
}

/// Text in quotation marks. What Mermaid, HTML or a formula could take for a sign of their own is written by its
/// number; a colon too unless a space follows, as Mermaid cuts the semicolon off what looks like `style:…#…;`.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => out.push_str("#quot;"),
            ':' if rest.peek() == Some(&' ') => out.push(c),
            ':' | '#' | '&' | '<' | '>' | '`' | '\\' | '|' | '$' | '%' => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    if out.trim().is_empty() {
        "?".to_string()
    } else {
        out
    }
}

/// Text of a comment: one line, without the braces that would make it a directive.
fn comment(text: &str, address: Option<&str>) -> String {
    let whole = format!("{text} {}", address.unwrap_or_default());
    let plain = |c: char| match c {
        '{' => '(',
        '}' => ')',
        c if c.is_control() => ' ',
        c => c,
    };
    whole.trim_end().chars().map(plain).collect()
}
