//! Reads many sources: in parallel, with their results in a fixed order.

use crate::document::{Document, DocumentError};
use crate::extract::{Names, Reader};
use crate::model::Reading;
use crate::pipeline::identity::{Identities, own_id};
use crate::source::{Hints, Source, SourceError};
use rayon::prelude::*;

/// Sources read at a time: what is held in memory.
const BATCH: usize = 500;
/// Bytes of sources read at a time, though never less than one source.
const BATCH_BYTES: usize = 16 << 20;

/// What became of one source.
#[derive(Debug)]
pub struct Outcome {
    /// The identifier that the text gives itself, else the source's short name.
    pub stem: String,
    /// What was read of it.
    pub reading: Reading,
    /// The names that it has itself for what it speaks of, if they were asked for.
    pub names: Names,
    /// Its text as stored.
    pub text: String,
}

/// A source that could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Its bytes could not be had.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Its bytes are no document.
    #[error("{origin}: {source}")]
    Document {
        /// The source.
        origin: String,
        /// Why.
        source: DocumentError,
    },
}

/// How sources are read.
#[derive(Debug)]
pub struct Task<'a> {
    /// What reads them.
    pub reader: &'a Reader,
    /// What holds for all of them where they say nothing of themselves.
    pub hints: &'a Hints,
    /// The present time, RFC 3339.
    pub recorded_at: &'a str,
    /// The documents known. Without them each document is taken by itself, and nothing is held of
    /// those before it.
    pub identities: Option<Identities>,
    /// Whether the names that each text has itself are asked for.
    pub names: bool,
}

/// What is left to say when all sources were read.
#[derive(Debug, Default)]
pub struct Remainder {
    /// What could not be read, in order.
    pub failures: Vec<Failure>,
    /// Entries of feeds that were known already and not read again.
    pub known: usize,
}

/// Reads sources and hands on what became of them, a batch at a time and in their order. What cannot be
/// read is listed and stops nothing. Memory goes by the size of a batch, not by the number of sources.
///
/// # Errors
/// Those of `each`, which end the reading.
pub fn read_all<E>(
    sources: impl Iterator<Item = Result<Source, SourceError>>,
    mut task: Task<'_>,
    mut each: impl FnMut(Vec<Outcome>) -> Result<(), E>,
) -> Result<Remainder, E> {
    let mut rest = Remainder::default();
    let mut batch = Vec::new();
    let mut size = 0;
    for source in sources {
        match source {
            Ok(source) if task.knows(&source) => rest.known += 1,
            Ok(source) => {
                size += source.bytes.len();
                batch.push(source);
            }
            Err(fault) => rest.failures.push(fault.into()),
        }
        if batch.len() >= BATCH || size >= BATCH_BYTES {
            each(task.read(std::mem::take(&mut batch), &mut rest.failures))?;
            size = 0;
        }
    }
    if !batch.is_empty() {
        each(task.read(batch, &mut rest.failures))?;
    }
    Ok(rest)
}

impl Task<'_> {
    /// Whether a source needs no reading: it is an entry of a feed, and its address is known.
    fn knows(&self, source: &Source) -> bool {
        let known = self.identities.as_ref().zip(source.hints.address.as_ref());
        source.listed && known.is_some_and(|(known, address)| known.knows(address))
    }

    fn read(&mut self, batch: Vec<Source>, failures: &mut Vec<Failure>) -> Vec<Outcome> {
        let documents: Vec<Result<(String, Document), Failure>> = batch
            .into_par_iter()
            .map(|source| document(source, self.hints))
            .collect();
        let mut named = Vec::new();
        for document in documents {
            match document {
                Ok((stem, document)) => {
                    let id = match &mut self.identities {
                        Some(identities) => identities.identify(&document),
                        None => own_id(&document),
                    };
                    named.push((stem, document, id));
                }
                Err(failure) => failures.push(failure),
            }
        }
        let (reader, now) = (self.reader, self.recorded_at);
        named
            .into_par_iter()
            .map(|(stem, document, id)| {
                let (reading, names) = if self.names {
                    reader.read_names(&document, &id, now)
                } else {
                    (reader.read(&document, &id, now), Names::new())
                };
                Outcome {
                    stem,
                    reading,
                    names,
                    text: document.text,
                }
            })
            .collect()
    }
}

/// The document of a source, and the name it goes by.
///
/// # Errors
/// Its bytes are no document.
pub fn document(source: Source, hints: &Hints) -> Result<(String, Document), Failure> {
    let mut known = source.hints;
    known.fill(hints.clone());
    known.media = source.media;
    let document =
        Document::read(&source.bytes, &source.stem, &known).map_err(|e| Failure::Document {
            origin: source.origin,
            source: e,
        })?;
    let name = document.id.clone().unwrap_or(source.stem);
    Ok((name, document))
}
