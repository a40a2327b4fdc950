use super::counted;
use crate::model::Namespaces;
use crate::query::evaluate::{Answer, Stop, run};
use crate::store::{Count, DefaultGraph, Format, Input, Memory, Snapshot};
use proptest::collection::vec;
use proptest::prelude::*;
use spargebra::algebra::GraphPattern;
use spargebra::{Query, SparqlParser};

fn memory(quads: &str) -> Memory {
    let input = Input {
        shown: "test".into(),
        format: Format::NQuads,
        reader: Box::new(quads.as_bytes()),
    };
    Memory::load(vec![input], &Namespaces::default()).unwrap()
}

fn parsed(sparql: &str) -> Query {
    SparqlParser::new().parse_query(sparql).unwrap()
}

/// The rows of a query, each with its cells in order, sorted.
fn rows(query: Query, snapshot: Snapshot<'_>) -> Vec<String> {
    let answer = run(snapshot, &|_| Count::default(), query, &Stop::default());
    let Ok(Answer::Rows(rows)) = answer else {
        panic!("rows");
    };
    let mut out: Vec<String> = rows
        .map(|row| {
            let row = row.unwrap();
            let cells = row.iter().map(|(v, t)| format!("{v}={t}"));
            cells.collect::<Vec<_>>().join(" ")
        })
        .collect();
    out.sort();
    out
}

/// Whether a query becomes a table.
fn is_table(sparql: &str, snapshot: &Snapshot<'_>) -> bool {
    fn within(pattern: &GraphPattern) -> bool {
        match pattern {
            GraphPattern::Values { .. } => true,
            GraphPattern::Project { inner, .. }
            | GraphPattern::Extend { inner, .. }
            | GraphPattern::OrderBy { inner, .. } => within(inner),
            _ => false,
        }
    }
    let query = counted(parsed(sparql), snapshot, &Stop::default()).unwrap();
    matches!(query, Query::Select { pattern, .. } if within(&pattern))
}

const DATA: &str = "<u:s1> <u:p> <u:a> <u:g> .\n<u:s1> <u:m> \"x\" <u:g> .\n<u:s1> <u:m> \"y\" <u:h> .\n\
                    <u:s2> <u:p> <u:a> <u:g> .\n<u:s2> <u:m> \"x\" <u:g> .\n<u:s3> <u:p> _:b .\n";

#[test]
fn groups_of_a_star_become_a_table() {
    let memory = memory(DATA);
    let snapshot = memory.snapshot();
    for (sparql, expected) in [
        (
            "SELECT ?o ?m (COUNT(*) AS ?n) { GRAPH ?g { ?s <u:p> ?o ; <u:m> ?m } } GROUP BY ?o ?m",
            &["?m=\"x\" ?n=\"2\"^^<http://www.w3.org/2001/XMLSchema#integer> ?o=<u:a>"][..],
        ),
        (
            "SELECT (COUNT(?m) AS ?n) { ?s <u:p> <u:a> ; <u:m> ?m }",
            &["?n=\"3\"^^<http://www.w3.org/2001/XMLSchema#integer>"],
        ),
        (
            "SELECT ?p (COUNT(*) AS ?n) { ?s ?p <u:a> } GROUP BY ?p",
            &["?n=\"2\"^^<http://www.w3.org/2001/XMLSchema#integer> ?p=<u:p>"],
        ),
    ] {
        assert!(is_table(sparql, &snapshot), "{sparql}");
        let query = counted(parsed(sparql), &snapshot, &Stop::default()).unwrap();
        let mut found = rows(query, snapshot);
        for row in &mut found {
            let mut cells: Vec<&str> = row.split(' ').collect();
            cells.sort_unstable();
            *row = cells.join(" ");
        }
        assert_eq!(found, expected, "{sparql}");
    }
}

