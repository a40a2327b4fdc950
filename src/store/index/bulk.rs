//! Quads from text to ids, on all cores.

use crate::store::index::id::{Id, Row, Tag};
use crate::store::index::record::{self, Encoded, Hash};
use oxigraph::model::Quad;
use rustc_hash::FxHashMap;

/// Quads and the terms they are made of. A record's id has its place in `records` as payload.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) rows: Vec<Row>,
    pub(crate) ids: FxHashMap<Hash, Id>,
    pub(crate) records: Vec<Box<[u8]>>,
}

/// Quads of one piece of text, with ids of its own.
#[derive(Debug, Default)]
pub(crate) struct Piece {
    rows: Vec<Row>,
    places: FxHashMap<Box<[u8]>, Id>,
    records: Vec<(Tag, Box<[u8]>)>,
    buffer: Vec<u8>,
    blank: String,
}

/// A piece that is whole: its terms with their hashes, and its quads with their places as payloads of ids.
#[derive(Debug, Default)]
pub(crate) struct Closed {
    pub(crate) records: Vec<(Tag, Hash, Box<[u8]>)>,
    pub(crate) rows: Vec<Row>,
}

impl Closed {
    /// Of quads.
    pub(crate) fn of<'q>(quads: impl IntoIterator<Item = &'q Quad>) -> Self {
        let mut piece = Piece::default();
        for quad in quads {
            piece.push(quad);
        }
        piece.close()
    }

    /// The IRIs of the named graphs that it names, sorted.
    pub(crate) fn graphs(&self) -> Vec<String> {
        let mut ids: Vec<Id> = self.rows.iter().map(|row| row.graph).collect();
        ids.dedup();
        ids.sort_unstable();
        ids.dedup();
        let record = |id: Id| self.records.get(usize::try_from(id.payload()).ok()?);
        let iris = ids
            .into_iter()
            .filter(|id| id.tag() == Some(Tag::Iri))
            .filter_map(record);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut graphs: Vec<String> = iris
            .map(|(_, _, bytes)| text(bytes.get(1..).unwrap_or_default()))
            .collect();
        graphs.sort();
        graphs
    }
}

impl Piece {
    /// An empty piece; `blank` is put before the labels of blank nodes.
    pub(crate) fn new(blank: &str) -> Self {
        Self {
            blank: blank.into(),
            ..Self::default()
        }
    }

    /// How many quads it holds.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether each of its terms is one of RDF.
    pub(crate) fn is_valid(&self) -> bool {
        self.records
            .iter()
            .all(|(_, record)| record::is_valid(record))
    }

    /// Takes no more quads in.
    pub(crate) fn close(self) -> Closed {
        let hashed = |(tag, record): (Tag, Box<[u8]>)| (tag, record::hash(&record), record);
        Closed {
            rows: self.rows,
            records: self.records.into_iter().map(hashed).collect(),
        }
    }

    /// Takes a quad in.
    pub(crate) fn push(&mut self, quad: &Quad) {
        let mut buffer = std::mem::take(&mut self.buffer);
        let subject = record::encode_subject(quad.subject.as_ref(), &mut buffer);
        let subject = self.place(subject, &buffer);
        let predicate = record::encode_node(quad.predicate.as_ref(), &mut buffer);
        let predicate = self.place(predicate, &buffer);
        let object = record::encode(quad.object.as_ref(), &mut buffer);
        let object = self.place(object, &buffer);
        let graph = record::encode_graph(quad.graph_name.as_ref(), &mut buffer);
        let graph = self.place(graph, &buffer);
        self.buffer = buffer;
        self.rows.push(Row {
            subject,
            predicate,
            object,
            graph,
        });
    }

    fn place(&mut self, encoded: Encoded, record: &[u8]) -> Id {
        let tag = match encoded {
            Encoded::Inline(id) => return id,
            Encoded::Record(tag) => tag,
        };
        let labelled;
        let record = if tag == Tag::Blank {
            labelled = record::with_label_prefix(record, &self.blank);
            &labelled
        } else {
            record
        };
        if let Some(id) = self.places.get(record) {
            return *id;
        }
        let id = Id::new(tag, self.records.len() as u64);
        self.records.push((tag, record.into()));
        self.places.insert(record.into(), id);
        id
    }
}

impl Gathered {
    /// Adds a piece. Pieces are added in the order of the text, so that ids depend on it alone.
    pub(crate) fn push(&mut self, piece: Closed) {
        let mut global = Vec::with_capacity(piece.records.len());
        for (tag, hash, record) in piece.records {
            global.push(self.admit(tag, hash, record));
        }
        self.rows.extend(resolved(piece.rows, &global));
    }

    /// The id of a record, given one where it is new.
    pub(crate) fn admit(&mut self, tag: Tag, hash: Hash, record: Box<[u8]>) -> Id {
        let next = self.records.len() as u64;
        let records = &mut self.records;
        *self.ids.entry(hash).or_insert_with(|| {
            records.push(record);
            Id::new(tag, next)
        })
    }

    /// Adds parsed quads.
    pub(crate) fn add<'q>(&mut self, quads: impl IntoIterator<Item = &'q Quad>) {
        self.push(Closed::of(quads));
    }
}

/// Quads with ids of a piece, with those of the whole instead.
pub(crate) fn resolved(mut rows: Vec<Row>, global: &[Id]) -> Vec<Row> {
    for row in &mut rows {
        for id in [
            &mut row.subject,
            &mut row.predicate,
            &mut row.object,
            &mut row.graph,
        ] {
            *id = resolve(*id, global);
        }
    }
    rows
}

fn resolve(id: Id, global: &[Id]) -> Id {
    if !id.is_listed() {
        return id;
    }
    let place = usize::try_from(id.payload()).unwrap_or(usize::MAX);
    global.get(place).copied().unwrap_or(id)
}
