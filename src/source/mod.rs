//! Bytes in: files, folders, patterns, standard input, addresses, feeds, mails and archives.
//!
//! [`open()`] gives a stream of [`Source`]s, one a document. Each is read when it is asked for, and what is
//! wrong with one does not stop the others. What is read is hostile: sizes, depths and ratios are limited
//! ([`limit`]), no path inside of an archive touches the disk, and only public addresses are fetched
//! unless [`Access`] says otherwise.

pub mod access;
pub mod address;
pub mod fault;
mod feed;
mod fetch;
pub mod hints;
mod input;
mod jsonl;
pub mod kind;
pub mod limit;
mod line;
mod mailbox;
pub mod media;
mod message;
pub mod open;
mod response;
mod robots;
pub mod walk;
mod warc;
mod zip;

pub use access::Access;
pub use fault::SourceError;
pub use hints::Hints;
pub use input::Sources;
pub use kind::Kind;
pub use media::Media;
pub use open::open;

/// The bytes of one document, with what is known of it besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it came from: the path as given, an address, `-` for standard input; for a part of a
    /// larger input that input and its place in it (`feed.xml, entry 3`).
    pub origin: String,
    /// Its short name: that of the file without its ending (`index` and `readme` with their folder's
    /// name in front), of the page, or made of the title.
    pub stem: String,
    /// What the bytes are.
    pub media: Media,
    /// What its place says of it: the address it was fetched from, the fields of a feed's entry.
    pub hints: Hints,
    /// It stands in a list that is read again and again, a feed: if its address is known already, it
    /// need not be read.
    pub listed: bool,
    /// The bytes.
    pub bytes: Vec<u8>,
}
