//! What a reader needs to find a document again.

use crate::model::evidence::DocumentId;
use crate::model::{Date, EntityId};

/// What tells a document from all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Local name of the document's IRI.
    pub id: DocumentId,
    /// The publisher's name as the source writes it.
    pub publisher_name: Option<String>,
    /// Address.
    pub address: Option<String>,
}

/// Description of a document: the head of its graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Local name of the document's IRI.
    pub id: DocumentId,
    /// Local name of its class: `Article`, `ModelCard`, `Dataset`.
    pub class: String,
    /// Title (`dct:title`).
    pub title: String,
    /// Who published it (`dct:publisher`).
    pub publisher: Option<EntityId>,
    /// The publisher's name as the source writes it.
    pub publisher_name: Option<String>,
    /// Authors as written (`dct:creator`).
    pub authors: Vec<String>,
    /// Date of publication (`dct:issued`).
    pub issued: Option<Date>,
    /// Address (`dct:source`).
    pub address: Option<String>,
    /// BCP 47 language tag (`dct:language`).
    pub language: Option<String>,
    /// SHA-256 of the stored text, 64 hex digits (`ai:sha256`).
    pub sha256: String,
    /// SHA-256 of the bytes that the text was taken from, where they are not the text itself
    /// (`ai:sourceSha256`).
    pub source_sha256: Option<String>,
    /// Length of the stored text in characters (`ai:characters`).
    pub characters: u32,
    /// When it was read, RFC 3339 in UTC (`ai:recordedAt`).
    pub recorded_at: String,
}
