//! The truth in text files, and the index over them.

pub mod article;
mod believed;
pub mod bundle;
mod disk;
mod dump;
pub mod fault;
pub mod format;
pub mod index;
mod intake;
mod journal;
pub mod judged;
pub mod layout;
mod ledger;
pub mod load;
mod lock;
mod lookup;
mod origin;
mod rebuild;
pub mod record;
mod refresh;
pub mod roster;
pub mod schema;
pub mod settings;
mod step;
mod term;
mod text;
mod turtle;
pub mod workspace;

pub use fault::{Place, StoreError};
pub use format::Format;
pub use index::{Id, Index, Memory, Pattern, Row, Snapshot, Transaction};
pub use judged::{Believe, Judged, Rank};
pub use load::Input;
pub use record::Change;
pub use settings::Settings;
pub use workspace::Workspace;
