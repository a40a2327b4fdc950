//! Data sets that only the index holds (`durable = "index"`), and RDF files for one command.
//!
//! A data set is kept compressed under `.aikg/sets/NAME`, so that a new index can be made of it;
//! that is the one thing under `.aikg` that cannot be made again from elsewhere.

use crate::model::Namespaces;
use crate::store::fault::{Place, StoreError};
use crate::store::format::Format;
use crate::store::index::Memory;
use crate::store::index::bulk::{Gathered, Piece};
use crate::store::index::record::blank_prefix;
use crate::store::intake::Intake;
use crate::store::judged::Believe;
use crate::store::layout::{self, SETS};
use crate::store::ledger::Note;
use crate::store::lock::Lock;
use crate::store::rebuild::Plan;
use crate::store::{Workspace, disk, step, turtle};
use oxigraph::io::{RdfParseError, RdfParser};
use oxigraph::model::{GraphName, Quad};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Level of zstd: as fast as the text is parsed.
const LEVEL: i32 = -3;

/// RDF text to read.
pub struct Input<'r> {
    /// Name shown in faults.
    pub shown: String,
    /// Its format.
    pub format: Format,
    /// The text.
    pub reader: Box<dyn Read + 'r>,
}

impl Input<'_> {
    /// Opens a file, whose ending tells the format unless it is given.
    pub fn open(path: &Path, format: Option<Format>) -> Result<Self, StoreError> {
        let shown = path.display().to_string();
        let format = format.map_or_else(|| Format::of_file(&shown), Ok)?;
        let file = File::open(path).map_err(|e| StoreError::file(path, e))?;
        Ok(Self {
            shown,
            format,
            reader: Box::new(file),
        })
    }
}

impl Input<'_> {
    /// The triples of the text in a graph; relative addresses in it stand below `base`.
    ///
    /// # Errors
    /// A text that is broken, with its place, or that names graphs itself.
    pub fn triples(self, base: &str, graph: &GraphName) -> Result<Vec<Quad>, StoreError> {
        let wrong = |message: String| StoreError::Meaning {
            place: Place::file(&self.shown),
            message,
        };
        let parser = RdfParser::from_format(self.format.rdf())
            .without_named_graphs()
            .rename_blank_nodes()
            .with_default_graph(graph.clone())
            .with_base_iri(base)
            .map_err(|e| wrong(e.to_string()))?;
        let quads = parser.for_reader(self.reader).map(|quad| match quad {
            Ok(quad) => Ok(quad),
            Err(RdfParseError::Io(e)) => Err(StoreError::file(&self.shown, e)),
            Err(RdfParseError::Syntax(e)) => Err(turtle::syntax(&self.shown, &e)),
        });
        quads.collect()
    }
}

impl Memory {
    /// Reads RDF into memory; triples that name no graph stand in the default graph.
    ///
    /// # Errors
    /// The first text that is broken, with its place.
    pub fn load(inputs: Vec<Input<'_>>, namespaces: &Namespaces) -> Result<Self, StoreError> {
        let mut gathered = Gathered::default();
        for (i, mut input) in inputs.into_iter().enumerate() {
            let blank = blank_prefix(&format!("{i} {}", input.shown));
            let intake = Intake {
                shown: &input.shown,
                format: input.format,
                graph: None,
                blank: &blank,
            };
            gathered.extend(intake.read(&mut input.reader)?);
        }
        Ok(Self::new(gathered, namespaces))
    }
}

impl Workspace {
    /// Loads a data set under a name, in the place of one that had it; returns how many quads were
    /// read. Triples that name no graph go to `graph`, or to the default graph.
    ///
    /// # Errors
    /// A text that is broken, with its place; a name that is no plain word; a graph that belongs to
    /// the text files. Nothing is changed then.
    pub fn load(
        &self,
        name: &str,
        inputs: Vec<Input<'_>>,
        graph: Option<&str>,
        believe: &Believe<'_>,
    ) -> Result<u64, StoreError> {
        let refuse = |message: &str| StoreError::Dataset {
            name: name.into(),
            message: message.into(),
        };
        if name.is_empty() || layout::file_name(name) != name {
            return Err(refuse(
                "a name has only letters, digits, '-', '_', '+' and '.'",
            ));
        }
        if graph.is_some_and(|iri| oxigraph::model::NamedNode::new(iri).is_err()) {
            return Err(refuse("the graph must be an absolute IRI"));
        }
        let _lock = Lock::wait(self.root())?;
        let index = step::settle(self, believe)?;
        let staged = self.root().join(SETS).join(format!(".{name}.new"));
        disk::remove_folder(&staged)?;
        let pieces = stage(&staged, name, inputs, graph)?;
        self.refuse_graphs(name, &pieces)?;
        let folder = self.root().join(SETS).join(name);
        let replaces = folder.exists();
        disk::remove_folder(&folder)?;
        fs::rename(&staged, &folder).map_err(|e| StoreError::file(&folder, e))?;
        disk::sync_folder(&self.root().join(SETS))?;
        let quads = pieces.iter().map(|piece| piece.len() as u64).sum();
        if replaces {
            step::settle(self, believe)?;
        } else {
            let mut plan = Plan::of_index(&index)?;
            plan.add_set(pieces, notes(self.root(), &folder)?);
            plan.install(self.root(), self.namespaces())?;
        }
        Ok(quads)
    }

