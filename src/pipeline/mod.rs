//! Joins reading and storing: the one place where the text half meets the knowledge half.

pub mod facts;
pub mod identity;
pub mod keep;
pub mod near;
pub mod read;
pub mod receipt;

pub use facts::{facts, facts_on};
pub use identity::Identities;
pub use keep::keep_all;
pub use near::near;
pub use read::{Failure, Outcome, Remainder, Task, document, read_all};
pub use receipt::Receipts;
