//! Why a value does not fit a parameter.

use crate::model::EntityId;
use crate::query::nearest::hint;

/// Why values do not fit the parameters of a question; each prints as one sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BindError {
    /// A required parameter has no value.
    #[error("the question '{question}' needs a value for '{name}': {expected}{}", such_as(.example.as_deref()))]
    Missing {
        /// The question.
        question: String,
        /// The parameter.
        name: String,
        /// What a value looks like.
        expected: &'static str,
        /// A value that works.
        example: Option<String>,
    },
    /// The question has no such parameter.
    #[error("the question '{question}' has no parameter '{name}'{}", hint(.suggestion.as_deref()))]
    Unknown {
        /// The question.
        question: String,
        /// The name given.
        name: String,
        /// The parameter most like it.
        suggestion: Option<String>,
    },
    /// One parameter got two values.
    #[error("the parameter '{0}' is given twice")]
    Twice(String),
    /// The value is not of the parameter's type.
    #[error("'{value}' does not fit the parameter '{name}': expected {expected}")]
    Type {
        /// The parameter.
        name: String,
        /// The value given.
        value: String,
        /// What a value looks like.
        expected: &'static str,
    },
    /// Nothing has this name.
    #[error("nothing is known by the name '{value}' (parameter '{name}')")]
    Unresolved {
        /// The parameter.
        name: String,
        /// The name given.
        value: String,
    },
    /// Several things have this name.
    #[error("'{value}' (parameter '{name}') may mean {}", list(.candidates))]
    Ambiguous {
        /// The parameter.
        name: String,
        /// The name given.
        value: String,
        /// What it may mean, sorted.
        candidates: Vec<EntityId>,
    },
    /// The header names a prefix that is not known.
    #[error("the header of parameter '{name}' names the unknown prefix '{prefix}'")]
    Namespace {
        /// The parameter.
        name: String,
        /// The prefix.
        prefix: String,
    },
}

fn such_as(example: Option<&str>) -> String {
    example.map_or(String::new(), |e| format!(", for example {e}"))
}

fn list(candidates: &[EntityId]) -> String {
    let names: Vec<&str> = candidates.iter().map(EntityId::as_str).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.join(""),
    }
}
