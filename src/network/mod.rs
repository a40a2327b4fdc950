//! The believed graph as a petgraph graph.
