//! Files of documents: what is read of one is written and read again as the same.

#![no_main]

use aikg::model::Namespaces;
use aikg::store::article::{read, write};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let namespaces = Namespaces::default();
    match read("x.trig", bytes, &namespaces) {
        Ok(reading) => {
            let written = write(&reading, &namespaces);
            let again = read("y.trig", written.as_bytes(), &namespaces).expect("what was written");
            assert_eq!(write(&again, &namespaces), written);
        }
        Err(fault) => assert!(fault.to_string().starts_with("x.trig"), "{fault}"),
    }
});
