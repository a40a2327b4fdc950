//! Finds all mentions of a document: names in one pass, then dates, quantities and what stands for
//! something named before.

use crate::document::{Block, BlockKind, Document, sentence};
use crate::mention::date::Calendar;
use crate::mention::lexicon::{ClassSet, EntityIndex, Lexicon, Strength};
use crate::mention::support::Support;
use crate::mention::things::{Things, plain_mention};
use crate::mention::token::{self, Gap, Kind, Lexemes, Token, Word};
use crate::mention::words::Words;
use crate::mention::{
    Mention, Mentions, Sentence, TITLE, Thing, ThingIndex, What, WordClass, quantity, shape,
};
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
    system: ClassSet,
    pub(crate) vendor: ClassSet,
    /// Nouns that may follow a name, with the classes of names that they may follow.
    tails: FxHashMap<Word, ClassSet>,
    /// Classes of what each anaphor stands for; 0 for any.
    anaphors: Vec<ClassSet>,
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
            tails,
            anaphors,
            lexemes,
            words,
            lexicon,
        }
    }

    /// The organisation that is known under exactly this name.
    pub fn named(&self, name: &str) -> Option<EntityId> {
        let mut tokens = Vec::new();
        self.lexemes.tokens(name, 0..name.len(), &mut tokens);
        let hit = self
            .lexicon
            .longest(&tokens)
            .filter(|h| h.tokens == tokens.len())?;
        let organization =
            |e: &EntityIndex| self.lexicon.known(*e).classes & self.organization != 0;
        let found = hit.candidates.iter().map(|(e, _)| *e).find(organization)?;
        Some(self.lexicon.known(found).id.clone())
    }

    /// Whether an anaphor may stand for a thing of these classes.
    pub fn stands_for(&self, anaphor: usize, classes: ClassSet) -> bool {
        self.anaphors
            .get(anaphor)
            .is_some_and(|of| *of == 0 || of & classes != 0)
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
        found.things = things.list;
        found
    }

    /// Cuts a block into sentences and tokens.
    fn cut(&self, text: &str, block: &Block, index: usize, found: &mut Mentions) {
        let mut add = |range: Range<usize>| {
            let start = found.tokens.len();
            self.lexemes.tokens(text, range, &mut found.tokens);
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
                let known = |word: &str| self.words.abbreviations.contains(word);
                sentence::split(text, block.range.clone(), &known)
                    .into_iter()
                    .for_each(add);
            }
        }
    }

    /// First pass: the names in full, as support for the short ones.
    fn collect(&self, tokens: &[Token], text: &str, support: &mut Support) {
        let mut at = 0;
        while at < tokens.len() {
            match self.lexicon.longest(&tokens[at..]) {
                Some(hit)
                    if self.written(&tokens[at..at + hit.tokens], text, hit.candidates[0].0) =>
                {
                    if hit.candidates[0].1 == Strength::Full {
                        support.add(hit.candidates[0].0, &self.lexicon);
                    }
                    at += hit.tokens;
                }
                _ => at += 1,
            }
        }
    }

    /// Whether a span is written like a name: not all in small letters where the name is not.
    fn written(&self, tokens: &[Token], text: &str, entity: EntityIndex) -> bool {
        let surface = &text[tokens[0].start as usize..tokens[tokens.len() - 1].end as usize];
        if surface.contains(|c: char| c.is_uppercase()) {
            return true;
        }
        let label = &self.lexicon.known(entity).label;
        let digits = surface.bytes().any(|b| b.is_ascii_digit());
        let letters = surface.bytes().filter(u8::is_ascii_alphabetic).count();
        !label.contains(|c: char| c.is_uppercase()) || (digits && (letters > 1 || tokens.len() > 2))
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
            while at < limit {
                let mention = self
                    .name(&tokens[..limit], at, text, support, things)
                    .or_else(|| self.variant(&tokens[..limit], at, text, things))
                    .or_else(|| self.value(&tokens[..limit], at, text, &calendar));
                let Some(mut mention) = mention else {
                    at += 1;
                    continue;
                };
                mention.tail = self.tail(&tokens[..limit], &mention, things);
                at = mention.tail;
                if let Some(last) = list.last_mut()
                    && self.joins(last, &mention, &tokens, things)
                {
                    mention.maker = thing_of(last)
                        .filter(|m| things.list[*m as usize].classes & self.organization != 0);
                    mention.tokens.start = last.tokens.start;
                    *last = mention;
                } else {
                    list.push(mention);
                }
            }
        }
        found.owner = vec![0; tokens.len()];
        for (i, mention) in list.iter().enumerate() {
            let number = u32::try_from(i + 1).unwrap_or(0);
            found.owner[mention.tokens.start..mention.tail].fill(number);
        }
        found.list = list;
        found.tokens = tokens;
    }

    /// A known name, or a new one with a known head.
    fn name(
        &self,
        tokens: &[Token],
        at: usize,
        text: &str,
        support: &Support,
        things: &mut Things,
    ) -> Option<Mention> {
        let token = &tokens[at];
        if token.gap == Gap::Joined
            && token.kind == Kind::Letters
            && at > 0
            && tokens[at - 1].kind == Kind::Digits
        {
            return None;
        }
        if let Some(mention) = things.local(tokens, at, text) {
            return Some(mention);
        }
        let hit = self.lexicon.longest(&tokens[at..])?;
        let end = at + hit.tokens;
        let entity = self
            .company_or_family(hit.candidates, tokens, end)
            .or_else(|| support.choose(hit.candidates, &self.lexicon))?;
        if !self.written(&tokens[at..end], text, entity) {
            return None;
        }
        let known = self.lexicon.known(entity);
        let family = known.classes & self.family != 0;
        let extendable =
            known.classes & (self.model | self.chip) != 0 || self.heads.contains(&entity);
        let organization = known.classes & self.organization != 0;
        let followed = organization && self.lexicon.longest(&tokens[end..]).is_some();
        let whole = if extendable && !followed {
            shape::extend(tokens, end, text, &self.words, family, !organization)
        } else {
            end
        };
        let thing = if whole > end {
            let name = token::written(&tokens[at..whole], text);
            things.new_member(&name, entity, self)
        } else {
            things.known(entity, &self.lexicon)
        };
        Some(plain_mention(at..whole, What::Thing(thing)))
    }

    /// Of a name that a company and its family of models share ("Mistral"), the family where a noun
    /// or a version says so, else the company.
    fn company_or_family(
        &self,
        candidates: &[(EntityIndex, Strength)],
        tokens: &[Token],
        end: usize,
    ) -> Option<EntityIndex> {
        let of = |classes: ClassSet| {
            let fits = |e: &EntityIndex| self.lexicon.known(*e).classes & classes != 0;
            candidates.iter().map(|(e, _)| *e).find(fits)
        };
        let (company, family) = (of(self.organization)?, of(self.model)?);
        let related = self.lexicon.known(family).brand == Some(company);
        let next = tokens.get(end);
        let version = next.is_some_and(|t| t.gap == Gap::Hyphen || t.kind == Kind::Digits);
        let noun = next.is_some_and(|t| self.words.is(WordClass::NounOfFamily, t.word));
        related.then_some(if version || noun { family } else { company })
    }

    /// "the Pro variant", "Lightning version": the last model named whose name ends with that suffix.
    fn variant(&self, tokens: &[Token], at: usize, text: &str, things: &Things) -> Option<Mention> {
        let (token, noun) = (tokens.get(at)?, tokens.get(at + 1)?);
        let suffix = token.capital && self.words.suffixes.contains(&token.word);
        if !suffix || !self.words.is(WordClass::NounOfVariant, noun.word) {
            return None;
        }
        let ending = text[token.range()].to_lowercase();
        let fits = |thing: &Thing| {
            let label = thing.label.to_lowercase();
            thing.classes & self.model != 0
                && label
                    .strip_suffix(&ending)
                    .is_some_and(|head| head.ends_with([' ', '-']))
        };
        let index = things.list.iter().rposition(fits)?;
        Some(plain_mention(
            at..at + 2,
            What::Thing(u32::try_from(index).ok()?),
        ))
    }

    /// A date, a quantity or an anaphor.
    fn value(
        &self,
        tokens: &[Token],
        at: usize,
        text: &str,
        calendar: &Calendar<'_>,
    ) -> Option<Mention> {
        if let Some((range, date)) = calendar.at(at)
            && range.end <= tokens.len()
        {
            return Some(plain_mention(range, What::Date(date)));
        }
        if let Some((range, quantity)) = quantity::at(tokens, at, text, &self.words, &self.lexemes)
        {
            return Some(plain_mention(range, What::Quantity(quantity)));
        }
        let phrases = self.words.anaphor_phrases.get(&tokens[at].word)?;
        let (words, anaphor) = phrases.iter().find(|(words, _)| {
            let piece = tokens.get(at..at + words.len());
            piece.is_some_and(|p| p.iter().map(|t| t.word).eq(words.iter().copied()))
        })?;
        Some(plain_mention(at..at + words.len(), What::Anaphor(*anaphor)))
    }

    /// The end of a name with the nouns that only say what it is.
    fn tail(&self, tokens: &[Token], mention: &Mention, things: &Things) -> usize {
        let mut end = mention.tokens.end;
        let What::Thing(index) = mention.what else {
            return end;
        };
        let classes = things.list[index as usize].classes;
        let fits = |t: &Token| self.tails.get(&t.word).is_some_and(|of| classes & of != 0);
        while tokens
            .get(end)
            .is_some_and(|t| t.gap == Gap::Space && fits(t))
            && end - mention.tokens.end < 3
        {
            end += 1;
        }
        end
    }

    /// Whether an organisation's name and the next name are one: "NVIDIA H200", "Google Gemini 3".
    fn joins(&self, last: &Mention, next: &Mention, tokens: &[Token], things: &Things) -> bool {
        let (Some(maker), Some(thing)) = (thing_of(last), thing_of(next)) else {
            return false;
        };
        let adjacent = last.tail == next.tokens.start
            && last.tail == last.tokens.end
            && tokens[next.tokens.start].gap != Gap::Joined;
        let brand = things.list[thing as usize].brand;
        let first = &things.list[maker as usize];
        // "M5 MacBook Pro": a chip in front of the machine that has it is part of the machine's name.
        let machine = things.list[thing as usize].classes & self.system != 0
            && first.classes & self.chip != 0
            && first.brand == brand;
        adjacent && brand.is_some() && (machine || brand == first.known)
    }
}

fn thing_of(mention: &Mention) -> Option<ThingIndex> {
    match mention.what {
        What::Thing(index) => Some(index),
        _ => None,
    }
}
