//! The waist of the hourglass: plain values that both halves understand.
//!
//! Nothing here reads, writes or computes; RDF terms appear only as their text. What is defined in
//! `data/triples/vocabulary.ttl` (classes, properties, units) is data, held by [`Vocabulary`].

pub mod citation;
pub mod date;
pub mod entity;
pub mod evidence;
pub mod iri;
pub mod judgement;
pub mod literal;
pub mod place;
pub mod quantity;
pub mod reading;
pub mod slug;
pub mod statement;
pub mod value;
pub mod vocabulary;

pub use citation::{Citation, Identity};
pub use date::Date;
pub use entity::{Entity, EntityId};
pub use evidence::Evidence;
pub use iri::Namespaces;
pub use judgement::{Judgement, Judgements, Verdict};
pub use reading::{Reading, Skipped};
pub use statement::{Modality, Resolved, Statement, StatementId};
pub use value::Value;
pub use vocabulary::{Class, Property, Range, Vocabulary};
