//! Data sets and dumps: what goes in comes out, in every format.

use crate::store::believe;
use aikg::model::Namespaces;
use aikg::store::{Format, Input, Memory, Pattern, Workspace};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;

fn input(text: &str, format: Format) -> Input<'_> {
    Input {
        shown: "test".into(),
        format,
        reader: Box::new(text.as_bytes()),
    }
}

fn dump(memory: &Memory, format: Format) -> String {
    let mut out = Vec::new();
    memory.snapshot().dump(&mut out, None, format).unwrap();
    String::from_utf8(out).unwrap()
}

fn lines(text: &str) -> BTreeSet<&str> {
    text.lines().collect()
}

/// A term of N-Quads.
fn node() -> impl Strategy<Value = String> {
    prop_oneof![
        "<https://example\\.org/[a-d]>",
        "<https://w3id\\.org/aikg/id/[a-c]>"
    ]
}

fn object() -> impl Strategy<Value = String> {
    let datatype = "http://www.w3.org/2001/XMLSchema#";
    prop_oneof![
        node(),
        "\"[a-z\\\\n ]{0,6}\"".prop_map(|t| t.replace("\\n", "n").replace('\\', "")),
        "\"[a-z]{0,3}\"@(en|fr)",
        "-?(0|[1-9][0-9]{0,13})".prop_map(move |n| format!("\"{n}\"^^<{datatype}integer>")),
        "-?[0-9]{1,4}\\.[0-9]{1,4}".prop_map(move |n| format!("\"{n}\"^^<{datatype}decimal>")),
        "[0-9]{4}-[01][0-9]-[0-3][0-9]".prop_map(move |d| format!("\"{d}\"^^<{datatype}date>")),
        Just(format!("\"true\"^^<{datatype}boolean>")),
        Just(format!("\"x\"^^<{datatype}hexBinary>")),
    ]
}

fn quad() -> impl Strategy<Value = String> {
    let graph = prop_oneof![Just(String::new()), "<https://example\\.org/g[12]> "];
    (node(), "<https://example\\.org/p[1-3]>", object(), graph)
        .prop_map(|(s, p, o, g)| format!("{s} {p} {o} {g}.\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_loaded_is_dumped(quads in vec(quad(), 0..40)) {
        let text = quads.concat();
        let memory = Memory::load(vec![input(&text, Format::NQuads)], &Namespaces::default()).unwrap();
        let out = dump(&memory, Format::NQuads);
        prop_assert_eq!(lines(&out), lines(&text));
        for format in [Format::TriG, Format::JsonLd] {
            let other = dump(&memory, format);
            let again = Memory::load(vec![input(&other, format)], &Namespaces::default()).unwrap();
            let back = dump(&again, Format::NQuads);
            prop_assert_eq!(lines(&back), lines(&text), "{}", other);
        }
    }

    #[test]
    fn each_pattern_finds_what_fits(quads in vec(quad(), 0..40), bits in 0u8..16) {
        let text = quads.concat();
        let memory = Memory::load(vec![input(&text, Format::NQuads)], &Namespaces::default()).unwrap();
        let snapshot = memory.snapshot();
        let all: Vec<_> = snapshot.quads(Pattern::default()).map(|r| r.unwrap()).collect();
        for row in &all {
            let part = |bit: u8, id| (bits & bit != 0).then_some(id);
            let pattern = Pattern {
                subject: part(1, row.subject),
                predicate: part(2, row.predicate),
                object: part(4, row.object),
                graph: part(8, row.graph),
            };
            let found: BTreeSet<_> = snapshot.quads(pattern).map(|r| r.unwrap()).collect();
            let wanted: BTreeSet<_> = all.iter().copied().filter(|r| {
                pattern.subject.is_none_or(|s| s == r.subject)
                    && pattern.predicate.is_none_or(|p| p == r.predicate)
                    && pattern.object.is_none_or(|o| o == r.object)
                    && pattern.graph.is_none_or(|g| g == r.graph)
            }).collect();
            prop_assert_eq!(snapshot.count(pattern, 1000).unwrap(), wanted.len() as u64);
            prop_assert_eq!(found, wanted);
        }
    }
}

#[test]
fn a_data_set_survives_a_new_index() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path()).unwrap();
    let text = "<a:s> <a:p> \"1\" .\n<a:s> <a:p> \"2\" <a:g> .\n_:x <a:p> <a:s> .\n";
    let read = workspace
        .load(
            "mine",
            vec![input(text, Format::NQuads)],
            Some("a:default"),
            &believe,
        )
        .unwrap();
    assert_eq!(read, 3);
    let dump = || {
        let index = workspace.index(&believe).unwrap();
        let transaction = index.read().unwrap();
        let mut out = Vec::new();
        transaction
            .snapshot()
            .dump(&mut out, Some("a:default"), Format::NTriples)
            .unwrap();
        String::from_utf8(out).unwrap()
    };
    let first = dump();
    assert!(
        first.contains("<a:s> <a:p> \"1\" .") && first.lines().count() == 2,
        "{first}"
    );
    fs::remove_dir_all(folder.path().join(".aikg/index")).unwrap();
    assert_eq!(dump(), first);
    assert_eq!(workspace.sets().unwrap(), ["mine"]);
    let again = input("<a:s> <a:p> \"3\" .\n", Format::NQuads);
    workspace
        .load("mine", vec![again], Some("a:default"), &believe)
        .unwrap();
    assert_eq!(dump(), "<a:s> <a:p> \"3\" .\n");
    assert!(workspace.unload("mine", &believe).unwrap());
    assert_eq!(dump(), "");
}

