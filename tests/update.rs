//! `aikg update`: graphs of the user's own follow, all others stay as they are.

use crate::cli::place::{Place, Ran, expect};
use crate::store::{believe, document, lent, quads};
use aikg::query::{Stop, UpdateError, update};
use aikg::store::{Altered, Workspace};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;
use std::time::Duration;

const NOTES: &str = "data/triples/notes.trig";

/// An update that is refused: it ends with a status, and no file is changed.
fn refused(place: &Place, sparql: &str, status: i32, error: &str, hint: &str) -> Ran {
    let before = place.files();
    let ran = place.run(&format!("update -e \"{sparql}\"")).silent();
    assert!(before == place.files(), "files changed by\n{ran}");
    ran.fails(status, error, hint)
}

fn ask(place: &Place, sparql: &str, status: i32) {
    place
        .run(&format!("query -e \"ASK {{ {sparql} }}\""))
        .status(status);
}

#[test]
fn triples_of_ones_own_come_and_go() {
    let place = Place::with_articles();
    let before = place.files();
    let runs = [
        place.run("update --dry-run -e 'INSERT DATA { id:olmo-2 ai:watched true }'"),
        place.run("update -e 'INSERT DATA { id:olmo-2 ai:watched true, 2 ; rdfs:comment \"a \\\"b\\\"\"@en }'"),
        place.run("update -e 'INSERT DATA { id:olmo-2 ai:watched true }'"),
        place.run("query -e 'SELECT ?o { id:olmo-2 ai:watched ?o } ORDER BY ?o'"),
        place.run(
            "update -e 'INSERT { GRAPH graph:makers { ?maker a ai:Known . ?maker ai:of ?m } } WHERE { ?m ai:developedBy ?maker }'",
        ),
        place.run("update --dry-run -e 'DELETE { ?s ai:watched 2 } INSERT { ?s ai:watched 3 } WHERE { ?s ai:watched 2 }'"),
        place.run("update -e 'DELETE { ?s ai:watched 2 } INSERT { ?s ai:watched 3 } WHERE { ?s ai:watched 2 }'"),
        place.run("update -e 'COPY GRAPH graph:makers TO GRAPH graph:others ; DROP GRAPH graph:makers'"),
        place.run("update -e 'MOVE GRAPH graph:others TO GRAPH graph:makers ; ADD GRAPH graph:makers TO GRAPH graph:others'"),
        place.run("dump --graph graph:notes --format ntriples"),
    ];
    expect("update", &runs);
    expect(
        "update-notes",
        &[Ran {
            line: format!("cat {NOTES}"),
            stdout: place.text(NOTES),
            stderr: String::new(),
            status: Some(0),
        }],
    );
    place
        .run("update -e 'CLEAR DEFAULT ; DROP GRAPH graph:makers ; CLEAR GRAPH graph:others'")
        .status(0);
    assert!(
        before == place.files(),
        "a graph that holds nothing has no file"
    );
    ask(&place, "?s ai:watched ?o", 1);
}

/// Graphs that are not the user's own, with words of the sentence and the hint.
const FOREIGN: &[(&str, &str, &str)] = &[
    (
        "graph:believed",
        "computed from the statements",
        "add or forget",
    ),
    ("graph:entities", "data/triples/entities", "change the file"),
    (
        "graph:vocabulary",
        "data/triples/vocabulary.ttl",
        "change that file",
    ),
    (
        "graph:judgements",
        "data/triples/judgements.ttl",
        "aikg name",
    ),
    ("graph:names", "files of the documents", "aikg name"),
    ("graph:own", "data/triples/own.ttl", "change that file"),
    ("doc:none", "for the document of that name", "aikg add"),
    ("doc:DOCUMENT", "data/triples/articles/", "aikg forget"),
    ("<urn:set>", "data/triples/NAME.trig", "GRAPH graph:notes"),
    (
        "<https://w3id.org/aikg/graph/..%2Fx>",
        "more than letters",
        "another name",
    ),
];
/// Those of them that hold nothing.
const EMPTY: &[&str] = &[
    "doc:none",
    "graph:judgements",
    "<https://w3id.org/aikg/graph/..%2Fx>",
];

