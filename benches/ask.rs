//! `cargo bench --bench ask -- WORKSPACE RUNS QUERY.rq...`: the median time of each query in an open
//! workspace, in milliseconds, with the number of its rows. `benches/compare.py` calls it.

#![allow(missing_docs, clippy::print_stdout, clippy::expect_used)]

use aikg::belief::believe;
use aikg::query::format::{Look, write};
use aikg::query::{Form, Stop, answer};
use aikg::store::Workspace;
use std::path::Path;
use std::time::Instant;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let [root, runs, queries @ ..] = &arguments[..] else {
        println!("usage: ask WORKSPACE RUNS QUERY.rq...");
        return;
    };
    let runs: usize = runs.parse().expect("a number of runs");
    let workspace = Workspace::open(Path::new(root)).expect("a workspace");
    let index = workspace.index(&believe).expect("an index");
    for path in queries {
        let query = std::fs::read_to_string(path).expect("a query");
        let look = Look {
            namespaces: workspace.namespaces(),
            width: 0,
            most: None,
        };
        let mut times = Vec::new();
        let mut rows = 0;
        for _ in 0..=runs {
            let start = Instant::now();
            let transaction = index.read().expect("a transaction");
            let answer =
                answer(transaction.snapshot(), &query, &Stop::default()).expect("an answer");
            let written = write(answer, Form::Csv, &look, &mut std::io::sink()).expect("rows");
            times.push(start.elapsed());
            rows = written.count;
        }
        // The first run warms up.
        times.remove(0);
        times.sort_unstable();
        let name = Path::new(path)
            .file_stem()
            .map(|s| s.to_string_lossy().into_owned());
        println!(
            "{} {:.4} {rows}",
            name.unwrap_or_default(),
            times[times.len() / 2].as_secs_f64() * 1e3
        );
    }
}
