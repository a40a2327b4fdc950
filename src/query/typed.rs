//! A query while it is typed: whether it has ended, and what a word that was begun may become.

use crate::model::{Entity, Namespaces, Vocabulary};
use crate::query::halving::KEYWORDS;
use crate::query::lexer::{Token, tokens};
use crate::query::syntax::is_blank;
use std::collections::BTreeSet;

/// The query that some lines make, once they end it: with `;` or an empty line, where all brackets are closed.
///
/// ```
/// use aikg::query::typed::ended;
/// assert_eq!(ended("SELECT * {\n\n ?s a ?c ;"), None);
/// assert_eq!(ended("ASK {}\n"), None);
/// assert_eq!(ended("ASK {};\n"), Some("ASK {}"));
/// assert_eq!(ended("ASK {}\n\n"), Some("ASK {}\n"));
/// ```
pub fn ended(lines: &str) -> Option<&str> {
    let mut depth = 0_usize;
    let (mut last, mut end) = (None, 0);
    for (offset, token) in tokens(lines) {
        match token {
            Token::Other(text) if is_blank(text) => continue,
            Token::Other("(" | "{" | "[") => depth += 1,
            Token::Other(")" | "}" | "]") => depth = depth.saturating_sub(1),
            Token::Other(text) if is_open(text) => depth += 1,
            _ => {}
        }
        last = Some((offset, token));
        end = offset;
    }
    if depth > 0 {
        return None;
    }
    match last {
        Some((offset, Token::Other(";"))) => lines.get(..offset),
        _ => {
            let after = lines.get(end..)?;
            let empty = after.lines().skip(1).any(|line| line.trim().is_empty());
            let begun = lines.split_inclusive('\n');
            // The empty line is no part of the query.
            let text: usize = begun.clone().count().saturating_sub(1);
            let kept: usize = begun.take(text).map(str::len).sum();
            empty.then(|| lines.get(..kept)).flatten()
        }
    }
}

/// Whether a string of several lines has no end yet.
fn is_open(text: &str) -> bool {
    let long = |mark: &str| text.starts_with(mark) && (text.len() < 6 || !text.ends_with(mark));
    long("\"\"\"") || long("'''")
}

/// All that a word may become: keywords, prefixes, and the names with them.
#[derive(Debug, Clone, Default)]
pub struct Completion {
    keywords: BTreeSet<String>,
    names: BTreeSet<String>,
}

impl Completion {
    /// Knows the classes and properties of a vocabulary, and entities.
    pub fn new(namespaces: &Namespaces, vocabulary: &Vocabulary, entities: &[Entity]) -> Self {
        let terms = vocabulary
            .classes
            .keys()
            .chain(vocabulary.properties.keys());
        let terms = terms.map(|term| format!("ai:{term}"));
        let entities = entities
            .iter()
            .map(|entity| format!("id:{}", entity.id.as_str()));
        let prefixes = namespaces.prefixes().into_iter();
        let prefixes = prefixes.map(|(prefix, _)| format!("{prefix}:"));
        Self {
            keywords: KEYWORDS
                .iter()
                .map(ToString::to_string)
                .chain(prefixes)
                .collect(),
            names: terms.chain(entities).collect(),
        }
    }

    /// Where the word that ends a text begins, in bytes, and what it may become, sorted.
    pub fn of(&self, text: &str) -> (usize, Vec<String>) {
        let Some((start, token)) = tokens(text).last() else {
            return (text.len(), Vec::new());
        };
        let begun = text.get(start..).unwrap_or_default();
        let begins = |known: &&String| {
            let head = known.get(..begun.len());
            head.is_some_and(|head| head.eq_ignore_ascii_case(begun))
        };
        let found = match token {
            Token::Word(_) => self.keywords.iter().filter(begins).cloned().collect(),
            Token::Prefixed(..) => self.names.iter().filter(begins).cloned().collect(),
            Token::Variable(_) => variables(text.get(..start).unwrap_or_default(), begun),
            Token::Parameter(_) | Token::Other(_) => Vec::new(),
        };
        (start, found)
    }
}

/// The variables of a text that begin so, sorted.
fn variables(text: &str, begun: &str) -> Vec<String> {
    let known = tokens(text).filter_map(|(_, token)| match token {
        Token::Variable(name) => Some(format!("?{name}")),
        _ => None,
    });
    let fitting: BTreeSet<String> = known.filter(|name| name.starts_with(begun)).collect();
    fitting.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{Completion, ended};
    use crate::model::Namespaces;
    use crate::model::Vocabulary;
    use proptest::prelude::*;

    #[test]
    fn signs_inside_of_a_query_do_not_end_it() {
        assert_eq!(ended("SELECT * { ?s ?p 'a;"), None);
        assert_eq!(ended("SELECT * { ?s ?p \"\"\";\n\n"), None);
        assert_eq!(ended("ASK {} # ;\n"), None);
        assert_eq!(ended("ASK {}\nLIMIT 3 ; # all\n"), Some("ASK {}\nLIMIT 3 "));
        assert_eq!(ended("\n\n"), Some("\n"));
    }

    #[test]
    fn a_word_becomes_what_is_known() {
        let completion = Completion::new(&Namespaces::default(), &Vocabulary::default(), &[]);
        assert_eq!(completion.of("sel"), (0, vec!["SELECT".to_string()]));
        assert_eq!(completion.of("ASK { ?a a as").1, ["ASC", "ASK"]);
        assert_eq!(completion.of("ASK { ?a dc").1, ["dct:"]);
        assert_eq!(completion.of("{ ?model ?maker ?m").1, ["?maker", "?model"]);
        assert_eq!(completion.of("'sel").1, Vec::<String>::new());
        assert_eq!(completion.of("").1, Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn any_text_is_a_beginning(text in any::<String>()) {
            let _ = ended(&text);
            let (start, _) = Completion::default().of(&text);
            prop_assert!(text.is_char_boundary(start));
        }
    }
}
