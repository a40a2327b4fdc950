//! Why an answer could not be written.

use crate::cli::fault::{failure, unbuilt};
use crate::cli::status::{Failure, Status};
use aikg::query::format::WriteError;

/// Why an answer could not be written.
pub enum WriteFailure {
    /// The query or the output failed, or the form does not fit.
    Answer(WriteError),
    /// Something else did.
    Other(Failure),
}

impl WriteFailure {
    /// The same as its user sees it.
    pub fn told(self, sparql: &str, shown: &str) -> Failure {
        match self {
            Self::Answer(WriteError::Query(error)) => failure(error, sparql, shown),
            Self::Answer(WriteError::Output(error)) => error.into(),
            Self::Answer(error @ WriteError::Absent(form)) => unbuilt(&error.to_string(), form),
            Self::Answer(error) => Failure::new(Status::Usage, error.to_string()),
            Self::Other(failure) => failure,
        }
    }
}

impl From<WriteError> for WriteFailure {
    fn from(error: WriteError) -> Self {
        Self::Answer(error)
    }
}

impl From<Failure> for WriteFailure {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
    }
}

impl From<std::io::Error> for WriteFailure {
    fn from(error: std::io::Error) -> Self {
        Self::Answer(error.into())
    }
}
