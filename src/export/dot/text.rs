//! Identifiers, texts and attributes as DOT writes them.

use crate::picture::bidi::isolated;
use crate::picture::xml::escape;
use graphviz_rust::dot_structures::{Attribute, Edge, EdgeTy, Id, Node, NodeId, Stmt, Vertex};

/// Attributes whose values are identifiers.
pub fn attributes(pairs: &[(&str, &str)]) -> Vec<Attribute> {
    pairs
        .iter()
        .map(|(key, value)| Attribute(plain(key), quoted(value)))
        .collect()
}

/// A word that needs no quotation marks.
pub fn plain(word: &str) -> Id {
    Id::Plain(word.to_string())
}

/// Text inside of an HTML-like label, which must not be empty there.
pub fn filled(text: &str) -> String {
    let text = escape(text);
    if text.trim().is_empty() {
        "?".to_string()
    } else {
        text
    }
}

/// A text that is an identifier, in quotation marks.
pub fn quoted(text: &str) -> Id {
    lines(text, " ")
}

/// A text that is shown, in quotation marks; its lines end with `end`. Graphviz reads `&lt;` in it as `<`,
/// so that an ampersand has to be written as one.
pub fn shown(text: &str, end: &str) -> Id {
    let lined: Vec<_> = text.split('\n').map(isolated).collect();
    lines(&lined.join("\n").replace('&', "&amp;"), end)
}

/// A node that has been described already.
pub fn mention(id: &str) -> Stmt {
    Stmt::Node(Node::new(NodeId(quoted(id), None), Vec::new()))
}

/// An arrow between two nodes.
pub fn arrow(from: &str, to: &str, attributes: Vec<Attribute>) -> Stmt {
    let vertex = |id: &str| Vertex::N(NodeId(quoted(id), None));
    Stmt::Edge(Edge {
        ty: EdgeTy::Pair(vertex(from), vertex(to)),
        attributes,
    })
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
