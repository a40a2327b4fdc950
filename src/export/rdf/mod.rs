//! Facts and statements as RDF.

pub mod jsonld;
pub mod nanopub;
pub mod nquads;
pub mod prov;
pub mod quad;
pub mod reified;
pub mod trig;
pub mod turtle;
