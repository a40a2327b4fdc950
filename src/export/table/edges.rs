//! Facts between entities as CSV, with their citations.

use crate::export::reference::Reference;
use crate::export::table::row::{RECEIPT, line, receipt, shown};
use crate::picture::Picture;
use petgraph::visit::EdgeRef;
use std::io::{self, Write};

/// Writes a row for each edge; a fact that holds both ways has one. Its ends are the `id` of nodes.
pub fn write(picture: &Picture, reference: &Reference<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (graph, facts) = (&picture.projection.graph, &picture.projection.facts);
    let own = ["source", "target", "label", "property"];
    // The programs that draw edges call the number of statements their weight.
    let rest = RECEIPT.map(|name| match name {
        "statements" => "weight",
        other => other,
    });
    line(own.into_iter().chain(rest).map(String::from), out)?;
    for edge in graph.edge_references() {
        let link = edge.weight();
        let own = [
            graph[edge.source()].id.to_string(),
            graph[edge.target()].id.to_string(),
            link.label.clone(),
            link.property.clone(),
        ];
        let cells = receipt(reference, &facts[link.fact]);
        let rest = cells.iter().map(|value| shown(value.as_ref()));
        line(own.into_iter().chain(rest), out)?;
    }
    Ok(())
}
