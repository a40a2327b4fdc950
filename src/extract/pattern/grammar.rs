//! The language in which rules say what they look for.
//!
//! A pattern is a row of elements with spaces between them:
//!
//! | element | matches |
//! |---|---|
//! | `word`, `a\|b` | that word in any letter case; one of several (outside of brackets) |
//! | `@class` | a phrase of a word class of `data/rules/english.toml` |
//! | `( … \| … )` | one of several rows |
//! | `!a\|b`, `!@class` | nothing, where none of these words follows |
//! | `^` | nothing, at the head of a sentence |
//! | `_`, `_{0,3}` | one token; none to three tokens |
//! | `<s>`, `<o>` | the subject, the object: a name of the rule's classes |
//! | `<o:Person>` | the same with classes of its own, divided by `\|` |
//! | `<s:maker>` | the maker in the name of the product that stands there, which the next element matches |
//! | `<N>`, `<N:memory>`, `<$>`, `<%>`, `<D>` | a number, a measure, money, per cent, a date |
//! | `<N=property>` | a value for another property than the rule's |
//! | `<q.name:Class>` | a name kept as the qualifier `name` |
//!
//! Any element may be followed by `?`: it may be missing. Signs stand for themselves; `\(` is a bracket.

use crate::extract::pattern::slot::{argument, gap};
use crate::extract::pattern::wordset::Sets;
use crate::extract::pattern::{Choice, Node, Pattern};
use crate::mention::{Lexemes, Lexicon, Word, Words};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What patterns are compiled with: the words and names that they speak of, and what they share.
pub struct Grammar<'a> {
    lexemes: &'a mut Lexemes,
    words: &'a Words,
    lexicon: &'a Lexicon,
    sets: Sets,
    /// The classes of words that patterns have named so far.
    classes: FxHashMap<String, Node>,
}

impl<'a> Grammar<'a> {
    /// For these words and names.
    pub fn new(lexemes: &'a mut Lexemes, words: &'a Words, lexicon: &'a Lexicon) -> Self {
        Self {
            lexemes,
            words,
            lexicon,
            sets: Sets::default(),
            classes: FxHashMap::default(),
        }
    }

    /// The words that it speaks of.
    pub fn words(&self) -> &'a Words {
        self.words
    }

    /// The names that it speaks of.
    pub fn lexicon(&self) -> &'a Lexicon {
        self.lexicon
    }

    /// The words known, for what else is compiled.
    pub fn lexemes(&mut self) -> &mut Lexemes {
        self.lexemes
    }

    /// Compiles a pattern.
    ///
    /// # Errors
    /// A sentence that says what is wrong with which element.
    pub fn compile(&mut self, source: &str) -> Result<Pattern, String> {
        let mut parser = Parser {
            rest: source,
            grammar: self,
        };
        let nodes = parser.row(false)?;
        if nodes.is_empty() {
            return Err("an empty pattern".to_string());
        }
        Ok(Pattern::new(nodes, self.lexemes, &mut self.sets))
    }

    /// An element that is one word.
    fn word(&mut self, word: Word) -> Node {
        Node::Word(self.sets.of([word]))
    }

    /// An element that is one of several rows.
    fn either(&mut self, rows: Vec<Vec<Node>>) -> Node {
        Node::Either(Arc::new(Choice::of(rows, &mut self.sets)))
    }

    /// An element that is a phrase of a class.
    fn class(&mut self, name: &str) -> Result<Node, String> {
        if let Some(known) = self.classes.get(name) {
            return Ok(known.clone());
        }
        let phrases = self
            .words
            .classes
            .get(name)
            .ok_or_else(|| format!("'@{name}' is no class of words"))?;
        let single = phrases.iter().filter(|p| p.len() == 1).map(|p| p[0]);
        let single = self.sets.of(single);
        let longer = phrases.iter().filter(|p| p.len() > 1);
        let mut rows: Vec<Vec<Node>> = longer
            .map(|p| p.iter().map(|w| self.word(*w)).collect())
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.len()));
        let node = if rows.is_empty() {
            Node::Word(single)
        } else {
            if single.iter().len() > 0 {
                rows.push(vec![Node::Word(single)]);
            }
            self.either(rows)
        };
        self.classes.insert(name.to_string(), node.clone());
        Ok(node)
    }
}

struct Parser<'g, 'a> {
    rest: &'g str,
    grammar: &'g mut Grammar<'a>,
}

