//! Formats of programs that draw and measure graphs: entities are nodes, facts between them edges.

pub mod attribute;
pub mod cytoscape;
pub mod gexf;
pub mod graphml;
pub mod mermaid;
