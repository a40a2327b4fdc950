//! Plain text with or without a header.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| aikg_fuzz::file("text.txt", bytes));
