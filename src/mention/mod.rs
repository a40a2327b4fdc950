//! Spans of a text that name things or quantities.

pub mod class;
pub mod currency;
pub mod date;
pub mod finder;
pub mod lexicon;
pub mod mark;
pub mod member;
pub mod name;
pub mod number;
pub mod period;
pub mod quantity;
pub mod shape;
pub mod sibling;
pub mod standin;
pub mod support;
pub mod things;
pub mod ticker;
pub mod token;
pub mod value;
pub mod words;

pub use class::WordClass;
pub use date::DateMention;
pub use finder::Finder;
pub use lexicon::{ClassSet, Lexicon};
pub use quantity::{Measure, Quantity};
pub use token::{Gap, Kind, Lexemes, Token, Word};
pub use words::{WordFile, Words};

use crate::mention::lexicon::EntityIndex;
use crate::model::{Entity, EntityId};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Index of a thing in a document.
pub type ThingIndex = u32;

/// An entity as one document names it.
#[derive(Debug, Clone)]
pub struct Thing {
    /// Local name of its IRI.
    pub id: EntityId,
    /// Its usual name, or the name it was first seen under.
    pub label: String,
    /// Its classes and all above them.
    pub classes: ClassSet,
    /// The entity that is known under this name.
    pub known: Option<EntityIndex>,
    /// The family its name belongs to.
    pub broader: Option<EntityIndex>,
    /// The organisation whose name goes with it.
    pub brand: Option<EntityIndex>,
    /// For a name never seen before: the entity to keep.
    pub provisional: Option<Entity>,
}

impl Thing {
    /// A known entity.
    pub fn known(index: EntityIndex, lexicon: &Lexicon) -> Self {
        let known = lexicon.known(index);
        Self {
            id: known.id.clone(),
            label: known.label.clone(),
            classes: known.classes,
            known: Some(index),
            broader: known.broader,
            brand: known.brand,
            provisional: None,
        }
    }

    /// An entity that no list has, to be kept with what is said of it.
    pub fn unseen(entity: Entity, lexicon: &Lexicon) -> Self {
        let known = |id: &Option<EntityId>| id.as_ref().and_then(|id| lexicon.index(id));
        Self {
            id: entity.id.clone(),
            label: entity.label.clone(),
            classes: lexicon.class_set(&entity.classes),
            known: None,
            broader: known(&entity.broader),
            brand: known(&entity.brand),
            provisional: Some(entity),
        }
    }
}

/// What a span says.
#[derive(Debug, Clone)]
pub enum What {
    /// It names a thing.
    Thing(ThingIndex),
    /// It is a number, with or without a unit.
    Quantity(Quantity),
    /// It is a date.
    Date(DateMention),
    /// It stands for something named before: index into [`Words::anaphors`].
    Anaphor(usize),
}

/// A span of tokens and what it says.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The tokens of the name or number itself.
    pub tokens: Range<usize>,
    /// One past the last token, with the nouns that only say what it is ("H200 GPUs").
    pub tail: usize,
    /// What it says.
    pub what: What,
    /// The organisation whose name is written in front, as part of it ("NVIDIA H200").
    pub maker: Option<ThingIndex>,
}

/// A run of tokens that is read as one: a sentence, a heading or the cell of a table.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Index of its block in the document; [`TITLE`] for the title.
    pub block: usize,
}

/// The block number of a title that stands outside the text.
pub const TITLE: usize = usize::MAX;

/// All that was found in a text.
#[derive(Debug, Default)]
pub struct Mentions {
    /// The tokens.
    pub tokens: Vec<Token>,
    /// The sentences, in order.
    pub sentences: Vec<Sentence>,
    /// The mentions, in order, never overlapping.
    pub list: Vec<Mention>,
    /// For each token one more than the index of the mention that it belongs to, or 0.
    pub owner: Vec<u32>,
    /// For each token and the end how many mentions begin before it.
    before: Vec<u32>,
    /// The things named.
    pub things: Vec<Thing>,
    /// Things that the title names.
    pub title: Vec<ThingIndex>,
    /// The numbers of the things.
    numbers: FxHashMap<EntityId, ThingIndex>,
}

