//! What may be fetched, and how politely.

use std::time::Duration;

/// How addresses are fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Machines that are not on the public internet may be asked: this one, those of a home or an office.
    pub private: bool,
    /// How long one fetch may take, with its redirects and its body.
    pub timeout: Duration,
    /// How long to wait between two fetches from one machine.
    pub pause: Duration,
}

impl Default for Access {
    fn default() -> Self {
        Self {
            private: false,
            timeout: Duration::from_mins(1),
            pause: Duration::from_secs(1),
        }
    }
}
