//! What is wrong with a query's text, and where.

use crate::model::Namespaces;
use crate::query::halving::unexpected;
use crate::query::lexer::{Token, tokens};
use crate::query::nearest::nearest;
use crate::query::place::Place;
use crate::query::slip::slip;

/// A fault in the text of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Where.
    pub place: Place,
    /// What is wrong, and what was expected; without full stop.
    pub message: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

impl Fault {
    /// A fault at a byte offset.
    pub(crate) fn at(sparql: &str, offset: usize, message: String) -> Self {
        Self {
            place: Place::at(sparql, offset),
            message,
            suggestion: None,
        }
    }

    /// With what was probably meant.
    pub(crate) fn or(self, suggestion: Option<String>) -> Self {
        Self { suggestion, ..self }
    }
}

/// Brackets may stand this deep in each other; the parser recurses.
const DEEPEST: usize = 64;

/// What a text is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Request {
    /// It reads.
    Query,
    /// It changes data.
    Update,
}

/// Words that a request of the other kind begins with.
const UPDATES: [&str; 10] = [
    "INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH",
];
const QUERIES: [&str; 4] = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];

/// Parses a text: `None` where it is what it is to be, else the parser's own words.
pub(crate) type Parse<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// What can be told before parsing: brackets too deep in each other.
pub(crate) fn too_deep(sparql: &str) -> Option<Fault> {
    let mut depth = 0_usize;
    for (offset, token) in tokens(sparql) {
        match token {
            Token::Other("(" | "{" | "[") => depth += 1,
            Token::Other(")" | "}" | "]") => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            let message = format!("brackets stand more than {DEEPEST} deep in each other");
            return Some(Fault::at(sparql, offset, message));
        }
    }
    None
}

/// The fault of a request that the parser refused with `words`.
pub(crate) fn diagnose(
    request: Request,
    sparql: &str,
    words: &str,
    namespaces: &Namespaces,
    parse: &Parse,
) -> Fault {
    let known = || {
        open_string(sparql)
            .or_else(|| slip(sparql, words, parse))
            .or_else(|| unknown_prefix(sparql, namespaces))
            .or_else(|| misplaced(request, sparql))
            .or_else(|| bare_graph(request, sparql))
    };
    known().unwrap_or_else(|| unexpected(sparql, words, parse))
}

fn open_string(sparql: &str) -> Option<Fault> {
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
        let message = format!("the string is not closed: expected {mark}");
        (!closed).then(|| Fault::at(sparql, offset, message))
    })
}

fn unknown_prefix(sparql: &str, namespaces: &Namespaces) -> Option<Fault> {
    let mut known: Vec<String> = namespaces
        .prefixes()
        .into_iter()
        .map(|(p, _)| p.to_string())
        .collect();
    let mut declares = false;
    for (offset, token) in tokens(sparql) {
        match token {
            Token::Prefixed(prefix, "") if declares => known.push(prefix.to_string()),
            // A blank node.
            Token::Prefixed("_", _) => {}
            Token::Prefixed(prefix, _) if !known.iter().any(|k| k == prefix) => {
                let near = nearest(prefix, known.iter().map(String::as_str));
                let message = match near {
                    Some(_) => format!("the prefix '{prefix}:' is not known"),
                    None => format!(
                        "the prefix '{prefix}:' is not known; known are {}",
                        known.join(", ")
                    ),
                };
                let near = near.map(|near| format!("{near}:"));
                return Some(Fault::at(sparql, offset, message).or(near));
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

/// An update where a query is asked for, or the other way round.
fn misplaced(request: Request, sparql: &str) -> Option<Fault> {
    let (offset, word) = first_word(sparql)?;
    let others = match request {
        Request::Query => &UPDATES[..],
        Request::Update => &QUERIES[..],
    };
    let known = others.iter().any(|w| w.eq_ignore_ascii_case(word));
    known.then(|| {
        let word = word.to_uppercase();
        let message = match request {
            Request::Query => format!(
                "{word} changes data, a query only reads: expected SELECT, ASK, CONSTRUCT or DESCRIBE"
            ),
            Request::Update => format!(
                "{word} only reads, an update changes data: expected INSERT, DELETE or another update"
            ),
        };
        Fault::at(sparql, offset, message)
    })
}

/// `COPY graph:a TO graph:b`: the parser takes the prefix for the word GRAPH, which may be left out before an IRI.
fn bare_graph(request: Request, sparql: &str) -> Option<Fault> {
    let mut before = "";
    tokens(sparql).find_map(|(offset, token)| match token {
        Token::Prefixed(prefix, local) if request == Request::Update => {
            let names = ["COPY", "MOVE", "ADD", "TO", "SILENT"];
            let named = names.iter().any(|word| word.eq_ignore_ascii_case(before));
            before = "";
            let bare = named && prefix.eq_ignore_ascii_case("graph");
            let name = format!("{prefix}:{local}");
            let message = format!("'{name}' needs the word GRAPH before it");
            bare.then(|| Fault::at(sparql, offset, message).or(Some(format!("GRAPH {name}"))))
        }
        Token::Word(word) => {
            before = word;
            None
        }
        _ => None,
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
