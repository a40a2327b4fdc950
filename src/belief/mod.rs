//! Which statements are believed, and why.
//!
//! Belief is computed, never stored in a statement: the same statements always give the same ranks.
//! All statements on one subject and property are judged together.

pub mod agreement;
pub mod dispute;
pub mod judge;
pub mod weigh;

pub use agreement::agree;
pub use dispute::{disputed, disputes};
pub use judge::believe;