    /// Drops a data set; whether there was one.
    pub fn unload(&self, name: &str, believe: &Believe<'_>) -> Result<bool, StoreError> {
        let _lock = Lock::wait(self.root())?;
        if !self.sets()?.iter().any(|known| known == name) {
            return Ok(false);
        }
        disk::remove_folder(&self.root().join(SETS).join(name))?;
        step::settle(self, believe)?;
        Ok(true)
    }

    /// The names of the data sets, sorted.
    pub fn sets(&self) -> Result<Vec<String>, StoreError> {
        let folder = self.root().join(SETS);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(e) => return Err(StoreError::file(folder, e)),
        };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
        names.sort();
        Ok(names)
    }

    /// Graphs that text files make are theirs alone: a set in them could not be told apart.
    fn refuse_graphs(&self, name: &str, pieces: &[Piece]) -> Result<(), StoreError> {
        let graphs: BTreeSet<String> = pieces.iter().flat_map(Piece::graphs).collect();
        let namespaces = self.namespaces();
        for graph in graphs {
            let document = crate::store::term::local(&namespaces.document, &graph);
            let known = match document {
                Some(id) => self.file_of(&id.into())?.is_some(),
                None => graph.starts_with(&namespaces.graph),
            };
            if known {
                let message = format!("its graph <{graph}> belongs to the text files");
                return Err(StoreError::Dataset {
                    name: name.into(),
                    message,
                });
            }
        }
        Ok(())
    }
}

/// Reads the inputs of a set while keeping a compressed copy of each.
fn stage(
    folder: &Path,
    name: &str,
    inputs: Vec<Input<'_>>,
    graph: Option<&str>,
) -> Result<Vec<Piece>, StoreError> {
    fs::create_dir_all(folder).map_err(|e| StoreError::file(folder, e))?;
    if let Some(graph) = graph {
        disk::replace(&folder.join("graph"), graph.as_bytes())?;
    }
    let blank = blank_prefix(name);
    let mut pieces = Vec::new();
    for (i, input) in inputs.into_iter().enumerate() {
        let path = folder.join(format!("{i:04}.{}.zst", input.format.ending()));
        let at = |e| StoreError::file(&path, e);
        let file = File::create(&path).map_err(at)?;
        let copy = zstd::Encoder::new(file, LEVEL).map_err(at)?;
        let mut tee = Tee {
            reader: input.reader,
            copy,
        };
        let intake = Intake {
            shown: &input.shown,
            format: input.format,
            graph,
            blank: &blank,
        };
        pieces.extend(intake.read(&mut tee)?);
        // What a parser left unread at the end is part of the copy too.
        io::copy(&mut tee, &mut io::sink()).map_err(at)?;
        tee.copy
            .finish()
            .and_then(|file| file.sync_data())
            .map_err(at)?;
    }
    disk::sync_folder(folder)?;
    Ok(pieces)
}

/// Copies what is read.
struct Tee<R, W> {
    reader: R,
    copy: W,
}

impl<R: Read, W: Write> Read for Tee<R, W> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.copy
            .write_all(buffer.get(..count).unwrap_or_default())?;
        Ok(count)
    }
}

/// Notes on the files of a set as they are now; their numbers are given later.
fn notes(root: &Path, folder: &Path) -> Result<Vec<(PathBuf, Note)>, StoreError> {
    let mut out = Vec::new();
    for path in layout::files(root)? {
        let whole = root.join(&path);
        if whole.starts_with(folder) {
            let at = |e| StoreError::file(&whole, e);
            let metadata = fs::metadata(&whole).map_err(at)?;
            let bytes = fs::read(&whole).map_err(at)?;
            out.push((path, Note::new(0, &metadata, &bytes)));
        }
    }
    Ok(out)
}
