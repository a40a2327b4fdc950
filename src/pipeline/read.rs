//! Reads many sources: in parallel, with their results in a fixed order.

use crate::document::{Document, DocumentError, Hints};
use crate::extract::Reader;
use crate::model::Reading;
use crate::pipeline::identity::Identities;
use crate::source::{Source, SourceError};
use rayon::prelude::*;
use std::path::PathBuf;

/// What became of one input.
#[derive(Debug)]
pub struct Outcome {
    /// The identifier that the text gives itself, else the input's short name.
    pub stem: String,
    /// What was read of it.
    pub reading: Reading,
    /// Its text as stored.
    pub text: String,
}

/// An input that could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Its bytes could not be had.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Its bytes are no document.
    #[error("{origin}: {source}")]
    Document {
        /// The input.
        origin: String,
        /// Why.
        source: DocumentError,
    },
}

/// Where inputs come from.
#[derive(Debug)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Bytes at hand.
    Bytes(Source),
}

/// Reads inputs; `hints` hold for all of them where they say nothing of themselves, `recorded_at` is the
/// present time. What cannot be read is listed and stops nothing.
pub fn read_all(
    inputs: Vec<Input>,
    hints: &Hints,
    reader: &Reader,
    identities: &mut Identities,
    recorded_at: &str,
) -> (Vec<Outcome>, Vec<Failure>) {
    let documents: Vec<Result<(String, Document), Failure>> = inputs
        .into_par_iter()
        .map(|input| document(input, hints))
        .collect();
    let mut named = Vec::new();
    let mut failures = Vec::new();
    for document in documents {
        match document {
            Ok((stem, document)) => {
                let id = identities.identify(&document);
                named.push((stem, document, id));
            }
            Err(failure) => failures.push(failure),
        }
    }
    let outcomes = named
        .into_par_iter()
        .map(|(stem, document, id)| {
            let reading = reader.read(&document, &id, recorded_at);
            Outcome {
                stem,
                reading,
                text: document.text,
            }
        })
        .collect();
    (outcomes, failures)
}

/// Takes one input apart: the name that its text gives itself, else its short one, and the document.
///
/// # Errors
/// Its bytes cannot be had, or are no document.
pub fn document(input: Input, hints: &Hints) -> Result<(String, Document), Failure> {
    let source = match input {
        Input::File(path) => Source::file(&path)?,
        Input::Bytes(source) => source,
    };
    let mut hints = hints.clone();
    hints.markdown |= source.markdown;
    let document =
        Document::read(&source.bytes, &source.stem, &hints).map_err(|e| Failure::Document {
            origin: source.origin.clone(),
            source: e,
        })?;
    let name = document.id.clone().unwrap_or(source.stem);
    Ok((name, document))
}
