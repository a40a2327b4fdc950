//! The house rule: a layer imports only what lies below it (docs/architecture.md).

use std::fs;
use std::path::Path;

/// Each layer with the layers that it may import.
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("source", &["model"]),
    ("document", &["model", "source"]),
    ("mention", &["model", "document"]),
    ("extract", &["model", "document", "mention"]),
    ("eval", &["model"]),
    ("store", &["model"]),
    ("belief", &["model", "store"]),
    ("search", &["model", "store"]),
    ("query", &["model", "store", "search"]),
    ("network", &["model", "store", "query"]),
    ("picture", &["model", "network"]),
    ("chart", &["model", "query", "picture"]),
    ("export", &["model", "query", "network", "picture"]),
    ("report", &["model", "query", "picture"]),
    (
        "pipeline",
        &[
            "model", "source", "document", "extract", "store", "belief", "network",
        ],
    ),
];

#[test]
fn a_layer_imports_only_what_lies_below_it() {
    let mut faults = Vec::new();
    for (layer, below) in LAYERS {
        for (path, text) in sources(&Path::new("src").join(layer)) {
            for import in imports(&text) {
                if import != *layer && !below.contains(&import.as_str()) {
                    faults.push(format!("{path}: imports crate::{import}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_layer_is_listed() {
    let mut found: Vec<String> = fs::read_dir("src")
        .unwrap()
        .map(|e| e.unwrap())
        .filter(|e| e.path().is_dir())
        .map(|e| e.file_name().into_string().unwrap())
        .filter(|name| name != "cli")
        .collect();
    found.sort();
    let mut listed: Vec<&str> = LAYERS.iter().map(|(layer, _)| *layer).collect();
    listed.sort_unstable();
    assert_eq!(found, listed);
}

#[test]
fn oxigraph_stays_inside_store_and_query() {
    let allowed = ["store", "query"];
    let mut faults = Vec::new();
    for (layer, _) in LAYERS.iter().filter(|(layer, _)| !allowed.contains(layer)) {
        for (path, text) in sources(&Path::new("src").join(layer)) {
            if text.contains("oxigraph::") || text.contains("spareval::") {
                faults.push(path);
            }
        }
    }
    assert!(
        faults.is_empty(),
        "oxigraph types outside store and query: {faults:?}"
    );
}

fn sources(dir: &Path) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for entry in fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()) {
        if entry.is_dir() {
            out.extend(sources(&entry));
        } else if entry.extension().is_some_and(|e| e == "rs") {
            out.push((
                entry.display().to_string(),
                fs::read_to_string(&entry).unwrap(),
            ));
        }
    }
    out.sort();
    out
}

/// First segments of `crate::` paths, also in nested use lists.
fn imports(text: &str) -> Vec<String> {
    let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
    let code: String = code.collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let inside = list.split('}').next().unwrap_or("");
            found.extend(inside.split(',').map(first_word));
        } else {
            found.push(first_word(rest));
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

fn first_word(text: &str) -> String {
    text.trim()
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect()
}
