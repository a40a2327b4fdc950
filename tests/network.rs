//! What a network of facts answers: outputs to the letter, and measures against networkx.
//!
//! `tests/network/expect.py` made `networkx.json`, which it says how; `SNAPSHOTS=overwrite` writes the other files anew.

use crate::cli::place::{NOW, Place, Ran, expect_file};
use aikg::belief::believe;
use aikg::model::{
    Citation, EntityId, Evidence, Namespaces, Reading, Statement, Value, Vocabulary,
};
use aikg::network::{
    Adjacency, Measure, Network, Projection, Search, communities, cycles, modularity,
};
use aikg::pipeline::{facts, near};
use aikg::store::Workspace;
use petgraph::graph::NodeIndex;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;

fn kept(inner: &str) -> String {
    fs::read_to_string(format!("tests/network/{inner}")).unwrap()
}

/// The documents of the small network, each with its statements.
fn readings() -> BTreeMap<String, Reading> {
    let mut readings: BTreeMap<String, Reading> = BTreeMap::new();
    for line in kept("facts.tsv").lines() {
        let [s, p, o, modality, confidence, date, document, words] =
            line.split('\t').collect::<Vec<_>>()[..]
        else {
            panic!("{line}")
        };
        let reading = readings
            .entry(document.to_string())
            .or_insert_with(|| Reading {
                citation: Citation {
                    id: document.into(),
                    class: "Article".into(),
                    title: format!("On {document}"),
                    issued: Some(date.parse().unwrap()),
                    sha256: "0".repeat(64),
                    characters: 1000,
                    recorded_at: NOW.into(),
                    publisher: None,
                    publisher_name: Some("Example Wire".into()),
                    authors: Vec::new(),
                    address: None,
                    language: None,
                    source_sha256: None,
                },
                statements: Vec::new(),
                entities: Vec::new(),
                skipped: BTreeMap::new(),
            });
        let start = u32::try_from(reading.statements.len() * 100).unwrap();
        reading.statements.push(Statement {
            subject: s.into(),
            property: p.into(),
            object: Value::Entity(o.into()),
            qualifiers: BTreeMap::new(),
            evidence: Evidence {
                document: document.into(),
                exact: words.into(),
                start,
                end: start + u32::try_from(words.chars().count()).unwrap(),
            },
            claimed_by: None,
            modality: modality.parse().unwrap(),
            confidence: confidence.parse().unwrap(),
            valid_from: Some(date.parse().unwrap()),
            valid_to: None,
            recorded_at: NOW.into(),
            extracted_by: "curated".into(),
            resolved: None,
        });
    }
    readings
}

/// A workspace that holds the small network.
fn place() -> Place {
    let place = Place::workspace();
    let mut names = String::from(
        "@prefix ai: <https://w3id.org/aikg/ns#> .\n@prefix id: <https://w3id.org/aikg/id/> .\n\
         @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n",
    );
    for line in kept("names.tsv").lines() {
        let [id, class, label] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        names.push_str(&format!("id:{id} a ai:{class} ; rdfs:label {label:?} .\n"));
    }
    place.file("data/triples/entities/entities.ttl", names);
    for (document, reading) in readings() {
        let text = aikg::store::article::write(&reading, &Namespaces::default());
        place.file(&format!("data/triples/articles/2026/{document}.trig"), text);
    }
    place
}

/// Compares runs with the file `tests/network/NAME.txt`.
fn expect(name: &str, runs: &[Ran]) {
    let shown: Vec<String> = runs.iter().map(ToString::to_string).collect();
    expect_file(&format!("tests/network/{name}.txt"), &shown.join("\n"));
}

