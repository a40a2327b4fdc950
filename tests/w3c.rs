//! Tests in the form of the W3C's suites for SPARQL 1.0 and 1.1: of the suites themselves, where `AIKG_W3C` names their
//! folder, and of tests/w3c/suite, written for this project. What Oxigraph's own store passes, this program passes too; what it does not
//! pass of the suites is listed in tests/w3c/exceptions.toml, each with its reason.

mod answer;
mod engine;
mod folder;
mod manifest;

use aikg::store::Workspace;
use folder::Folder;
use manifest::Case;
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The variable that names the folder of the W3C's suites (`sparql` of <https://github.com/w3c/rdf-tests>).
const VARIABLE: &str = "AIKG_W3C";

/// Tests of the W3C's suites that are run.
const TESTS: usize = 980;

/// A test that is not passed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    test: String,
    /// Whether Oxigraph's own store passes it.
    oxigraph: bool,
    reason: String,
}

#[derive(Deserialize)]
struct Exceptions {
    exception: Vec<Exception>,
}

#[test]
fn tests_in_the_form_of_the_suites_are_passed() {
    let folder = Folder::open(Path::new("tests/w3c/suite"));
    let (count, faults) = run(&folder, &BTreeMap::new());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(count, 13);
}

/// Where the suites are at hand: they are the W3C's, and not a part of this project.
#[test]
fn what_oxigraph_passes_of_the_suites_is_passed() {
    let Some(root) = std::env::var_os(VARIABLE) else {
        return;
    };
    let listed = std::fs::read_to_string("tests/w3c/exceptions.toml").unwrap();
    let listed: Exceptions = toml::from_str(&listed).unwrap();
    let listed: BTreeMap<&str, &Exception> = listed
        .exception
        .iter()
        .map(|e| (e.test.as_str(), e))
        .collect();
    let (count, faults) = run(&Folder::open(Path::new(&root)), &listed);
    assert!(
        faults.is_empty(),
        "{} of {count}\n{}",
        faults.len(),
        faults.join("\n")
    );
    assert_eq!(count, TESTS);
}

/// Runs all tests of a folder: how many there are, and what is wrong.
fn run(folder: &Folder, listed: &BTreeMap<&str, &Exception>) -> (usize, Vec<String>) {
    let cases = manifest::cases(folder);
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("aikg.toml"), "").unwrap();
    let workspace = Workspace::open(place.path()).unwrap();
    let outcome = |case: &Case| {
        let listed = listed.get(case.name.as_str()).copied();
        fault(folder, case, &workspace, listed)
    };
    // Updates wait for each other: one writer at a time.
    let (updates, queries): (Vec<&Case>, Vec<&Case>) =
        cases.iter().partition(|case| case.task.changes());
    let mut faults: Vec<String> = queries.into_par_iter().filter_map(outcome).collect();
    faults.extend(updates.into_iter().filter_map(outcome));
    let all: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    let stale = listed.keys().filter(|name| !all.contains(name));
    faults.extend(stale.map(|name| format!("{name}: there is no such test")));
    (cases.len(), faults)
}

/// What is wrong with the outcome of a test, against what is listed of it.
fn fault(
    folder: &Folder,
    case: &Case,
    workspace: &Workspace,
    listed: Option<&Exception>,
) -> Option<String> {
    let (ours, theirs) = (
        engine::ours(folder, &case.task, workspace),
        engine::theirs(folder, &case.task),
    );
    let name = &case.name;
    match (ours, listed) {
        (Ok(()), None) => None,
        (Ok(()), Some(_)) => Some(format!("{name}: it is listed, and passes")),
        (Err(why), None) => Some(format!("{name}: {why} (Oxigraph: {theirs:?})")),
        (Err(_), Some(exception)) => {
            assert!(!exception.reason.is_empty(), "{name} has no reason");
            let wrong = exception.oxigraph != theirs.is_ok();
            wrong.then(|| format!("{name}: Oxigraph: {theirs:?}"))
        }
    }
}
