//! A process killed at any moment leaves the old state or the new one: nothing half written, and
//! nothing lost that it had said was done.

use crate::store::{believe, document, lent, quads};
use aikg::model::evidence::text_digest;
use aikg::query::{Stop, update};
use aikg::store::{Format, Input, Workspace};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// How often a process is killed, unless `AIKG_CRASH_ROUNDS` says otherwise.
const ROUNDS: u64 = 50;
const NOW: &str = "2026-05-04T08:00:00Z";

/// Documents by id, with the size they tell of; the data set too.
type State = BTreeMap<String, i64>;

/// Name of the data set.
const SET: &str = "set";

/// Name of the user's own graph.
const NOTES: &str = "notes";

/// The step of a number: adding, changing or forgetting a document, changing the user's own graph, loading or dropping a
/// data set, or making the index anew.
fn step(n: i64, state: &mut State) {
    match n % 8 {
        0 => state.insert(NOTES.into(), n),
        2 => state.insert(format!("d{}", n - 1), n),
        3 if n % 16 == 3 => state.remove(&format!("d{}", n - 2)),
        3 => state.insert(format!("d{n}"), n),
        4 => state.insert(SET.into(), n),
        5 | 6 => None,
        7 if n % 16 == 7 => state.insert(SET.into(), n),
        7 => state.remove(SET),
        _ => state.insert(format!("d{n}"), n),
    };
}

fn perform(workspace: &Workspace, n: i64) {
    match n % 8 {
        0 => note(workspace, n),
        4 => load(workspace, n),
        5 => drop(workspace.compact(&believe).unwrap()),
        6 => drop(workspace.rebuild(&believe).unwrap()),
        7 if n % 16 == 7 => load(workspace, n),
        7 => assert!(workspace.unload(SET, &believe).unwrap()),
        _ => record(workspace, n),
    }
}

fn is_document(id: &str) -> bool {
    id != SET && id != NOTES
}

/// Loads a data set of a few quads that all say `n`.
fn load(workspace: &Workspace, n: i64) {
    let quad = |i| format!("<a:s{i}> <a:size> \"{n}\" <a:set> .\n");
    let text: String = (0..50).map(quad).collect();
    let input = Input {
        shown: "test".into(),
        format: Format::NQuads,
        reader: Box::new(text.as_bytes()),
    };
    let read = workspace.load(SET, vec![input], None, &believe).unwrap();
    assert_eq!(read, 50);
}

/// Changes the user's own graph to a few triples that all say `n`.
fn note(workspace: &Workspace, n: i64) {
    let triples: String = (0..5)
        .map(|i| format!("<a:n{i}> <a:says> \"{n}\" . "))
        .collect();
    let request = format!(
        "DELETE WHERE {{ GRAPH graph:notes {{ ?s ?p ?o }} }} ; INSERT DATA {{ GRAPH graph:notes {{ {triples} }} }}"
    );
    let done = workspace.change(&believe, false, |draft| {
        update(draft, &request, &Stop::default())
    });
    assert!(!done.unwrap().is_empty());
}

fn record(workspace: &Workspace, n: i64) {
    let (mut before, mut after) = (State::new(), State::new());
    (0..n).for_each(|i| step(i, &mut before));
    (0..=n).for_each(|i| step(i, &mut after));
    let forget: Vec<_> = before
        .keys()
        .filter(|id| !after.contains_key(*id) && is_document(id))
        .map(|id| id.as_str().into())
        .collect();
    let batch: Vec<_> = after
        .iter()
        .filter(|(id, size)| before.get(*id) != Some(size) && is_document(id))
        .map(|(id, size)| document(id, NOW, &[("m1", *size), ("m2", size * 2)]))
        .collect();
    workspace.record(&lent(&batch), &forget, &believe).unwrap();
}

/// Not a test by itself: the process that is killed. It says each step that is done.
#[test]
fn child() {
    let Ok(root) = std::env::var("AIKG_CRASH_ROOT") else {
        return;
    };
    let from: i64 = std::env::var("AIKG_CRASH_FROM").unwrap().parse().unwrap();
    let workspace = Workspace::open(Path::new(&root)).unwrap();
    let mut out = std::io::stdout();
    for n in from.. {
        perform(&workspace, n);
        writeln!(out, "done {n}").unwrap();
        out.flush().unwrap();
    }
}

