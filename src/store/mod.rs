//! The truth in text files, and the index over them.

pub mod article;
pub mod fault;
pub mod format;
pub mod index;
mod intake;
pub mod judged;
pub mod roster;
pub mod schema;
mod term;
mod turtle;

pub use fault::{Place, StoreError};
pub use format::Format;
pub use index::{Id, Memory, Pattern, Row, Snapshot, Transaction};
pub use judged::{Believe, Judged, Rank};