#[test]
fn paths_have_receipts_and_name_their_weakest_link() {
    let place = place();
    let found = |line: &str| place.run(&format!("path {line} --format table")).status(0);
    let runs = [
        found("'m3 pro' 'foundry one'"),
        found("m5 foundry-one -k 3"),
        found("m5 foundry-one --by evidence"),
        found("tern 'foundry one' --via grebe"),
        found("tern grebe --avoid teal"),
        found("m4 'foundry one' --directed --property runsOn --property fabricatedBy").status(0),
        place.run("path m4 hynia").status(0),
        place.run("path m4 ada --format json").status(0),
        place.run("path m4 ada --format csv").status(0),
    ];
    expect("path", &runs);
}

#[test]
fn surroundings_are_read_alone_as_they_are_in_the_whole() {
    for place in [place(), Place::with_articles()] {
        let workspace = Workspace::open(&place.path("")).unwrap();
        let vocabulary = workspace.vocabulary().unwrap();
        let index = workspace.index(&believe).unwrap();
        let transaction = index.read().unwrap();
        let snapshot = transaction.snapshot();
        let entity = |id: &EntityId| snapshot.entity(id).unwrap();
        let takes = |property: &str| !vocabulary.is_of_events(property);
        let mut all = facts(&snapshot, &vocabulary).unwrap();
        all.retain(|fact| takes(&fact.property));
        let whole = Projection::of(&all, &entity, &vocabulary);
        assert!(whole.graph.node_count() > 3);
        for node in whole.graph.node_weights() {
            for hops in 0..3 {
                let asked = (&node.id, hops);
                let facts = near(&snapshot, &vocabulary, asked, &takes).unwrap();
                let part = Projection::of(&facts, &entity, &vocabulary).around(&node.id, hops);
                let wanted = whole.around(&node.id, hops);
                assert_eq!(part.facts, wanted.facts, "{asked:?}");
                let drawn = |p: &Projection| {
                    let edges = p.graph.raw_edges().iter().map(|e| e.weight.clone());
                    (
                        p.graph.node_weights().cloned().collect::<Vec<_>>(),
                        edges.collect::<Vec<_>>(),
                    )
                };
                assert_eq!(drawn(&part), drawn(&wanted), "{asked:?}");
            }
        }
    }
}

#[test]
fn exposure_says_what_depends_and_what_is_left() {
    let place = place();
    let runs = [
        place.run("exposure 'foundry one' --format table").status(0),
        place.run("exposure teal --lost --format table").status(0),
        place
            .run("exposure hynia --limit 3 --format jsonl")
            .status(0),
        place.run("exposure hynia --limit 3").status(0),
        place.run("exposure teal --layers --format table").status(0),
        place.run("exposure teal --layers -o layers.csv").status(0),
        place.run("exposure ada").status(1),
    ];
    expect("exposure", &runs);
    assert!(place.text("layers.csv").starts_with("supply,dependents,"));
}

#[test]
fn neighbours_cycles_and_likeness() {
    let place = place();
    let runs = [
        place.run("neighbours teal --format table").status(0),
        place.run("neighbours tern --class Person").status(1),
        place.run("neighbours tern --property ceoOf").status(0),
        place.run("cycles --format table").status(0),
        place.run("cycles --longest 2 --format jsonl").status(0),
        place.run("cycles --limit 1").status(0),
        place
            .run("cycles --stated --property partnersWith")
            .status(1),
        place.run("similar m4 --format table").status(0),
        place.run("similar m4 --format jsonl").status(0),
        place.run("similar lone").status(1),
    ];
    expect("neighbours", &runs);
}

#[test]
fn ranks_and_communities() {
    let place = place();
    let mut runs = Vec::new();
    for (measure, name) in Measure::ALL {
        runs.push(
            place
                .run(&format!("rank --by {name} --limit 5 --format table"))
                .status(0),
        );
        assert_eq!(measure.name(), name);
    }
    runs.push(
        place
            .run("rank --class Organization --limit 3 --format csv")
            .status(0),
    );
    runs.push(place.run("rank --as-of 2025-12 --by degree").status(0));
    runs.push(place.run("communities --format table").status(0));
    runs.push(place.run("communities --limit 1").status(0));
    expect("rank", &runs);
    let all = place.run("rank --by degree --limit 99").status(0).stdout;
    assert!(
        !all.contains("round-1"),
        "an event is no part of the network"
    );
}

