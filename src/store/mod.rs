//! The truth in text files, and the index over them.

pub mod article;
pub mod fault;
pub mod roster;
pub mod schema;
mod term;
mod turtle;

pub use fault::{Place, StoreError};
