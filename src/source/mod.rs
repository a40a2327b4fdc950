//! Bytes in: files, folders, patterns and standard input.

pub mod fault;
pub mod file;
pub mod hints;
pub mod media;
pub mod open;
pub mod walk;

pub use fault::SourceError;
pub use file::Source;
pub use hints::Hints;
pub use media::Media;
pub use open::{Sources, open};
