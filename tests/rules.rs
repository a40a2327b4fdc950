//! Every example that a rule carries: what it must match and what it must not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use aikg::extract::examples;
use aikg::model::Namespaces;
use std::fs;
use std::path::PathBuf;

fn listed(dir: &str, ending: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == ending))
        .collect();
    paths.sort();
    paths
}

fn reader(rules: &[(String, String)]) -> Result<aikg::extract::Reader, aikg::extract::RuleError> {
    let ns = Namespaces::default();
    let vocabulary = fs::read("data/triples/vocabulary.ttl").unwrap();
    let vocabulary = aikg::store::schema::read("vocabulary.ttl", &vocabulary, &ns).unwrap();
    let files: Vec<(String, Vec<u8>)> = listed("data/triples/entities", "ttl")
        .into_iter()
        .map(|p| (p.display().to_string(), fs::read(&p).unwrap()))
        .collect();
    let entities = aikg::store::roster::read(&files, &ns).unwrap();
    aikg::extract::Reader::new(&vocabulary, &entities, rules)
}

fn bundled() -> Vec<(String, String)> {
    listed("data/rules", "toml")
        .into_iter()
        .map(|p| (p.display().to_string(), fs::read_to_string(&p).unwrap()))
        .collect()
}

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
