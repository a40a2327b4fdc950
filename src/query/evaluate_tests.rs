use super::{Answer, QueryError, Stop, evaluate};
use crate::model::Namespaces;
use crate::store::Count;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Dataset, GraphName};

const DATA: &str = "
    PREFIX ai: <https://w3id.org/aikg/ns#> PREFIX id: <https://w3id.org/aikg/id/>
    GRAPH <urn:g> { id:a ai:p id:b . id:b ai:p id:c }
    GRAPH <urn:h> { id:a ai:p id:b . id:a ai:q 5 }";

/// Quads in their graphs and, once each, in the default graph.
fn dataset() -> Dataset {
    let parser = RdfParser::from_format(RdfFormat::TriG).for_slice(DATA);
    let mut dataset: Dataset = parser.map(Result::unwrap).collect();
    for mut quad in dataset
        .clone()
        .iter()
        .map(oxigraph::model::QuadRef::into_owned)
    {
        quad.graph_name = GraphName::DefaultGraph;
        dataset.insert(&quad);
    }
    dataset
}

fn count(sparql: &str) -> usize {
    match evaluate(
        &dataset(),
        &|_| Count::default(),
        sparql,
        &Namespaces::default(),
        &Stop::default(),
    )
    .unwrap()
    {
        Answer::Rows(rows) => rows.map(Result::unwrap).count(),
        Answer::Graph(triples) => triples.map(Result::unwrap).count(),
        Answer::Boolean(answer) => usize::from(answer),
    }
}

fn error(sparql: &str) -> QueryError {
    let data = dataset();
    match evaluate(
        &data,
        &|_| Count::default(),
        sparql,
        &Namespaces::default(),
        &Stop::default(),
    ) {
        Err(error) => error,
        Ok(Answer::Rows(mut rows)) => rows.next().unwrap().unwrap_err().into(),
        Ok(_) => panic!("{sparql} has an answer"),
    }
}

fn shown(sparql: &str) -> String {
    match error(sparql) {
        QueryError::Syntax {
            place,
            message,
            suggestion,
        } => format!("{place}: {message}; {}", suggestion.unwrap_or_default()),
        other => panic!("{other}"),
    }
}

#[test]
fn patterns_outside_of_graph_ask_the_default_graph() {
    assert_eq!(count("SELECT * { ?s ?p ?o }"), 3);
    assert_eq!(count("SELECT * { id:a ai:p ?o }"), 1);
    assert_eq!(count("SELECT * { GRAPH ?g { ?s ?p ?o } }"), 4);
    assert_eq!(count("SELECT * FROM <urn:h> { ?s ?p ?o }"), 2);
    assert_eq!(count("SELECT * { id:a ai:p+ ?o }"), 2);
    assert_eq!(count("ASK { ?s ai:q 5 }"), 1);
    assert_eq!(count("DESCRIBE id:a"), 2);
    assert_eq!(count("CONSTRUCT { ?o ai:r ?s } { ?s ai:p ?o }"), 2);
}

#[test]
fn a_stopped_query_says_so() {
    let (data, stop) = (dataset(), Stop::default());
    stop.now();
    let answer = evaluate(
        &data,
        &|_| Count::default(),
        "SELECT * { ?s ?p ?o }",
        &Namespaces::default(),
        &stop,
    );
    let error = match answer {
        Err(error) => error,
        Ok(Answer::Rows(mut rows)) => rows.next().unwrap().unwrap_err().into(),
        Ok(_) => panic!("rows"),
    };
    assert!(matches!(error, QueryError::Stopped));
}

#[test]
fn faults_stand_where_they_are() {
    let cases = [
        (
            "SELECT ?x { ?x foo:bar ?y }",
            "1:16: the prefix 'foo:' is not known; known are ai, ",
        ),
        (
            "SELECT ?x { ?x aii:p ?y }",
            "1:16: the prefix 'aii:' is not known; ai:",
        ),
        (
            "SELECT * {\n ?s stm:x ?o }",
            "2:5: the prefix 'stm:' is not known; stmt:",
        ),
        (
            "SELECT * { ?s 'x:y' ?o }",
            "1:15: ''x:y'' does not fit here: expected a variable",
        ),
        ("SELEC ?x {}", "1:1: 'SELEC' does not fit here; SELECT"),
        (
            "SELECT ?x { ?x a }",
            "1:18: '}' does not fit here: expected a variable, a name",
        ),
        (
            "SELECT ?x { ?x a ?y",
            "1:20: the query ends too early: expected",
        ),
        (
            "SELECT * {\n  FILTER(?x >)\n}",
            "2:14: ')' does not fit here: expected a variable",
        ),
        ("", "1:1: the query ends too early"),
        (
            "#+ summary: x\nASK { _:b ai:a 'so: it' , <http://e/x> ",
            "2:39: the query ends too early",
        ),
        (
            "SELECT * { ?x ?y 'abc }",
            "1:18: the string is not closed: expected '",
        ),
        (
            "SELECT ?x { ?x a ai:Model } garbage",
            "1:29: 'garbage' does not fit here",
        ),
        (
            "SELECT ?x { ?x a ai:Model } ORDR BY ?x",
            "1:29: 'ORDR' does not fit here; ORDER",
        ),
        (
            "SELECT ?x { ?x a ai:Model } LIMIT x",
            "1:35: expected a whole number behind LIMIT",
        ),
        (
            "INSERT DATA { <urn:a> <urn:b> 1 }",
            "1:1: INSERT changes data, a query only reads",
        ),
        ("SELECT (COUNT(?x) ?n) {}", "1:19: '?n' does not fit here"),
    ];
    for (sparql, expected) in cases {
        let text = shown(sparql);
        assert!(
            text.starts_with(expected),
            "{sparql}\n  {text}\n  {expected}"
        );
    }
}

#[test]
fn rules_beyond_the_grammar() {
    let text = shown("SELECT ?x (SUM(?y) AS ?z) { ?x ?p ?y } GROUP BY ?p");
    assert!(
        text.starts_with("1:8: ?x has many values in a group: expected it behind GROUP BY"),
        "{text}"
    );
    let deep = format!("SELECT * {{ {} }}", "{".repeat(100_000));
    assert!(shown(&deep).contains("more than 64 deep"));
    assert_eq!(
        count(&format!(
            "ASK {{ FILTER({}1{}) }}",
            "(".repeat(50),
            ")".repeat(50)
        )),
        1
    );
}

#[test]
fn no_other_server_is_asked() {
    let text = error("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }").to_string();
    assert!(
        text.contains("SERVICE asks another machine, which is not done here"),
        "{text}"
    );
}
