//! The header of a query file: what it asks, what it takes, how its answer is best shown.
//!
//! ```text
//! #+ summary: Prices of a maker's models
//! #+ param: company iri required "The maker" example=openai
//! #+ param: since date "No older than" default=2025-01-01
//! #+ view: graph source=?maker target=?model label=?price
//! SELECT ...
//! ```

use crate::query::kind::Kind;
use crate::query::lexer::{Token, tokens};
use crate::query::nearest::{hint, nearest};
use crate::query::place::Place;
use crate::query::view::{View, read_view};
use crate::query::words::{Fault, Word, words};

/// A question of the catalogue: one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The file's name without its ending.
    pub name: String,
    /// One sentence, without the full stop.
    pub summary: String,
    /// What it takes, in the order of the header.
    pub parameters: Vec<Parameter>,
    /// How its rows make a picture, where they do.
    pub view: Option<View>,
    /// The whole file, header included, so that places in it are those of the file.
    pub body: String,
}

/// A value that a question takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name: the body has `$name`.
    pub name: String,
    /// Its type.
    pub kind: Kind,
    /// Whether a value must be given.
    pub required: bool,
    /// What it means, for people; may be empty.
    pub description: String,
    /// Value taken where none is given.
    pub default: Option<String>,
    /// A value that works, for help and tests.
    pub example: Option<String>,
    /// Prefix whose namespace a bare name belongs to (`in=ai`), where names are not looked up.
    pub namespace: Option<String>,
}

/// A fault in the header of a query file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{place}: {message}")]
pub struct HeaderError {
    /// The file as it was named to the parser.
    pub file: String,
    /// Where in it.
    pub place: Place,
    /// One sentence: what is wrong and what was expected.
    pub message: String,
}

const MARK: &str = "#+";

impl Question {
    /// Reads one query file; `path` gives the name and stands in errors.
    ///
    /// # Errors
    /// The first fault: a header without summary, an unknown key, type or word, a `$name` in the
    /// body that the header does not declare, a parameter that the body does not use.
    pub fn parse(path: &str, text: &str) -> Result<Self, HeaderError> {
        let error = |offset: usize, message: String| HeaderError {
            file: path.to_string(),
            place: Place::at(text, offset),
            message,
        };
        let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let mut question = Self {
            name: without_ending(file).to_string(),
            summary: String::new(),
            parameters: Vec::new(),
            view: None,
            body: text.to_string(),
        };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if let Some(rest) = line.strip_prefix(MARK) {
                let start = at + MARK.len();
                question
                    .read_line(rest.trim_end())
                    .map_err(|(offset, message)| error(start + offset, message))?;
            }
            at += line.len();
        }
        if question.summary.is_empty() {
            let message = "expected a line '#+ summary: ...' that says what is asked";
            return Err(error(0, message.to_string()));
        }
        question.check_names().map_err(|(o, m)| error(o, m))?;
        Ok(question)
    }

    /// The parameter of this name.
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|p| p.name == name)
    }

    fn read_line(&mut self, rest: &str) -> Result<(), Fault> {
        let start = rest.len() - rest.trim_start().len();
        let Some((key, value)) = rest.split_once(':') else {
            return Err((start, "expected '#+ key: value'".into()));
        };
        let offset = key.len() + 1;
        let shift = |(at, message): Fault| (offset + at, message);
        match key.trim() {
            "summary" => self.summary = value.trim().to_string(),
            "param" => {
                let parameter = read_parameter(value).map_err(shift)?;
                if self.parameter(&parameter.name).is_some() {
                    let message = format!("the parameter '{}' is declared twice", parameter.name);
                    return Err((offset, message));
                }
                self.parameters.push(parameter);
            }
            "view" => self.view = Some(read_view(value).map_err(shift)?),
            other => {
                let hint = hint(nearest(other, ["summary", "param", "view"]));
                let message =
                    format!("unknown key '{other}': expected summary, param or view{hint}");
                return Err((start, message));
            }
        }
        Ok(())
    }

    /// Every `$name` is declared, and every declared one is used.
    fn check_names(&self) -> Result<(), Fault> {
        let mut used = Vec::new();
        for (offset, token) in tokens(&self.body) {
            let Token::Parameter(name) = token else {
                continue;
            };
            if self.parameter(name).is_none() {
                let known = self.parameters.iter().map(|p| p.name.as_str());
                let hint = hint(nearest(name, known));
                let message =
                    format!("'${name}' has no '#+ param: {name} ...' line in the header{hint}");
                return Err((offset, message));
            }
            used.push(name);
        }
        match self
            .parameters
            .iter()
            .find(|p| !used.contains(&p.name.as_str()))
        {
            Some(p) => Err((
                0,
                format!("the parameter '{}' stands nowhere in the body", p.name),
            )),
            None => Ok(()),
        }
    }
}

/// A file's name without `.rq` or, of an update, `.ru`.
pub(crate) fn without_ending(file: &str) -> &str {
    let stem = file.strip_suffix(".rq");
    stem.or_else(|| file.strip_suffix(".ru")).unwrap_or(file)
}

pub(crate) fn read_parameter(text: &str) -> Result<Parameter, Fault> {
    let mut words = words(text)?.into_iter();
    let (Some(name), Some(kind)) = (words.next(), words.next()) else {
        return Err((
            text.len(),
            "expected a name and a type, as in 'since date'".into(),
        ));
    };
    if !is_name(&name.text) {
        let message = format!("'{}' is no name: use letters, digits and '_'", name.text);
        return Err((name.offset, message));
    }
    let mut parameter = Parameter {
        kind: read_kind(&kind)?,
        name: name.text,
        required: false,
        description: String::new(),
        default: None,
        example: None,
        namespace: None,
    };
    for word in words {
        match (word.key.as_deref(), word.quoted) {
            (None, true) => parameter.description = word.text,
            (None, false) if word.text == "required" => parameter.required = true,
            (Some("default"), _) => parameter.default = Some(word.text),
            (Some("example"), _) => parameter.example = Some(word.text),
            (Some("in"), _) => parameter.namespace = Some(word.text),
            _ => {
                let message = "expected required, \"description\", default=, example= or in=";
                return Err((word.offset, message.into()));
            }
        }
    }
    if parameter.required && parameter.default.is_some() {
        return Err((0, "a required parameter has no default".into()));
    }
    Ok(parameter)
}

fn read_kind(word: &Word) -> Result<Kind, Fault> {
    word.text.parse().map_err(|()| {
        let names = Kind::ALL.map(Kind::name);
        let hint = hint(nearest(&word.text, names));
        let all = names.join(", ");
        (
            word.offset,
            format!("'{}' is no type: expected one of {all}{hint}", word.text),
        )
    })
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

#[cfg(test)]
#[path = "header_tests.rs"]
mod tests;