impl Mentions {
    /// Takes mentions, in order and never overlapping, for its own.
    fn settle(&mut self, list: Vec<Mention>) {
        self.owner.clear();
        self.owner.resize(self.tokens.len(), 0);
        self.before.clear();
        self.list = list;
        self.number_from(0);
    }

    /// Takes in a mention in the place of those that begin within it.
    pub(crate) fn put(&mut self, mention: Mention) {
        let point = |at: usize| self.list.partition_point(|m| m.tokens.start < at);
        let (place, end) = (point(mention.tokens.start), point(mention.tokens.end));
        self.before.truncate(mention.tokens.start);
        self.list.splice(place..end, [mention]);
        self.number_from(place);
    }

    /// Notes which tokens belong to the mentions from one on; what is noted of tokens before it stays.
    fn number_from(&mut self, first: usize) {
        for (number, mention) in (0..).zip(&self.list).skip(first) {
            self.before.resize(mention.tokens.start + 1, number);
            self.owner[mention.tokens.start..mention.tail].fill(number + 1);
        }
        let all = u32::try_from(self.list.len()).unwrap_or(0);
        self.before.resize(self.tokens.len() + 1, all);
    }

    /// The number of a thing, made one of the document's if it is new.
    pub fn thing_of(&mut self, thing: Thing) -> ThingIndex {
        let next = u32::try_from(self.things.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(thing.id.clone()).or_insert(next);
        if number == next {
            self.things.push(thing);
        }
        number
    }

    /// The number of the thing with an identifier, if the document names it.
    pub fn number(&self, id: &EntityId) -> Option<ThingIndex> {
        self.numbers.get(id).copied()
    }

    /// The number of a known entity, if the document names it.
    pub fn known(&self, entity: EntityIndex, lexicon: &Lexicon) -> Option<ThingIndex> {
        let number = self.number(&lexicon.known(entity).id)?;
        (self.things[number as usize].known == Some(entity)).then_some(number)
    }

    /// Takes in things that neither the lexicon nor the document has, and marks their names wherever they
    /// stand; gives their numbers.
    pub fn introduce(
        &mut self,
        things: impl IntoIterator<Item = Thing>,
        text: &str,
        finder: &Finder,
    ) -> Vec<(String, ThingIndex)> {
        let mut new = Vec::new();
        for thing in things {
            if finder.lexicon.index(&thing.id).is_none() && self.number(&thing.id).is_none() {
                new.push((thing.label.clone(), self.thing_of(thing)));
            }
        }
        if !new.is_empty() {
            self.mark(&new, text, finder);
        }
        new
    }

    /// The mention that begins at a token.
    #[inline]
    pub fn starting(&self, token: usize) -> Option<&Mention> {
        let mention = self.covering(token)?;
        (mention.tokens.start == token).then_some(mention)
    }

    /// The mention that a token belongs to.
    #[inline]
    pub fn covering(&self, token: usize) -> Option<&Mention> {
        let owner = *self.owner.get(token)?;
        (owner as usize)
            .checked_sub(1)
            .and_then(|i| self.list.get(i))
    }

    /// The mentions within some tokens, in order.
    #[inline]
    pub fn within(&self, tokens: Range<usize>) -> &[Mention] {
        let before = |token: usize| {
            let count = self.before.get(token).map(|n| *n as usize);
            count.unwrap_or(self.list.len())
        };
        let start = before(tokens.start);
        &self.list[start..before(tokens.end).max(start)]
    }

    /// The thing that a mention names.
    #[inline]
    pub fn thing(&self, mention: &Mention) -> Option<&Thing> {
        match mention.what {
            What::Thing(index) => self.things.get(index as usize),
            _ => None,
        }
    }
}
