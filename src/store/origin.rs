//! A text file of the workspace, read and sorted by who may say the same.

use crate::model::evidence::DocumentId;
use crate::model::{Judgements, Namespaces, Statement};
use crate::store::article;
use crate::store::fault::StoreError;
use crate::store::layout::{self, Kind};
use crate::store::ledger::Note;
use crate::store::{own, resolution, term, turtle};
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, Quad};
use rayon::prelude::*;
use std::fs::{self, File, Metadata};
use std::path::{Path, PathBuf};

/// What a text file says.
#[derive(Debug, Default)]
pub(crate) struct Origin {
    /// Quads of the document's own graph, which no other file says.
    pub(crate) own: Vec<Quad>,
    /// Quads of graphs that several files share.
    pub(crate) shared: Vec<Quad>,
    /// The statements among its own.
    pub(crate) statements: Vec<Statement>,
}

impl Origin {
    /// Reads the file at a path below the root, and makes the note on it.
    pub(crate) fn read(
        root: &Path,
        path: &Path,
        number: u32,
        namespaces: &Namespaces,
        judgements: &Judgements,
    ) -> Result<(Self, Note), StoreError> {
        let whole = root.join(path);
        let at = |e| StoreError::file(&whole, e);
        let mut file = File::open(&whole).map_err(at)?;
        let metadata = file.metadata().map_err(at)?;
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).map_err(at)?;
        let note = Note::new(number, &metadata, &bytes);
        let shown = layout::shown(path);
        let origin = match layout::kind(path) {
            Some(Kind::Shared(name)) => shared(&shown, &bytes, &namespaces.graph(&name))?,
            Some(Kind::Own(name)) => Self {
                shared: own::read(&shown, &bytes, &name, namespaces)?,
                ..Self::default()
            },
            Some(Kind::Document(id)) => document(&shown, &bytes, &id, namespaces, judgements)?,
            // The pieces of a data set are never held whole (`dataset`).
            Some(Kind::Set(_)) | None => Self::default(),
        };
        Ok((origin, note))
    }
}

fn shared(shown: &str, bytes: &[u8], graph: &str) -> Result<Origin, StoreError> {
    let mut quads = turtle::parse(shown, bytes, RdfFormat::Turtle)?;
    let graph = GraphName::NamedNode(oxigraph::model::NamedNode::new_unchecked(graph));
    for quad in &mut quads {
        quad.graph_name.clone_from(&graph);
    }
    Ok(Origin {
        shared: quads,
        ..Origin::default()
    })
}

fn document(
    shown: &str,
    bytes: &[u8],
    expected: &DocumentId,
    namespaces: &Namespaces,
    judgements: &Judgements,
) -> Result<Origin, StoreError> {
    let mut content = article::content(shown, bytes, namespaces)?;
    resolution::resolve(&mut content, judgements, namespaces);
    let id = &content.reading.citation.id;
    if id != expected {
        let name = layout::file_name(id.as_str());
        let message = format!("the file of document {id} must be named {name}.trig");
        return Err(StoreError::meaning(shown, bytes, "GRAPH", message));
    }
    let graph = GraphName::from(term::node(&namespaces.document, id.as_str()));
    let (own, shared) = content
        .quads
        .into_iter()
        .partition(|q| q.graph_name == graph);
    Ok(Origin {
        own,
        shared,
        statements: content.reading.statements,
    })
}

/// Text files that are not what the index was made of.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// Gone.
    pub(crate) removed: Vec<(PathBuf, Note)>,
    /// New, or with another content than noted.
    pub(crate) changed: Vec<(PathBuf, Option<Note>)>,
    /// With the same content under another time or number: the new note.
    pub(crate) touched: Vec<(PathBuf, Note)>,
    /// How many bytes all files have. One of a packed data set costs about as much as one of a document.
    pub(crate) total: u64,
    /// How many bytes are taken out or added.
    pub(crate) moved: u64,
    /// Belief was not asked yet about all that changed before.
    pub(crate) pending: bool,
}

