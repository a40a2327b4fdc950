//! From mentions to statements: rules, tables, labelled lines, attribution and the guard.

pub mod anaphor;
pub mod attach;
pub mod candidate;
pub mod compose;
pub mod composer;
pub mod engine;
pub mod examples;
pub mod focus;
pub mod guard;
pub mod label;
pub mod list;
pub mod matcher;
pub mod modality;
pub mod newcomer;
pub mod owner;
pub mod pattern;
pub mod reader;
pub mod rule;
pub mod table;
pub mod value;

pub use reader::Reader;
pub use rule::RuleError;
