//! How well reading does: statements against the facts that people found in the same texts (the *gold*).
//!
//! Statements come as rows, names and plain numbers, from this program or any other. The gold names its
//! entities with all names that its texts use for them, so that no list of known names is needed to compare.

pub mod calibration;
pub mod criteria;
pub mod gold;
pub mod matching;
pub mod name;
pub mod row;
pub mod score;

pub use calibration::{Band, bands};
pub use criteria::{Criteria, CriteriaError};
pub use gold::{Gold, GoldError};
pub use row::Row;
pub use score::{Counts, Score, score};
