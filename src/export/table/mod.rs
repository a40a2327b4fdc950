//! Facts as rows.

pub mod csv;
pub mod edges;
pub mod jsonl;
pub mod nodes;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod row;
