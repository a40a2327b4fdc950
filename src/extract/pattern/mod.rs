//! A pattern compiled: what a rule looks for. The language is that of [`crate::extract::pattern::grammar`].

pub mod argument;
pub mod bag;
pub mod beside;
pub mod capitals;
pub mod coined;
pub mod description;
pub mod grammar;
pub mod matcher;
pub mod need;
pub mod peers;
pub mod phrase;
pub mod places;
pub mod pronoun;
pub mod slot;
pub mod trigger;
pub mod wordset;

use crate::extract::pattern::bag::{NAME, VALUE};
use crate::extract::pattern::wordset::{Sets, WordSet};
use crate::mention::token::UNKNOWN;
use crate::mention::{ClassSet, Lexemes, Word};
use std::cmp::Reverse;
use std::sync::Arc;

/// What an argument accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accept {
    /// A name of one of these classes; 0 stands for the rule's own.
    Name(ClassSet),
    /// The same, but no words never seen before.
    Known(ClassSet),
    /// The maker in the name of a product that begins there ("AMD MI450"), which stays to be matched.
    Maker,
    /// A number without unit.
    Count,
    /// A measure of this dimension.
    Unit(String),
    /// Money.
    Money,
    /// Parts of a hundred.
    Percent,
    /// A date.
    Date,
}

/// What an argument is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// The subject of the statement.
    Subject,
    /// The object, or a value for the rule's property or another one.
    Object(Option<Arc<str>>),
    /// A qualifier.
    Qualifier(Arc<str>),
}

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// One of several words.
    Word(WordSet),
    /// One of several rows; all places of a class of words share it.
    Either(Arc<Choice>),
    /// One of several rows, or nothing.
    Maybe(Box<Choice>),
    /// Nothing, at the head of a sentence.
    Start,
    /// Nothing, where none of these words follows.
    Not(WordSet),
    /// Any tokens, at least and at most so many.
    Gap(usize, usize),
    /// An argument.
    Argument(Role, Accept),
}

/// Rows of which one matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The rows, the first that matches taken.
    pub rows: Vec<Vec<Node>>,
    /// The words that they begin with, if they begin with nothing else.
    pub first: Option<WordSet>,
    /// Which rows begin with a word, where all begin with words alone: by word, then by number of the row.
    by_word: Option<Box<[(Word, usize)]>>,
}

impl Choice {
    /// A choice among some rows.
    pub fn of(rows: Vec<Vec<Node>>, sets: &mut Sets) -> Self {
        let mut lead = Lead::default();
        let mut words = Vec::new();
        let filled = rows.iter().all(|row| lead.add(row, &mut words));
        let first = filled && !lead.any && lead.begins == 0;
        Self {
            by_word: by_word(&rows),
            rows,
            first: first.then(|| sets.of(words)),
        }
    }

    /// The rows that can match where a word stands, in order.
    pub fn beginning(&self, word: Option<Word>) -> impl Iterator<Item = &[Node]> {
        let known = self.by_word.as_deref().map(|all| {
            let word = word.unwrap_or(UNKNOWN);
            let start = all.partition_point(|(first, _)| *first < word);
            let these = all.get(start..).unwrap_or_default().iter();
            these.take_while(move |(first, _)| *first == word)
        });
        let all = match known {
            None => 0..self.rows.len(),
            Some(_) => 0..0,
        };
        let numbers = known.into_iter().flatten().map(|(_, row)| *row).chain(all);
        numbers.filter_map(|row| self.rows.get(row).map(Vec::as_slice))
    }
}

/// The rows by the words that they begin with; `None` where one begins with something else.
fn by_word(rows: &[Vec<Node>]) -> Option<Box<[(Word, usize)]>> {
    let mut all = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        match row.first() {
            Some(Node::Word(words)) => all.extend(words.iter().map(|word| (word, number))),
            _ => return None,
        }
    }
    all.sort_unstable();
    Some(all.into())
}

