//! Holds a pattern against a sentence.

use crate::extract::kind::Kinds;
use crate::extract::name::introduction::Shape;
use crate::extract::pattern::wordset::WordSet;
use crate::extract::pattern::{Choice, Node, Pattern, Role};
use crate::extract::scope::Scope;
use crate::mention::{ClassSet, Finder, Gap, Kind, Mention, Mentions, Token, WordClass};
use std::ops::Range;
use std::sync::Arc;

/// What an argument was matched by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The mention that begins at this token.
    Mention(usize),
    /// The maker in the name of the product that begins at this token ("AMD MI450").
    Maker(usize),
    /// Words that stand for the company spoken of ("the Paris-based startup").
    Phrase(Range<usize>),
    /// Capitalised words that are no known name, and the classes that the place takes.
    Capitals(Range<usize>, ClassSet),
}

/// A pattern found.
#[derive(Debug, Clone, Default)]
pub struct Match {
    /// The tokens it spans.
    pub tokens: Range<usize>,
    /// The subject, if the pattern names one.
    pub subject: Option<Found>,
    /// Objects and values, with the property they are for if that is not the rule's.
    pub objects: Vec<(Found, Option<Arc<str>>)>,
    /// Qualifiers.
    pub qualifiers: Vec<(Arc<str>, Found)>,
    /// Capitalised words listed beside subject and objects, with the classes that the place takes.
    pub beside: Vec<(Range<usize>, ClassSet)>,
}

/// A run of tokens with what is needed to match a rule's patterns in it.
pub struct Matcher<'a> {
    pub(in crate::extract) finder: &'a Finder,
    pub(in crate::extract) mentions: &'a Mentions,
    pub(in crate::extract) text: &'a str,
    pub(in crate::extract) kinds: &'a Kinds,
    pub(in crate::extract) sentence: Range<usize>,
    pub(in crate::extract) wanted: Wanted,
    /// Subject and object are organizations of which one does something to the other: never two of one list.
    pub(in crate::extract) apart: bool,
}

/// What the arguments of a stanza stand for where a pattern gives no classes of its own.
#[derive(Debug, Clone, Copy)]
pub enum Wanted {
    /// Subject and object are names of these classes.
    Names(ClassSet, ClassSet),
    /// The subject is a name never seen, of this shape.
    Coined(Shape),
}

/// What follows a row inside brackets.
struct Then<'a> {
    nodes: &'a [Node],
    next: Option<&'a Then<'a>>,
}

impl<'a> Matcher<'a> {
    /// Looks for patterns in some tokens of the text of `scope`.
    pub fn new(scope: &Scope<'a>, sentence: Range<usize>, wanted: Wanted) -> Self {
        Self {
            finder: scope.finder,
            mentions: scope.mentions,
            text: scope.text,
            kinds: scope.kinds,
            sentence,
            wanted,
            apart: false,
        }
    }

    /// All matches of a pattern that begin at one of some tokens, none within another.
    pub fn all(&self, pattern: &Pattern, starts: impl Iterator<Item = usize>) -> Vec<Match> {
        let mut all = Vec::new();
        let mut end = self.sentence.start;
        for at in starts {
            if at < end {
                continue;
            }
            if let Some(found) = self.at(pattern, at) {
                end = found.tokens.end.max(at + 1);
                all.push(found);
            }
        }
        all
    }

    /// The match that begins at a token.
    fn at(&self, pattern: &Pattern, start: usize) -> Option<Match> {
        let mut found = Match::default();
        let end = self.row(&pattern.nodes, None, start, &mut found)?;
        found.tokens = start..end;
        found.beside = self.beside(&found);
        Some(found)
    }

    /// Whether a match would end inside a word: "HBM3" in "HBM3e".
    fn cuts_a_word(&self, end: usize) -> bool {
        let last = end.checked_sub(1).and_then(|i| self.mentions.tokens.get(i));
        let next = self.token(end);
        match (last, next) {
            (Some(last), Some(next)) => {
                next.gap == Gap::Joined && next.kind != Kind::Sign && last.kind != Kind::Sign
            }
            _ => false,
        }
    }

    /// How many elements of a row, one after the other, match from a token on, and where they end.
    pub(in crate::extract) fn reach(&self, nodes: &[Node], start: usize) -> (usize, usize) {
        let fits = |n: usize| {
            let end = self.row(&nodes[..n], None, start, &mut Match::default());
            end.map(|end| (n, end))
        };
        (1..=nodes.len())
            .map_while(fits)
            .last()
            .unwrap_or((0, start))
    }

