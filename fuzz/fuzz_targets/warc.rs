//! Archives of the web, packed or not.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| aikg_fuzz::file("crawl.warc", bytes));
