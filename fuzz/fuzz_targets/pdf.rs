//! PDF files.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| aikg_fuzz::file("paper.pdf", bytes));
