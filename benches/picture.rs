//! `cargo bench --bench picture`: how long pictures of 60, 1,000 and 5,000 entities take, against Graphviz where it is
//! there: `dot` and `sfdp` draw the same graph from the DOT file of the same picture, in turn.
//!
//! The graphs grow by preference: each new entity has one to three arrows to those that have many, as in real data.

#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::expect_used,
    clippy::cast_precision_loss
)]

use aikg::model::{Entity, EntityId, Namespaces, Value, Vocabulary};
use aikg::network::{Fact, Projection};
use aikg::picture::layout::pivot::scatter;
use aikg::picture::{Order, Picture, Style, style, svg};
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Runs of each, of which the median counts.
const RUNS: usize = 3;

fn main() {
    println!("| entities | arrows | aikg s | dot s | sfdp s | SVG kB |\n|---|---|---|---|---|---|");
    for nodes in [60, 1_000, 5_000] {
        let picture = grown(nodes);
        let mut size = 0;
        let own = median(|| {
            let mut out = Vec::new();
            svg::write(&picture, &Namespaces::default(), &mut out).expect("a picture");
            size = out.len();
        });
        let graph = &picture.projection.graph;
        let mut dot = String::from("digraph { node [shape=box] ");
        for edge in graph.edge_indices() {
            let (a, b) = graph.edge_endpoints(edge).expect("an edge");
            dot += &format!("n{} -> n{}; ", a.index(), b.index());
        }
        dot.push('}');
        let peer = |name: &str| match drawn(name, &dot) {
            Some(_) => format!("{:.2}", median(|| drop(drawn(name, &dot)))),
            None => "–".to_string(),
        };
        // dot takes minutes for 5,000.
        let by_dot = if nodes > 2_000 {
            "–".to_string()
        } else {
            peer("dot")
        };
        let by_sfdp = peer("sfdp");
        let edges = graph.edge_count();
        println!(
            "| {nodes} | {edges} | {own:.2} | {by_dot} | {by_sfdp} | {} |",
            size / 1000
        );
    }
}

fn median(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn drawn(name: &str, dot: &str) -> Option<Vec<u8>> {
    let mut child = Command::new(name)
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    let text = dot.to_string();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let out = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    Some(out.stdout)
}

/// A picture of so many entities.
fn grown(nodes: usize) -> Picture {
    let id = |i: usize| EntityId::from(format!("n{i}"));
    // Each end that an arrow has had is a lot for the next.
    let mut lots = vec![0];
    let mut facts = Vec::new();
    for i in 1..nodes {
        for k in 0..=(i % 3) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let lot = (f64::midpoint(scatter(7 * i + k), 1.0) * (lots.len() - 1) as f64) as usize;
            let other = lots[lot];
            if other != i {
                facts.push(Fact {
                    subject: id(i),
                    property: "p".into(),
                    object: Value::Entity(id(other)),
                    currency: None,
                    context: std::collections::BTreeMap::new(),
                    support: Vec::new(),
                });
                lots.extend([i, other]);
            }
        }
    }
    let entity = |id: &EntityId| {
        Some(Entity {
            id: id.clone(),
            label: format!("Entity {id}"),
            ..Entity::default()
        })
    };
    Picture {
        projection: Projection::of(&facts, &entity, &Vocabulary::default()),
        title: "Grown".into(),
        date: String::new(),
        sources: Vec::new(),
        listed: true,
        style: Style::read(style::bundled("light").expect("a style")).expect("a style"),
        order: Order::Fitting,
        cluster: None,
        rank: None,
    }
}
