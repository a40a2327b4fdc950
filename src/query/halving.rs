//! The place of a fault in a query, found by halving.
//!
//! The parser backtracks and reports the furthest place where any keyword might have ended, which
//! is often words away from the fault. So we look for the longest start of the query, at a token's
//! end, after which the parser only misses what comes next. Starts of good starts are good, so a
//! few parses suffice.

use crate::query::lexer::{Token, tokens};
use crate::query::nearest::nearest;
use crate::query::place::Place;
use crate::query::syntax::{Fault, Parse, is_blank};

/// More spaces than the longest keyword has letters.
const PADDING: &str = "                        ";

/// The first token after which no query can go on.
pub(crate) fn unexpected(sparql: &str, words: &str, parse: &Parse) -> Fault {
    let all: Vec<(usize, Token)> = tokens(sparql)
        .filter(|(_, t)| !matches!(t, Token::Other(text) if is_blank(text)))
        .collect();
    let start = |n: usize| all.get(n).map_or(sparql.len(), |(offset, _)| *offset);
    // The start before token n is good, the start before token m + 1 is not.
    let (mut good, mut bad) = (0, all.len() + 1);
    while bad - good > 1 {
        let middle = usize::midpoint(good, bad);
        if may_go_on(&sparql[..start(middle)], parse) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    let Some((offset, token)) = all.get(good).copied() else {
        let end = sparql.trim_end().len();
        let message = sentence(words).unwrap_or_else(|| "the query ends too early".to_string());
        return Fault::at(sparql, end, message + &expected(sparql, parse));
    };
    let text = &sparql[offset..offset + length(token)];
    let near = match token {
        Token::Word(word) => {
            nearest(word, KEYWORDS.iter().copied()).filter(|near| !near.eq_ignore_ascii_case(word))
        }
        _ => None,
    };
    let message = sentence(words).unwrap_or_else(|| format!("'{text}' does not fit here"));
    let expected = match near {
        Some(_) => String::new(),
        None => expected(&sparql[..offset], parse),
    };
    Fault::at(sparql, offset, message + &expected).or(near.map(str::to_string))
}

fn length(token: Token) -> usize {
    match token {
        Token::Parameter(name) | Token::Variable(name) => name.len() + 1,
        Token::Prefixed(prefix, local) => prefix.len() + local.len() + 1,
        Token::Word(text) | Token::Other(text) => text.len(),
    }
}

/// Whether the parser, given the start of a query, misses nothing but what comes after it.
fn may_go_on(start: &str, parse: &Parse) -> bool {
    // A line end closes a comment that the start may end with.
    let padded = format!("{start}\n{PADDING}");
    let end = Place::at(&padded, padded.len());
    match parse(&padded) {
        None => true,
        Some(words) => words.contains(&format!(" {end}: ")),
    }
}

/// A whole sentence among what the parser lists, which it gives where the grammar is kept but a rule is broken.
fn sentence(words: &str) -> Option<String> {
    let list = words.split_once(": expected ")?.1;
    let list = list.strip_prefix("one of ").unwrap_or(list);
    list.split(", ")
        .find(|part| part.split(' ').count() > 2 && part.starts_with(|c: char| c.is_alphabetic()))
        .map(str::to_string)
}

/// `: expected ...`: what may stand behind a start of a query, the signs that the parser lists in
/// words; nothing where it lists none.
fn expected(start: &str, parse: &Parse) -> String {
    let words = parse(&format!("{start}\n{PADDING}")).unwrap_or_default();
    let list = words.split_once(": expected ").map_or("", |(_, list)| list);
    let known = SIGNS
        .iter()
        .filter(|(sign, _)| list.contains(&format!("{sign:?}")));
    let mut parts: Vec<&str> = known.map(|(_, meaning)| *meaning).collect();
    match parts.pop() {
        None => String::new(),
        Some(one) if parts.is_empty() => format!(": expected {one}"),
        Some(end) => format!(": expected {} or {end}", parts.join(", ")),
    }
}

const SIGNS: [(&str, &str); 13] = [
    ("?", "a variable"),
    (":", "a name"),
    ("<", "an address"),
    ("\"", "a text"),
    ("(", "'('"),
    (")", "')'"),
    ("{", "'{'"),
    ("}", "'}'"),
    ("[", "'['"),
    ("]", "']'"),
    (".", "'.'"),
    (";", "';'"),
    (",", "','"),
];

pub(crate) const KEYWORDS: [&str; 53] = [
    "SELECT",
    "ASK",
    "CONSTRUCT",
    "DESCRIBE",
    "WHERE",
    "PREFIX",
    "BASE",
    "DISTINCT",
    "REDUCED",
    "FROM",
    "NAMED",
    "ORDER",
    "GROUP",
    "BY",
    "ASC",
    "DESC",
    "LIMIT",
    "OFFSET",
    "HAVING",
    "VALUES",
    "UNDEF",
    "OPTIONAL",
    "UNION",
    "MINUS",
    "GRAPH",
    "SERVICE",
    "FILTER",
    "BIND",
    "EXISTS",
    "NOT",
    "COUNT",
    "SUM",
    "AVG",
    "MIN",
    "MAX",
    "GROUP_CONCAT",
    "COALESCE",
    "REGEX",
    "INSERT",
    "DELETE",
    "DATA",
    "WITH",
    "USING",
    "LOAD",
    "INTO",
    "CLEAR",
    "DROP",
    "CREATE",
    "COPY",
    "MOVE",
    "SILENT",
    "DEFAULT",
    "ALL",
];
