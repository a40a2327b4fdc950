//! A workspace: documents recorded, changed and forgotten; the index in step with the files.

use crate::store::{believe, document, lent, quads};
use aikg::model::evidence::DocumentId;
use aikg::store::{Change, Workspace};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const MONDAY: &str = "2026-05-04T08:00:00Z";
const FRIDAY: &str = "2026-05-08T08:00:00Z";

fn workspace() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path()).unwrap();
    (folder, workspace)
}

/// All files but those of the index, with their bytes.
fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    walkdir::WalkDir::new(root)
        .into_iter()
        .map(|e| e.unwrap().into_path())
        .filter(|p| p.is_file() && !p.starts_with(root.join(".aikg")))
        .map(|p| (p.clone(), fs::read(p).unwrap()))
        .collect()
}

/// The quads of an index that is built from nothing but the files.
fn rebuilt(workspace: &Workspace) -> Vec<String> {
    let elsewhere = tempfile::tempdir().unwrap();
    for (path, bytes) in files(workspace.root()) {
        let to = elsewhere
            .path()
            .join(path.strip_prefix(workspace.root()).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    let copy = Workspace::open(elsewhere.path()).unwrap();
    quads(&copy.index(&believe).unwrap())
}

fn assert_in_step(workspace: &Workspace) {
    let now = quads(&workspace.index(&believe).unwrap());
    assert!(
        now == rebuilt(workspace),
        "the index is not what its files make"
    );
}

#[test]
fn the_same_document_twice_changes_no_byte() {
    let (_folder, workspace) = workspace();
    let first = document("a", MONDAY, &[("m1", 1_000_000), ("m2", 2_000_000)]);
    let change = workspace.record(&lent(&[first]), &[], &believe).unwrap();
    assert_eq!(change.added, ["a".into()]);
    let before = files(workspace.root());
    let again = document("a", FRIDAY, &[("m1", 1_000_000), ("m2", 2_000_000)]);
    let again = [again.clone(), again];
    let change = workspace.record(&lent(&again), &[], &believe).unwrap();
    assert_eq!(
        change,
        Change {
            unchanged: vec!["a".into()],
            ..Change::default()
        }
    );
    assert!(files(workspace.root()) == before);
    assert_in_step(&workspace);
}

#[test]
fn what_a_changed_document_still_says_keeps_its_time() {
    let (_folder, workspace) = workspace();
    let first = document("a", MONDAY, &[("m1", 1_000_000), ("m2", 2_000_000)]);
    let other = document("b", MONDAY, &[("m1", 3_000_000)]);
    workspace
        .record(&lent(&[first, other]), &[], &believe)
        .unwrap();
    let untouched = workspace.reading(&"b".into()).unwrap();
    let now = document(
        "a",
        FRIDAY,
        &[("m3", 5), ("m2", 2_000_000), ("m1", 7_000_000)],
    );
    let change = workspace.record(&lent(&[now]), &[], &believe).unwrap();
    assert_eq!(change.changed, ["a".into()]);
    let reading = workspace.reading(&"a".into()).unwrap().unwrap();
    let times: Vec<&str> = reading
        .statements
        .iter()
        .map(|s| s.recorded_at.as_str())
        .collect();
    assert_eq!(times, [FRIDAY, MONDAY, FRIDAY]);
    assert_eq!(workspace.reading(&"b".into()).unwrap(), untouched);
    assert_in_step(&workspace);
}

#[test]
fn forgetting_leaves_what_others_support() {
    let (_folder, workspace) = workspace();
    let empty = quads(&workspace.index(&believe).unwrap());
    let documents = [
        document("a", MONDAY, &[("m1", 1_000_000)]),
        document("b", MONDAY, &[("m1", 1_000_000)]),
    ];
    workspace.record(&lent(&documents), &[], &believe).unwrap();
    let change = workspace
        .record(&[], &["a".into(), "x".into()], &believe)
        .unwrap();
    assert_eq!(
        (change.forgotten, change.unknown),
        (vec!["a".into()], vec!["x".into()])
    );
    let index = workspace.index(&believe).unwrap();
    let left = quads(&index).join("\n");
    assert!(left.contains("The Paper") && !left.contains("/doc/a>"));
    assert!(left.contains("id/m1> <https://w3id.org/aikg/ns#totalParameters>"));
    assert_in_step(&workspace);
    assert_eq!(workspace.text(&"a".into()).unwrap(), None);
    assert!(workspace.text(&"b".into()).unwrap().is_some());
    workspace.record(&[], &["b".into()], &believe).unwrap();
    assert!(quads(&workspace.index(&believe).unwrap()) == empty);
    assert_eq!(
        fs::read_dir(workspace.root().join("documents"))
            .unwrap()
            .count(),
        0
    );
}

#[test]
fn files_changed_by_hand_are_seen() {
    let (_folder, workspace) = workspace();
    workspace
        .record(&lent(&[document("a", MONDAY, &[("m1", 1)])]), &[], &believe)
        .unwrap();
    let path = workspace.root().join("data/triples/entities/own.ttl");
    let head = "@prefix id: <https://w3id.org/aikg/id/> .
@prefix ai: <https://w3id.org/aikg/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n";
    fs::write(
        &path,
        format!("{head}id:m1 a ai:Model ; rdfs:label \"My Model\" ."),
    )
    .unwrap();
    let index = workspace.index(&believe).unwrap();
    let transaction = index.read().unwrap();
    let found = transaction.snapshot().resolve("my model").unwrap();
    assert_eq!(found[0].id.as_str(), "m1");
    assert_in_step(&workspace);
    fs::remove_file(path).unwrap();
    assert_in_step(&workspace);
    let article = workspace.root().join("data/triples/articles/2026/a.trig");
    fs::rename(
        &article,
        workspace.root().join("data/triples/articles/a.trig"),
    )
    .unwrap();
    assert_in_step(&workspace);
    // A reader of the old state goes on.
    assert!(
        !transaction
            .snapshot()
            .resolve("my model")
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_broken_file_is_named_with_its_place() {
    let (_folder, workspace) = workspace();
    workspace.index(&believe).unwrap();
    let path = workspace.root().join("data/triples/entities/own.ttl");
    fs::write(&path, "@prefix id: <a:b> .\nid:x id:y").unwrap();
    let fault = workspace.index(&believe).unwrap_err().to_string();
    assert!(
        fault.starts_with("data/triples/entities/own.ttl:2:"),
        "{fault}"
    );
    fs::remove_file(path).unwrap();
    workspace.index(&believe).unwrap();
    fs::write(workspace.root().join("aikg.toml"), "a = = 1").unwrap();
    assert!(
        Workspace::open(workspace.root())
            .unwrap_err()
            .to_string()
            .starts_with("aikg.toml:1:")
    );
}

#[test]
fn a_damaged_or_old_index_is_built_again() {
    let (_folder, workspace) = workspace();
    workspace
        .record(&lent(&[document("a", MONDAY, &[("m1", 1)])]), &[], &believe)
        .unwrap();
    let whole = quads(&workspace.index(&believe).unwrap());
    let data = || workspace.index(&believe).unwrap().folder().join("data.mdb");
    let path = data();
    fs::write(&path, b"not an index").unwrap();
    assert!(quads(&workspace.index(&believe).unwrap()) == whole);
    let path = data();
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    assert!(quads(&workspace.index(&believe).unwrap()) == whole);
    fs::remove_dir_all(workspace.root().join(".aikg")).unwrap();
    assert!(quads(&workspace.index(&believe).unwrap()) == whole);
}

#[test]
fn a_text_must_be_the_one_that_was_read() {
    let (_folder, workspace) = workspace();
    let (reading, _) = document("a", MONDAY, &[("m1", 1)]);
    assert!(
        workspace
            .record(&lent(&[(reading, "other".into())]), &[], &believe)
            .is_err()
    );
    assert_eq!(
        workspace
            .citations()
            .unwrap()
            .iter()
            .filter(|c| c.id.as_str() == "a")
            .count(),
        0
    );
}

#[test]
fn a_name_cannot_leave_the_workspace() {
    let (_folder, workspace) = workspace();
    let evil = document("../../evil/é", MONDAY, &[("m1", 1)]);
    workspace.record(&lent(&[evil]), &[], &believe).unwrap();
    let id = DocumentId::from("../../evil/é");
    assert!(workspace.reading(&id).unwrap().is_some());
    assert!(!workspace.root().parent().unwrap().join("evil").exists());
    assert_in_step(&workspace);
    workspace.record(&[], &[id], &believe).unwrap();
    assert_in_step(&workspace);
}

#[test]
fn many_writers_and_readers_get_on() {
    let (_folder, workspace) = workspace();
    std::thread::scope(|scope| {
        for writer in 0..3 {
            let workspace = &workspace;
            scope.spawn(move || {
                for n in 0..4 {
                    let id = format!("d{writer}-{n}");
                    let batch = [document(&id, MONDAY, &[("m1", writer * 10 + n)])];
                    workspace.record(&lent(&batch), &[], &believe).unwrap();
                }
            });
        }
        scope.spawn(|| {
            for _ in 0..20 {
                let index = workspace.index(&believe).unwrap();
                let transaction = index.read().unwrap();
                let snapshot = transaction.snapshot();
                let all = snapshot.statements(Some(&"m1".into()), None).unwrap();
                let documents = snapshot.citations().unwrap();
                let mine = documents
                    .iter()
                    .filter(|c| c.id.as_str().starts_with('d'))
                    .count();
                // A reader sees whole documents only.
                assert!(mine >= all.len());
            }
        });
    });
    assert_in_step(&workspace);
}

#[test]
fn many_documents_at_once_make_the_same_index() {
    // More than are read into memory at once, and more than change in one transaction.
    let batch: Vec<_> = (0..2_300)
        .map(|n| {
            document(
                &format!("d{n}"),
                MONDAY,
                &[("m1", n % 7), (&format!("x{n}"), n)],
            )
        })
        .collect();
    let (_folder, workspace) = workspace();
    workspace.index(&believe).unwrap();
    for part in batch.chunks(900) {
        let change = workspace.keep(&lent(part)).unwrap();
        assert_eq!(change.added.len(), part.len());
    }
    let followed = quads(&workspace.index(&believe).unwrap());
    fs::remove_dir_all(workspace.root().join(".aikg")).unwrap();
    assert!(followed == quads(&workspace.index(&believe).unwrap()));
    let (_other, another) = self::workspace();
    for part in batch.chunks(500) {
        another.record(&lent(part), &[], &believe).unwrap();
    }
    assert!(followed == quads(&another.index(&believe).unwrap()));
    let said = format!("\"one of {}\"", batch.len());
    let judged = followed.iter().filter(|quad| quad.contains(&said));
    assert_eq!(judged.count(), batch.len());
    // Many of them change, and many go.
    let changed: Vec<_> = (0..1_200)
        .map(|n| document(&format!("d{n}"), FRIDAY, &[("m1", n % 5)]))
        .collect();
    workspace.keep(&lent(&changed)).unwrap();
    for n in 1_200..2_300 {
        fs::remove_file(
            workspace
                .root()
                .join(format!("data/triples/articles/2026/d{n}.trig")),
        )
        .unwrap();
    }
    assert_in_step(&workspace);
}