impl Changes {
    /// Compares the files below a root with the notes on them; reads only those whose stamp
    /// differs.
    ///
    /// `notes` are sorted as the index lists them.
    pub(crate) fn find(root: &Path, notes: Vec<(PathBuf, Note)>) -> Result<Self, StoreError> {
        let files = layout::files(root)?;
        let look =
            |path: &PathBuf| fs::metadata(root.join(path)).map_err(|e| StoreError::file(path, e));
        // To start threads takes as long as to look at some hundred files.
        let metadata: Result<Vec<Metadata>, StoreError> = if files.len() < FEW_TO_LOOK_AT {
            files.iter().map(look).collect()
        } else {
            files.par_iter().map(look).collect()
        };
        let metadata = metadata?;
        let mut found = Self {
            total: metadata.iter().map(Metadata::len).sum(),
            ..Self::default()
        };
        let mut notes = notes.into_iter().peekable();
        for (path, metadata) in files.into_iter().zip(metadata) {
            while let Some(gone) = notes.next_if(|(noted, _)| noted.as_os_str() < path.as_os_str())
            {
                found.remove(gone);
            }
            let bytes = metadata.len();
            let Some((_, note)) = notes.next_if(|(noted, _)| noted.as_os_str() == path.as_os_str())
            else {
                found.moved += bytes;
                found.changed.push((path, None));
                continue;
            };
            if note.stamp == crate::store::ledger::Stamp::of(&metadata) {
                continue;
            }
            let now = Note::of(note.number, &root.join(&path))?;
            if now.sha256 == note.sha256 {
                found.touched.push((path, now));
            } else {
                // What it said is taken out, and what it says is added.
                found.moved += note.stamp.bytes() + bytes;
                found.changed.push((path, Some(note)));
            }
        }
        notes.for_each(|gone| found.remove(gone));
        Ok(found)
    }

    fn remove(&mut self, gone: (PathBuf, Note)) {
        self.moved += gone.1.stamp.bytes();
        self.removed.push(gone);
    }

    /// Whether a file is among them with another content, or gone.
    pub(crate) fn touch(&self, path: &Path) -> bool {
        let removed = self.removed.iter().map(|(path, _)| path);
        let mut all = removed.chain(self.changed.iter().map(|(path, _)| path));
        all.any(|changed| changed == path)
    }

    /// Counts a file as changed, if it is not counted yet.
    pub(crate) fn add(&mut self, path: PathBuf, note: Option<Note>) {
        if !self.touch(&path) {
            self.moved += note.as_ref().map_or(0, |note| 2 * note.stamp.bytes());
            self.changed.push((path, note));
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        let none = self.removed.is_empty() && self.changed.is_empty();
        none && self.touched.is_empty() && !self.pending
    }

    /// Whether building anew is wanted: the vocabulary or a data set changed, on which more depends
    /// than its own quads, or so much that it is quicker.
    pub(crate) fn are_deep(&self) -> bool {
        let removed = self.removed.iter().map(|(path, _)| path);
        let mut all = removed.chain(self.changed.iter().map(|(path, _)| path));
        let deep = |path: &PathBuf| {
            path == Path::new(layout::VOCABULARY)
                || matches!(layout::kind(path), Some(Kind::Set(_)))
        };
        let many = self.removed.len() + self.changed.len() > FEW;
        all.any(deep) || (many && self.moved.saturating_mul(FOLLOWING) > self.total)
    }
}

/// Files that one core looks at.
const FEW_TO_LOOK_AT: usize = 300;
/// Changes that are always followed: an index is not made anew for less than a moment's work.
const FEW: usize = 64;
/// How many times as long a change takes that the index follows as the same file in an index made anew
/// (docs/performance.md).
const FOLLOWING: u64 = 5;
