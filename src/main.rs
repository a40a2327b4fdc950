//! The command line program: parses arguments, calls the library, prints.

fn main() {}
