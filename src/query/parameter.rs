//! Values in the places of parameters: terms, never text.

use crate::model::{Date, EntityId, Namespaces};
use crate::query::header::{Parameter, Question};
use crate::query::kind::Kind;
use crate::query::lexer::{Token, tokens};
use crate::query::nearest::{hint, nearest};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::str::FromStr;

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

/// What a name may mean: all entities that have it, best first.
pub type Resolver<'a> = dyn Fn(&str) -> Vec<EntityId> + 'a;

/// The SPARQL of a question with a term in the place of each `$name`.
///
/// A parameter without value and default stays a variable, so that it matches anything. A value
/// never reaches outside of its place: it is checked against its type and written as one token.
///
/// # Errors
/// A value is missing, unknown, of the wrong type, or a name that means nothing or several things.
pub fn bind(
    question: &Question,
    arguments: &[(String, String)],
    namespaces: &Namespaces,
    resolver: &Resolver,
) -> Result<String, BindError> {
    let given = sort_arguments(question, arguments)?;
    let mut terms = BTreeMap::new();
    for parameter in &question.parameters {
        let name = parameter.name.as_str();
        match given.get(name).copied().or(parameter.default.as_deref()) {
            Some(value) => {
                terms.insert(name, term(parameter, value, namespaces, resolver)?);
            }
            None if parameter.required => {
                return Err(BindError::Missing {
                    question: question.name.clone(),
                    name: name.to_string(),
                    expected: parameter.kind.expected(),
                    example: parameter.example.clone(),
                });
            }
            None => {}
        }
    }
    Ok(substitute(&question.body, &terms))
}

fn sort_arguments<'a>(
    question: &Question,
    arguments: &'a [(String, String)],
) -> Result<BTreeMap<&'a str, &'a str>, BindError> {
    let mut given = BTreeMap::new();
    for (name, value) in arguments {
        if question.parameter(name).is_none() {
            let known = question.parameters.iter().map(|p| p.name.as_str());
            return Err(BindError::Unknown {
                question: question.name.clone(),
                name: name.clone(),
                suggestion: nearest(name, known).map(str::to_string),
            });
        }
        if given.insert(name.as_str(), value.as_str()).is_some() {
            return Err(BindError::Twice(name.clone()));
        }
    }
    Ok(given)
}

/// Puts each term in the place of its token; a space on both sides keeps tokens apart.
fn substitute(body: &str, terms: &BTreeMap<&str, String>) -> String {
    let mut out = String::with_capacity(body.len());
    for (_, token) in tokens(body) {
        match token {
            Token::Parameter(name) => match terms.get(name) {
                Some(term) => {
                    out.push(' ');
                    out.push_str(term);
                    out.push(' ');
                }
                None => out.extend(["$", name]),
            },
            Token::Variable(name) => out.extend(["?", name]),
            Token::Prefixed(prefix, local) => out.extend([prefix, ":", local]),
            Token::Word(text) | Token::Other(text) => out.push_str(text),
        }
    }
    out
}

/// The value as one SPARQL term.
fn term(
    parameter: &Parameter,
    value: &str,
    namespaces: &Namespaces,
    resolver: &Resolver,
) -> Result<String, BindError> {
    let misfit = || BindError::Type {
        name: parameter.name.clone(),
        value: value.to_string(),
        expected: parameter.kind.expected(),
    };
    Ok(match parameter.kind {
        Kind::Iri => return iri(parameter, value, namespaces, resolver),
        Kind::String => Literal::new_simple_literal(value).to_string(),
        Kind::Integer => {
            let number: i64 = value.parse().map_err(|_| misfit())?;
            // A bare token, so that it may stand behind LIMIT as well.
            if number < 0 {
                Literal::new_typed_literal(number.to_string(), xsd::INTEGER).to_string()
            } else {
                number.to_string()
            }
        }
        Kind::Decimal => {
            let plain = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+');
            if !value.bytes().all(plain) {
                return Err(misfit());
            }
            let number = Decimal::from_str(value).map_err(|_| misfit())?;
            Literal::new_typed_literal(number.to_string(), xsd::DECIMAL).to_string()
        }
        Kind::Date => {
            let date: Date = value.parse().map_err(|_| misfit())?;
            let datatype = match date.datatype() {
                "date" => xsd::DATE,
                "gYearMonth" => xsd::G_YEAR_MONTH,
                _ => xsd::G_YEAR,
            };
            Literal::new_typed_literal(date.to_string(), datatype).to_string()
        }
        Kind::Boolean => match value {
            "true" | "false" => value.to_string(),
            _ => return Err(misfit()),
        },
    })
}

fn iri(
    parameter: &Parameter,
    value: &str,
    namespaces: &Namespaces,
    resolver: &Resolver,
) -> Result<String, BindError> {
    let node = |address: &str| {
        let misfit = |_| BindError::Type {
            name: parameter.name.clone(),
            value: value.to_string(),
            expected: parameter.kind.expected(),
        };
        NamedNode::new(address)
            .map(|n| n.to_string())
            .map_err(misfit)
    };
    let namespace = |prefix: &str| {
        let prefixes = namespaces.prefixes();
        let found = prefixes.iter().find(|(p, _)| *p == prefix);
        found.map(|(_, namespace)| (*namespace).to_string())
    };
    if let Some(address) = value.strip_prefix('<').and_then(|v| v.strip_suffix('>')) {
        return node(address);
    }
    if value.contains("://") || value.starts_with("urn:") {
        return node(value);
    }
    let prefixed = value.split_once(':');
    if let Some((space, local)) = prefixed.and_then(|(p, l)| Some((namespace(p)?, l))) {
        return node(&format!("{space}{local}"));
    }
    if let Some(prefix) = &parameter.namespace {
        let space = namespace(prefix).ok_or_else(|| BindError::Namespace {
            name: parameter.name.clone(),
            prefix: prefix.clone(),
        })?;
        return node(&format!("{space}{value}"));
    }
    let mut candidates = resolver(value);
    candidates.sort();
    candidates.dedup();
    let (name, value) = (parameter.name.clone(), value.to_string());
    match &candidates[..] {
        [] => Err(BindError::Unresolved { name, value }),
        [one] => node(&namespaces.entity(one.as_str())),
        _ => Err(BindError::Ambiguous {
            name,
            value,
            candidates,
        }),
    }
}

#[cfg(test)]
#[path = "parameter_tests.rs"]
mod tests;
