//! The believed facts as a graph: what only a graph can answer, and what pictures draw.

pub mod fact;
pub mod kind;
pub mod part;
pub mod projection;

pub use fact::{Fact, Support};
pub use kind::Kind;
pub use projection::{Line, Link, Node, Projection};