fn with_foreign_graphs() -> Place {
    let place = Place::with_articles();
    place.file("data/triples/own.ttl", "<urn:a> <urn:b> 1 .\n");
    place.file(
        "set.nq",
        "<urn:a> <urn:b> \"2\" <urn:set> .\n<urn:a> <urn:b> \"3\" .\n",
    );
    place.run("load set.nq").status(0);
    place
}

#[test]
fn all_other_graphs_are_refused_with_what_changes_them() {
    let place = with_foreign_graphs();
    let answer = place.run("query -e 'SELECT ?d { ?d a ai:Article } ORDER BY ?d LIMIT 1'");
    let document = answer.stdout.lines().nth(1).unwrap().to_string();
    for (graph, error, hint) in FOREIGN {
        let graph = graph.replace("doc:DOCUMENT", &document);
        let quad = format!("GRAPH {graph} {{ <urn:x> <urn:y> 1 }}");
        let insert = format!("INSERT DATA {{ <urn:x> <urn:y> 1 . {quad} }}");
        refused(&place, &insert, 2, error, hint);
        refused(&place, &format!("DELETE DATA {{ {quad} }}"), 2, error, hint);
        refused(
            &place,
            &format!("CLEAR SILENT GRAPH {graph}"),
            2,
            error,
            hint,
        );
        refused(&place, &format!("CREATE GRAPH {graph}"), 2, error, hint);
        if !EMPTY.contains(&graph.as_str()) {
            let all = format!("DELETE WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}");
            refused(&place, &all, 2, error, hint);
        }
    }
}

#[test]
fn a_triple_without_a_graph_is_not_taken_out_of_another() {
    let place = with_foreign_graphs();
    let no = "not changed by updates";
    refused(&place, "CLEAR ALL", 2, no, "hint");
    refused(&place, "DROP SILENT NAMED", 2, no, "hint");
    let believed = "DELETE WHERE { ?m ai:developedBy ?o }";
    refused(
        &place,
        believed,
        2,
        "graph:believed is not",
        "add or forget",
    );
    refused(
        &place,
        "DELETE DATA { <urn:a> <urn:b> '3' }",
        2,
        "data set",
        "aikg load",
    );
    // What was done before the one that is refused is not kept either.
    let two = "INSERT DATA { <urn:x> <urn:y> 1 } ; CLEAR GRAPH graph:believed";
    refused(&place, two, 2, no, "hint");
    ask(&place, "<urn:x> ?y ?z", 1);
    let both = "INSERT DATA { <urn:a> <urn:b> 1 . GRAPH graph:mine { <urn:a> <urn:b> 4 } }";
    place.run(&format!("update -e '{both}'")).status(0);
    let mine = "DELETE DATA { <urn:a> <urn:b> 4 }";
    refused(
        &place,
        mine,
        2,
        "graph:mine is not",
        "write GRAPH graph:mine { ... }",
    );
    // It stands in both: what is one's own goes.
    place
        .run("update -e 'DELETE DATA { <urn:a> <urn:b> 1 }'")
        .status(0)
        .says("1 removed");
    ask(&place, "<urn:a> <urn:b> 1", 0);
    ask(&place, "<urn:a> <urn:b> 9", 1);
}

/// Updates that cannot be carried out, with their status and words of the sentence and the hint.
const WRONG: &[(&str, i32, &str, &str)] = &[
    (
        "INSERT DATA { [] rdfs:label 'x' }",
        2,
        "a triple with rdfs:label has a blank node",
        "give it an IRI",
    ),
    (
        "INSERT { ?m ai:of _:b } WHERE { ?m a ai:Model }",
        2,
        "a triple with ai:of has a blank node",
        "give it an IRI",
    ),
    (
        "SELECT * { ?s ?p ?o }",
        2,
        "update:1:1: SELECT only reads",
        "hint",
    ),
    (
        "INSERT DAT { <urn:a> <urn:b> 1 }",
        2,
        "update:1:8: 'DAT' does not fit here",
        "did you mean DATA?",
    ),
    (
        "INSERT DATA { <urn:a> aii:b 1 }",
        2,
        "the prefix 'aii:' is not known",
        "did you mean ai:?",
    ),
    (
        "INSERT DATA { <urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> }",
        2,
        "update:1:",
        "hint",
    ),
    (
        "MOVE GRAPH graph:a TO graph:b",
        2,
        "update:1:23: 'graph:b' needs the word GRAPH before it",
        "did you mean GRAPH graph:b?",
    ),
    (
        "DROP GRAPH graph:mine",
        2,
        "DROP: graph:mine is not there",
        "SILENT",
    ),
    (
        "LOAD <http://localhost:1/a.ttl>",
        3,
        "nothing is fetched",
        "aikg load",
    ),
    (
        "LOAD <file:///no/such.ttl>",
        3,
        "/no/such.ttl",
        "whole path",
    ),
];

