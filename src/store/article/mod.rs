//! The file of one document: its description, its statements and the names it brought.
//!
//! Written sorted, one statement a stanza in the order of the text, so that the same reading gives
//! the same bytes and a changed one a short diff.

mod read;
mod stanza;
mod write;

pub use read::read;
pub(crate) use read::{Content, citation, content, statement};
pub use write::write;

/// Local name of the graph of the names that documents brought and nobody has looked at yet.
pub const NAMES: &str = "names";