#[test]
fn what_is_no_star_is_left_as_it_is() {
    let memory = memory(DATA);
    let snapshot = memory.snapshot();
    for sparql in [
        "SELECT ?o (COUNT(*) AS ?n) { ?s <u:p> ?o . ?t <u:m> ?m } GROUP BY ?o",
        "SELECT ?o (COUNT(*) AS ?n) { ?s <u:p> ?o ; <u:m> ?o } GROUP BY ?o",
        "SELECT ?o (COUNT(DISTINCT ?s) AS ?n) { ?s <u:p> ?o } GROUP BY ?o",
        "SELECT ?o (COUNT(*) AS ?n) FROM <u:g> { ?s <u:p> ?o } GROUP BY ?o",
        "SELECT ?o (COUNT(*) AS ?n) { ?s <u:p> ?o FILTER(?o != <u:a>) } GROUP BY ?o",
        "SELECT ?o (SUM(?o) AS ?n) { ?s <u:p> ?o } GROUP BY ?o",
        // A blank node has no place in a table.
        "SELECT ?o (COUNT(*) AS ?n) { ?s <u:p> ?o } GROUP BY ?o",
        // Nothing has it.
        "SELECT ?o (COUNT(*) AS ?n) { ?s <u:q> ?o } GROUP BY ?o",
    ] {
        assert!(!is_table(sparql, &snapshot), "{sparql}");
    }
}

#[test]
fn a_walk_stops_when_it_is_told_to() {
    let text: String = (0..10_000)
        .map(|i| format!("<u:s{i}> <u:p> <u:o> .\n"))
        .collect();
    let memory = memory(&text);
    let stop = Stop::default();
    stop.now();
    let query = parsed("SELECT ?o (COUNT(*) AS ?n) { ?s <u:p> ?o } GROUP BY ?o");
    assert!(counted(query, &memory.snapshot(), &stop).is_err());
}

proptest! {
    #[test]
    fn a_walk_counts_as_the_evaluator_does(
        quads in vec((0..3_u8, 0..3_u8, 0..4_u8, 0..3_u8), 0..24),
        arms in vec((0..3_u8, 0..5_u8), 1..4),
        open in any::<bool>(),
        named in any::<bool>(),
        plain in any::<bool>(),
        keys in vec(0..6_usize, 0..4),
    ) {
        let object = |o: u8| if o == 3 { "\"x\"".to_string() } else { format!("<u:o{o}>") };
        let text: String = quads
            .iter()
            .map(|(s, p, o, g)| {
                let graph = if *g == 0 { String::new() } else { format!(" <u:g{g}>") };
                format!("<u:s{s}> <u:p{p}> {}{graph} .\n", object(*o))
            })
            .collect();
        let open = open && arms.len() == 1;
        let body: Vec<String> = arms
            .iter()
            .enumerate()
            .map(|(at, (p, o))| {
                let value = if *o == 4 { format!("?o{at}") } else { object(*o) };
                let predicate = if open { "?p".to_string() } else { format!("<u:p{p}>") };
                format!("?s {predicate} {value}")
            })
            .collect();
        let body = body.join(" . ");
        let body = if named { format!("GRAPH ?g {{ {body} }}") } else { body };
        let names = ["?s", "?g", "?p", "?o0", "?o1", "?o2"];
        let mut keys: Vec<&str> = keys.iter().map(|at| names[*at]).filter(|name| body.contains(name)).collect();
        keys.sort_unstable();
        keys.dedup();
        let keys = keys.join(" ");
        let by = if keys.is_empty() { String::new() } else { format!(" GROUP BY {keys}") };
        let query = parsed(&format!("SELECT {keys} (COUNT(*) AS ?n) {{ {body} }}{by}"));
        let memory = memory(&text);
        let default = if plain { DefaultGraph::Plain } else { DefaultGraph::Union };
        let snapshot = memory.snapshot().reading(default);
        let walked = counted(query.clone(), &snapshot, &Stop::default()).unwrap();
        prop_assert_eq!(rows(walked, snapshot), rows(query, snapshot), "{} over {}", body, text);
    }
}
