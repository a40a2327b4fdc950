//! All that goes into a new index, in the order of the text; on disk where it is much.
//!
//! Each piece brings terms of its own, which get the next places of the dictionary. That one piece
//! names a term of another is found when the index is built: the first place counts.

use crate::store::fault::StoreError;
use crate::store::index::bulk::Closed;
use crate::store::index::generation::Index;
use crate::store::index::id::{Id, Key, Row};
use crate::store::index::order::Order;
use crate::store::index::record::Hash;
use crate::store::index::sort::Sorter;
use crate::store::index::spill::{Run, Spill};
use crate::store::index::support::Said;
use crate::store::index::used::Used;
use std::io::{BufReader, BufWriter, IntoInnerError, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::SpooledTempFile;

/// Quads that are held in memory at once.
pub(crate) const AT_ONCE: usize = 2 << 20;
/// Bytes of records that are held in memory.
const RECORDS: usize = 32 << 20;

/// An index in the making.
pub(crate) struct Stock {
    pub(crate) folder: PathBuf,
    /// An index whose terms and quads are all taken over.
    pub(crate) base: Option<Base>,
    /// Hashes of records with ids; the least id of a hash counts.
    pub(crate) terms: Sorter,
    pub(crate) records: Records,
    /// Quads that are full parts.
    pub(crate) parts: Vec<Part>,
    /// The last quads.
    pub(crate) rest: Part,
    /// Place of the first term that is not of the base, and of the next.
    pub(crate) first: u64,
    pub(crate) next: u64,
    spill: Spill,
    most: usize,
}

/// Quads by subject, as they came, with the end of the places of their own terms.
#[derive(Debug, Default)]
pub(crate) struct Part {
    pub(crate) held: Vec<Key>,
    pub(crate) run: Option<Run>,
    pub(crate) end: u64,
    /// Which of them files say of graphs that several share.
    pub(crate) said: Vec<Said>,
}

/// An index that goes into another, with the places of its dictionary that are in use where some are not.
pub(crate) struct Base {
    pub(crate) index: Index,
    pub(crate) used: Option<Used>,
}

impl Base {
    /// Whether the term of an id is taken over.
    pub(crate) fn has(&self, id: Id) -> bool {
        self.used.as_ref().is_none_or(|used| used.has(id.payload()))
    }
}

impl Stock {
    /// An empty one, which writes in a folder what does not fit in memory.
    pub(crate) fn new(folder: &Path) -> Self {
        Self::holding(folder, AT_ONCE)
    }

    /// The same that holds so many quads in memory.
    pub(crate) fn holding(folder: &Path, most: usize) -> Self {
        Self {
            folder: folder.to_path_buf(),
            base: None,
            terms: Sorter::holding(folder, most),
            records: Records::new(folder),
            parts: Vec::new(),
            rest: Part::default(),
            first: 0,
            next: 0,
            spill: Spill::new(folder),
            most,
        }
    }

    /// One that takes an index over, of whose dictionary the next place is free.
    pub(crate) fn upon(folder: &Path, base: Base, next: u64) -> Self {
        Self {
            base: Some(base),
            first: next,
            next,
            ..Self::new(folder)
        }
    }

    /// Takes a piece in.
    pub(crate) fn push(&mut self, piece: Closed) -> Result<(), StoreError> {
        self.push_said(piece, Vec::new())
    }

    /// Takes a piece of text files in, some of whose quads stand in graphs that several share. Files come in the
    /// order of their numbers.
    pub(crate) fn push_said(&mut self, piece: Closed, said: Vec<Said>) -> Result<(), StoreError> {
        if self.rest.held.len() + piece.rows.len() > self.most {
            self.flush()?;
        }
        let at = self.rest.held.len();
        self.rest.said.extend(said.into_iter().map(|said| Said {
            file: said.file,
            rows: said.rows.start + at..said.rows.end + at,
        }));
        let base = self.next;
        for (tag, hash, record) in piece.records {
            let id = Id::new(tag, self.next);
            self.next += 1;
            self.terms.push(term(&hash, id))?;
            self.records
                .push(&record)
                .map_err(|e| StoreError::file(&self.folder, e))?;
        }
        self.rest.end = self.next;
        let moved = |id: Id| if id.is_listed() { Id(id.0 + base) } else { id };
        let rows = piece.rows.into_iter().map(|row| {
            Order::Spog.key(Row {
                subject: moved(row.subject),
                predicate: moved(row.predicate),
                object: moved(row.object),
                graph: moved(row.graph),
            })
        });
        self.rest.held.extend(rows);
        Ok(())
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        if self.rest.held.is_empty() {
            return Ok(());
        }
        let run = self.spill.write(self.rest.held.drain(..))?;
        self.parts.push(Part {
            held: Vec::new(),
            run: Some(run),
            end: self.rest.end,
            said: std::mem::take(&mut self.rest.said),
        });
        Ok(())
    }
}

/// A term as a key: sorted by hash, then by place.
pub(crate) fn term(hash: &Hash, id: Id) -> Key {
    let [one, two] = [0, 8].map(|at| {
        let half = hash.get(at..).and_then(|h| h.first_chunk::<8>());
        half.map_or(0, |half| u64::from_be_bytes(*half))
    });
    Key([one, two, id.0])
}

/// Records one after another, each after its length (4 bytes).
pub(crate) struct Records(BufWriter<SpooledTempFile>);

impl Records {
    fn new(folder: &Path) -> Self {
        Self(BufWriter::new(tempfile::spooled_tempfile_in(
            RECORDS, folder,
        )))
    }

    fn push(&mut self, record: &[u8]) -> std::io::Result<()> {
        let length = u32::try_from(record.len()).map_err(std::io::Error::other)?;
        self.0.write_all(&length.to_le_bytes())?;
        self.0.write_all(record)
    }

    /// Reads them from the first on.
    pub(crate) fn read(self) -> std::io::Result<RecordReader> {
        let mut file = self.0.into_inner().map_err(IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(RecordReader {
            reader: BufReader::with_capacity(64 << 10, file),
            record: Vec::new(),
        })
    }
}

/// Reads records in the order in which they were written.
pub(crate) struct RecordReader {
    reader: BufReader<SpooledTempFile>,
    record: Vec<u8>,
}

impl RecordReader {
    /// The next record.
    pub(crate) fn take(&mut self) -> std::io::Result<&[u8]> {
        let mut length = [0; 4];
        self.reader.read_exact(&mut length)?;
        let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
        self.record.resize(length, 0);
        self.reader.read_exact(&mut self.record)?;
        Ok(&self.record)
    }
}