#[test]
fn a_data_set_keeps_off_the_graphs_of_text_files() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path()).unwrap();
    for graph in [
        "https://w3id.org/aikg/graph/believed",
        "https://w3id.org/aikg/graph/names",
    ] {
        let text = format!("<a:s> <a:p> \"1\" <{graph}> .\n");
        let fault = workspace.load("mine", vec![input(&text, Format::NQuads)], None, &believe);
        assert!(
            fault
                .unwrap_err()
                .to_string()
                .contains("belongs to the text files")
        );
    }
    let broken = workspace.load(
        "mine",
        vec![input("<a:s> .\n", Format::NQuads)],
        None,
        &believe,
    );
    assert!(broken.unwrap_err().to_string().starts_with("test:1:"));
    assert!(workspace.load("../x", vec![], None, &believe).is_err());
    assert!(workspace.sets().unwrap().is_empty());
}

#[test]
fn the_default_graph_of_a_query_is_the_union_without_doubles() {
    let text = "<a:s> <a:p> \"1\" .\n<a:s> <a:p> \"1\" <a:g> .\n<a:s> <a:p> \"1\" <a:h> .\n";
    let memory = Memory::load(vec![input(text, Format::NQuads)], &Namespaces::default()).unwrap();
    let count = |query: &str| {
        let query = oxigraph::sparql::SparqlEvaluator::new()
            .parse_query(query)
            .unwrap();
        let results = query
            .on_queryable_dataset(memory.snapshot())
            .execute()
            .unwrap();
        let oxigraph::sparql::QueryResults::Solutions(rows) = results else {
            panic!("no rows")
        };
        rows.count()
    };
    assert_eq!(count("SELECT * { ?s ?p ?o }"), 1);
    assert_eq!(count("SELECT * { <a:s> ?p ?o }"), 1);
    assert_eq!(count("SELECT * { ?s ?p \"1\" }"), 1);
    assert_eq!(count("SELECT * { GRAPH ?g { ?s ?p ?o } }"), 2);
    assert_eq!(count("SELECT * { GRAPH <a:g> { ?s ?p ?o } }"), 1);
    assert_eq!(count("SELECT * { GRAPH ?g {} }"), 2);
    assert_eq!(count("SELECT * FROM <a:h> { ?s ?p ?o }"), 1);
    assert_eq!(count("SELECT * { ?s ?p ?o FILTER(?o = \"2\") }"), 0);
}
