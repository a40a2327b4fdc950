//! The index: quads as numbers in five sorted orders, a dictionary, and Oxigraph's evaluator over
//! both (docs/store.md).

pub(crate) mod audit;
mod block;
pub(crate) mod build;
pub(crate) mod bulk;
mod count;
mod dataset;
pub(crate) mod edit;
pub(crate) mod environment;
pub(crate) mod generation;
pub(crate) mod id;
mod inline;
mod mapping;
pub(crate) mod memory;
mod merge;
pub(crate) mod order;
pub(crate) mod pages;
#[cfg(test)]
mod random_tests;
pub(crate) mod record;
mod rows;
pub(crate) mod seal;
pub(crate) mod snapshot;
mod sort;
mod spill;
pub(crate) mod stock;
pub(crate) mod support;
pub(crate) mod used;

pub use count::Count;
pub use dataset::Token;
pub use generation::Index;
pub use id::{Id, Row};
pub use memory::Memory;
pub use order::Pattern;
pub use snapshot::{DefaultGraph, Snapshot, Transaction};
