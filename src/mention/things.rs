//! The things that a document names, each once: known entities and new members of known families.

use crate::mention::finder::Finder;
use crate::mention::lexicon::{EntityIndex, Lexicon};
use crate::mention::token::{Gap, Kind, Lexemes, Token, ends_word};
use crate::mention::{Mention, Thing, ThingIndex, What};
use crate::model::slug::slug;
use crate::model::{Entity, EntityId};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The things of a document, each once.
#[derive(Debug, Default)]
pub struct Things {
    /// The things, in order of their first mention.
    pub list: Vec<Thing>,
    pub(super) numbers: FxHashMap<EntityId, ThingIndex>,
    /// Last names of people; none where two share one.
    last_names: FxHashMap<String, Option<ThingIndex>>,
    /// Short forms of new names: their words in lower case by the first.
    short: FxHashMap<String, Vec<(Vec<String>, ThingIndex)>>,
}

impl Things {
    /// A known entity.
    pub(crate) fn known(&mut self, entity: EntityIndex, lexicon: &Lexicon) -> ThingIndex {
        let known = lexicon.known(entity);
        if let Some(&index) = self.numbers.get(&known.id) {
            return index;
        }
        let person = known.classes & lexicon.bits(&["Person"]) != 0;
        let index = self.push(Thing::known(entity, lexicon));
        if person {
            self.call_by_last_name(&known.label, index);
        }
        index
    }

    /// Once a person is named in full, the last name alone will do ("Altman").
    fn call_by_last_name(&mut self, label: &str, index: ThingIndex) {
        let words = pieces(label);
        if let Some(last) = words
            .last()
            .filter(|w| words.len() > 1 && w.chars().count() > 2)
        {
            let taken = self.last_names.insert(last.clone(), Some(index)).flatten();
            if taken.is_some_and(|other| other != index) {
                self.last_names.insert(last.clone(), None);
            }
        }
    }

    /// The last name of a person named before at a place, beside which no other name stands.
    pub(crate) fn person(&self, tokens: &[Token], at: usize, text: &str) -> Option<Mention> {
        if self.last_names.is_empty() || !tokens[at].capital {
            return None;
        }
        let index = (*self
            .last_names
            .get(&text[tokens[at].range()].to_lowercase())?)?;
        let beside = |t: Option<&Token>| t.is_some_and(|t| t.capital && t.kind == Kind::Letters);
        let joined = tokens
            .get(at + 1)
            .is_some_and(|t| t.gap != Gap::Space && t.kind != Kind::Sign);
        let before = at.checked_sub(1).and_then(|b| tokens.get(b));
        let alone = !beside(tokens.get(at + 1)) && !joined && tokens[at].gap == Gap::Space;
        (alone && !beside(before)).then(|| plain_mention(at..at + 1, What::Thing(index)))
    }

    /// A new name that begins with a known one.
    pub(crate) fn new_member(
        &mut self,
        name: &str,
        head: EntityIndex,
        finder: &Finder,
    ) -> ThingIndex {
        let known = finder.lexicon.known(head);
        let organization = known.classes & finder.organization != 0;
        let class = match () {
            () if organization
                && known.classes & finder.vendor != 0
                && !finder.heads.contains(&head) =>
            {
                "Chip"
            }
            () if organization => "Model",
            () if known.classes & finder.chip != 0 => "Chip",
            () => "Model",
        };
        let label = full_name(name, &known.label);
        let id = EntityId::from(slug(&label));
        if let Some(&index) = self.numbers.get(&id) {
            return index;
        }
        if let Some(index) = finder.lexicon.index(&id) {
            return self.known(index, &finder.lexicon);
        }
        let brand = if organization {
            Some(head)
        } else {
            known.brand
        };
        // "M2.5 Lightning" is a variant of M2.5 as "Kimi K3.1" is one of Kimi.
        let tuned = known.classes & finder.model != 0;
        let family = known.classes & finder.family != 0;
        let broader = match (organization, family || tuned) {
            (true, _) => None,
            (false, true) => Some(head),
            (false, false) => known.broader,
        };
        let shape = match () {
            () if organization => "a maker's name and a version",
            () if family => "a family's name and a version or suffix",
            () => "a known name and a version or suffix",
        };
        let id_of = |i: Option<EntityIndex>| i.map(|i| finder.lexicon.known(i).id.clone());
        let entity = Entity {
            broader: id_of(broader),
            brand: id_of(brand),
            ..Entity::unseen(&label, &[class]).shaped(shape)
        };
        let index = self.push(Thing::unseen(entity, &finder.lexicon));
        self.shorten(&label, &known.label, index);
        index
    }

    /// Keeps the name without its head as a short form, where that has a number and a letter.
    fn shorten(&mut self, label: &str, head: &str, index: ThingIndex) {
        let words = pieces(label);
        let head = pieces(head);
        let rest: Vec<String> = match words.strip_prefix(head.as_slice()) {
            Some(rest) => rest.to_vec(),
            None => return,
        };
        let digit = rest
            .iter()
            .any(|w| w.starts_with(|c: char| c.is_ascii_digit()));
        let letter = rest
            .first()
            .is_some_and(|w| w.starts_with(char::is_alphabetic));
        if digit && letter {
            self.short
                .entry(rest[0].clone())
                .or_default()
                .push((rest, index));
        }
    }

    /// A short form of a new name at a place.
    pub(crate) fn local(&self, tokens: &[Token], at: usize, text: &str) -> Option<Mention> {
        if self.short.is_empty() || !tokens[at].capital {
            return None;
        }
        let lower = |t: &Token| text[t.range()].to_lowercase();
        let forms = self.short.get(&lower(&tokens[at]))?;
        let fits = |words: &Vec<String>| {
            tokens
                .get(at..at + words.len())
                .is_some_and(|p| p.iter().map(lower).eq(words.iter().cloned()))
                && ends_word(tokens.get(at + words.len()))
        };
        let (words, index) = forms
            .iter()
            .filter(|(w, _)| fits(w))
            .max_by_key(|(w, _)| w.len())?;
        Some(plain_mention(at..at + words.len(), What::Thing(*index)))
    }

    fn push(&mut self, thing: Thing) -> ThingIndex {
        let index = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.numbers.insert(thing.id.clone(), index);
        self.list.push(thing);
        index
    }
}

/// The words of a name in lower case, cut like the text.
fn pieces(name: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    Lexemes::default().tokens(name, 0..name.len(), &mut tokens);
    tokens
        .into_iter()
        .map(|t| name[t.range()].to_lowercase())
        .collect()
}

/// A name written short ("M2.5 Standard") in full, where its head's label ends with its first word.
fn full_name(name: &str, head: &str) -> String {
    let first = name.split([' ', '-']).next().unwrap_or(name);
    let tail = |cut: usize| {
        head.get(cut..)
            .is_some_and(|t| t.eq_ignore_ascii_case(first))
    };
    match head.len().checked_sub(first.len()) {
        Some(cut) if cut > 0 && tail(cut) && !name.starts_with(head) => {
            format!("{}{name}", &head[..cut])
        }
        _ => name.to_string(),
    }
}

/// A mention without a tail and a maker.
pub(crate) fn plain_mention(tokens: Range<usize>, what: What) -> Mention {
    Mention {
        tail: tokens.end,
        tokens,
        what,
        maker: None,
    }
}
