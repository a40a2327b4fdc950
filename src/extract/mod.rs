//! From mentions to statements: rules, tables, labelled lines, attribution and the guard.

pub mod anaphor;
pub mod argument;
pub mod attach;
pub mod beside;
pub mod candidate;
pub mod coined;
pub mod compose;
pub mod discourse;
pub mod engine;
pub mod examples;
pub mod flat;
pub mod focus;
pub mod grammar;
pub mod guard;
pub mod introduction;
pub mod kind;
pub mod label;
pub mod line;
pub mod list;
pub mod matcher;
pub mod modality;
pub mod newcomer;
pub mod owner;
pub mod pattern;
pub mod reader;
pub mod rule;
pub mod said;
pub mod scope;
pub mod statement;
pub mod table;
pub mod trigger;
pub mod value;

pub use reader::Reader;
pub use rule::RuleError;
