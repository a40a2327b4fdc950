//! The truth in text files, and the index over them.

pub mod article;
mod believed;
mod disk;
pub mod fault;
pub mod format;
pub mod index;
mod intake;
mod journal;
pub mod judged;
pub mod layout;
mod ledger;
mod lock;
mod lookup;
pub mod roster;
pub mod schema;
pub mod settings;
mod term;
mod text;
mod turtle;

pub use fault::{Place, StoreError};
pub use format::Format;
pub use index::{Id, Index, Memory, Pattern, Row, Snapshot, Transaction};
pub use judged::{Believe, Judged, Rank};
pub use settings::Settings;
