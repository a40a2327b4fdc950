//! `cargo bench --bench network -- edges FILE RUNS MEASURE...`: the median time of each measure on the graph of a
//! file of edges (two numbers a line), in milliseconds; with `0` for the runs, its values. `rows` is the time in
//! which the neighbours are made ready, which the others do not count.
//!
//! Besides measures, `path` and `paths` are the cheapest way, and the eight cheapest ways, between 50 pairs of
//! entities, and `cycles` the rings of at most three entities.
//!
//! `... -- make FOLDER FACTS`: a workspace of documents of 100 statements each, always the same bytes.
//! `... -- project FOLDER RUNS`: how long its believed facts take to become a network, and the memory for an edge.
//! `benches/network.py` calls them.

#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::expect_used,
    clippy::cast_precision_loss
)]

use aikg::belief::believe;
use aikg::model::{
    Citation, Evidence, Modality, Namespaces, Reading, Statement, Value, Vocabulary,
};
use aikg::network::{Adjacency, Choice, Measure, Network, Search, communities, cycles};
use aikg::store::{Workspace, article};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;
use std::time::Instant;

/// Statements of a document.
const EACH: usize = 100;
/// Pairs of entities that ways are looked for between.
const PAIRS: usize = 50;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let number = |text: &str| text.parse::<usize>().expect("a number");
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match &words[..] {
        ["edges", file, runs, measures @ ..] => edges(file, number(runs), measures),
        ["make", folder, facts] => make(Path::new(folder), number(facts)),
        ["project", folder, runs] => project(Path::new(folder), number(runs)),
        _ => {
            println!("usage: edges FILE RUNS MEASURE... | make FOLDER FACTS | project FOLDER RUNS");
        }
    }
}

/// The median time of a piece of work, in milliseconds, the first run not counted.
fn median(runs: usize, mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..=runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e3
        })
        .skip(1)
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn edges(file: &str, runs: usize, measures: &[&str]) {
    let text = std::fs::read_to_string(file).expect("a file of edges");
    let links = text.lines().filter_map(|line| {
        let (a, b) = line.split_once(' ')?;
        let id = |n: &str| format!("n{:08}", n.parse::<usize>().expect("a number"));
        Some((id(a).into(), "investedIn".into(), id(b).into()))
    });
    let network = Network::of_links(links, &Vocabulary::default());
    for name in measures {
        let measure = Measure::ALL
            .iter()
            .find(|(_, n)| n == name)
            .map(|(m, _)| *m);
        let undirected = || Adjacency::undirected(&network.graph);
        let rows = measure.map_or_else(undirected, |m| m.rows(&network));
        let work = || match (measure, *name) {
            (Some(measure), _) => measure.over(&rows).expect("values"),
            (None, "rows") => vec![undirected().entries() as f64],
            (None, "path") => ways(&network, 1),
            (None, "paths") => ways(&network, 8),
            (None, "cycles") => vec![cycles(&network, &[], 3, usize::MAX - 1).0.len() as f64],
            (None, _) => vec![communities(&rows).len() as f64],
        };
        if runs == 0 {
            for value in work() {
                println!("{value:.12}");
            }
        } else {
            println!("{name} {:.3}", median(runs, || drop(work())));
        }
    }
}

/// The costs of the cheapest ways between each of 50 pairs, whichever way the facts point. A hop costs 1 to 2, as it
/// does by the evidence for it.
fn ways(network: &Network, count: usize) -> Vec<f64> {
    let nodes = network.graph.node_count();
    let cost = |edge| {
        let (a, b) = network.graph.edge_endpoints(edge).expect("an edge");
        let (low, high) = (a.min(b).index(), a.max(b).index());
        Ok::<_, Infallible>(1.0 + ((low * 31 + high * 17) % 97) as f64 / 97.0)
    };
    let mut search = Search::new(network, false, &[], cost);
    let pairs = (1..=PAIRS).map(|i| (i * 7919 % nodes, i * 104_729 % nodes));
    let pairs = pairs.filter(|(a, b)| a != b);
    pairs
        .flat_map(|(a, b)| {
            let stops = [NodeIndex::new(a), NodeIndex::new(b)];
            let found = search.through(&stops, count).unwrap_or_default();
            found.into_iter().map(|path| path.cost())
        })
        .collect()
}

