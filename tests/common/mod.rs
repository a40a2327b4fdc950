//! What several subjects need.

use aikg::extract::{Reader, RuleError};
use aikg::model::{Entity, Namespaces, Vocabulary};
use snapbox::assert::DEFAULT_ACTION_ENV;
use std::fs;
use std::path::PathBuf;

/// Whether files that tests compare with are to be written anew (`SNAPSHOTS=overwrite`).
pub fn overwrite() -> bool {
    std::env::var_os(DEFAULT_ACTION_ENV).is_some_and(|action| action == "overwrite")
}

/// The files of a folder with an ending, sorted.
pub fn listed(dir: &str, ending: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == ending))
        .collect();
    paths.sort();
    paths
}

/// The rule files of the project.
pub fn rules() -> Vec<(String, String)> {
    listed("data/rules", "toml")
        .into_iter()
        .map(|p| (p.display().to_string(), fs::read_to_string(&p).unwrap()))
        .collect()
}

/// The vocabulary and the known entities of the project.
pub fn names() -> (Vocabulary, Vec<Entity>) {
    let ns = Namespaces::default();
    let vocabulary = fs::read("data/triples/vocabulary.ttl").unwrap();
    let vocabulary = aikg::store::schema::read("vocabulary.ttl", &vocabulary, &ns).unwrap();
    let files: Vec<(String, Vec<u8>)> = listed("data/triples/entities", "ttl")
        .into_iter()
        .map(|p| (p.display().to_string(), fs::read(&p).unwrap()))
        .collect();
    let entities = aikg::store::roster::read(&files, &ns).unwrap();
    (vocabulary, entities)
}

/// A reader with these rules.
pub fn reader_with(rules: &[(String, String)]) -> Result<Reader, RuleError> {
    let (vocabulary, entities) = names();
    Reader::new(&vocabulary, &entities, rules)
}
