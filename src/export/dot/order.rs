//! Which nodes of a DOT file stand together: frames, and ranks beside each other.

use crate::export::dot::text::{arrow, attributes, mention, plain, quoted, shown};
use crate::picture::group::Groups;
use crate::picture::{Picture, Rank, group};
use graphviz_rust::dot_structures::{Attribute, Node, NodeId, Stmt, Subgraph};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// A frame around each group of nodes.
pub fn clusters(picture: &Picture) -> Vec<Stmt> {
    let graph = &picture.projection.graph;
    let cluster = |(i, (name, members)): (usize, (String, Vec<NodeIndex>))| {
        let mut stmts = vec![
            Stmt::Attribute(Attribute(plain("label"), shown(&name, " "))),
            Stmt::Attribute(Attribute(plain("color"), quoted(&picture.style.muted))),
        ];
        stmts.extend(members.iter().map(|m| mention(graph[*m].id.as_str())));
        Stmt::Subgraph(Subgraph {
            id: quoted(&format!("cluster_{i}")),
            stmts,
        })
    };
    let groups = group::clusters(picture).into_iter().enumerate();
    groups.map(cluster).collect()
}

/// Nodes of one rank beside each other, and the ranks in their order along a line of their names.
pub fn ranks(picture: &Picture, groups: &Groups) -> Vec<Stmt> {
    let graph = &picture.projection.graph;
    let dated = picture.rank == Some(Rank::Date);
    let mut stmts = Vec::new();
    let mut before: Option<String> = None;
    for (name, members) in groups {
        // No entity has a space in its id.
        let id = format!("rank {name}");
        let look = if dated { "plaintext" } else { "point" };
        let style = if dated { "" } else { "invis" };
        let all = attributes(&[("shape", look), ("style", style), ("label", name)]);
        stmts.push(Stmt::Node(Node::new(NodeId(quoted(&id), None), all)));
        let mut same = vec![Stmt::Attribute(Attribute(plain("rank"), quoted("same")))];
        same.push(mention(&id));
        same.extend(members.iter().map(|m| mention(graph[*m].id.as_str())));
        stmts.push(Stmt::Subgraph(Subgraph {
            id: quoted(&id),
            stmts: same,
        }));
        if let Some(before) = before {
            stmts.push(arrow(&before, &id, attributes(&[("style", "invis")])));
        }
        before = Some(id);
    }
    stmts
}

/// The number of the rank that a node stands in.
pub fn places(groups: &Groups) -> BTreeMap<NodeIndex, usize> {
    let ranked = groups.values().enumerate();
    let each = ranked.flat_map(|(rank, members)| members.iter().map(move |m| (*m, rank)));
    each.collect()
}
