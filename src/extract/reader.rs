//! Reads a document: from its mentions to its statements.

use crate::document::Document;
use crate::extract::candidate::{Candidate, Object};
use crate::extract::discourse::Discourse;
use crate::extract::event::Events;
use crate::extract::guard;
use crate::extract::kind::Kinds;
use crate::extract::name::{carded, credit, shortform};
use crate::extract::rule::{RuleError, Rules, Sources};
use crate::extract::statement;
use crate::extract::table::{headed, tabled, twin};
use crate::mention::{Finder, Lexemes, Lexicon, Mentions, ThingIndex};
use crate::model::evidence::DocumentId;
use crate::model::{Entity, EntityId, Reading, Skipped, Value, Vocabulary};
use std::collections::{BTreeMap, BTreeSet};

/// The longest name by which a text calls each entity.
pub type Names = BTreeMap<EntityId, String>;

/// Everything that reading needs, put together once and shared by all documents and threads.
#[derive(Debug)]
pub struct Reader {
    vocabulary: Vocabulary,
    finder: Finder,
    rules: Rules,
    kinds: Kinds,
    rejected: BTreeSet<EntityId>,
}

/// By how many hundredths a rule is much surer than another.
const SURER: u8 = 6;

impl Reader {
    /// Compiles rule files, given as path and text, for a vocabulary and its known names.
    ///
    /// # Errors
    /// The place of the first fault in a rule file.
    pub fn new(
        vocabulary: &Vocabulary,
        entities: &[Entity],
        files: &[(String, String)],
    ) -> Result<Self, RuleError> {
        let mut lexemes = Lexemes::default();
        let mut sources = Sources::read(files)?;
        let words = sources.words(&mut lexemes);
        let lexicon = Lexicon::new(vocabulary, entities, &mut lexemes);
        let rules = sources.compile(vocabulary, &lexicon, &words, &mut lexemes)?;
        let kinds = Kinds::new(&lexicon);
        Ok(Self {
            vocabulary: vocabulary.clone(),
            finder: Finder::new(lexemes, words, lexicon, entities),
            rules,
            kinds,
            rejected: BTreeSet::new(),
        })
    }

    /// The same, which leaves out what is said of names that are rejected.
    pub fn rejecting(mut self, names: impl IntoIterator<Item = EntityId>) -> Self {
        self.rejected = names.into_iter().collect();
        self
    }

    /// The rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The properties and classes.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    pub(in crate::extract) fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    /// Names and words.
    pub fn finder(&self) -> &Finder {
        &self.finder
    }

    /// What a document names, with the names that it introduces itself.
    pub fn mentions(&self, document: &Document) -> Mentions {
        let mut mentions = self.finder.find(document);
        self.rules
            .introductions
            .admit(&mut mentions, &self.finder, &self.kinds, document);
        twin::admit(&mut mentions, &self.finder, &self.kinds, document);
        tabled::admit(&mut mentions, self, document);
        headed::admit(&mut mentions, self, document);
        carded::admit(&mut mentions, self, document);
        credit::admit(&mut mentions, self, document);
        let text = document.plain.as_str();
        shortform::admit(&mut mentions, &self.finder, &self.kinds, text);
        mentions
    }

    /// All statements of a document, which shall be known as `id`, learned at `recorded_at` (RFC 3339).
    pub fn read(&self, document: &Document, id: &DocumentId, recorded_at: &str) -> Reading {
        self.read_mentions(document, id, recorded_at).0
    }

    /// The same, with the names that the text itself has for what it speaks of.
    pub fn read_names(
        &self,
        document: &Document,
        id: &DocumentId,
        recorded_at: &str,
    ) -> (Reading, Names) {
        let (reading, mentions) = self.read_mentions(document, id, recorded_at);
        (reading, self.names(&mentions, document.plain.as_str()))
    }

