//! Holds a pattern against a sentence.

use crate::extract::pattern::{Accept, Node, Role};
use crate::mention::{ClassSet, Finder, Gap, Kind, Measure, Mentions, What};
use std::ops::Range;

/// What an argument was matched by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The mention that begins at this token.
    Mention(usize),
    /// Capitalised words that are no known name.
    Capitals(Range<usize>),
}

/// A pattern found.
#[derive(Debug, Clone, Default)]
pub struct Match {
    /// The tokens it spans.
    pub tokens: Range<usize>,
    /// The subject, if the pattern names one.
    pub subject: Option<Found>,
    /// Objects and values, with the property they are for if that is not the rule's.
    pub objects: Vec<(Found, Option<String>)>,
    /// Qualifiers.
    pub qualifiers: Vec<(String, Found)>,
}

/// A sentence with what is needed to match in it.
pub struct Matcher<'a> {
    /// Names and words.
    pub finder: &'a Finder,
    /// The text's mentions.
    pub mentions: &'a Mentions,
    /// The plain text.
    pub text: &'a str,
    /// The sentence.
    pub sentence: Range<usize>,
    /// Classes of the rule's subject.
    pub subject: ClassSet,
    /// Classes of the rule's object.
    pub object: ClassSet,
}

impl Matcher<'_> {
    /// The match that begins at a token.
    pub fn at(&self, nodes: &[Node], start: usize) -> Option<Match> {
        let mut found = Match::default();
        let end = self.row(nodes, start, &mut found)?;
        found.tokens = start..end;
        Some(found)
    }

    fn row(&self, nodes: &[Node], at: usize, found: &mut Match) -> Option<usize> {
        let Some((first, rest)) = nodes.split_first() else {
            return Some(at);
        };
        match first {
            Node::Word(words) => {
                let token = self
                    .mentions
                    .tokens
                    .get(at)
                    .filter(|_| at < self.sentence.end)?;
                if !words.contains(&token.word) {
                    return None;
                }
                self.row(rest, at + 1, found)
            }
            Node::Maybe(inner) => {
                let saved = found.clone();
                if let Some(end) = self.both(inner, rest, at, found) {
                    return Some(end);
                }
                *found = saved;
                self.row(rest, at, found)
            }
            Node::Either(rows) => rows.iter().find_map(|row| {
                let saved = found.clone();
                let end = self.both(row, rest, at, found);
                if end.is_none() {
                    *found = saved;
                }
                end
            }),
            Node::Gap(least, most) => (*least..=*most).find_map(|n| {
                let end = at + n;
                if end > self.sentence.end || !self.open(at..end) {
                    return None;
                }
                let saved = found.clone();
                let done = self.row(rest, end, found);
                if done.is_none() {
                    *found = saved;
                }
                done
            }),
            Node::Argument(role, accept) => {
                let (value, end) = self.argument(role, accept, at)?;
                match role {
                    Role::Subject => found.subject = Some(value),
                    Role::Object(property) => found.objects.push((value, property.clone())),
                    Role::Qualifier(name) => found.qualifiers.push((name.clone(), value)),
                }
                self.row(rest, end, found)
            }
        }
    }

    /// A row inside brackets and then what follows them.
    fn both(&self, inner: &[Node], rest: &[Node], at: usize, found: &mut Match) -> Option<usize> {
        // The rows are short; joining them keeps backtracking whole.
        let joined: Vec<Node> = inner.iter().chain(rest).cloned().collect();
        self.row(&joined, at, found)
    }

    /// Whether a gap may span these tokens: no end of a clause among them.
    fn open(&self, tokens: Range<usize>) -> bool {
        self.mentions.tokens[tokens]
            .iter()
            .all(|t| !matches!(&self.text[t.range()], ";" | "." | "!" | "?" | ":" | "|"))
    }

    fn argument(&self, role: &Role, accept: &Accept, at: usize) -> Option<(Found, usize)> {
        if let Accept::Name(classes) = accept {
            let set = match (classes.is_empty(), role) {
                (true, Role::Subject) => self.subject,
                (true, _) => self.object,
                (false, _) => {
                    let names: Vec<&str> = classes.iter().map(String::as_str).collect();
                    self.finder.lexicon.bits(&names)
                }
            };
            return self.name(set, at);
        }
        let start = self.skip_fillers(at, "approximator");
        let mention = self
            .mentions
            .starting(start)
            .filter(|_| start < self.sentence.end)?;
        let fits = match (&mention.what, accept) {
            (What::Date(_), Accept::Date) => true,
            (What::Quantity(q), Accept::Count) => q.measure == Measure::Count,
            (What::Quantity(q), Accept::Unit(dimension)) => {
                matches!(&q.measure, Measure::Unit(d) if d == dimension)
            }
            (What::Quantity(q), Accept::Money) => matches!(q.measure, Measure::Money(_)),
            (What::Quantity(q), Accept::Percent) => q.measure == Measure::Percent,
            _ => false,
        };
        fits.then_some((Found::Mention(start), mention.tail))
    }

    /// A name of the classes behind fillers and a possessor ("its new", "Huawei's").
    fn name(&self, classes: ClassSet, at: usize) -> Option<(Found, usize)> {
        let mut start = self.skip_fillers(at, "filler");
        for _ in 0..2 {
            if start >= self.sentence.end {
                return None;
            }
            let Some(mention) = self.mentions.starting(start) else {
                break;
            };
            match self.mentions.thing(mention) {
                Some(thing) if thing.classes & classes != 0 => {
                    return Some((Found::Mention(start), mention.tail));
                }
                Some(_) if self.text_of(mention.tail) == "'s" => {
                    start = self.skip_fillers(mention.tail + 1, "filler");
                }
                _ => return None,
            }
        }
        let unknown = self.finder.lexicon.bits(&["Person", "Organization"]);
        if classes & unknown == 0 || self.mentions.covering(start).is_some() {
            return None;
        }
        let person = classes & self.finder.lexicon.bits(&["Person"]) != 0;
        let end = self.capitals(start, if person { 2 } else { 1 })?;
        Some((Found::Capitals(start..end), end))
    }

    fn skip_fillers(&self, mut at: usize, class: &str) -> usize {
        let mut skipped = 0;
        while skipped < 4 && at < self.sentence.end {
            let token = &self.mentions.tokens[at];
            let covered = self
                .mentions
                .covering(at)
                .is_some_and(|m| !matches!(m.what, What::Anaphor(_)));
            if covered || !self.finder.words.is(class, token.word) {
                break;
            }
            at += 1;
            skipped += 1;
        }
        at
    }

    /// The end of a run of capitalised words, at least so many and at most four.
    fn capitals(&self, start: usize, least: usize) -> Option<usize> {
        let mut end = start;
        while end < self.sentence.end && end - start < 4 {
            let token = &self.mentions.tokens[end];
            let initial = end > start
                && self.text_of(end) == "."
                && self.mentions.tokens[end - 1].range().len() == 1;
            let word = token.kind == Kind::Letters
                && token.capital
                && (end == start || token.gap != Gap::Joined)
                && self.mentions.covering(end).is_none()
                && !self.finder.words.is("never-a-name", token.word);
            if !(word || initial) {
                break;
            }
            end += 1;
        }
        (end - start >= least).then_some(end)
    }

    fn text_of(&self, at: usize) -> &str {
        self.mentions
            .tokens
            .get(at)
            .filter(|_| at < self.sentence.end)
            .map_or("", |t| &self.text[t.range()])
    }
}