#[test]
fn a_query_may_make_the_network() {
    let place = place();
    place.file(
        "makers.rq",
        "CONSTRUCT { ?maker ai:suppliesTo ?chip . ?m rdfs:label ?name } WHERE { ?m ai:developedBy ?maker ; ai:runsOn ?chip ; rdfs:label ?name }",
    );
    place.file("select.rq", "SELECT * { ?s ai:runsOn ?o }");
    place.file(
        "empty.rq",
        "CONSTRUCT { ?s ai:runsOn ?o } WHERE { ?s ai:runsOn ?o FILTER(false) }",
    );
    let runs = [
        place
            .run("path g5 t100 --construct makers.rq --format table")
            .status(0),
        place.run("path tern t100 --construct makers.rq").status(0),
        place
            .run("rank --construct makers.rq --by degree")
            .status(0),
        place.run("rank --construct select.rq").status(2),
        place.run("rank --construct empty.rq").status(1),
        place.run("rank --construct nothing").status(2),
        place.run("rank --construct absent.rq").status(3),
    ];
    expect("construct", &runs);
}

#[test]
fn names_that_lead_nowhere_are_told_in_one_sentence() {
    let place = place();
    let fails = |line: &str, status: i32, error: &str, hint: &str| {
        place.run(line).fails(status, error, hint).silent();
    };
    fails(
        "path m4 nobody",
        2,
        "nothing is known under the name 'nobody'",
        "hint: ",
    );
    fails(
        "path m4 m4",
        2,
        "M4 is named twice",
        "name different entities",
    );
    fails(
        "path m4 tern --via teal --avoid teal",
        2,
        "Teal is to be passed and to be avoided",
        "different",
    );
    fails(
        "path foundry t100",
        2,
        "'foundry' may mean 2 things",
        "foundry-one",
    );
    fails(
        "path hynia m4 --directed --property runsOn",
        1,
        "no fact that fits has Hynia",
        "aikg show hynia",
    );
    fails(
        "path t100 m4 --directed",
        1,
        "no way leads from T100 to M4",
        "--directed",
    );
    fails(
        "neighbours lone",
        1,
        "no fact that fits has Lone \"The\" Org",
        "aikg show lone",
    );
}

#[test]
fn choices_that_fit_nothing_are_told_in_one_sentence() {
    let place = place();
    let fails = |line: &str, status: i32, error: &str, hint: &str| {
        place.run(line).fails(status, error, hint).silent();
    };
    fails(
        "rank --class Modle",
        2,
        "there is no class 'Modle'",
        "did you mean Model?",
    );
    fails(
        "rank --property runOn",
        2,
        "there is no property 'runOn'",
        "did you mean runsOn?",
    );
    fails("rank --by fame", 2, "fame", "");
    fails(
        "rank --as-of 1999",
        1,
        "no facts between entities are believed that fit",
        "--as-of",
    );
    fails("rank --as-of yesterday", 2, "'yesterday' is no date", "");
    fails(
        "rank --most-facts 3",
        2,
        "more than 3 facts",
        "raise --most-facts",
    );
    fails(
        "rank --by closeness --most 3",
        2,
        "too many for closeness",
        "raise --most",
    );
    fails("cycles --longest 1", 2, "1", "");
    place.change("data/network.toml", "\"runsOn\"", "\"runOn\"");
    fails(
        "rank",
        3,
        "data/network.toml:21:12: 'runOn' is no property of the vocabulary",
        "mend the file",
    );
}

