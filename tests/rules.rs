//! Every example that a rule carries: what it must match and what it must not.

use crate::common::{reader_with as reader, rules as bundled};
use aikg::extract::rule::examples;

#[test]
fn every_example_holds() {
    let reader = reader(&bundled()).unwrap_or_else(|e| panic!("{e}"));
    let report = examples::run(&reader);
    assert!(report.checked > 40, "only {} examples", report.checked);
    assert!(
        report.failures.is_empty(),
        "\n{}",
        report.failures.join("\n")
    );
}

#[test]
fn a_broken_rule_says_where() {
    let broken = |text: &str| {
        let mut files = bundled();
        files.push(("mine.toml".into(), text.into()));
        reader(&files).unwrap_err().to_string()
    };
    let stanza = |patterns: &str, property: &str| {
        format!(
            "\n[[rule]]\nname = \"x\"\nproperty = \"{property}\"\nconfidence = 90\npatterns = [{patterns}]\n"
        )
    };
    assert!(broken("[[rule]\n").starts_with("mine.toml:1:"));
    assert!(
        broken(&stanza("\"<s> runs (on\"", "runsOn"))
            .starts_with("mine.toml:2:1: rule 'x', pattern")
    );
    assert!(broken(&stanza("\"a\"", "nothing")).contains("'nothing' is no property"));
    assert!(broken("[[rule]]\nname = \"x\"\nwhat = 1\n").contains("unknown field"));
}