/// Runs the child from a step on, kills it some time after a few steps, and gives the last step
/// that it said was done.
fn run_and_kill(root: &Path, from: i64, round: u64) -> i64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::child", "--nocapture", "--test-threads=1"])
        .env("AIKG_CRASH_ROOT", root)
        .env("AIKG_CRASH_FROM", from.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut done = from - 1;
    let mut read = |lines: &mut dyn Iterator<Item = std::io::Result<String>>| {
        for line in lines.map_while(Result::ok) {
            if let Some(n) = line.split_once("done ").and_then(|(_, n)| n.parse().ok()) {
                done = n;
                return true;
            }
        }
        false
    };
    for _ in 0..round % 3 {
        assert!(read(&mut lines), "the child ended by itself");
    }
    // Some other moment within a step in each round.
    std::thread::sleep(Duration::from_micros(round * 7919 % 40_000));
    child.kill().unwrap();
    child.wait().unwrap();
    while read(&mut lines) {}
    done
}

/// What files and index say, checked against each other.
fn observed(workspace: &Workspace) -> State {
    let index = workspace.index(&believe).unwrap();
    let transaction = index.read().unwrap();
    let snapshot = transaction.snapshot();
    let mut state = State::new();
    for citation in workspace.citations().unwrap() {
        let reading = workspace.reading(&citation.id).unwrap().unwrap();
        let text = workspace
            .text(&citation.id)
            .unwrap()
            .expect("the text is there");
        assert_eq!(text_digest(&text), citation.sha256);
        assert!(
            reading
                .statements
                .iter()
                .all(|s| s.evidence.stands_in(&text))
        );
        assert_eq!(
            snapshot.citation(&citation.id).unwrap().as_ref(),
            Some(&citation)
        );
        for statement in &reading.statements {
            let subject = Some(&statement.subject);
            assert!(
                snapshot
                    .statements(subject, None)
                    .unwrap()
                    .contains(statement)
            );
        }
        let size = reading.statements[0].object.to_string();
        state.insert(citation.id.to_string(), size.parse().unwrap());
    }
    assert_eq!(snapshot.citations().unwrap().len(), state.len());
    assert_eq!(
        snapshot.statements(None, None).unwrap().len(),
        2 * state.len()
    );
    for (name, graph, whole) in [(SET, "a:set", 50), (NOTES, "graph:notes", 5)] {
        let graph = graph.replace("graph:", &snapshot.namespaces().graph(""));
        let mut held = Vec::new();
        snapshot
            .dump(&mut held, Some(&graph), Format::NTriples)
            .unwrap();
        let held = String::from_utf8(held).unwrap();
        let mut told: Vec<&str> = held.lines().filter_map(|l| l.split('"').nth(1)).collect();
        assert!(
            told.is_empty() || told.len() == whole,
            "{name} is there whole"
        );
        told.dedup();
        assert!(told.len() < 2, "{name} is one or the other: {told:?}");
        state.extend(told.first().map(|n| (name.into(), n.parse().unwrap())));
    }
    let checkup = workspace.check(false, &believe).unwrap();
    assert!(checkup.is_sound(), "{checkup:?}");
    state
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_state_or_the_new() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    Workspace::init(root).unwrap();
    for bundled in ["data/triples/entities", "data/triples/articles"] {
        fs::remove_dir_all(root.join(bundled)).unwrap();
    }
    let (mut next, mut state) = (0, State::new());
    let rounds = std::env::var("AIKG_CRASH_ROUNDS").map_or(ROUNDS, |n| n.parse().unwrap());
    for round in 0..rounds {
        let done = run_and_kill(root, next, round);
        (next..=done).for_each(|n| step(n, &mut state));
        let mut further = state.clone();
        step(done + 1, &mut further);
        let found = observed(&Workspace::open(root).unwrap());
        next = done + 1;
        if found != state {
            assert_eq!(found, further, "round {round}, step {next}");
            state = further;
            next += 1;
        }
        for left in [
            ".aikg/journal",
            ".aikg/sets/.set.old",
            ".aikg/sets/.set.gone",
        ] {
            assert!(!root.join(left).exists(), "{left}");
        }
    }
    let workspace = Workspace::open(root).unwrap();
    let checkup = workspace.check(true, &believe).unwrap();
    assert!(checkup.is_sound() && checkup.compared, "{checkup:?}");
    let followed = quads(&workspace.index(&believe).unwrap());
    fs::remove_dir_all(root.join(".aikg/index")).unwrap();
    assert!(followed == quads(&workspace.index(&believe).unwrap()));
    state.retain(|id, _| is_document(id));
    let texts = fs::read_dir(root.join("documents")).unwrap().count();
    assert!(texts >= 1 && texts <= state.len());
}
