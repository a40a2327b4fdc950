//! Variables that are selected and never have a value: misspelt ones, most often.

use crate::query::lexer::Token;
use crate::query::nearest::nearest;
use crate::query::place::Place;
use crate::query::slip::{is_word, solid};
use std::collections::BTreeSet;

/// A variable that SELECT names and nothing binds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loose {
    /// Its name, with `?`.
    pub variable: String,
    /// Where it stands.
    pub place: Place,
    /// The variable most like it that something binds.
    pub near: Option<String>,
}

/// The variables that the first SELECT of a query names and that stand nowhere in the pattern.
///
/// ```
/// let found = aikg::query::loose("SELECT ?chp { ?chip a ai:Chip }");
/// assert_eq!(found[0].near.as_deref(), Some("?chip"));
/// assert!(aikg::query::loose("SELECT ?n { { SELECT (1 AS ?n) {} } }").is_empty());
/// ```
pub fn loose(sparql: &str) -> Vec<Loose> {
    let all = solid(sparql);
    let mut bound: BTreeSet<String> = BTreeSet::new();
    let mut selected: Vec<(usize, String)> = Vec::new();
    let (mut braces, mut brackets) = (0_usize, 0_usize);
    let (mut clause, mut before) = (false, None);
    for (offset, token) in &all {
        match token {
            Token::Other("{") => {
                braces += 1;
                clause = false;
            }
            Token::Other("}") => braces = braces.saturating_sub(1),
            Token::Other("(") => brackets += 1,
            Token::Other(")") => brackets = brackets.saturating_sub(1),
            Token::Word(_) if is_word(token, "SELECT") && braces == 0 => clause = true,
            Token::Word(_) if is_word(token, "FROM") => clause = false,
            Token::Variable(name) | Token::Parameter(name) => {
                let name = format!("?{name}");
                let made = before.is_some_and(|b| is_word(b, "AS"));
                if clause && brackets == 0 {
                    selected.push((*offset, name));
                } else if braces > 0 || made || (!clause && brackets > 0) {
                    bound.insert(name);
                }
            }
            _ => {}
        }
        before = Some(token);
    }
    // VALUES behind the pattern binds as well.
    let values = all.iter().any(|(_, token)| is_word(token, "VALUES"));
    let missing = selected
        .into_iter()
        .filter(|(_, name)| !bound.contains(name) && !values);
    missing
        .map(|(offset, variable)| Loose {
            place: Place::at(sparql, offset),
            near: nearest(&variable, bound.iter().map(String::as_str)).map(str::to_string),
            variable,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::loose;

    fn names(sparql: &str) -> Vec<String> {
        loose(sparql).into_iter().map(|l| l.variable).collect()
    }

    #[test]
    fn what_the_pattern_binds_is_not_loose() {
        assert_eq!(names("SELECT ?y { ?x a ai:Chip } ORDER BY ?y"), ["?y"]);
        assert_eq!(
            names("SELECT ?x ?z (COUNT(?y) AS ?n) { ?x ?p ?y } GROUP BY ?x"),
            ["?z"]
        );
        assert!(names("SELECT * { ?x a ai:Chip }").is_empty());
        assert!(names("SELECT ?n (1 AS ?n) {}").is_empty());
        assert!(names("SELECT ?v {} VALUES ?v { 1 }").is_empty());
        assert!(names("SELECT ?g { ?x a ?c } GROUP BY (STR(?c) AS ?g)").is_empty());
        assert!(names("ASK { ?x a ?y }").is_empty());
        assert!(names("not a query ?x {").is_empty());
    }
}
