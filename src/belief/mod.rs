//! Which statements are believed, and why.
