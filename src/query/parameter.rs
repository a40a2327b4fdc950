//! Values in the places of parameters: terms, never text.

use crate::model::{Date, EntityId, Namespaces};
use crate::query::header::{Parameter, Question};
use crate::query::kind::Kind;
use crate::query::lexer::{Token, tokens};
use crate::query::misfit::BindError;
use crate::query::nearest::nearest;
use crate::query::syntax::is_blank;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::str::FromStr;

/// What a name may mean: all entities that have it, best first.
pub type Resolver<'a> = dyn Fn(&str) -> Vec<EntityId> + 'a;

/// The SPARQL of a question with a term in the place of each `$name`.
///
/// A parameter without value and default becomes a variable of its own, `?unset_name`, so that it
/// matches anything. A value never reaches outside of its place: it is checked against its type and
/// written as one token.
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
    whole(question, &given, &terms)?;
    Ok(substitute(&question.body, &terms))
}

/// The parameter of a name.
///
/// # Errors
/// There is none; the error names the one most like it.
pub fn named<'q>(question: &'q Question, name: &str) -> Result<&'q Parameter, BindError> {
    question.parameter(name).ok_or_else(|| {
        let known = question.parameters.iter().map(|p| p.name.as_str());
        BindError::Unknown {
            question: question.name.clone(),
            name: name.to_string(),
            suggestion: nearest(name, known).map(str::to_string),
        }
    })
}

/// What stands behind LIMIT and OFFSET is a number of rows.
fn whole(
    question: &Question,
    given: &BTreeMap<&str, &str>,
    terms: &BTreeMap<&str, String>,
) -> Result<(), BindError> {
    let mut before = "";
    for (_, token) in tokens(&question.body) {
        match token {
            Token::Word(word) => before = word,
            Token::Other(text) if is_blank(text) => {}
            Token::Parameter(name) => {
                let counts = ["LIMIT", "OFFSET"]
                    .iter()
                    .any(|w| w.eq_ignore_ascii_case(before));
                let term = terms.get(name).map_or("", String::as_str);
                let number = !term.is_empty() && term.bytes().all(|b| b.is_ascii_digit());
                if counts && !number {
                    let value = given.get(name).copied().unwrap_or_default();
                    return Err(BindError::Type {
                        name: name.to_string(),
                        value: value.to_string(),
                        expected: "a whole number that is not negative",
                    });
                }
                before = "";
            }
            _ => before = "",
        }
    }
    Ok(())
}

fn sort_arguments<'a>(
    question: &Question,
    arguments: &'a [(String, String)],
) -> Result<BTreeMap<&'a str, &'a str>, BindError> {
    let mut given = BTreeMap::new();
    for (name, value) in arguments {
        named(question, name)?;
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
                None => out.extend(["?unset_", name]),
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
        Kind::Period => {
            let date: Date = value.parse().map_err(|_| misfit())?;
            Literal::new_simple_literal(date.to_string()).to_string()
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
