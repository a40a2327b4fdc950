//! What is wrong with a query's text, and where.

use crate::model::Namespaces;
use crate::query::halving::unexpected;
use crate::query::lexer::{Token, tokens};
use crate::query::nearest::nearest;
use crate::query::place::Place;
use std::fmt;

/// A fault in the text of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where.
    pub place: Place,
    /// Characters that are wrong, at least 1: the length of the caret line.
    pub length: usize,
    /// The line that the place is in, without its end.
    pub line: String,
    /// What is wrong, without full stop.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl std::error::Error for SyntaxError {}

/// Brackets may stand this deep in each other; the parser recurses.
const DEEPEST: usize = 64;

/// Parses a text: `None` where it is a query, else the parser's own words.
pub(crate) type Parse<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// What can be told before parsing: brackets too deep in each other.
pub(crate) fn too_deep(sparql: &str) -> Option<SyntaxError> {
    let mut depth = 0_usize;
    for (offset, token) in tokens(sparql) {
        match token {
            Token::Other("(" | "{" | "[") => depth += 1,
            Token::Other(")" | "}" | "]") => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            let message = format!("brackets stand more than {DEEPEST} deep in each other");
            return Some(fault(sparql, offset, 1, message, None));
        }
    }
    None
}

/// The fault of a query that the parser refused with `words`.
pub(crate) fn diagnose(
    sparql: &str,
    words: &str,
    namespaces: &Namespaces,
    parse: &Parse,
) -> SyntaxError {
    let known = || {
        open_string(sparql)
            .or_else(|| unknown_prefix(sparql, namespaces))
            .or_else(|| update(sparql))
    };
    known().unwrap_or_else(|| unexpected(sparql, words, parse))
}

/// A fault at a byte offset, `length` characters long.
pub(crate) fn fault(
    sparql: &str,
    offset: usize,
    length: usize,
    message: String,
    hint: Option<String>,
) -> SyntaxError {
    let place = Place::at(sparql, offset);
    let line = sparql.split('\n').nth(place.line - 1).unwrap_or_default();
    SyntaxError {
        place,
        length: length.max(1),
        line: line.trim_end_matches('\r').to_string(),
        message,
        hint,
    }
}

fn open_string(sparql: &str) -> Option<SyntaxError> {
    tokens(sparql).find_map(|(offset, token)| {
        let Token::Other(text) = token else {
            return None;
        };
        let mark = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let triple: String = std::iter::repeat_n(mark, 3).collect();
        let mark = if text.starts_with(&triple) {
            triple
        } else {
            mark.to_string()
        };
        let closed = text.len() >= 2 * mark.len() && text.ends_with(&mark);
        (!closed).then(|| {
            let hint = format!("close it with {mark}");
            fault(
                sparql,
                offset,
                text.chars().count(),
                "the string is not closed".into(),
                Some(hint),
            )
        })
    })
}

fn unknown_prefix(sparql: &str, namespaces: &Namespaces) -> Option<SyntaxError> {
    let mut known: Vec<String> = namespaces
        .prefixes()
        .into_iter()
        .map(|(p, _)| p.to_string())
        .collect();
    let mut declares = false;
    for (offset, token) in tokens(sparql) {
        match token {
            Token::Prefixed(prefix, "") if declares => known.push(prefix.to_string()),
            Token::Prefixed(prefix, _) if !known.iter().any(|k| k == prefix) => {
                let hint = match nearest(prefix, known.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean '{near}:'?"),
                    None => format!(
                        "declare it: PREFIX {prefix}: <...>; known are {}",
                        known.join(", ")
                    ),
                };
                let message = format!("unknown prefix '{prefix}:'");
                return Some(fault(
                    sparql,
                    offset,
                    prefix.chars().count() + 1,
                    message,
                    Some(hint),
                ));
            }
            _ => {}
        }
        match token {
            Token::Word(word) => declares = word.eq_ignore_ascii_case("PREFIX"),
            Token::Other(text) if is_blank(text) => {}
            _ => declares = false,
        }
    }
    None
}

fn update(sparql: &str) -> Option<SyntaxError> {
    const WORDS: [&str; 10] = [
        "INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH",
    ];
    let (offset, word) = first_word(sparql)?;
    let known = WORDS.iter().any(|w| w.eq_ignore_ascii_case(word));
    known.then(|| {
        let message = format!("{} changes data; a query only reads", word.to_uppercase());
        let hint = "begin with SELECT, ASK, CONSTRUCT or DESCRIBE".to_string();
        fault(sparql, offset, word.len(), message, Some(hint))
    })
}

/// The first word that is no declaration.
fn first_word(sparql: &str) -> Option<(usize, &str)> {
    tokens(sparql).find_map(|(offset, token)| match token {
        Token::Word(w) if !["PREFIX", "BASE"].iter().any(|d| d.eq_ignore_ascii_case(w)) => {
            Some((offset, w))
        }
        _ => None,
    })
}

/// Spaces or a comment.
pub(crate) fn is_blank(text: &str) -> bool {
    text.trim().is_empty() || text.starts_with('#')
}
