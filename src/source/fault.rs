//! What can be wrong with a source.

use std::io;

/// An input, or a part of one, that cannot be read. `origin` says where: `news/a.md`,
/// `feed.xml, entry 3`.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The system says no.
    #[error("{origin}: {source}")]
    File {
        /// The input.
        origin: String,
        /// Why.
        source: io::Error,
    },
    /// Nothing matches a path or pattern.
    #[error("{0}: there is no such file, and no file matches it")]
    Nothing(String),
    /// A folder or an archive without any text.
    #[error("{0}: it has no file that can be read as a text")]
    Empty(String),
    /// A pattern that is none.
    #[error("{origin}: {message}")]
    Pattern {
        /// The pattern.
        origin: String,
        /// What is wrong with it.
        message: String,
    },
    /// More bytes than the limit.
    #[error("{origin}: more than {limit} bytes")]
    TooLarge {
        /// The input.
        origin: String,
        /// How many may be.
        limit: u64,
    },
    /// Not what it is called: a feed, an archive, a message that breaks the rules of its kind.
    #[error("{origin}: {message}")]
    Broken {
        /// The input.
        origin: String,
        /// What is wrong with it.
        message: String,
    },
    /// An archive that would unpack to more, or deeper, than is allowed.
    #[error("{origin}: {message}")]
    Bomb {
        /// The input.
        origin: String,
        /// Which limit it breaks.
        message: String,
    },
    /// An address that is not fetched: not public, or closed to programs.
    #[error("{origin}: {message}")]
    Refused {
        /// The address.
        origin: String,
        /// Why.
        message: String,
    },
    /// An address that gives nothing.
    #[error("{origin}: {message}")]
    Fetch {
        /// The address.
        origin: String,
        /// What came instead.
        message: String,
    },
}