    /// Matches a row and then what follows it; the end must be one of a word.
    fn row(
        &self,
        nodes: &[Node],
        then: Option<&Then<'_>>,
        at: usize,
        found: &mut Match,
    ) -> Option<usize> {
        let Some((first, rest)) = nodes.split_first() else {
            return match then {
                Some(then) => self.row(then.nodes, then.next, at, found),
                None => (!self.cuts_a_word(at)).then_some(at),
            };
        };
        let follow = Then {
            nodes: rest,
            next: then,
        };
        match first {
            Node::Word(words) => {
                let stands = self.stands(words, at);
                stands
                    .then(|| self.row(rest, then, at + 1, found))
                    .flatten()
            }
            Node::Start => (at == self.sentence.start)
                .then(|| self.row(rest, then, at, found))
                .flatten(),
            Node::Not(words) => {
                let stands = self.stands(words, at);
                (!stands).then(|| self.row(rest, then, at, found)).flatten()
            }
            Node::Maybe(choice) => self
                .choice(choice, &follow, at, found)
                .or_else(|| self.row(rest, then, at, found)),
            Node::Either(choice) => self.choice(choice, &follow, at, found),
            Node::Gap(least, most) => {
                let spans = |to: usize, n: usize| {
                    let from = if n == *least { at } else { to - 1 };
                    to <= self.sentence.end && self.open(from..to)
                };
                (*least..=*most)
                    .map(|n| (at + n, n))
                    .take_while(|(to, n)| spans(*to, *n))
                    .find_map(|(to, _)| self.attempt(rest, then, to, found))
            }
            Node::Argument(role, accept) => {
                let (value, end) = self.argument(role, accept, at)?;
                if self.apart && self.listed_together(found, &value) {
                    return None;
                }
                match role {
                    Role::Subject => found.subject = Some(value),
                    Role::Object(property) => found.objects.push((value, property.clone())),
                    Role::Qualifier(name) => found.qualifiers.push((name.clone(), value)),
                }
                let direct = self.attempt(rest, then, end, found);
                let names = matches!(role, Role::Subject | Role::Object(None));
                if direct.is_some() || !names || rest.is_empty() {
                    return direct;
                }
                self.past_asides(role, accept, end)
                    .into_iter()
                    .find_map(|end| self.attempt(rest, then, end, found))
            }
        }
    }

    /// Matches the first of some rows with which what follows matches too.
    fn choice(
        &self,
        choice: &Choice,
        follow: &Then<'_>,
        at: usize,
        found: &mut Match,
    ) -> Option<usize> {
        let first = choice.first.as_ref();
        if first.is_some_and(|words| !self.stands(words, at)) {
            return None;
        }
        let mut rows = choice.beginning(self.token(at).map(|t| t.word));
        rows.find_map(|row| self.attempt(row, Some(follow), at, found))
    }

    /// Tries one of several ways on; takes back what it noted if it fails.
    fn attempt(
        &self,
        nodes: &[Node],
        then: Option<&Then<'_>>,
        at: usize,
        found: &mut Match,
    ) -> Option<usize> {
        if let Some(Node::Word(words)) = nodes.first()
            && !self.stands(words, at)
        {
            return None;
        }
        let subject = found.subject.clone();
        let (objects, qualifiers) = (found.objects.len(), found.qualifiers.len());
        let end = self.row(nodes, then, at, found);
        if end.is_none() {
            found.subject = subject;
            found.objects.truncate(objects);
            found.qualifiers.truncate(qualifiers);
        }
        end
    }

    /// Whether a gap may span these tokens: no end of a clause and no word that begins another thought.
    fn open(&self, tokens: Range<usize>) -> bool {
        self.mentions.tokens[tokens].iter().all(|t| {
            let ends = matches!(&self.text[t.range()], ";" | "." | "!" | "?" | ":" | "|");
            !ends && !self.finder.words.is(WordClass::Barrier, t.word)
        })
    }

    /// The token at a place, if it is one of the sentence or before it.
    #[inline]
    pub(in crate::extract) fn token(&self, at: usize) -> Option<&'a Token> {
        let token = self.mentions.tokens.get(at);
        token.filter(|_| at < self.sentence.end)
    }

    /// Whether one of some words stands there.
    #[inline]
    fn stands(&self, words: &WordSet, at: usize) -> bool {
        self.token(at).is_some_and(|t| words.has(t.word))
    }

    /// The mention that begins at such a token.
    pub(in crate::extract) fn mention(&self, at: usize) -> Option<&'a Mention> {
        let mention = self.mentions.starting(at);
        mention.filter(|_| at < self.sentence.end)
    }

    pub(in crate::extract) fn text_of_token(&self, token: &Token) -> &str {
        &self.text[token.range()]
    }
}
