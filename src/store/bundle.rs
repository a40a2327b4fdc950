//! The data that ship inside the program.

use crate::model::{Entity, Judgements, Namespaces, Statement, Vocabulary};
use crate::store::fault::StoreError;
use crate::store::index::bulk::Gathered;
use crate::store::judged::Believe;
use crate::store::layout::{self, Kind};
use crate::store::{Memory, article, believed, judgements, resolution, roster, schema, turtle};
use include_dir::{Dir, include_dir};
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, NamedNode};
use std::path::{Path, PathBuf};

static TRIPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/triples");
static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/rules");
static EVAL: &str = include_str!("../../data/eval.toml");
static NETWORK: &str = include_str!("../../data/network.toml");
static QUERIES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/queries");

/// All bundled files by their path below a workspace, sorted.
pub fn files() -> Vec<(PathBuf, &'static [u8])> {
    let folders = [
        (layout::TRIPLES, &TRIPLES),
        (layout::RULES, &RULES),
        (layout::QUERIES, &QUERIES),
    ];
    let mut out = Vec::new();
    for (base, folder) in folders {
        collect(Path::new(base), folder, &mut out);
    }
    out.push((PathBuf::from(layout::EVAL), EVAL.as_bytes()));
    out.push((PathBuf::from(layout::NETWORK), NETWORK.as_bytes()));
    out.sort();
    out
}

fn collect(base: &Path, folder: &Dir<'static>, out: &mut Vec<(PathBuf, &'static [u8])>) {
    for file in folder.files() {
        let hidden = file
            .path()
            .file_name()
            .is_some_and(|n| n.to_string_lossy().starts_with('.'));
        if !hidden {
            out.push((base.join(file.path()), file.contents()));
        }
    }
    for inner in folder.dirs() {
        collect(base, inner, out);
    }
}

/// The bundled vocabulary.
pub fn vocabulary() -> Result<Vocabulary, StoreError> {
    let text = TRIPLES
        .get_file("vocabulary.ttl")
        .map_or(&[][..], include_dir::File::contents);
    schema::read(layout::VOCABULARY, text, &Namespaces::default())
}

/// The bundled entities.
pub fn entities() -> Result<Vec<Entity>, StoreError> {
    let entities = Some(Kind::Shared("entities".into()));
    let judged = Some(Kind::Shared(judgements::GRAPH.into()));
    let wanted = files().into_iter().filter(|(path, _)| {
        let kind = layout::kind(path);
        kind == entities || kind == judged
    });
    let wanted: Vec<_> = wanted
        .map(|(path, text)| (layout::shown(&path), text.to_vec()))
        .collect();
    roster::read(&wanted, &Namespaces::default())
}

/// The bundled judgements on names.
pub fn judgements() -> Result<Judgements, StoreError> {
    match TRIPLES.get_file("judgements.ttl") {
        Some(file) => judgements::read(layout::JUDGEMENTS, file.contents(), &Namespaces::default()),
        None => Ok(Judgements::default()),
    }
}

/// The bundled rules: path shown and text.
pub fn rules() -> Vec<(String, String)> {
    texts(layout::RULES, "toml")
}

/// What the bundled `data/eval.toml` says of comparing: path shown and text.
pub fn criteria() -> (String, String) {
    (layout::EVAL.into(), EVAL.into())
}

/// What the bundled `data/network.toml` says of chains of facts: path shown and text.
pub fn meaning() -> (String, String) {
    (layout::NETWORK.into(), NETWORK.into())
}

/// The bundled questions: path shown and text.
pub fn queries() -> Vec<(String, String)> {
    texts(layout::QUERIES, "rq")
}

fn texts(folder: &str, ending: &str) -> Vec<(String, String)> {
    let wanted = files().into_iter().filter(|(path, _)| {
        path.starts_with(folder) && path.extension().is_some_and(|e| e == ending)
    });
    wanted
        .map(|(path, text)| {
            (
                layout::shown(&path),
                String::from_utf8_lossy(text).into_owned(),
            )
        })
        .collect()
}

/// All bundled triples in memory, with what is believed of the bundled statements: what commands
/// answer from outside a workspace.
pub fn memory(believe: &Believe<'_>) -> Result<Memory, StoreError> {
    let namespaces = Namespaces::default();
    let mut gathered = Gathered::default();
    let mut statements: Vec<Statement> = Vec::new();
    let judged = judgements()?;
    for (path, text) in files() {
        let shown = layout::shown(&path);
        match layout::kind(&path) {
            Some(Kind::Shared(name)) => {
                let mut quads = turtle::parse(&shown, text, RdfFormat::Turtle)?;
                let graph = GraphName::from(NamedNode::new_unchecked(namespaces.graph(&name)));
                for quad in &mut quads {
                    quad.graph_name.clone_from(&graph);
                }
                gathered.add(&quads);
            }
            Some(Kind::Document(_)) => {
                let mut content = article::content(&shown, text, &namespaces)?;
                resolution::resolve(&mut content, &judged, &namespaces);
                gathered.add(&content.quads);
                statements.extend(content.reading.statements);
            }
            _ => {}
        }
    }
    let believed = believed::all(statements, &vocabulary()?, &namespaces, believe);
    gathered.add(&believed);
    Ok(Memory::new(gathered, &namespaces))
}
