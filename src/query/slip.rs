//! Slips that the parser tells in other words, or at another place, than their writer would understand.

use crate::query::lexer::{Token, tokens};
use crate::query::syntax::{Fault, Parse, is_blank};

/// The tokens of a text that are no blanks, with their places.
pub(crate) fn solid(sparql: &str) -> Vec<(usize, Token<'_>)> {
    let all = tokens(sparql);
    all.filter(|(_, token)| !matches!(token, Token::Other(text) if is_blank(text)))
        .collect()
}

/// Whether a token is a keyword.
pub(crate) fn is_word(token: &Token<'_>, word: &str) -> bool {
    matches!(token, Token::Word(text) if text.eq_ignore_ascii_case(word))
}

/// A slip in a request that the parser refused with `words`.
pub(crate) fn slip(sparql: &str, words: &str, parse: &Parse) -> Option<Fault> {
    let all = solid(sparql);
    address(sparql, &all)
        .or_else(|| relative(sparql, &all, words))
        .or_else(|| number(sparql, &all))
        .or_else(|| rebound(sparql, &all, parse))
        .or_else(|| selected(sparql, &all, words))
}

/// An address with something in it that no address has: to the parser `<` is a sign then.
fn address(sparql: &str, all: &[(usize, Token<'_>)]) -> Option<Fault> {
    all.iter().find_map(|(offset, token)| {
        let Token::Other("<") = token else {
            return None;
        };
        let line = sparql.get(offset + 1..)?.lines().next()?;
        let inner = line.get(..line.find('>')?)?;
        let (scheme, rest) = inner.split_once(':')?;
        let letters = scheme.bytes().all(|b| b.is_ascii_alphanumeric());
        // `?a <id:b && ?c> 1` compares.
        let is_address = letters && (rest.starts_with("//") || scheme == "urn");
        let bad = inner.find(|c: char| c <= ' ' || "<\"{}|^`\\".contains(c))?;
        let sign = inner.get(bad..)?.chars().next()?;
        let what = if sign == ' ' {
            "a blank".to_string()
        } else {
            format!("'{sign}'")
        };
        let message = format!("the address <{inner}> has {what} in it, which no address has");
        is_address.then(|| Fault::at(sparql, offset + 1 + bad, message))
    })
}

/// An address that is no whole one, without BASE.
fn relative(sparql: &str, all: &[(usize, Token<'_>)], words: &str) -> Option<Fault> {
    if !words.contains("IRI parsing failed") || all.iter().any(|(_, t)| is_word(t, "BASE")) {
        return None;
    }
    all.iter().find_map(|(offset, token)| {
        let Token::Other(text) = token else {
            return None;
        };
        let inner = text.strip_prefix('<')?.strip_suffix('>')?;
        let whole = inner
            .split_once(':')
            .is_some_and(|(scheme, _)| !scheme.contains('/'));
        let message = format!(
            "{text} is no whole address: expected one such as <http://example.org/>, or BASE before"
        );
        (!whole).then(|| Fault::at(sparql, *offset, message))
    })
}

/// Something else than a number behind LIMIT or OFFSET.
fn number(sparql: &str, all: &[(usize, Token<'_>)]) -> Option<Fault> {
    all.windows(2).find_map(|pair| {
        let [(_, before), (offset, token)] = pair else {
            return None;
        };
        let word = ["LIMIT", "OFFSET"]
            .into_iter()
            .find(|w| is_word(before, w))?;
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let counts = matches!(token, Token::Other(text) if digits(text));
        let message = format!("expected a whole number behind {word}");
        (!counts).then(|| Fault::at(sparql, *offset, message))
    })
}

/// BIND to a variable that has a value: with a new one in its place there is no fault.
fn rebound(sparql: &str, all: &[(usize, Token<'_>)], parse: &Parse) -> Option<Fault> {
    all.windows(2).find_map(|pair| {
        let [(_, before), (offset, Token::Variable(name))] = pair else {
            return None;
        };
        let seen = all.iter().take_while(|(at, _)| at < offset);
        let known = seen
            .clone()
            .any(|(_, token)| *token == Token::Variable(name));
        let binds = seen.clone().any(|(_, token)| is_word(token, "BIND"));
        if !is_word(before, "AS") || !known || !binds {
            return None;
        }
        let end = offset + 1 + name.len();
        let (head, tail) = (sparql.get(..end)?, sparql.get(end..)?);
        let message = format!("?{name} has a value already: expected a new variable");
        parse(&format!("{head}_anew{tail}"))
            .is_none()
            .then(|| Fault::at(sparql, *offset, message))
    })
}

/// A variable that SELECT names twice, or that is neither grouped by nor put together from a group.
fn selected(sparql: &str, all: &[(usize, Token<'_>)], words: &str) -> Option<Fault> {
    let unbound = words.contains("SELECT contains a variable that is unbound");
    let twice = words.contains("Duplicated variable name in SELECT");
    if !unbound && !twice {
        return None;
    }
    let from = all
        .iter()
        .rposition(|(_, token)| is_word(token, "SELECT"))?;
    let clause = all.get(from..)?;
    let grouped: Vec<&Token<'_>> = grouping(clause);
    let mut depth = 0_usize;
    let mut seen: Vec<&str> = Vec::new();
    let mut before = None;
    for (offset, token) in clause {
        match token {
            Token::Other("{") => break,
            Token::Other("(") => depth += 1,
            Token::Other(")") => depth = depth.saturating_sub(1),
            Token::Variable(name) => {
                let made = before.is_some_and(|b| is_word(b, "AS"));
                if (depth == 0 || made) && twice && seen.contains(name) {
                    let message = format!("?{name} is selected twice");
                    return Some(Fault::at(sparql, *offset, message));
                }
                if depth == 0 && unbound && !grouped.contains(&token) {
                    let message = format!(
                        "?{name} has many values in a group: expected it behind GROUP BY, or within a function such as SAMPLE(?{name})"
                    );
                    return Some(Fault::at(sparql, *offset, message));
                }
                if depth == 0 || made {
                    seen.push(name);
                }
            }
            _ => {}
        }
        before = Some(token);
    }
    None
}

/// The variables behind GROUP BY.
fn grouping<'t, 'q>(clause: &'t [(usize, Token<'q>)]) -> Vec<&'t Token<'q>> {
    let group = clause
        .iter()
        .skip_while(|(_, token)| !is_word(token, "GROUP"));
    let inside = group.take_while(|(_, token)| {
        let ends = ["HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"];
        !ends.iter().any(|word| is_word(token, word)) && *token != Token::Other("}")
    });
    let variables = inside.filter(|(_, token)| matches!(token, Token::Variable(_)));
    variables.map(|(_, token)| token).collect()
}

#[cfg(test)]
mod tests {
    use crate::model::Namespaces;
    use crate::query::evaluate::parse;

    /// Place and message of the fault in a query.
    fn fault(sparql: &str) -> String {
        let error = parse(sparql, &Namespaces::default()).unwrap_err();
        error.to_string()
    }

    #[test]
    fn the_slip_is_told_where_it_stands() {
        for (sparql, told) in [
            (
                "SELECT * { ?p a ai:Chip BIND(1 AS ?p) }",
                "1:35: ?p has a value already",
            ),
            (
                "SELECT ?x (COUNT(?y) AS ?n) { ?x ai:runsOn ?y }",
                "1:8: ?x has many values in a group",
            ),
            (
                "SELECT ?x { ?x a ?y } GROUP BY ?y",
                "1:8: ?x has many values in a group",
            ),
            (
                "SELECT (1 AS ?b) (?a AS ?b) { ?a a ai:Chip }",
                "1:25: ?b is selected twice",
            ),
            (
                "SELECT * { ?x a ai:Chip } LIMIT x",
                "1:33: expected a whole number behind LIMIT",
            ),
            (
                "SELECT * { ?x a ai:Chip } OFFSET -1",
                "1:34: expected a whole number behind OFFSET",
            ),
            ("SELECT * { ?x a <c> }", "1:17: <c> is no whole address"),
            (
                "SELECT * { ?x a <http://a b> }",
                "1:26: the address <http://a b> has a blank in it",
            ),
            (
                "SELECT * { ?x a <urn:a|b> }",
                "1:23: the address <urn:a|b> has '|' in it",
            ),
        ] {
            let found = fault(sparql);
            assert!(found.starts_with(told), "{sparql}: {found}");
        }
    }

    #[test]
    fn other_faults_are_told_as_they_are() {
        assert!(fault("SELECT * { BIND(1 AS ?p) ?x a }").starts_with("1:31: '}'"));
        assert!(fault("SELECT * { FILTER(?a <b:c && ?d> 1) }").contains("prefix 'b:'"));
    }
}
