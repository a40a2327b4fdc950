//! The known names, ready to be found in a text in one pass.

use crate::mention::token::{self, Gap, Kind, Lexemes, Token, Word};
use crate::model::{Entity, EntityId, Vocabulary};
use rustc_hash::FxHashMap;

/// Classes as bits: each class has its own, and those of the classes above it.
pub type ClassSet = u64;

/// Index of a known entity.
pub type EntityIndex = u32;

/// How far a name can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Good anywhere.
    Full,
    /// An ordinary word as well: needs its capital letter and a name of its kind beside it.
    Ambiguous,
    /// A short form: needs its family or brand in the text.
    Short,
    /// A short form that only follows from the label: gives way to all others.
    Derived,
}

/// A known entity as reading needs it.
#[derive(Debug, Clone)]
pub struct Known {
    /// Local name of its IRI.
    pub id: EntityId,
    /// Its usual name.
    pub label: String,
    /// Its classes and all above them.
    pub classes: ClassSet,
    /// The family its name belongs to.
    pub broader: Option<EntityIndex>,
    /// The organisation whose name goes with it.
    pub brand: Option<EntityIndex>,
}

/// Names to entities: a trie over words, so that its cost does not grow with the number of names.
#[derive(Debug, Default)]
pub struct Lexicon {
    known: Vec<Known>,
    by_id: FxHashMap<EntityId, EntityIndex>,
    /// By word: the step from the root, or 0. Most words of a text begin no name.
    roots: Vec<u32>,
    steps: FxHashMap<(u32, Word), u32>,
    ends: FxHashMap<u32, Vec<(EntityIndex, Strength)>>,
    nodes: u32,
    plural: Word,
    class_bits: FxHashMap<String, ClassSet>,
}

/// A name found: how many tokens it spans and whom it may mean.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'a> {
    /// Number of tokens.
    pub tokens: usize,
    /// Candidates, strongest first.
    pub candidates: &'a [(EntityIndex, Strength)],
}

impl Lexicon {
    /// Builds the trie.
    pub fn new(vocabulary: &Vocabulary, entities: &[Entity], lexemes: &mut Lexemes) -> Self {
        let mut lexicon = Self {
            class_bits: class_bits(vocabulary),
            plural: lexemes.learn("s"),
            ..Self::default()
        };
        for (i, entity) in entities.iter().enumerate() {
            let index = u32::try_from(i).unwrap_or(u32::MAX);
            lexicon.by_id.insert(entity.id.clone(), index);
        }
        for entity in entities {
            let index =
                |id: &Option<EntityId>| id.as_ref().and_then(|id| lexicon.by_id.get(id).copied());
            let known = Known {
                id: entity.id.clone(),
                label: entity.label.clone(),
                classes: lexicon.class_set(&entity.classes),
                broader: index(&entity.broader),
                brand: index(&entity.brand),
            };
            lexicon.known.push(known);
        }
        for (i, entity) in entities.iter().enumerate() {
            lexicon.add_names(u32::try_from(i).unwrap_or(u32::MAX), entity, lexemes);
        }
        #[allow(clippy::iter_over_hash_type)] // Each list is put in order by itself.
        for list in lexicon.ends.values_mut() {
            list.sort_by_key(|(entity, strength)| (*strength, *entity));
            list.dedup_by_key(|(entity, _)| *entity);
        }
        lexicon
    }

    fn add_names(&mut self, index: EntityIndex, entity: &Entity, lexemes: &mut Lexemes) {
        let main = if entity.ambiguous {
            Strength::Ambiguous
        } else {
            Strength::Full
        };
        self.insert(&lexemes.learn_all(&entity.label), index, main);
        for name in &entity.names {
            self.insert(&lexemes.learn_all(name), index, Strength::Full);
        }
        for name in &entity.short_names {
            self.insert(&lexemes.learn_all(name), index, Strength::Short);
        }
        for name in entity.demonyms.iter().chain(&entity.cities) {
            self.insert(&lexemes.learn_all(name), index, Strength::Full);
        }
        for short in self.short_forms(index, &entity.label, lexemes) {
            self.insert(&short, index, Strength::Derived);
        }
    }

    /// What is left of a label without its brand's or its family head's name, where that still tells
    /// it apart: it has a number in it, or two words.
    fn short_forms(
        &self,
        index: EntityIndex,
        label: &str,
        lexemes: &mut Lexemes,
    ) -> Vec<Vec<Word>> {
        let words = lexemes.learn_all(label);
        let entity = &self.known[index as usize];
        let mut heads: Vec<Vec<Word>> = Vec::new();
        for head in [entity.brand, entity.broader].into_iter().flatten() {
            heads.push(lexemes.learn_all(&self.known[head as usize].label));
        }
        // "Claude Opus 4.6": the head is the first word of letters, whatever the family's name.
        let first = usize::from(words.first().is_some_and(|w| is_letters(lexemes.text(*w))));
        heads.push(words[..first].to_vec());
        let thing = self.bits(&["Model", "ModelFamily", "Chip", "ChipFamily", "System"]);
        let mut out = Vec::new();
        for head in heads {
            let rest = match words.strip_prefix(head.as_slice()) {
                Some(rest) if !head.is_empty() && entity.classes & thing != 0 => rest,
                _ => continue,
            };
            let version = rest
                .iter()
                .any(|w| lexemes.text(*w).starts_with(|c: char| c.is_ascii_digit()));
            let letter = rest.iter().any(|w| is_letters(lexemes.text(*w)));
            // "12B" is a size before it is a name.
            let size = rest.len() == 2 && lexemes.text(rest[1]).len() == 1;
            let size = size
                && lexemes
                    .text(rest[0])
                    .starts_with(|c: char| c.is_ascii_digit());
            if version && letter && !size {
                out.push(rest.to_vec());
            }
        }
        out
    }

