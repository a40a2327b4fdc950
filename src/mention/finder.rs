//! Finds all mentions of a document: its sentences and tokens, then names, dates, quantities and what stands for
//! something named before.

use crate::document::{Block, BlockKind, Document, sentence};
use crate::mention::date::Calendar;
use crate::mention::lexicon::{EntityIndex, Lexicon};
use crate::mention::support::Support;
use crate::mention::things::Things;
use crate::mention::token::{Lexemes, Word};
use crate::mention::words::Words;
use crate::mention::{ClassSet, Mention, Mentions, Sentence, TITLE, ThingIndex, What, shape};
use crate::model::{Entity, EntityId};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Longest sentence read as one, in tokens.
const LONGEST: usize = 400;

/// What is needed to find mentions; shared by all documents.
#[derive(Debug)]
pub struct Finder {
    /// Numbers of words.
    pub lexemes: Lexemes,
    /// Word lists.
    pub words: Words,
    /// Known names.
    pub lexicon: Lexicon,
    /// Organisations whose name heads their models' names.
    pub(crate) heads: FxHashSet<EntityIndex>,
    pub(crate) model: ClassSet,
    pub(crate) chip: ClassSet,
    pub(crate) family: ClassSet,
    pub(crate) organization: ClassSet,
    pub(crate) system: ClassSet,
    pub(crate) vendor: ClassSet,
    pub(crate) benchmark: ClassSet,
    /// Nouns that may follow a name, with the classes of names that they may follow.
    pub(crate) tails: FxHashMap<Word, ClassSet>,
    /// Classes of what each anaphor stands for; 0 for any.
    pub(super) anaphors: Vec<ClassSet>,
}

impl Finder {
    /// Puts names and words together.
    pub fn new(lexemes: Lexemes, mut words: Words, lexicon: Lexicon, entities: &[Entity]) -> Self {
        words.settle(lexemes.len());
        let mut tails: FxHashMap<Word, ClassSet> = FxHashMap::default();
        #[allow(clippy::iter_over_hash_type)]
        // The order in which bits are added up does not matter.
        for (class, nouns) in &words.tails {
            #[allow(clippy::iter_over_hash_type)]
            for noun in nouns {
                *tails.entry(*noun).or_default() |= lexicon.bits(&[class]);
            }
        }
        let anaphors = words
            .anaphors
            .iter()
            .map(|a| lexicon.bits_of(&a.classes))
            .collect();
        let labels: Vec<(u32, String)> = entities
            .iter()
            .enumerate()
            .filter_map(|(i, e)| Some((u32::try_from(i).ok()?, e.label.clone())))
            .collect();
        Self {
            heads: shape::heads(&lexicon, &labels),
            model: lexicon.bits(&["Model", "ModelFamily"]),
            chip: lexicon.bits(&["Chip", "ChipFamily"]),
            family: lexicon.bits(&["ModelFamily", "ChipFamily"]),
            organization: lexicon.bits(&["Organization"]),
            system: lexicon.bits(&["System"]),
            vendor: lexicon.bits(&["ChipVendor"]),
            benchmark: lexicon.bits(&["Benchmark"]),
            tails,
            anaphors,
            lexemes,
            words,
            lexicon,
        }
    }

    /// The organisation that is known under exactly this name.
    pub fn named(&self, name: &str) -> Option<EntityId> {
        let found = self.known(name, self.organization)?;
        Some(self.lexicon.known(found).id.clone())
    }

    /// The model that is known under exactly this name.
    pub fn model(&self, name: &str) -> Option<EntityIndex> {
        self.known(name, self.model)
    }

    /// The entity of some classes that is known under exactly this name.
    fn known(&self, name: &str, classes: ClassSet) -> Option<EntityIndex> {
        let mut tokens = Vec::new();
        self.lexemes.tokens(name, 0..name.len(), &mut tokens);
        let hit = self
            .lexicon
            .longest(&tokens)
            .filter(|h| h.tokens == tokens.len())?;
        let fits = |e: &EntityIndex| self.lexicon.known(*e).classes & classes != 0;
        hit.candidates.iter().map(|(e, _)| *e).find(fits)
    }

    /// Whether an anaphor may stand for a thing of these classes.
    pub fn stands_for(&self, anaphor: usize, classes: ClassSet) -> bool {
        self.anaphors
            .get(anaphor)
            .is_some_and(|of| *of == 0 || of & classes != 0)
    }

    /// Those of the classes that an anaphor may stand for.
    pub fn meant(&self, anaphor: usize, classes: ClassSet) -> ClassSet {
        match self.anaphors.get(anaphor) {
            Some(0) | None => classes,
            Some(of) => classes & of,
        }
    }

