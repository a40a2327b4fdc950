//! Feeds: RSS, Atom.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| aikg_fuzz::file("wire.rss", bytes));
