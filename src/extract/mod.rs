//! From mentions to statements: rules, tables, labelled lines, attribution and the guard.

pub mod candidate;
pub mod caption;
pub mod check;
pub mod compose;
pub mod currency;
pub mod dates;
pub mod discourse;
pub mod doubt;
pub mod event;
pub mod guard;
pub mod item;
pub mod kind;
pub mod line;
pub mod modality;
pub mod name;
pub mod pattern;
pub mod reader;
pub mod round;
pub mod rule;
pub mod said;
pub mod scope;
pub mod section;
pub mod statement;
pub mod subject;
pub mod table;
pub mod value;

pub use reader::{Names, Reader};
pub use rule::RuleError;
pub use rule::explain::Explanation;
