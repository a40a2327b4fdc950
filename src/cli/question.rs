//! The question that a command is asked: one of the catalogue, a file, or a query as it is.

use crate::cli::home::Home;
use crate::cli::names::alike;
use crate::cli::status::{Failure, Status, said};
use crate::cli::values::Values;
use aikg::model::EntityId;
use aikg::query::{BindError, Question, bind, named};
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
    /// The question of a name: standard input for `-`, a file that ends in `.rq` or `.sparql`, else one of the catalogue.
    ///
    /// # Errors
    /// There is none, or its header is broken.
    pub fn find(home: &Home, name: &str) -> Result<Self, Failure> {
        let ending = Path::new(name).extension().unwrap_or_default();
        if name == "-" {
            return Self::input();
        }
        if ending == "rq" || ending == "sparql" {
            return Self::file(name);
        }
        let catalogue = home.questions()?;
        let found = catalogue.find(name).map_err(|unknown| {
            let failure = Failure::from(unknown);
            match Path::new(name).is_file() {
                true => failure.hint("a file with a query ends in .rq or .sparql"),
                false => failure,
            }
        });
        let question = Box::new(found?.clone());
        Ok(Self::Headed(question, name.to_string()))
    }

    /// The question on standard input.
    ///
    /// # Errors
    /// It cannot be read, or its header is broken.
    pub fn input() -> Result<Self, Failure> {
        Self::of(INPUT, written("-")?)
    }

    /// The question in a file.
    ///
    /// # Errors
    /// It cannot be read, or its header is broken.
    pub fn file(name: &str) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(name).map_err(|e| {
            Failure::new(Status::Input, format!("{name}: {}", said(&e))).hint("check the path")
        })?;
        Self::of(name, text)
    }

    fn of(name: &str, text: String) -> Result<Self, Failure> {
        // A text without a header is a query as it is.
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

    /// Whether it takes parameters of these names.
    ///
    /// # Errors
    /// It does not have one of them.
    pub fn takes(&self, names: &[String]) -> Result<(), Failure> {
        match self {
            Self::Plain(..) => Ok(()),
            Self::Headed(question, _) => {
                let mut each = names.iter();
                each.try_for_each(|name| Ok(named(question, name).map(drop)?))
            }
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
                let near = match &bound {
                    Err(BindError::Unresolved { value, .. }) => Some(alike(home, value)?),
                    _ => None,
                };
                bound.map_err(|error| match Failure::from(error) {
                    failure if near.is_some() => failure.hint(near.unwrap_or_default()),
                    failure if *shown == question.name => {
                        failure.hint(format!("`aikg queries {shown}` shows the parameters"))
                    }
                    failure => failure,
                })
            }
        }
    }
}

/// The name under which faults in what was read from standard input are shown.
const INPUT: &str = "standard input";

/// SPARQL as it was given on the command line: standard input for `-`.
///
/// # Errors
/// Standard input is no text.
pub fn written(sparql: &str) -> Result<String, Failure> {
    if sparql != "-" {
        return Ok(sparql.to_string());
    }
    std::io::read_to_string(std::io::stdin()).map_err(|e| {
        Failure::new(Status::Input, format!("{INPUT}: {}", said(&e))).hint("give it as UTF-8 text")
    })
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
