//! Bytes in: files, folders, globs and standard input.

pub mod file;
pub mod walk;

pub use file::{Source, SourceError};
pub use walk::collect;
