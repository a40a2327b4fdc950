use aikg::store::*;
use std::time::Instant;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let root = std::path::Path::new(&a[2]);
    let believe = |_: &aikg::model::Vocabulary, _: &[aikg::model::Statement]| Vec::new();
    let t = Instant::now();
    match a[1].as_str() {
        "load" => {
            let w = Workspace::init(root).or_else(|_| Workspace::open(root)).unwrap();
            w.index(&believe).unwrap();
            println!("init {:?}", t.elapsed());
            let t = Instant::now();
            let n = w.load("bench", vec![Input::open(std::path::Path::new(&a[3]), None).unwrap()], None, &believe).unwrap();
            println!("load {n} {:?}", t.elapsed());
        }
        "query" => {
            let w = Workspace::open(root).unwrap();
            let i = w.index(&believe).unwrap();
            println!("open {:?}", t.elapsed());
            let tx = i.read().unwrap();
            for f in &a[3..] {
                let text = std::fs::read_to_string(f).unwrap();
                let q = oxigraph::sparql::SparqlEvaluator::new().parse_query(&text).unwrap();
                for _ in 0..2 {
                let t = Instant::now();
                let r = q.clone().on_queryable_dataset(tx.snapshot()).execute().unwrap();
                let mut out = Vec::new();
                if let oxigraph::sparql::QueryResults::Solutions(s) = r {
                    for s in s { let s = s.unwrap(); out.push(s.values().iter().map(|v| v.as_ref().map_or(String::new(), |t| t.to_string())).collect::<Vec<_>>().join("\t")); }
                }
                println!("{f} {} {:?}", out.len(), t.elapsed());
                std::fs::write(format!("/tmp/bench/out-{}.txt", std::path::Path::new(f).file_stem().unwrap().to_string_lossy()), out.join("\n")).unwrap();
                }
            }
        }
        _ => {}
    }
}