#[test]
fn what_cannot_be_carried_out_is_told() {
    let place = Place::with_articles();
    for (sparql, status, error, hint) in WRONG {
        refused(&place, sparql, *status, error, hint);
    }
    place
        .run("update -e 'LOAD SILENT <file:///no/such.ttl> ; DROP SILENT GRAPH graph:mine'")
        .status(0);
    let endless = "INSERT { ?a ai:x ?b } WHERE { ?a ?p ?c . ?d ?q ?b . ?e ?r ?f . ?g ?t ?h }";
    let late = place.run(&format!("update --timeout 0 -e '{endless}'"));
    late.fails(124, "the update ran out of time", "--timeout");
    place.run("update").status(2);
    place
        .run("update absent.ru")
        .fails(3, "absent.ru: ", "check the path");
    place
        .run("update absent")
        .fails(2, "there is no update 'absent'", "queries/NAME.ru");
    place
        .run("update -e 'CLEAR DEFAULT' -p a=b")
        .fails(2, "-p goes with", "write the value");
    let bare = Place::empty();
    bare.run("update -e 'CLEAR DEFAULT'")
        .fails(2, "no workspace here", "aikg init");
}

#[test]
fn files_are_loaded_and_updates_have_names() {
    let place = Place::with_articles();
    place.file("more.ttl", "<a> <urn:p> 1 .");
    place.file("graphs.trig", "<urn:g> { <urn:a> <urn:p> 1 }");
    let here = place.path("").canonicalize().unwrap();
    let load = |file: &str, into: &str| {
        place.run(&format!(
            "update -e 'LOAD <file://{}/{file}>{into}'",
            here.display()
        ))
    };
    load("more.ttl", " INTO GRAPH graph:mine")
        .status(0)
        .says("graph:mine: 1 triple added");
    assert!(
        place
            .text("data/triples/mine.trig")
            .contains(&format!("<file://{}/a>", here.display()))
    );
    load("graphs.trig", "").status(3);
    load("more.ttl", " INTO GRAPH graph:believed").status(2);
    place.file(
        "queries/watch.ru",
        "#+ summary: Watch a model\n#+ param: model iri required \"The model\"\nINSERT DATA { $model ai:watched true }\n",
    );
    place
        .run("update watch -p model=id:olmo-2-32b")
        .status(0)
        .says("1 triple added");
    place.run("update watch").fails(2, "'model'", "hint");
    place.run("update wacth -p model=x").fails(
        2,
        "there is no update 'wacth'",
        "did you mean watch?",
    );
    place.run("queries").status(0);
    place.file(
        "plain.ru",
        "DELETE WHERE { GRAPH graph:notes { ?s ai:watched ?o } }",
    );
    place
        .run("update --dry-run plain.ru")
        .status(0)
        .prints("- graph:notes id:");
    place
        .run("update plain.ru")
        .status(0)
        .says("graph:notes: 0 triples added, 1 removed");
}