/// A compiled pattern.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Its row.
    pub nodes: Vec<Node>,
    /// Sets of words: one of each must be in the sentence, in this order.
    pub anchors: Vec<WordSet>,
    /// The anchor that tells most: whose shortest word is the longest.
    key: Option<usize>,
    /// What a match can begin with.
    pub lead: Lead,
}

impl Pattern {
    /// A row with what tells quickly that it cannot match.
    pub(in crate::extract) fn new(nodes: Vec<Node>, lexemes: &Lexemes, sets: &mut Sets) -> Self {
        let anchors = anchors(&nodes, lexemes, sets);
        let shortest = |i: &usize| (anchors[*i].shortest(lexemes), Reverse(*i));
        Self {
            key: (0..anchors.len()).max_by_key(shortest),
            anchors,
            lead: Lead::of(&nodes, sets),
            nodes,
        }
    }

    /// The anchor that tells most, if the pattern has one.
    #[inline]
    pub fn anchor(&self) -> Option<&WordSet> {
        self.anchors.get(self.key?)
    }
}

/// What a match of a pattern can begin with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lead {
    /// These words.
    pub words: WordSet,
    /// One of these arguments.
    pub arguments: Vec<(Role, Accept)>,
    /// A name or a value: [`NAME`], [`VALUE`].
    begins: u8,
    /// Anything.
    pub any: bool,
}

impl Lead {
    fn of(nodes: &[Node], sets: &mut Sets) -> Self {
        let mut lead = Self::default();
        let mut words = Vec::new();
        lead.add(nodes, &mut words);
        lead.words = sets.of(words);
        lead
    }

    /// Whether a match can begin with a token, at which a name or a value begins or not.
    #[inline]
    pub(in crate::extract) fn fits(&self, word: Word, begins: u8) -> bool {
        self.any || self.begins & begins != 0 || self.words.has(word)
    }

    /// Adds what a row can begin with; false if the row can be empty.
    fn add(&mut self, nodes: &[Node], words: &mut Vec<Word>) -> bool {
        for node in nodes {
            match node {
                Node::Word(set) => {
                    words.extend(set.iter());
                    return true;
                }
                Node::Either(choice) => {
                    // Every row is looked at, also behind one that can be empty.
                    let rows = choice.rows.iter();
                    let filled = rows.filter(|row| self.add(row, words)).count();
                    if filled == choice.rows.len() {
                        return true;
                    }
                }
                Node::Maybe(choice) => {
                    for row in &choice.rows {
                        self.add(row, words);
                    }
                }
                Node::Not(_) | Node::Start => {}
                Node::Gap(..) => {
                    self.any = true;
                    return true;
                }
                Node::Argument(role, accept) => {
                    let name = matches!(accept, Accept::Name(_) | Accept::Known(_) | Accept::Maker);
                    self.begins |= if name { NAME } else { VALUE };
                    self.arguments.push((role.clone(), accept.clone()));
                    return true;
                }
            }
        }
        false
    }
}

/// For each element of a row that must match and has words of its own: those that it can begin with.
fn anchors(nodes: &[Node], lexemes: &Lexemes, sets: &mut Sets) -> Vec<WordSet> {
    let words = nodes
        .iter()
        .filter_map(|node| words_of(node, lexemes, sets));
    words.collect()
}

/// A set of words one of which must occur if the node matches: of each of several rows those that tell most, as
/// long words are rarer than short ones.
fn words_of(node: &Node, lexemes: &Lexemes, sets: &mut Sets) -> Option<WordSet> {
    match node {
        Node::Word(words) => Some(words.clone()),
        Node::Either(choice) => {
            let telling = |set: &WordSet| (set.shortest(lexemes), Reverse(set.iter().len()));
            let mut all = Vec::new();
            for row in &choice.rows {
                let needed = anchors(row, lexemes, sets).into_iter().max_by_key(telling);
                all.extend(needed?.iter());
            }
            Some(sets.of(all))
        }
        _ => None,
    }
}
