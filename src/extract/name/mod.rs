//! Names that a text introduces, or shortens: those never seen, members by their sizes, variants by their suffixes.

pub mod active;
pub mod called;
pub mod carded;
pub mod credit;
pub mod introduction;
pub mod newcomer;
pub mod path;
pub mod series;
pub mod shortform;
pub mod size;
pub mod sized;
