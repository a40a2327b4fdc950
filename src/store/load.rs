//! Data sets that only the index holds (`durable = "index"`), and RDF files for one command.
//!
//! A data set is kept compressed under `.aikg/sets/NAME`, so that a new index can be made of it;
//! that is the one thing under `.aikg` that cannot be made again from elsewhere.

use crate::model::Namespaces;
use crate::store::compression::Compression;
use crate::store::fault::{Place, StoreError};
use crate::store::format::Format;
use crate::store::index::Memory;
use crate::store::index::bulk::{Closed, Gathered};
use crate::store::index::record::blank_prefix;
use crate::store::intake::Intake;
use crate::store::judged::Believe;
use crate::store::layout;
use crate::store::lock::Lock;
use crate::store::rebuild::Plan;
use crate::store::{Workspace, dataset, step, turtle};
use oxigraph::io::{RdfParseError, RdfParser};
use oxigraph::model::{GraphName, Quad};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// RDF text to read.
pub struct Input<'r> {
    /// Name shown in faults.
    pub shown: String,
    /// Its format.
    pub format: Format,
    /// The text.
    pub reader: Box<dyn Read + 'r>,
}

impl<'r> Input<'r> {
    /// Of a reader, whose bytes may be compressed with gzip or Zstandard.
    pub fn unpacking(
        shown: String,
        format: Format,
        reader: Box<dyn Read + 'r>,
    ) -> Result<Self, StoreError> {
        let reader = Compression::unpack(reader).map_err(|e| StoreError::file(&shown, e))?;
        Ok(Self {
            shown,
            format,
            reader,
        })
    }

    /// Opens a file, whose ending tells the format unless it is given.
    pub fn open(path: &Path, format: Option<Format>) -> Result<Self, StoreError> {
        let shown = path.display().to_string();
        let format = format.map_or_else(|| Format::of_file(&shown), Ok)?;
        let file = File::open(path).map_err(|e| StoreError::file(path, e))?;
        Self::unpacking(shown, format, Box::new(file))
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
            let mut give = |piece| {
                gathered.push(piece);
                Ok(())
            };
            intake.read(&mut input.reader, &mut give)?;
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
        let refuse = |message: &str, instead: &'static str| StoreError::Dataset {
            name: name.into(),
            message: message.into(),
            instead,
        };
        if name.is_empty() || layout::file_name(name) != name {
            return Err(refuse(
                "a name has only letters, digits, '-', '_', '+' and '.'",
                "give it another with --name",
            ));
        }
        if graph.is_some_and(|iri| oxigraph::model::NamedNode::new(iri).is_err()) {
            return Err(refuse(
                "the graph must be an absolute IRI",
                "write it like http://example.org/graph",
            ));
        }
        let _lock = Lock::wait(self.root())?;
        let index = step::settle(self, believe)?;
        let known = self.sets()?.iter().any(|set| set == name);
        // A set in the place of another needs an index without the other: it is built anew.
        let mut plan = match known {
            true => None,
            false => Some(Plan::of_index(self.root(), index, None)?),
        };
        let mut quads = 0;
        let staged = dataset::stage(self.root(), name, inputs, graph, &mut |piece| {
            self.refuse_graphs(name, &piece)?;
            quads += piece.rows.len() as u64;
            plan.as_mut().map_or(Ok(()), |plan| plan.push(piece))
        });
        let kept = staged.and_then(|()| match plan {
            Some(plan) => self.keep_new(name, plan),
            None => self.keep_other(name, believe),
        });
        if kept.is_err() {
            dataset::abandon(self.root(), name)?;
        }
        kept.map(|()| quads)
    }

    /// Keeps a set that was staged, in an index that was made with it.
    fn keep_new(&self, name: &str, mut plan: Plan) -> Result<(), StoreError> {
        plan.note(dataset::notes(self.root(), name)?);
        let made = plan.make(self.root(), self.namespaces())?;
        dataset::keep(self.root(), name)?;
        made.switch().map(drop)
    }

    /// Keeps a set that was staged in the place of another; the other comes back if the index cannot follow.
    fn keep_other(&self, name: &str, believe: &Believe<'_>) -> Result<(), StoreError> {
        dataset::keep(self.root(), name)?;
        match step::settle(self, believe) {
            Ok(_) => dataset::settle(self.root(), name),
            Err(error) => dataset::undo(self.root(), name).and(Err(error)),
        }
    }

    /// Drops a data set; whether there was one.
    pub fn unload(&self, name: &str, believe: &Believe<'_>) -> Result<bool, StoreError> {
        let _lock = Lock::wait(self.root())?;
        if !self.sets()?.iter().any(|known| known == name) {
            return Ok(false);
        }
        dataset::drop(self.root(), name)?;
        step::settle(self, believe)?;
        Ok(true)
    }

    /// The names of the data sets, sorted.
    pub fn sets(&self) -> Result<Vec<String>, StoreError> {
        dataset::names(self.root())
    }

    /// Graphs that text files make are theirs alone: a set in them could not be told apart.
    fn refuse_graphs(&self, name: &str, piece: &Closed) -> Result<(), StoreError> {
        let namespaces = self.namespaces();
        for graph in piece.graphs() {
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
                    instead: "give that graph another name in the file, or leave it out",
                });
            }
        }
        Ok(())
    }
}