    /// All mentions of a document.
    pub fn find(&self, document: &Document) -> Mentions {
        let text = document.plain.as_str();
        let mut found = Mentions::default();
        for (index, block) in document.blocks.iter().enumerate() {
            self.cut(text, block, index, &mut found);
        }
        let mut title = Mentions::default();
        self.lexemes
            .tokens(&document.title, 0..document.title.len(), &mut title.tokens);
        let mut support = Support::default();
        self.collect(&title.tokens, &document.title, &mut support);
        if let Some(publisher) = &document.publisher {
            let mut tokens = Vec::new();
            self.lexemes
                .tokens(publisher, 0..publisher.len(), &mut tokens);
            self.collect(&tokens, publisher, &mut support);
        }
        self.collect(&found.tokens, text, &mut support);
        let mut things = Things::default();
        let all = 0..title.tokens.len();
        title.sentences.push(Sentence {
            tokens: all,
            block: TITLE,
        });
        self.mark(&document.title, document, &support, &mut things, &mut title);
        for mention in &title.list {
            if let What::Thing(index) = mention.what
                && !found.title.contains(&index)
            {
                found.title.push(index);
            }
        }
        self.mark(text, document, &support, &mut things, &mut found);
        (found.things, found.numbers) = (things.list, things.numbers);
        self.settle_currencies(&mut found);
        found
    }

    /// Cuts a block into sentences and tokens.
    fn cut(&self, text: &str, block: &Block, index: usize, found: &mut Mentions) {
        let mut add = |range: Range<usize>| {
            let start = found.tokens.len();
            self.lexemes.tokens(text, range, &mut found.tokens);
            self.without_tickers(text, start, &mut found.tokens);
            let end = found.tokens.len();
            // No one speaks in sentences that long: cutting them keeps the cost linear.
            for start in (start..end.max(start + 1)).step_by(LONGEST) {
                let tokens = start..end.min(start + LONGEST);
                found.sentences.push(Sentence {
                    tokens,
                    block: index,
                });
            }
        };
        match &block.kind {
            BlockKind::Code => {}
            BlockKind::Table(rows) => rows.iter().flatten().for_each(|cell| add(cell.clone())),
            BlockKind::Heading(_) => add(block.range.clone()),
            _ => {
                let known = |word: &str, next: &str| {
                    self.words.abbreviations.contains(word) && !self.words.openers.contains(next)
                };
                sentence::split(text, block.range.clone(), &known)
                    .into_iter()
                    .for_each(add);
            }
        }
    }

    /// Second pass: marks every mention.
    fn mark(
        &self,
        text: &str,
        document: &Document,
        support: &Support,
        things: &mut Things,
        found: &mut Mentions,
    ) {
        let tokens = std::mem::take(&mut found.tokens);
        let calendar = Calendar::new(&tokens, text, &self.words, document.issued);
        let mut list: Vec<Mention> = Vec::new();
        for sentence in &found.sentences {
            let limit = sentence.tokens.end;
            let mut at = sentence.tokens.start;
            let begun = list.len();
            while at < limit {
                // "US$5": the letters in front of a sign are no country.
                let sum = self.words.currencies.signed(&tokens[..limit], at);
                let mention = sum
                    .then(|| self.value(&tokens[..limit], at, text, &calendar))
                    .flatten()
                    .or_else(|| self.name(&tokens[..limit], at, text, support, things))
                    .or_else(|| self.variant(&tokens[..limit], at, text, things))
                    .or_else(|| self.member(&tokens[..limit], at, text, &list[begun..], things))
                    .or_else(|| self.sibling(&tokens[..limit], at, text, &list[begun..], things))
                    .or_else(|| self.value(&tokens[..limit], at, text, &calendar));
                let Some(mut mention) = mention else {
                    at += 1;
                    continue;
                };
                if let What::Thing(index) = mention.what {
                    let classes = things.list[index as usize].classes;
                    mention.tail = self.tail(&tokens[..limit], text, mention.tokens.end, classes);
                }
                mention.maker = self.maker_in_name(&tokens, &mention, text, things);
                at = mention.tail;
                // The cells of a table stand side by side too, and are apart all the same.
                let mut last = list[begun..].last_mut();
                if let Some(last) = &mut last
                    && self.joins(last, &mention, &tokens, things)
                {
                    mention.maker = thing_of(last)
                        .filter(|m| things.list[*m as usize].classes & self.organization != 0)
                        .or(mention.maker);
                    mention.tokens.start = last.tokens.start;
                    **last = mention;
                } else if let Some(last) = &mut last
                    && self.family_behind(last, &mention, &tokens, things)
                {
                    last.tail = mention.tail;
                } else {
                    list.push(mention);
                }
            }
        }
        found.tokens = tokens;
        found.settle(list);
    }
}

pub(super) fn thing_of(mention: &Mention) -> Option<ThingIndex> {
    match mention.what {
        What::Thing(index) => Some(index),
        _ => None,
    }
}