    fn read_mentions(
        &self,
        document: &Document,
        id: &DocumentId,
        recorded_at: &str,
    ) -> (Reading, Mentions) {
        let mut mentions = self.mentions(document);
        let candidates = self
            .discourse(document)
            .candidates(&mut mentions, &mut |_| ());
        let mut kept: Vec<Candidate> = Vec::new();
        let mut skipped = Skipped::new();
        let settled = Self::settled(&candidates);
        for (candidate, settled) in candidates.into_iter().zip(settled) {
            match self.refused(&candidate, settled, document, &mentions) {
                None => kept.push(candidate),
                Some(reason) => *skipped.entry(reason.to_string()).or_default() += 1,
            }
        }
        let derived = Events {
            mentions: &mut mentions,
            finder: &self.finder,
            vocabulary: &self.vocabulary,
            text: document.plain.as_str(),
        }
        .derive(&kept);
        let fits = |c: &Candidate| self.refused(c, true, document, &mentions).is_none();
        kept.extend(derived.into_iter().filter(fits));
        let (publisher, unknown) = self.publisher(document);
        let mut reading = statement::reading(
            document,
            &mentions,
            kept,
            skipped,
            id,
            recorded_at,
            &self.vocabulary,
        );
        reading.citation.publisher = publisher;
        if let Some(unknown) = unknown
            && !reading.entities.iter().any(|e| e.id == unknown.id)
        {
            reading.entities.push(unknown);
            reading.entities.sort_by(|a, b| a.id.cmp(&b.id));
        }
        (reading, mentions)
    }

    /// The publisher as a known entity, else as a new one under the name that the source gives.
    fn publisher(&self, document: &Document) -> (Option<EntityId>, Option<Entity>) {
        let Some(name) = document.publisher.as_deref() else {
            return (None, None);
        };
        if let Some(known) = self.finder.named(name) {
            return (Some(known), None);
        }
        let entity = Entity::unseen(name, &["Organization", "Publisher"]).shaped("a publisher");
        if self.rejected.contains(&entity.id) {
            return (None, None);
        }
        (Some(entity.id.clone()), Some(entity))
    }

    pub(in crate::extract) fn discourse<'a>(&'a self, document: &'a Document) -> Discourse<'a> {
        Discourse {
            finder: &self.finder,
            rules: &self.rules,
            vocabulary: &self.vocabulary,
            kinds: &self.kinds,
            document,
        }
    }

    /// Why a candidate is not kept; `settled` tells whether no surer one takes its number.
    pub(in crate::extract) fn refused(
        &self,
        candidate: &Candidate,
        settled: bool,
        document: &Document,
        mentions: &Mentions,
    ) -> Option<&'static str> {
        if !settled {
            return Some("a surer rule takes the same number for something else");
        }
        if self.names_rejected(candidate, mentions) {
            return Some("a name in it was rejected");
        }
        let (finder, vocabulary) = (&self.finder, &self.vocabulary);
        let checked = guard::check(candidate, document, mentions, finder, vocabulary);
        checked.err().map(guard::Refusal::reason)
    }

    fn names_rejected(&self, candidate: &Candidate, mentions: &Mentions) -> bool {
        if self.rejected.is_empty() {
            return false;
        }
        let object = match candidate.object {
            Object::Thing(index) => Some(index),
            Object::Value(_) => None,
        };
        let things = [Some(candidate.subject), object, candidate.claimed_by];
        let mut ids = things
            .into_iter()
            .flatten()
            .map(|t| &mentions.things[t as usize].id);
        let mut qualifiers = candidate.qualifiers.values().filter_map(Value::as_entity);
        ids.any(|id| self.rejected.contains(id)) || qualifiers.any(|id| self.rejected.contains(id))
    }

    /// A number says one thing of its subject, and one rule says of whom: for each candidate whether no surer rule
    /// took the same one, for another property or, much surer, for another subject.
    pub(in crate::extract) fn settled(candidates: &[Candidate]) -> Vec<bool> {
        let mut best: BTreeMap<(ThingIndex, usize), u8> = BTreeMap::new();
        let number =
            |c: &Candidate| matches!(&c.object, Object::Value(v) if v.as_decimal().is_some());
        for c in candidates.iter().filter(|c| number(c)) {
            let top = best.entry((c.subject, c.anchor.start)).or_insert(0);
            *top = c.confidence.max(*top);
        }
        let mut told: BTreeMap<(&str, usize), (u8, &str)> = BTreeMap::new();
        for c in candidates.iter().filter(|c| number(c)) {
            let top = told.entry((&c.property, c.anchor.start));
            let top = top.or_insert((c.confidence, &c.rule));
            if c.confidence > top.0 {
                *top = (c.confidence, &c.rule);
            }
        }
        let surest = |c: &Candidate| {
            let same = best.get(&(c.subject, c.anchor.start));
            let other = told.get(&(&*c.property, c.anchor.start));
            same.is_none_or(|top| c.confidence >= *top)
                && other.is_none_or(|(top, rule)| *rule == &*c.rule || c.confidence + SURER > *top)
        };
        candidates.iter().map(|c| !number(c) || surest(c)).collect()
    }
}
