//! A pattern compiled: what a rule looks for. The language is that of [`crate::extract::grammar`].

use crate::mention::{ClassSet, Lexemes, Measure, Mention, What, Word};

/// What an argument accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accept {
    /// A name of one of these classes; 0 stands for the rule's own.
    Name(ClassSet),
    /// The same, but no words never seen before.
    Known(ClassSet),
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
    Object(Option<String>),
    /// A qualifier.
    Qualifier(String),
}

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// One of several words, sorted.
    Word(Vec<Word>),
    /// One of several rows.
    Either(Vec<Vec<Node>>),
    /// A row that may be missing.
    Maybe(Vec<Node>),
    /// Nothing, at the head of a sentence.
    Start,
    /// Nothing, where none of these words follows; sorted.
    Not(Vec<Word>),
    /// Any tokens, at least and at most so many.
    Gap(usize, usize),
    /// An argument.
    Argument(Role, Accept),
}

/// A compiled pattern.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Its row.
    pub nodes: Vec<Node>,
    /// Words one of which must be in the sentence; empty if the pattern has no word of its own.
    pub anchors: Vec<Word>,
    /// What a match can begin with.
    pub lead: Lead,
    /// Kinds of values without which it cannot match.
    pub needs: Values,
}

/// Kinds of values, as a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Values(u8);

impl Values {
    /// All kinds.
    const ALL: Self = Self(u8::MAX);

    /// The kinds of values that stand among some mentions.
    pub fn among(mentions: &[Mention]) -> Self {
        let kind = |m: &Mention| match &m.what {
            What::Date(_) => 1,
            What::Quantity(q) => match q.measure {
                Measure::Count => 2,
                Measure::Unit(_) => 4,
                Measure::Money(_) => 8,
                Measure::Percent => 16,
            },
            _ => 0,
        };
        Self(mentions.iter().fold(0, |set, m| set | kind(m)))
    }

    /// Whether all of these are among `others`.
    pub fn within(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }

    /// What every match of a row needs.
    fn of(nodes: &[Node]) -> Self {
        let need = |node: &Node| match node {
            Node::Argument(_, accept) => match accept {
                Accept::Date => Self(1),
                Accept::Count => Self(2),
                Accept::Unit(_) => Self(4),
                Accept::Money => Self(8),
                Accept::Percent => Self(16),
                _ => Self(0),
            },
            Node::Either(rows) => rows
                .iter()
                .map(|row| Self::of(row))
                .fold(Self::ALL, |all, row| Self(all.0 & row.0)),
            _ => Self(0),
        };
        nodes
            .iter()
            .map(need)
            .fold(Self(0), |all, node| Self(all.0 | node.0))
    }
}

impl Pattern {
    /// A row with what tells quickly that it cannot match.
    pub(super) fn new(nodes: Vec<Node>, lexemes: &Lexemes) -> Self {
        Self {
            anchors: anchors(&nodes, lexemes),
            lead: Lead::of(&nodes),
            needs: Values::of(&nodes),
            nodes,
        }
    }
}

/// What a match of a pattern can begin with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lead {
    /// These words, sorted.
    pub words: Vec<Word>,
    /// A name, known or of capitalised words.
    pub name: bool,
    /// A number, an amount or a date.
    pub value: bool,
    /// Anything.
    pub any: bool,
}

impl Lead {
    fn of(nodes: &[Node]) -> Self {
        let mut lead = Self::default();
        lead.add(nodes);
        lead.words = sorted(lead.words);
        lead
    }

    /// Adds what a row can begin with; false if the row can be empty.
    fn add(&mut self, nodes: &[Node]) -> bool {
        for node in nodes {
            match node {
                Node::Word(words) => {
                    self.words.extend(words);
                    return true;
                }
                Node::Either(rows) => {
                    // Every row is looked at, also behind one that can be empty.
                    let filled = rows.iter().filter(|row| self.add(row)).count();
                    if filled == rows.len() {
                        return true;
                    }
                }
                Node::Maybe(row) => {
                    self.add(row);
                }
                Node::Not(_) | Node::Start => {}
                Node::Gap(..) => {
                    self.any = true;
                    return true;
                }
                Node::Argument(_, Accept::Name(_) | Accept::Known(_)) => {
                    self.name = true;
                    return true;
                }
                Node::Argument(..) => {
                    self.value = true;
                    return true;
                }
            }
        }
        false
    }
}

/// Words in order, so that one is found by halving.
pub(super) fn sorted(mut words: Vec<Word>) -> Vec<Word> {
    words.sort_unstable();
    words.dedup();
    words
}

/// The words of the element that tells most: of those that must match, the one whose shortest word is
/// the longest.
fn anchors(nodes: &[Node], lexemes: &Lexemes) -> Vec<Word> {
    let mut best: Vec<Word> = Vec::new();
    let mut weight = 0;
    for node in nodes {
        let Some(first) = first_words(node, lexemes) else {
            continue;
        };
        let shortest = first
            .iter()
            .map(|w| lexemes.text(*w).len())
            .min()
            .unwrap_or(0);
        if shortest > weight {
            weight = shortest;
            best = first;
        }
    }
    sorted(best)
}

/// A set of words one of which must occur if the node matches.
fn first_words(node: &Node, lexemes: &Lexemes) -> Option<Vec<Word>> {
    match node {
        Node::Word(words) => Some(words.clone()),
        Node::Either(rows) => {
            let mut all = Vec::new();
            for row in rows {
                let anchor = anchors(row, lexemes);
                if anchor.is_empty() {
                    return None;
                }
                all.extend(anchor);
            }
            Some(all)
        }
        _ => None,
    }
}
