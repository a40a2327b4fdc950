//! Builds the program again when the data that ship inside it change.

fn main() {
    for path in ["data", "queries", "tests/articles"] {
        println!("cargo::rerun-if-changed={path}");
    }
}
