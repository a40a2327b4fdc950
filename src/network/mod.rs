//! The believed facts as a graph: what only a graph can answer, and what pictures draw.
//!
//! A [`Projection`] is for pictures: each node with its numbers and dates, each edge with its statements. A
//! [`Network`] is for paths and measures over all facts: nodes and edges alone.

pub mod adjacency;
mod betweenness;
pub mod choice;
mod closeness;
pub mod community;
pub mod concentration;
pub mod cycle;
mod eigenvector;
pub mod exposure;
pub mod fact;
pub mod graph;
pub mod kind;
mod known;
pub mod meaning;
pub mod measure;
mod meeting;
mod pagerank;
pub mod part;
pub mod path;
pub mod projection;
mod roll;
pub mod search;
pub mod similar;

pub use adjacency::Adjacency;
pub use choice::Choice;
pub use community::{communities, modularity};
pub use concentration::Concentration;
pub use cycle::{Cycle, cycles};
pub use exposure::{Dependences, Exposed};
pub use fact::{Fact, Support};
pub use graph::{Network, NetworkError};
pub use kind::Kind;
pub use meaning::{Meaning, MeaningError};
pub use measure::{Measure, MeasureError};
pub use path::Path;
pub use projection::{KIND_TELLING, Line, Link, Node, Projection};
pub use search::Search;
pub use similar::{Likeness, similar};
