//! What is wrong with a query, as its user sees it.

use crate::cli::status::{Failure, Status};
use aikg::query::{Absent, Loose, QueryError};

/// A remark on a name that nothing has.
pub fn missing(name: &Absent, shown: &str) -> String {
    let Absent { written, place, .. } = name;
    let what = if name.vocabulary {
        "the vocabulary has no"
    } else {
        "nothing here is called"
    };
    let near = name.near.as_ref();
    let near = near.map_or(String::new(), |near| format!("; did you mean {near}?"));
    format!("note: {shown}:{place}: {what} {written}{near}")
}

/// A remark on a variable that nothing binds.
pub fn unbound(loose: &Loose, shown: &str) -> String {
    let Loose {
        variable,
        place,
        near,
    } = loose;
    let near = near
        .as_ref()
        .map_or(String::new(), |near| format!("; did you mean {near}?"));
    format!("note: {shown}:{place}: {variable} is nowhere in the pattern{near}")
}

/// A form of output that this build was made without; the feature that has it is called as it is.
pub fn unbuilt(message: &str, feature: &str) -> Failure {
    let hint = format!("build one that does with `cargo build --release --features {feature}`");
    Failure::usage(message, hint)
}

/// A fault of a query as its user sees it.
pub fn failure(error: QueryError, sparql: &str, shown: &str) -> Failure {
    match error {
        QueryError::Syntax {
            place,
            message,
            suggestion,
        }
        | QueryError::Unsupported {
            place,
            message,
            suggestion,
        } => {
            let hint = suggestion.map_or_else(
                || "see https://www.w3.org/TR/sparql11-query/".into(),
                |s| format!("did you mean {s}?"),
            );
            Failure::new(Status::Usage, format!("{shown}:{place}: {message}"))
                .excerpt(sparql, place.line, place.column)
                .hint(hint)
        }
        QueryError::Stopped => Failure::new(Status::Time, "the query was stopped"),
        QueryError::Evaluation(message) => Failure::new(Status::Store, message),
    }
}