fn make(folder: &Path, facts: usize) {
    drop(Workspace::init(folder).expect("a workspace"));
    for own in ["articles", "entities"] {
        std::fs::remove_dir_all(folder.join("data/triples").join(own)).expect("a folder");
    }
    let articles = folder.join("data/triples/articles/2026");
    std::fs::create_dir_all(&articles).expect("a folder");
    let mut state = 7u64;
    let mut below = |limit: usize| {
        // Numbers of Knuth's MMIX generator, the upper half of each.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or_default() % limit
    };
    let entities = facts / 10;
    let properties = [
        "runsOn",
        "developedBy",
        "suppliesTo",
        "investedIn",
        "availableOn",
        "competesWith",
    ];
    for document in 0..facts.div_ceil(EACH) {
        let id = format!("d{document}-2026-01-01");
        let statements = (0..EACH).map(|place| {
            let subject = format!("e{}", below(entities));
            let property = properties[below(properties.len())];
            statement(
                &id,
                place,
                subject,
                property,
                format!("e{}", below(entities)),
            )
        });
        let reading = Reading {
            citation: citation(&id),
            statements: statements.collect(),
            entities: Vec::new(),
            skipped: BTreeMap::new(),
        };
        let text = article::write(&reading, &Namespaces::default());
        std::fs::write(articles.join(format!("{id}.trig")), text).expect("a file");
    }
}

fn citation(id: &str) -> Citation {
    Citation {
        id: id.into(),
        class: "Article".into(),
        title: id.into(),
        publisher: None,
        publisher_name: None,
        authors: Vec::new(),
        issued: "2026-01-01".parse().ok(),
        address: None,
        language: None,
        sha256: "0".repeat(64),
        source_sha256: None,
        characters: 10_000,
        recorded_at: "2026-01-01T00:00:00Z".into(),
    }
}

fn statement(
    document: &str,
    place: usize,
    subject: String,
    property: &str,
    object: String,
) -> Statement {
    let start = u32::try_from(place * 50).expect("a place");
    Statement {
        subject: subject.into(),
        property: property.into(),
        object: Value::Entity(object.into()),
        qualifiers: BTreeMap::new(),
        evidence: Evidence {
            document: document.into(),
            exact: "words".into(),
            start,
            end: start + 5,
        },
        claimed_by: None,
        modality: Modality::Asserted,
        confidence: "0.95".parse().expect("a number"),
        valid_from: "2026-01-01".parse().ok(),
        valid_to: None,
        recorded_at: "2026-01-01T00:00:00Z".into(),
        extracted_by: "curated".into(),
        resolved: None,
    }
}

fn project(folder: &Path, runs: usize) {
    let workspace = Workspace::open(folder).expect("a workspace");
    let vocabulary = workspace.vocabulary().expect("a vocabulary");
    let index = workspace.index(&believe).expect("an index");
    let transaction = index.read().expect("a transaction");
    let snapshot = transaction.snapshot();
    let choice = Choice::all(&vocabulary);
    let network = || Network::of_index(&snapshot, &choice).expect("a network");
    let before = resident();
    let kept = network();
    let grown = resident().saturating_sub(before);
    let (nodes, edges) = (kept.graph.node_count(), kept.graph.edge_count());
    println!("{nodes} entities, {edges} facts");
    println!(
        "{:.1} bytes a fact, entities included",
        grown as f64 / edges.max(1) as f64
    );
    println!("{:.1} ms", median(runs, || drop(network())));
}

/// Bytes of private memory of this process, as Linux tells; pages of the index are not private.
fn resident() -> usize {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|l| l.strip_prefix("RssAnon:"));
    let kilobytes = line.and_then(|l| l.split_whitespace().next()?.parse::<usize>().ok());
    kilobytes.unwrap_or_default() * 1024
}