    fn insert(&mut self, words: &[Word], entity: EntityIndex, strength: Strength) {
        if words.is_empty() {
            return;
        }
        let mut node = 0;
        for &word in words {
            let next = self.nodes + 1;
            let step = self.way(node, word);
            if *step == 0 {
                *step = next;
            }
            node = *step;
            self.nodes = self.nodes.max(node);
        }
        self.ends.entry(node).or_default().push((entity, strength));
    }

    /// Where the step by a word from a node is kept.
    fn way(&mut self, node: u32, word: Word) -> &mut u32 {
        if node > 0 {
            return self.steps.entry((node, word)).or_default();
        }
        let at = word as usize;
        if self.roots.len() <= at {
            self.roots.resize(at + 1, 0);
        }
        &mut self.roots[at]
    }

    /// The node that a word leads to from another, the root being 0.
    fn step(&self, node: u32, word: Word) -> Option<u32> {
        let step = match node {
            0 => self.roots.get(word as usize),
            _ => self.steps.get(&(node, word)),
        };
        step.copied().filter(|step| *step > 0)
    }

    /// The longest name that begins at the first of `tokens` and ends where a word ends.
    pub fn longest<'a>(&'a self, tokens: &[Token]) -> Option<Hit<'a>> {
        let mut node = 0;
        let mut best = None;
        for (i, token) in tokens.iter().enumerate() {
            match self.step(node, token.word) {
                Some(next) => node = next,
                None => break,
            }
            let ends = token::ends_word(tokens.get(i + 1)) || self.pluralised(&tokens[i..]);
            if let Some(candidates) = self.ends.get(&node).filter(|_| ends) {
                best = Some(Hit {
                    tokens: i + 1,
                    candidates,
                });
            }
        }
        best
    }

    /// Whether the first of some tokens is a number with the "s" of a plural behind it ("H800s").
    pub fn pluralised(&self, tokens: &[Token]) -> bool {
        let [number, plural, rest @ ..] = tokens else {
            return false;
        };
        number.kind == Kind::Digits
            && plural.word == self.plural
            && plural.gap == Gap::Joined
            && !plural.capital
            && token::ends_word(rest.first())
    }

    /// A known entity.
    pub fn known(&self, index: EntityIndex) -> &Known {
        &self.known[index as usize]
    }

    /// Whether two organisations are one, or of one house: their names begin with the same word ("Google", "Google
    /// DeepMind"), or one is part of the other ("Kunlunxin" of Baidu).
    pub fn one_house(&self, a: EntityIndex, b: EntityIndex) -> bool {
        let first = |index: EntityIndex| {
            let label = &self.known(index).label;
            label.split(' ').next().unwrap_or_default().to_lowercase()
        };
        let part = |a: EntityIndex, b: EntityIndex| self.known(a).broader == Some(b);
        a == b || first(a) == first(b) || part(a, b) || part(b, a)
    }

    /// Index of an entity.
    pub fn index(&self, id: &EntityId) -> Option<EntityIndex> {
        self.by_id.get(id).copied()
    }

    /// The bits of some classes (of each class itself; entities carry those of all above them too).
    pub fn bits(&self, classes: &[&str]) -> ClassSet {
        classes
            .iter()
            .filter_map(|c| self.class_bits.get(*c))
            .fold(0, |a, b| a | own_bit(*b))
    }

    /// The bits of some classes, as [`Self::bits`].
    pub fn bits_of(&self, classes: &[String]) -> ClassSet {
        classes
            .iter()
            .fold(0, |set, class| set | self.bits(&[class]))
    }

    /// The bits of classes and of all above them.
    pub fn class_set<S: AsRef<str>>(&self, classes: &[S]) -> ClassSet {
        classes
            .iter()
            .filter_map(|c| self.class_bits.get(c.as_ref()))
            .fold(0, |a, b| a | b)
    }
}

/// For each class its own bit (the highest set) together with those of the classes above it.
fn class_bits(vocabulary: &Vocabulary) -> FxHashMap<String, ClassSet> {
    // Parents first, so that a class's own bit is its highest one.
    let mut names: Vec<&String> = vocabulary.classes.keys().collect();
    let depth = |name: &str| {
        vocabulary
            .classes
            .keys()
            .filter(|other| vocabulary.is_a(name, other))
            .count()
    };
    names.sort_by_key(|name| (depth(name), name.as_str()));
    let mut bits: FxHashMap<String, ClassSet> = FxHashMap::default();
    for (i, name) in names.iter().take(64).enumerate() {
        let above = bits
            .iter()
            .filter(|(other, _)| vocabulary.is_a(name, other))
            .fold(0, |set, (_, bit)| set | bit);
        bits.insert((*name).clone(), above | (1 << i));
    }
    bits
}

fn own_bit(set: ClassSet) -> ClassSet {
    1 << (63 - set.leading_zeros().min(63))
}

fn is_letters(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
}
