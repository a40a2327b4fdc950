//! The legend of a DOT file: the kinds of boxes and the lines that occur in it.

use crate::export::dot::look;
use crate::export::dot::text::{arrow, attributes, plain, quoted, shown};
use crate::model::Modality;
use crate::network::Kind;
use crate::picture::Picture;
use crate::picture::legend::meaning;
use graphviz_rust::dot_structures::{Attribute, Node, NodeId, Stmt, Subgraph};

/// The look of an arrow by how surely it is said. Graphviz has no line of dashes and dots: what is predicted has an
/// open head, what is denied has none.
pub fn line(modality: Modality) -> [(&'static str, &'static str); 2] {
    match modality {
        Modality::Asserted => [("style", "solid"), ("arrowhead", "normal")],
        Modality::Claimed => [("style", "dashed"), ("arrowhead", "normal")],
        Modality::Rumored => [("style", "dotted"), ("arrowhead", "normal")],
        Modality::Predicted => [("style", "dashed"), ("arrowhead", "onormal")],
        Modality::Negated => [("style", "dashed"), ("arrowhead", "tee")],
    }
}

/// The legend as a cluster. No entity has a space in its id.
pub fn legend(picture: &Picture) -> Stmt {
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
            stmts.push(node(&format!("legend {}", kind.key()), all));
        }
    }
    let occurs = |m: &Modality| graph.edge_weights().any(|link| link.modality == *m);
    for modality in Modality::ALL.into_iter().skip(1).filter(occurs) {
        let name = modality.name().to_lowercase();
        let (from, to) = (format!("legend from {name}"), format!("legend {name}"));
        let point = [("shape", "point"), ("style", "invis"), ("width", "0")];
        stmts.push(node(&from, attributes(&point)));
        let words = [("shape", "plaintext"), ("style", ""), ("fontsize", "10")];
        let mut all = attributes(&words);
        all.push(Attribute(plain("label"), shown(meaning(modality), " ")));
        stmts.push(node(&to, all));
        stmts.push(arrow(&from, &to, attributes(&line(modality))));
    }
    Stmt::Subgraph(Subgraph {
        id: quoted("cluster_legend"),
        stmts,
    })
}

fn node(id: &str, attributes: Vec<Attribute>) -> Stmt {
    Stmt::Node(Node::new(NodeId(quoted(id), None), attributes))
}
