//! The question that a command is asked: one of the catalogue, a file, or a query as it is.

use crate::cli::home::Home;
use crate::cli::status::{Failure, Status, said};
use crate::cli::values::Values;
use aikg::model::EntityId;
use aikg::query::{Question, bind};
use aikg::store::Snapshot;
use std::path::Path;

/// A question.
pub enum Asked {
    /// SPARQL without parameters, and the name under which its faults are shown.
    Plain(String, String),
    /// One with a header, and the name that it was asked by.
    Headed(Box<Question>, String),
}

impl Asked {
    /// The question of a name: a file that ends in `.rq`, else one of the catalogue.
    ///
    /// # Errors
    /// There is none, or its header is broken.
    pub fn find(home: &Home, name: &str) -> Result<Self, Failure> {
        if Path::new(name).extension().is_none_or(|e| e != "rq") {
            let catalogue = home.questions()?;
            let question = Box::new(catalogue.find(name)?.clone());
            return Ok(Self::Headed(question, name.to_string()));
        }
        Self::file(name)
    }

    /// The question in a file.
    ///
    /// # Errors
    /// It cannot be read, or its header is broken.
    pub fn file(name: &str) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(name).map_err(|e| {
            Failure::new(Status::Input, format!("{name}: {}", said(&e))).hint("check the path")
        })?;
        // A file without a header is a query as it is.
        if !text.contains("#+") {
            return Ok(Self::Plain(text, name.to_string()));
        }
        let question = Box::new(Question::parse(name, &text)?);
        Ok(Self::Headed(question, name.to_string()))
    }

    /// The name under which it is shown.
    pub fn shown(&self) -> &str {
        match self {
            Self::Plain(_, shown) | Self::Headed(_, shown) => shown,
        }
    }

    /// Its SPARQL with values in the places of its parameters.
    ///
    /// # Errors
    /// Values do not fit; or there are some and it takes none.
    pub fn bound(
        &self,
        home: &Home,
        snapshot: Snapshot<'_>,
        values: &[(String, String)],
    ) -> Result<String, Failure> {
        match self {
            Self::Plain(sparql, _) if values.is_empty() => Ok(sparql.clone()),
            Self::Plain(_, shown) => Err(Failure::usage(
                format!("-p goes with a question that declares parameters, and {shown} does not"),
                "write the value into the query, or declare it in a file with '#+ param: NAME TYPE'",
            )),
            Self::Headed(question, shown) => {
                let resolver = |name: &str| -> Vec<EntityId> {
                    let found = snapshot.resolve(name).unwrap_or_default();
                    found.into_iter().map(|e| e.id).collect()
                };
                let bound = bind(question, values, home.namespaces(), &resolver);
                bound.map_err(|error| match Failure::from(error) {
                    failure if *shown == question.name => {
                        failure.hint(format!("`aikg queries {shown}` shows the parameters"))
                    }
                    failure => failure,
                })
            }
        }
    }
}

/// The SPARQL of a question by name, with its parameters.
pub fn question(
    home: &Home,
    snapshot: Snapshot<'_>,
    name: &str,
    parameters: &[String],
) -> Result<String, Failure> {
    let values = constant(parameters)?;
    Asked::find(home, name)?.bound(home, snapshot, &values)
}

/// Values that are given one by one.
///
/// # Errors
/// There is a file of them, or one is not written as `name=value`.
pub fn constant(parameters: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let values = Values::read(parameters)?;
    if values.table.is_some() {
        return Err(Failure::usage(
            "-p @FILE goes with `aikg query`",
            "write -p name=value",
        ));
    }
    Ok(values.with(&[]))
}