impl Parser<'_, '_> {
    /// Elements up to the end, or inside brackets up to `|` or `)`.
    fn row(&mut self, inside: bool) -> Result<Vec<Node>, String> {
        let mut nodes = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.is_empty() {
                return if inside {
                    Err("a '(' is not closed".into())
                } else {
                    Ok(nodes)
                };
            }
            if inside && self.rest.starts_with(['|', ')']) {
                return Ok(nodes);
            }
            let mut element = self.element(inside)?;
            if let Some(rest) = self.rest.strip_prefix('?') {
                self.rest = rest;
                let choice = Choice::of(vec![element], &mut self.grammar.sets);
                element = vec![Node::Maybe(Box::new(choice))];
            }
            nodes.extend(element);
        }
    }

    fn element(&mut self, inside: bool) -> Result<Vec<Node>, String> {
        if let Some(rest) = self.rest.strip_prefix('(') {
            self.rest = rest;
            return self.group();
        }
        if self.rest.starts_with('<') {
            let end = self.rest.find('>').ok_or("a '<' is not closed")?;
            let body = &self.rest[1..end];
            self.rest = &self.rest[end + 1..];
            return argument(body, self.grammar.lexicon).map(|node| vec![node]);
        }
        let stop = |c: char| c.is_whitespace() || c == '?' || (inside && matches!(c, ')' | '|'));
        let first = self.rest.chars().next().map_or(1, char::len_utf8);
        let least = if first == 1 && self.rest.starts_with('\\') {
            2
        } else {
            first
        };
        let rest = self.rest.get(least..).unwrap_or_default();
        let end = rest.find(stop).map_or(self.rest.len(), |at| at + least);
        let body = &self.rest[..end];
        self.rest = &self.rest[end..];
        if body == "^" {
            return Ok(vec![Node::Start]);
        }
        if let Some(words) = body.strip_prefix('!').filter(|b| !b.is_empty()) {
            return self.none_of(words);
        }
        if let Some(class) = body.strip_prefix('@') {
            return self.grammar.class(class).map(|node| vec![node]);
        }
        if let Some(bounds) = body.strip_prefix('_') {
            return gap(bounds).map(|node| vec![node]);
        }
        let body = body.strip_prefix('\\').unwrap_or(body);
        self.word(body)
    }

    fn group(&mut self) -> Result<Vec<Node>, String> {
        let mut rows = vec![self.row(true)?];
        loop {
            if let Some(rest) = self.rest.strip_prefix('|') {
                self.rest = rest;
                rows.push(self.row(true)?);
            } else if let Some(rest) = self.rest.strip_prefix(')') {
                self.rest = rest;
                return Ok(vec![self.grammar.either(rows)]);
            } else {
                return Err("a '(' is not closed".into());
            }
        }
    }

    /// `!a|b`, `!@class`: single words alone count.
    fn none_of(&mut self, body: &str) -> Result<Vec<Node>, String> {
        let mut words: Vec<Word> = Vec::new();
        for part in body.split('|') {
            match part.strip_prefix('@') {
                Some(class) => {
                    let phrases = self.grammar.words.classes.get(class);
                    let phrases =
                        phrases.ok_or_else(|| format!("'@{class}' is no class of words"))?;
                    words.extend(phrases.iter().filter(|p| p.len() == 1).map(|p| p[0]));
                }
                None if part == "'s" => {
                    words.extend(["'s", "'"].map(|f| self.grammar.lexemes.learn(f)));
                }
                None => words.extend(self.grammar.lexemes.learn_all(part).first()),
            }
        }
        Ok(vec![Node::Not(self.grammar.sets.of(words))])
    }

    /// `a|b`: single words become one element, phrases of several tokens a choice of rows.
    fn word(&mut self, body: &str) -> Result<Vec<Node>, String> {
        let grammar = &mut *self.grammar;
        // "Google's" and "Databricks'".
        if body == "'s" {
            let forms = ["'s", "'"].map(|form| grammar.lexemes.learn(form));
            return Ok(vec![Node::Word(grammar.sets.of(forms))]);
        }
        if body == "|" {
            let bar = grammar.lexemes.learn("|");
            return Ok(vec![grammar.word(bar)]);
        }
        let choices: Vec<Vec<Word>> = body
            .split('|')
            .map(|w| grammar.lexemes.learn_all(w))
            .filter(|w| !w.is_empty())
            .collect();
        if choices.is_empty() {
            return Err(format!("'{body}' has no word"));
        }
        if choices.iter().all(|c| c.len() == 1) {
            let words = choices.into_iter().map(|c| c[0]);
            return Ok(vec![Node::Word(grammar.sets.of(words))]);
        }
        let single = choices.len() == 1;
        let row = |c: Vec<Word>| c.into_iter().map(|word| grammar.word(word)).collect();
        let rows: Vec<Vec<Node>> = choices.into_iter().map(row).collect();
        if single {
            return Ok(rows.into_iter().flatten().collect());
        }
        Ok(vec![self.grammar.either(rows)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::pattern::Accept;
    use crate::model::{Class, Vocabulary};

    fn parse(source: &str) -> Result<Pattern, String> {
        let mut lexemes = Lexemes::default();
        let vocabulary = Vocabulary {
            classes: ["Organization", "Person"]
                .map(|c| (c.to_string(), Class::default()))
                .into(),
            ..Vocabulary::default()
        };
        let lexicon = Lexicon::new(&vocabulary, &[], &mut lexemes);
        Grammar::new(&mut lexemes, &Words::default(), &lexicon).compile(source)
    }

    #[test]
    fn reads_every_element() {
        let pattern =
            parse("<s> (is|was built) by? _{0,2} <o:Organization|Person> 's <N=activeParameters>")
                .unwrap();
        assert_eq!(pattern.nodes.len(), 7);
        assert!(matches!(&pattern.nodes[1], Node::Either(choice) if choice.rows.len() == 2));
        assert!(matches!(&pattern.nodes[2], Node::Maybe(_)));
        assert_eq!(pattern.nodes[3], Node::Gap(0, 2));
    }

    #[test]
    fn reads_what_must_not_follow_and_where_a_sentence_begins() {
        let pattern = parse("^ <s> bought <o!> !'s|shares (\\( of \\))?").unwrap();
        assert_eq!(pattern.nodes[0], Node::Start);
        assert!(matches!(
            &pattern.nodes[3],
            Node::Argument(_, Accept::Known(_))
        ));
        assert!(matches!(&pattern.nodes[4], Node::Not(words) if words.iter().len() == 3));
        assert!(matches!(&pattern.nodes[5], Node::Maybe(_)));
    }

    #[test]
    fn says_what_is_wrong() {
        for (source, part) in [
            ("", "empty"),
            ("(a", "not closed"),
            ("<x>", "no argument"),
            ("@no", "no class"),
            ("_{3}", "gap"),
        ] {
            assert!(parse(source).unwrap_err().contains(part), "{source}");
        }
    }
}
