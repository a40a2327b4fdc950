//! Documents a line.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| aikg_fuzz::file("news.jsonl", bytes));
