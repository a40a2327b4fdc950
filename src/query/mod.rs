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

pub mod answer;
pub mod catalogue;
pub mod cell;
pub mod error;
pub mod evaluate;
pub mod format;
pub(crate) mod halving;
pub mod header;
pub mod kind;
pub(crate) mod lexer;
pub mod misfit;
pub mod nearest;
pub mod parameter;
pub mod place;
pub mod syntax;
pub mod union;
pub mod view;
pub mod watchdog;
pub(crate) mod words;

pub use answer::{Answer, Rows, Triples};
pub use catalogue::{Catalogue, UnknownQuestion};
pub use cell::Cell;
pub use error::QueryError;
pub use evaluate::{Limits, check, evaluate, with_prefixes};
pub use format::{Format, FormatError, Written};
pub use header::{HeaderError, Parameter, Question};
pub use kind::Kind;
pub use misfit::BindError;
pub use nearest::nearest;
pub use parameter::bind;
pub use place::Place;
pub use syntax::SyntaxError;
pub use union::Union;
pub use view::View;
pub use watchdog::Overrun;
