//! Markdown with or without front matter.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| aikg_fuzz::file("text.md", bytes));
