use super::ordered;
use crate::query::cost::Constants;
use crate::store::Count;
use oxigraph::model::TermRef;
use oxigraph::model::{Dataset, Quad};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use proptest::prelude::*;
use spargebra::{Query, SparqlParser};
use std::collections::BTreeMap;

const PREFIX: &str = "PREFIX : <urn:x:> ";

/// 10,000 statements have a predicate and a rank; 3 are about `:a`; each of 5 makers has 100 models.
fn sizes(constants: Constants<'_>) -> Count {
    let predicate = constants.predicate.map_or("", |p| &p.as_str()[6..]);
    let (quads, subjects, objects) = match (predicate, constants.object) {
        ("subject", Some(TermRef::NamedNode(_))) => (3, 10_000, 3_000),
        ("maker", Some(_)) => (100, 500, 5),
        ("rank", Some(_)) => (9_000, 10_000, 2),
        ("maker", None) => (500, 500, 5),
        ("label", _) => (4_000, 4_000, 4_000),
        _ => (10_000, 10_000, 3_000),
    };
    Count {
        quads,
        subjects,
        objects,
    }
}

fn parsed(body: &str) -> Query {
    let text = format!("{PREFIX}{body}");
    SparqlParser::new().parse_query(&text).unwrap()
}

/// The predicates of a query in the order of its plan.
fn order(body: &str) -> Vec<String> {
    let text = ordered(parsed(body), &sizes).query.to_string();
    let predicates = text.split("<urn:x:").skip(1);
    let names = predicates.map(|p| p.split('>').next().unwrap().to_string());
    names.filter(|name| name.len() > 1).collect()
}

#[test]
fn the_rarest_comes_first_wherever_it_is_written() {
    let expected = ["subject", "rank", "object"];
    let patterns = ["?s :rank :p", "?s :object ?o", "?s :subject :a"];
    for [a, b, c] in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]] {
        let body = format!("{} . {} . {}", patterns[a], patterns[b], patterns[c]);
        assert_eq!(order(&format!("SELECT * {{ {body} }}")), expected, "{body}");
        let graphs = patterns[b];
        let body = format!("{} . GRAPH ?g {{ {graphs} }} {}", patterns[a], patterns[c]);
        assert_eq!(
            order(&format!("SELECT * {{ {body} }}"))[0],
            "subject",
            "{body}"
        );
    }
}

#[test]
fn what_is_bound_before_counts() {
    // A label of a model that is known is one row; all labels are 4,000.
    let body =
        "SELECT * { ?m :maker :a OPTIONAL { ?s :object ?x . ?x :label ?l . ?s :subject ?m } }";
    assert_eq!(order(body), ["maker", "subject", "object", "label"]);
    let body = "SELECT * { VALUES ?m { :a } ?x :label ?l . ?s :object ?x . ?s :subject ?m }";
    assert_eq!(order(body), ["subject", "object", "label"]);
}

/// The rows of a query, each as text with the number of times that it comes.
fn rows(query: Query, data: &Dataset) -> BTreeMap<String, usize> {
    let prepared = SparqlEvaluator::new().for_query(query);
    let QueryResults::Solutions(rows) = prepared.on_queryable_dataset(data).execute().unwrap()
    else {
        panic!("rows");
    };
    let mut out = BTreeMap::new();
    for row in rows {
        let row = row.unwrap();
        let cells: BTreeMap<_, _> = row
            .iter()
            .map(|(v, t)| (v.to_string(), t.to_string()))
            .collect();
        *out.entry(format!("{cells:?}")).or_default() += 1;
    }
    out
}

fn place() -> impl Strategy<Value = String> {
    prop_oneof![
        (0..4_u8).prop_map(|i| format!("?v{i}")),
        (0..4_u8).prop_map(|i| format!(":n{i}")),
    ]
}

fn triple() -> impl Strategy<Value = String> {
    let plain = (
        place(),
        prop_oneof![
            (0..3_u8).prop_map(|i| format!(":p{i}")),
            Just("?v3".to_string())
        ],
        place(),
    )
        .prop_map(|(s, p, o)| format!("{s} {p} {o}"));
    let paths = ["+", "*", "?", "/:p0", "|^:p1"];
    let path = (place(), 0..3_u8, 0..paths.len(), place())
        .prop_map(move |(s, p, path, o)| format!("{s} :p{p}{} {o}", paths[path]));
    prop_oneof![4 => plain, 1 => path]
}

fn group() -> impl Strategy<Value = String> {
    let triples = || prop::collection::vec(triple(), 1..4).prop_map(|t| t.join(" . "));
    let member = prop_oneof![
        4 => triples(),
        1 => triples().prop_map(|t| format!("OPTIONAL {{ {t} }}")),
        1 => triples().prop_map(|t| format!("GRAPH ?g {{ {t} }}")),
        1 => triples().prop_map(|t| format!("MINUS {{ {t} }}")),
        1 => (triples(), triples()).prop_map(|(a, b)| format!("{{ {a} }} UNION {{ {b} }}")),
        1 => (0..4_u8, 0..4_u8).prop_map(|(v, n)| format!("VALUES ?v{v} {{ :n{n} UNDEF }}")),
        1 => (0..4_u8, 0..4_u8).prop_map(|(v, n)| format!("FILTER(?v{v} != :n{n})")),
        1 => triples().prop_map(|t| format!("FILTER EXISTS {{ {t} }}")),
        1 => triples().prop_map(|t| format!("{{ SELECT ?v0 ?v1 {{ {t} }} }}")),
    ];
    prop::collection::vec(member, 1..4).prop_map(|m| m.join(" . "))
}

proptest! {
    #[test]
    fn the_order_changes_no_answer(
        body in group(),
        quads in prop::collection::vec((0..4_u8, 0..3_u8, 0..4_u8, 0..2_u8), 0..12),
    ) {
        let node = |kind: &str, n: u8| oxigraph::model::NamedNode::new_unchecked(format!("urn:x:{kind}{n}"));
        let mut data = Dataset::new();
        for (s, p, o, g) in quads {
            let named = Quad::new(node("n", s), node("p", p), node("n", o), node("g", g));
            data.insert(&Quad::new(node("n", s), node("p", p), node("n", o), oxigraph::model::GraphName::DefaultGraph));
            data.insert(&named);
        }
        let text = format!("{PREFIX}SELECT * {{ {body} }}").replace(" . .", " .");
        // A subselect beside a variable of its own makes no query.
        let query = SparqlParser::new().parse_query(&text);
        prop_assume!(query.is_ok());
        let query = query.unwrap();
        let planned = ordered(query.clone(), &sizes).query;
        prop_assert_eq!(rows(query, &data), rows(planned, &data), "{}", text);
    }
}
