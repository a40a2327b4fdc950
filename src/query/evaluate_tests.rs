use super::{Limits, check, evaluate};
use crate::model::Namespaces;
use crate::query::{Answer, QueryError, SyntaxError, Union};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Dataset;
use std::time::Duration;

const DATA: &str = "
    PREFIX ai: <https://w3id.org/aikg/ns#> PREFIX id: <https://w3id.org/aikg/id/>
    GRAPH <urn:g> { id:a ai:p id:b . id:b ai:p id:c }
    GRAPH <urn:h> { id:a ai:p id:b . id:a ai:q 5 }
    id:c ai:p id:d .";

fn dataset() -> Dataset {
    let parser = RdfParser::from_format(RdfFormat::TriG).for_slice(DATA);
    parser.map(Result::unwrap).collect()
}

fn ask<'a>(data: &'a Dataset, sparql: &str, limits: &Limits) -> Result<Answer<'a>, QueryError> {
    evaluate(Union(data), sparql, &Namespaces::default(), limits)
}

fn count(sparql: &str) -> usize {
    match ask(&dataset(), sparql, &Limits::default()).unwrap() {
        Answer::Rows(rows) => rows.map(Result::unwrap).count(),
        Answer::Graph(triples) => triples.map(Result::unwrap).count(),
        Answer::Boolean(answer) => usize::from(answer),
    }
}

fn fault(sparql: &str) -> SyntaxError {
    match check(sparql, &Namespaces::default()).unwrap_err() {
        QueryError::Syntax(fault) => *fault,
        other => panic!("{other}"),
    }
}

fn shown(sparql: &str) -> String {
    let fault = fault(sparql);
    format!("{fault}; {}", fault.hint.as_deref().unwrap_or("-"))
}

#[test]
fn the_default_graph_is_the_union_and_counts_once() {
    assert_eq!(count("SELECT * { ?s ?p ?o }"), 4);
    assert_eq!(count("SELECT * { id:a ai:p ?o }"), 1);
    assert_eq!(count("SELECT * { GRAPH ?g { ?s ?p ?o } }"), 4);
    assert_eq!(count("SELECT * { GRAPH ?g { id:a ai:p ?o } }"), 2);
    assert_eq!(count("SELECT * FROM <urn:h> { ?s ?p ?o }"), 2);
    assert_eq!(count("SELECT * { id:a ai:p+ ?o }"), 3);
    assert_eq!(count("ASK { ?s ai:q 5 }"), 1);
    assert_eq!(count("DESCRIBE id:a"), 2);
    assert_eq!(count("CONSTRUCT { ?o ai:r ?s } { ?s ai:p ?o }"), 3);
}

#[test]
fn rows_end_at_their_limit() {
    let data = dataset();
    let limits = |rows| Limits {
        rows: Some(rows),
        ..Limits::default()
    };
    for (limit, cut) in [(2, true), (4, false)] {
        let Answer::Rows(mut rows) = ask(&data, "SELECT * { ?s ?p ?o }", &limits(limit)).unwrap()
        else {
            panic!("rows")
        };
        assert_eq!(rows.by_ref().count(), limit);
        assert_eq!(rows.truncated(), cut);
    }
}

#[test]
fn time_runs_out() {
    let data = dataset();
    let limits = Limits {
        timeout: Some(Duration::from_millis(1)),
        ..Limits::default()
    };
    let wide: Vec<String> = (0..40).map(|i| format!("?s{i} ?p{i} ?o{i} . ")).collect();
    let wide = wide.concat();
    let sparql = format!("SELECT (COUNT(*) AS ?n) {{ {wide} }}");
    let error = match ask(&data, &sparql, &limits) {
        Err(error) => error,
        Ok(Answer::Rows(mut rows)) => rows.next().unwrap().unwrap_err(),
        Ok(_) => panic!("rows"),
    };
    assert_eq!(error.to_string(), "the query took longer than 0.001 s");
}

#[test]
fn faults_stand_where_they_are() {
    let cases = [
        ("SELECT ?x { ?x foo:bar ?y }", "1:16: unknown prefix 'foo:'"),
        (
            "SELECT ?x { ?x aii:p ?y }",
            "1:16: unknown prefix 'aii:'; did you mean 'ai:'?",
        ),
        (
            "SELEC ?x {}",
            "1:1: 'SELEC' does not fit here; did you mean SELECT?",
        ),
        (
            "SELECT ?x { ?x a }",
            "1:18: '}' does not fit here; expected a variable, a name",
        ),
        (
            "SELECT ?x { ?x a ?y",
            "1:20: the query ends too early; expected",
        ),
        (
            "SELECT * {\n  FILTER(?x >)\n}",
            "2:14: ')' does not fit here; expected a variable",
        ),
        ("", "1:1: the query ends too early; "),
        (
            "SELECT * { ?x ?y 'abc }",
            "1:18: the string is not closed; close it with '",
        ),
        (
            "SELECT ?x { ?x a ai:Model } garbage",
            "1:29: 'garbage' does not fit here",
        ),
        (
            "SELECT ?x { ?x a ai:Model } ORDR BY ?x",
            "1:29: 'ORDR' does not fit here; did you mean ORDER?",
        ),
        (
            "SELECT ?x { ?x a ai:Model } LIMIT x",
            "1:35: 'x' does not fit here",
        ),
        (
            "INSERT DATA { <urn:a> <urn:b> 1 }",
            "1:1: INSERT changes data; a query only reads",
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
    let fault = fault("SELECT * {\n  ?s foo:bär ?o\n}");
    assert_eq!((fault.line.as_str(), fault.length), ("  ?s foo:bär ?o", 4));
}

#[test]
fn rules_beyond_the_grammar() {
    let text = shown("SELECT ?x (SUM(?y) AS ?z) { ?x ?p ?y } GROUP BY ?p");
    assert!(
        text.contains("The SELECT contains a variable that is unbound"),
        "{text}"
    );
    let deep = format!("SELECT * {{ {} }}", "{".repeat(100_000));
    assert!(shown(&deep).contains("more than 64 deep"));
    let nested = format!(
        "SELECT * {{ FILTER({}1{}) }}",
        "(".repeat(50),
        ")".repeat(50)
    );
    assert!(check(&nested, &Namespaces::default()).is_ok());
}

#[test]
fn no_other_server_is_asked() {
    let data = dataset();
    let answer = ask(
        &data,
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        &Limits::default(),
    );
    let error = match answer {
        Err(error) => error,
        Ok(Answer::Rows(mut rows)) => rows.next().unwrap().unwrap_err(),
        Ok(_) => panic!("rows"),
    };
    assert!(
        error
            .to_string()
            .starts_with("the query cannot be answered")
    );
}
