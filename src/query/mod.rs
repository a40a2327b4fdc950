//! Questions: their catalogue, their parameters, the evaluation of SPARQL and the forms of answers.
//!
//! ```
//! use aikg::query::Catalogue;
//! let text = "#+ summary: All makers\nSELECT ?maker { ?maker a ai:Maker } ORDER BY ?maker";
//! let catalogue = Catalogue::parse([("makers.rq", text)])?;
//! assert_eq!(catalogue.find("makers")?.summary, "All makers");
//! assert!(catalogue.find("maker").unwrap_err().to_string().contains("makers"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod absent;
pub mod catalogue;
pub(crate) mod chain;
pub mod construct;
pub mod cost;
pub mod each;
pub mod evaluate;
pub mod explain;
pub mod format;
pub(crate) mod halving;
pub mod header;
pub mod kind;
pub mod labels;
pub(crate) mod lexer;
pub mod loose;
pub(crate) mod matching;
pub mod misfit;
pub mod nearest;
pub(crate) mod operand;
pub mod parameter;
pub mod place;
pub(crate) mod plan;
pub(crate) mod slip;
pub(crate) mod star;
pub(crate) mod syntax;
pub mod table;
pub(crate) mod tally;
pub mod typed;
pub(crate) mod unsupported;
pub mod update;
pub mod view;
pub(crate) mod words;

pub use absent::{Absent, absent};
pub use catalogue::{Catalogue, UnknownQuestion};
pub use construct::{Constructed, constructed};
pub use cost::{Constants, Sizes};
pub use each::each;
pub use evaluate::{Answer, QueryError, Stop, answer, evaluate};
pub use explain::explain;
pub use format::Form;
pub use header::{HeaderError, Parameter, Question};
pub use kind::Kind;
pub use labels::labelled;
pub use loose::{Loose, loose};
pub use misfit::BindError;
pub use parameter::{bind, named};
pub use place::Place;
pub use table::{Cell, Table};
pub use update::{UpdateError, update};
pub use view::{Channel, Mark, View};
