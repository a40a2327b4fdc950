//! What is wrong with a template, as its writer sees it: the place, the word, and the words there are.

use crate::model::place::line_column;
use crate::query::nearest::nearest;
use crate::report::FUNCTIONS;
use crate::report::template::{Template, TemplateError};
use minijinja::{Error, ErrorKind};
use std::collections::BTreeSet;

/// Where faults of templates are explained.
const MANUAL: &str = "docs/reports.md says what templates may ask for";

/// The fault of a template with its place.
pub(super) fn told(template: &Template, error: &Error) -> TemplateError {
    let body = template.body.as_str();
    let range = error.range().filter(|r| body.get(r.clone()).is_some());
    let start = range.as_ref().map(|r| r.start);
    let (line, column) = match start {
        Some(at) => line_column(body, at),
        None => (error.line().unwrap_or(1), 1),
    };
    let word = range.and_then(|r| body.get(r)).unwrap_or_default();
    let word = word.trim_matches(|c: char| c.is_whitespace() || "{}-".contains(c));
    let message = match (error.kind(), error.detail()) {
        (ErrorKind::UndefinedError, _) if !word.is_empty() => {
            format!("there is no value '{word}'")
        }
        (kind, None | Some("")) => kind.to_string(),
        (_, Some(detail)) => detail.to_string(),
    };
    TemplateError {
        column,
        hint: Some(hint(template, error.kind(), word)),
        ..template.fault(line, message)
    }
}

/// The word that may be meant, else those that there are.
fn hint(template: &Template, kind: ErrorKind, word: &str) -> String {
    let plain = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !plain || kind != ErrorKind::UndefinedError {
        return MANUAL.to_string();
    }
    let mut known: BTreeSet<&str> = FUNCTIONS.into_iter().collect();
    known.extend(template.parameters.iter().map(|p| p.name.as_str()));
    for mark in ["{% set ", "{% for ", "{%- set ", "{%- for "] {
        let named = template.body.split(mark).skip(1);
        known.extend(named.filter_map(|rest| rest.split([' ', '=', ',']).next()));
    }
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean {near}?"),
        None => {
            let known: Vec<&str> = known.into_iter().collect();
            format!("there are {}", known.join(", "))
        }
    }
}