#[test]
fn files_edited_by_hand_are_read() {
    let place = Place::with_articles();
    place.file(
        NOTES,
        "# What I think.\n# Mine.\n<urn:z> <urn:p> 1 . # gone later\n<urn:a> <urn:p> 1 .\n",
    );
    ask(&place, "GRAPH graph:notes { <urn:z> <urn:p> 1 }", 0);
    place
        .run("update -e 'INSERT DATA { <urn:b> <urn:p> 1 }'")
        .status(0);
    let text = place.text(NOTES);
    assert!(
        text.starts_with("# What I think.\n# Mine.\n@prefix ai:"),
        "{text}"
    );
    let stanzas = "GRAPH graph:notes {\n    <urn:a> <urn:p> 1 .\n\n    <urn:b> <urn:p> 1 .\n\n    <urn:z> <urn:p> 1 .\n}\n";
    assert!(text.ends_with(stanzas), "{text}");
    place.file(
        "data/triples/other.trig",
        "<https://w3id.org/aikg/graph/believed> { <urn:a> <urn:p> 1 }",
    );
    place
        .run("query models")
        .fails(3, "other.trig:1:", "mend the file");
    place
        .run("update -e 'CLEAR DEFAULT'")
        .fails(3, "this file holds graph:other", "mend the file");
    fs::remove_file(place.path("data/triples/other.trig")).unwrap();
    fs::remove_file(place.path(NOTES)).unwrap();
    ask(&place, "?s <urn:p> ?o", 1);
    place.run("doctor").status(0);
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_notes_or_the_new() {
    let place = Place::with_articles();
    let count = |n: u64| {
        format!(
            "update -e \"DELETE {{ <urn:x> <urn:n> ?o }} INSERT {{ <urn:x> <urn:n> {n} }} WHERE {{ OPTIONAL {{ <urn:x> <urn:n> ?o }} }}\""
        )
    };
    place.run(&count(0)).status(0);
    let mut last = 0;
    for n in 1..25 {
        let mut child = place
            .command(&count(n))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(n * 7919 % 40_000));
        let _ = child.kill();
        let done = child.wait().unwrap().success();
        let answer = place
            .run("query -e 'SELECT ?o { <urn:x> <urn:n> ?o }'")
            .status(0)
            .stdout;
        let found: Vec<u64> = answer
            .lines()
            .skip(1)
            .map(|line| line.parse().unwrap())
            .collect();
        assert!(found == [n] || (!done && found == [last]), "{n}: {found:?}");
        last = found[0];
        assert!(place.text(NOTES).contains(&format!("<urn:n> {last} .")));
    }
}

/// A quad of a small world: subject, object, graph.
type Quad = (u8, u8, bool);

fn steps() -> impl Strategy<Value = Vec<Vec<(Quad, bool)>>> {
    let quad = (0..3_u8, 0..3_u8, any::<bool>());
    prop::collection::vec(prop::collection::vec((quad, any::<bool>()), 1..6), 1..8)
}

fn sparql(changes: &[(Quad, bool)]) -> String {
    let one = |((s, o, notes), add): &(Quad, bool)| {
        let graph = if *notes { "notes" } else { "mine" };
        let word = if *add { "INSERT" } else { "DELETE" };
        format!("{word} DATA {{ GRAPH graph:{graph} {{ <urn:{s}> <urn:p> {o} }} }}")
    };
    changes.iter().map(one).collect::<Vec<_>>().join(" ; ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn any_changes_leave_what_a_set_would(steps in steps()) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("aikg.toml"), "").unwrap();
        let workspace = Workspace::open(folder.path()).unwrap();
        let evidence = document("d", "2026-05-04T08:00:00Z", &[("m1", 1)]);
        workspace.record(&lent(&[evidence]), &[], &believe).unwrap();
        let before: BTreeSet<String> = quads(&workspace.index(&believe).unwrap()).into_iter().collect();
        let mut model: BTreeSet<Quad> = BTreeSet::new();
        for changes in steps {
            let old = model.clone();
            for (quad, add) in &changes {
                if *add { model.insert(*quad); } else { model.remove(quad); }
            }
            let altered: Result<Vec<Altered>, UpdateError> =
                workspace.change(&believe, false, |d| update(d, &sparql(&changes), &Stop::default()));
            prop_assert_eq!(altered.unwrap().len(), old.symmetric_difference(&model).count());
            let now = quads(&workspace.index(&believe).unwrap());
            let own: Vec<&String> = now.iter().filter(|quad| !before.contains(*quad)).collect();
            prop_assert_eq!(own.len(), model.len(), "{:?}", own);
            for (s, o, notes) in &model {
                let (start, graph) = (format!("<urn:{s}> <urn:p> \"{o}\""), if *notes { "notes" } else { "mine" });
                let end = format!("/graph/{graph}> .");
                prop_assert!(own.iter().any(|q| q.starts_with(&start) && q.ends_with(&end)));
            }
            fs::remove_dir_all(folder.path().join(".aikg/index")).unwrap();
            prop_assert_eq!(&now, &quads(&workspace.index(&believe).unwrap()));
        }
    }
}
