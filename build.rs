//! Builds the program again when the data that ship inside it change, and says how it is linked.

use std::env::var;

// A build script is told its target by the environment.
#[allow(clippy::disallowed_methods)]
fn main() {
    for path in ["data", "queries", "tests/articles"] {
        println!("cargo::rerun-if-changed={path}");
    }
    // A hundred thousand addresses would be written anew at each start, which takes longer than a question
    // (docs/performance.md).
    let target = |part: &str| var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
