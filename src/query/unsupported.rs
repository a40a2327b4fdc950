//! What SPARQL knows and cannot be had here: other machines, and functions of others.

use crate::model::iri::XSD;
use crate::query::lexer::Token;
use crate::query::nearest::nearest;
use crate::query::slip::{is_word, solid};
use crate::query::syntax::Fault;
use std::fmt::Debug;

/// Functions of the language that are often written with a prefix.
const FUNCTIONS: [&str; 24] = [
    "ABS",
    "BOUND",
    "CEIL",
    "COALESCE",
    "CONCAT",
    "CONTAINS",
    "COUNT",
    "DAY",
    "FLOOR",
    "IF",
    "LANG",
    "LCASE",
    "MONTH",
    "REGEX",
    "REPLACE",
    "ROUND",
    "STR",
    "STRAFTER",
    "STRBEFORE",
    "STRENDS",
    "STRLEN",
    "STRSTARTS",
    "SUBSTR",
    "UCASE",
];

/// The first part of a parsed request that cannot be carried out.
pub(crate) fn unsupported(sparql: &str, request: &dyn Debug) -> Option<Fault> {
    let all = solid(sparql);
    let mut calls = all.windows(2).filter_map(|pair| match pair {
        [(at, token), (_, Token::Other("("))] => Some((*at, *token)),
        _ => None,
    });
    service(sparql, &all).or_else(|| {
        // A list behind a property looks the same, so the parsed request decides; few have either.
        let mut functions = None;
        calls.find_map(|(at, token)| {
            let (written, local) = named(token)?;
            let functions = functions.get_or_insert_with(|| custom(&format!("{request:?}")));
            let called = functions
                .iter()
                .any(|iri| iri.ends_with(local) && !iri.starts_with(XSD));
            let near = nearest(local, FUNCTIONS).map(str::to_string);
            called
                .then(|| Fault::at(sparql, at, format!("there is no function {written}")).or(near))
        })
    })
}

/// A name as it is written, and its last part.
fn named(token: Token<'_>) -> Option<(String, &str)> {
    match token {
        Token::Prefixed(prefix, local) => Some((format!("{prefix}:{local}"), local)),
        Token::Other(text) if text.starts_with('<') && text.len() > 1 => {
            let iri = text.trim_matches(['<', '>']);
            Some((
                text.to_string(),
                iri.rsplit(['#', '/', ':']).next().unwrap_or(iri),
            ))
        }
        _ => None,
    }
}

fn service(sparql: &str, all: &[(usize, Token<'_>)]) -> Option<Fault> {
    let place = all
        .iter()
        .position(|(_, token)| is_word(token, "SERVICE"))?;
    let silent = all
        .get(place + 1)
        .is_some_and(|(_, t)| is_word(t, "SILENT"));
    let message = "SERVICE asks another machine, which is not done here: load its data with `aikg load`, or ask files with --data";
    let (at, _) = all.get(place)?;
    (!silent).then(|| Fault::at(sparql, *at, message.to_string()))
}

/// The IRIs of functions in a request as it prints for its makers.
fn custom(request: &str) -> Vec<String> {
    let parts = request.split("Custom(NamedNode { iri: \"").skip(1);
    let iris = parts.filter_map(|part| part.split('"').next());
    iris.map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use crate::model::Namespaces;
    use crate::query::evaluate::parse;

    #[test]
    fn functions_and_services_that_are_not_there_are_told_with_their_place() {
        let told = |sparql: &str| parse(sparql, &Namespaces::default()).map_err(|e| e.to_string());
        let fault = |sparql: &str| told(sparql).unwrap_err();
        assert_eq!(
            fault("SELECT * { ?x a ai:Chip FILTER(ai:foo(?x)) }"),
            "1:32: there is no function ai:foo"
        );
        assert_eq!(
            fault("ASK { FILTER(<urn:f>(1)) }"),
            "1:14: there is no function <urn:f>"
        );
        assert!(
            fault("ASK { SERVICE <http://x/> { ?s ?p ?o } }")
                .starts_with("1:7: SERVICE asks another")
        );
        assert!(told("ASK { SERVICE SILENT <http://x/> { ?s ?p ?o } }").is_ok());
        assert!(told("ASK { ?x ai:runsOn (1 2) FILTER(xsd:integer(?x) > 1) }").is_ok());
    }
}
