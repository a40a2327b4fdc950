//! `aikg` reads articles on the AI industry and keeps each fact as RDF with its receipt: the
//! document, the exact words, who claims it, how surely, when it was true and when it was learned.
//!
//! The library never prints, reads no environment and knows no clock: paths and the present time
//! are handed in. Data flows one way through the layers below; a layer imports only what stands
//! above it in this list (`docs/architecture.md` gives the reasons, `tests/layers.rs` watches).

pub mod model;

pub mod source;

pub mod document;

pub mod mention;

pub mod extract;

pub mod eval;

pub mod store;

pub mod belief;

pub mod search;

pub mod query;

pub mod network;

pub mod picture;

pub mod chart;

pub mod export;

pub mod report;

pub mod pipeline;