#[test]
fn the_same_comes_out_every_time() {
    let (one, other) = (place(), place());
    // Other ids in the index: what is read first is numbered first.
    other.file(
        "first.nq",
        "<https://w3id.org/aikg/id/t100> <https://example.org/p> <https://w3id.org/aikg/id/ada> .\n",
    );
    other.run("load --name first first.nq").status(0);
    for line in [
        "rank",
        "communities",
        "cycles",
        "path m5 ada -k 4",
        "exposure hynia",
        "similar m4",
    ] {
        assert_eq!(one.run(line).stdout, other.run(line).stdout, "{line}");
    }
}

/// A graph of `networkx.json` with what networkx says of it.
fn graphs() -> Vec<(Network, Json)> {
    let file: Json = serde_json::from_str(&kept("networkx.json")).unwrap();
    let network = |told: &Json| {
        let edges = told["edges"].as_array().unwrap().iter();
        let name = |end: &Json| end.as_str().unwrap().to_string();
        let links = edges.map(|e| (name(&e[0]).into(), "investedIn".into(), name(&e[1]).into()));
        Network::of_links(links, &Vocabulary::default())
    };
    let graphs = file["graphs"].as_array().unwrap();
    assert!(graphs.len() >= 8);
    graphs
        .iter()
        .map(|told| (network(told), told.clone()))
        .collect()
}

#[test]
fn measures_are_those_of_networkx() {
    for (network, told) in graphs() {
        for (measure, name) in Measure::ALL {
            let ours = measure.values(&network, usize::MAX).unwrap();
            let theirs: Vec<f64> = told[name]
                .as_array()
                .unwrap()
                .iter()
                .map(|v| v.as_f64().unwrap())
                .collect();
            assert_eq!(ours.len(), theirs.len());
            let bound = if measure == Measure::Eigenvector {
                1e-5
            } else {
                1e-8
            };
            for (a, b) in ours.iter().zip(&theirs) {
                assert!((a - b).abs() < bound, "{name}: {a} {b}");
            }
        }
    }
}

#[test]
fn communities_are_as_good_as_those_of_networkx() {
    for (network, told) in graphs() {
        let adjacency = Adjacency::undirected(&network.graph);
        let halves: Vec<Vec<usize>> = (0..2)
            .map(|k| (0..adjacency.nodes()).filter(|n| n % 2 == k).collect())
            .collect();
        let theirs = told["modularity_of_halves"].as_f64().unwrap();
        assert!((modularity(&adjacency, &halves) - theirs).abs() < 1e-8);
        // networkx draws lots for the order of nodes: the best of its twenty is the measure here.
        let groups = communities(&adjacency);
        let (ours, best) = (
            modularity(&adjacency, &groups),
            told["louvain"].as_f64().unwrap(),
        );
        assert!(ours > best - 0.05, "{ours} {best}");
        let mut all: Vec<usize> = groups.concat();
        all.sort_unstable();
        assert_eq!(all, (0..adjacency.nodes()).collect::<Vec<_>>());
    }
}

#[test]
fn paths_and_cycles_are_those_of_networkx() {
    for (network, told) in graphs() {
        let theirs: Vec<usize> = told["paths"]
            .as_array()
            .unwrap()
            .iter()
            .map(|l| l.as_u64().unwrap().try_into().unwrap())
            .collect();
        let ends = [
            NodeIndex::new(0),
            NodeIndex::new(network.graph.node_count() - 1),
        ];
        let hop = |_| Ok::<f64, Infallible>(1.0);
        let paths = Search::new(&network, false, &[], hop)
            .through(&ends, 8)
            .unwrap();
        assert_eq!(
            paths.iter().map(|p| p.hops().count()).collect::<Vec<_>>(),
            theirs
        );
        let (found, more) = cycles(&network, &[], 4, 100_000);
        let names = |c: &aikg::network::Cycle| {
            c.nodes
                .iter()
                .map(|n| network.graph[*n].to_string())
                .collect::<Vec<_>>()
        };
        let ours: Vec<Vec<String>> = found.iter().map(names).collect();
        assert!(!more);
        assert_eq!(serde_json::json!(ours), told["cycles"]);
    }
}
