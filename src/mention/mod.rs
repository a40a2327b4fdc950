//! Spans of a text that name things or quantities.
