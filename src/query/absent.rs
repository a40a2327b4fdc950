//! Names in a query that the data does not hold: misspelt ones, most often.

use crate::model::Namespaces;
use crate::model::iri::{RDF, RDFS};
use crate::query::lexer::{Token, tokens};
use crate::query::matching;
use crate::query::nearest::nearest;
use crate::query::place::Place;
use crate::query::syntax::is_blank;
use crate::store::{Pattern, Snapshot, StoreError};
use oxigraph::model::Term;
use std::collections::{BTreeMap, BTreeSet};

/// A name that nothing in the data has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// As it stands in the query.
    pub written: String,
    /// Where it stands first.
    pub place: Place,
    /// Whether it is in the namespace of the vocabulary, so that it is a class or property which there is not.
    pub vocabulary: bool,
    /// The name of the same namespace most like it, written the same way.
    pub near: Option<String>,
}

/// The names of a query that an index does not hold, each once, in the order of the query; without `all` only classes
/// and properties. To find the name most like one, the names of the index are read.
///
/// Datatypes, functions and the declarations of prefixes are no names of the data. A query that is no SPARQL has
/// whatever names can be made out.
///
/// # Errors
/// The index cannot be read.
pub fn absent(snapshot: Snapshot<'_>, sparql: &str, all: bool) -> Result<Vec<Absent>, StoreError> {
    let namespaces = snapshot.namespaces();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for name in names(sparql, namespaces) {
        let vocabulary = name.iri.starts_with(&namespaces.vocabulary);
        let held = matching::is_search(&name.iri, namespaces) || snapshot.iri(&name.iri)?.is_some();
        if (vocabulary || all) && !held && seen.insert(name.iri.clone()) {
            found.push(Absent {
                near: alike(snapshot, &name)?,
                vocabulary,
                place: Place::at(sparql, name.offset),
                written: name.written,
            });
        }
    }
    Ok(found)
}

/// A name in a query.
struct Name {
    offset: usize,
    written: String,
    iri: String,
    /// How many bytes of the IRI are its namespace.
    space: usize,
    /// How the namespace is written in front of a name.
    prefix: String,
}

/// What the token before makes of a name.
enum Before<'t> {
    /// A thing, a property, a class or a graph.
    Nothing,
    /// The keyword PREFIX, then the prefix.
    Prefix,
    Declared(&'t str),
    /// The keyword BASE.
    Base,
    /// One `^`, and two of them: a datatype follows.
    Caret,
    Carets,
    /// A name: what follows may make a function of it.
    Named,
}

/// The names of things, properties, classes and graphs in a query.
fn names(sparql: &str, namespaces: &Namespaces) -> Vec<Name> {
    let mut prefixes: BTreeMap<&str, &str> = namespaces.prefixes().into_iter().collect();
    let mut found: Vec<Name> = Vec::new();
    let mut before = Before::Nothing;
    for (offset, token) in tokens(sparql) {
        before = match (before, token) {
            (before, Token::Other(text)) if is_blank(text) => before,
            (_, Token::Word(word)) if word.eq_ignore_ascii_case("PREFIX") => Before::Prefix,
            (_, Token::Word(word)) if word.eq_ignore_ascii_case("BASE") => Before::Base,
            (Before::Prefix, Token::Prefixed(prefix, _)) => Before::Declared(prefix),
            (Before::Declared(prefix), Token::Other(text)) => {
                prefixes.insert(prefix, inside(text).unwrap_or_default());
                Before::Nothing
            }
            (Before::Caret, Token::Other("^")) => Before::Carets,
            (_, Token::Other("^")) => Before::Caret,
            (Before::Named, Token::Other("(")) => {
                found.pop();
                Before::Nothing
            }
            (Before::Base | Before::Carets, _) => Before::Nothing,
            (_, token) => match name(offset, token, &prefixes) {
                Some(name) => {
                    found.push(name);
                    Before::Named
                }
                None => Before::Nothing,
            },
        };
    }
    found
}

fn name(offset: usize, token: Token<'_>, prefixes: &BTreeMap<&str, &str>) -> Option<Name> {
    match token {
        Token::Prefixed(prefix, local) => {
            let space = prefixes.get(prefix)?;
            Some(Name {
                offset,
                written: format!("{prefix}:{local}"),
                iri: format!("{space}{}", local.replace('\\', "")),
                space: space.len(),
                prefix: format!("{prefix}:"),
            })
        }
        Token::Other(text) => {
            let iri = inside(text).filter(|iri| iri.contains(':'))?;
            let space = iri.rfind(['#', '/', ':']).map_or(0, |at| at + 1);
            Some(Name {
                offset,
                written: text.to_string(),
                iri: iri.to_string(),
                space,
                prefix: format!("<{}", &iri[..space]),
            })
        }
        _ => None,
    }
}

/// What stands between `<` and `>`.
fn inside(text: &str) -> Option<&str> {
    text.strip_prefix('<')?.strip_suffix('>')
}

/// The name most like one, among what has a name, what there is one of, what something has, and the graphs.
fn alike(snapshot: Snapshot<'_>, name: &Name) -> Result<Option<String>, StoreError> {
    let (space, local) = name.iri.split_at(name.space);
    let mut known = BTreeSet::new();
    let mut note = |term: Term| {
        if let Term::NamedNode(node) = term
            && let Some(local) = node.as_str().strip_prefix(space)
        {
            known.insert(local.to_string());
        }
    };
    for predicate in snapshot.predicates() {
        note(snapshot.term(predicate?)?);
    }
    for graph in snapshot.graphs() {
        note(snapshot.term(graph?)?);
    }
    for (predicate, objects) in [
        (format!("{RDFS}label"), false),
        (format!("{RDF}type"), true),
    ] {
        let Some(predicate) = snapshot.iri(&predicate)? else {
            continue;
        };
        let mut last = None;
        for row in snapshot.quads(Pattern {
            predicate: Some(predicate),
            ..Pattern::default()
        }) {
            let row = row?;
            let id = if objects { row.object } else { row.subject };
            if last.replace(id) != Some(id) {
                note(snapshot.term(id)?);
            }
        }
    }
    if space == snapshot.namespaces().vocabulary && local.starts_with("match") {
        known.extend(matching::PROPERTIES.map(String::from));
    }
    let near = nearest(local, known.iter().map(String::as_str));
    let close = if name.prefix.starts_with('<') {
        ">"
    } else {
        ""
    };
    Ok(near.map(|near| format!("{}{near}{close}", name.prefix)))
}

#[cfg(test)]
mod tests {
    use super::names;
    use crate::model::Namespaces;

    #[test]
    fn names_are_those_of_the_data() {
        let written = |text: &str| -> Vec<String> {
            let names = names(text, &Namespaces::default());
            names.into_iter().map(|n| n.written).collect()
        };
        let text = "BASE <http://b/> PREFIX x: <http://x/> SELECT * { ?s ^ai:runsOn/x:y 'a'^^xsd:date ; a <urn:c> . \
                    GRAPH doc:d { _:b ?p 1 } FILTER(xsd:integer(?p) < 3 && ?s = id:a\\,b) } # id:comment";
        let expected = ["ai:runsOn", "x:y", "<urn:c>", "doc:d", "id:a\\,b"];
        assert_eq!(written(text), expected);
        assert!(written("SELECT 'id:a' { ?a < ?b").is_empty());
    }
}
