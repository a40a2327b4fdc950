//! The files of suites of tests.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Graph, GraphName, NamedNode, Quad, Triple};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Where the suites are published, which is what relative addresses in them stand below.
const BASE: &str = "https://w3c.github.io/rdf-tests/sparql/";

/// Folders of the suites that ask for what is not here: reasoning, servers and what they say of themselves.
const APART: [&str; 6] = [
    "entailment",
    "graph-store-protocol",
    "http-rdf-update",
    "protocol",
    "service",
    "service-description",
];

/// Files by path.
pub struct Folder(BTreeMap<String, Vec<u8>>);

/// The address of a file.
pub fn address(path: &str) -> NamedNode {
    NamedNode::new(format!("{BASE}{path}")).unwrap()
}

/// The path of a file's address.
pub fn path(address: &str) -> &str {
    address.strip_prefix(BASE).unwrap()
}

impl Folder {
    /// The files of a folder of suites, each a folder of folders of tests.
    pub fn open(root: &Path) -> Self {
        let mut files = BTreeMap::new();
        for entry in walkdir::WalkDir::new(root).min_depth(3).max_depth(3) {
            let entry = entry.unwrap();
            let path = entry.path().strip_prefix(root).unwrap();
            let parts: Vec<&str> = path.iter().map(|part| part.to_str().unwrap()).collect();
            if entry.file_type().is_file() && !APART.contains(&parts[1]) {
                files.insert(parts.join("/"), fs::read(entry.path()).unwrap());
            }
        }
        Self(files)
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub fn bytes(&self, path: &str) -> &[u8] {
        self.0
            .get(path)
            .unwrap_or_else(|| panic!("{path} is not there"))
    }

    pub fn text(&self, path: &str) -> String {
        String::from_utf8_lossy(self.bytes(path)).into_owned()
    }

    /// The triples of an RDF file in a graph.
    pub fn quads(&self, path: &str, graph: GraphName) -> Vec<Quad> {
        let ending = path.rsplit('.').next().unwrap();
        let format = RdfFormat::from_extension(ending).unwrap();
        let parser = RdfParser::from_format(format)
            .with_base_iri(address(path).as_str())
            .unwrap()
            .rename_blank_nodes()
            .with_default_graph(graph);
        let quads = parser.for_slice(self.bytes(path));
        quads
            .map(|quad| quad.unwrap_or_else(|e| panic!("{path}: {e}")))
            .collect()
    }

    /// The triples of an RDF file.
    pub fn graph(&self, path: &str) -> Graph {
        let quads = self.quads(path, GraphName::DefaultGraph);
        quads.into_iter().map(Triple::from).collect()
    }
}
