//! Reads a document: from its mentions to its statements.

use crate::document::Document;
use crate::extract::candidate::{Candidate, Object};
use crate::extract::discourse::Discourse;
use crate::extract::guard;
use crate::extract::kind::Kinds;
use crate::extract::rule::{RuleError, Rules, Sources};
use crate::extract::statement;
use crate::mention::{Finder, Lexemes, Lexicon, Mentions, ThingIndex};
use crate::model::evidence::DocumentId;
use crate::model::{Entity, EntityId, Reading, Skipped, Vocabulary};
use std::collections::BTreeMap;

/// Everything that reading needs, put together once and shared by all documents and threads.
#[derive(Debug)]
pub struct Reader {
    vocabulary: Vocabulary,
    finder: Finder,
    rules: Rules,
    kinds: Kinds,
}

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
        })
    }

    /// The rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
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
        mentions
    }

    /// All statements of a document, which shall be known as `id`, learned at `recorded_at` (RFC 3339).
    pub fn read(&self, document: &Document, id: &DocumentId, recorded_at: &str) -> Reading {
        let mut mentions = self.mentions(document);
        let discourse = Discourse {
            finder: &self.finder,
            rules: &self.rules,
            vocabulary: &self.vocabulary,
            kinds: &self.kinds,
            document,
        };
        let candidates = discourse.candidates(&mut mentions);
        let mut kept: Vec<Candidate> = Vec::new();
        let mut skipped = Skipped::new();
        let before = candidates.len();
        let settled = Self::settle(candidates);
        if settled.len() < before {
            let reason = "a surer rule takes the same number for something else".to_string();
            skipped.insert(reason, before - settled.len());
        }
        for candidate in settled {
            match guard::check(
                &candidate,
                document,
                &mentions,
                &self.finder,
                &self.vocabulary,
            ) {
                Ok(()) => kept.push(candidate),
                Err(refusal) => *skipped.entry(refusal.reason().to_string()).or_default() += 1,
            }
        }
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
        reading
    }

    /// The publisher as a known entity, else as a new one under the name that the source gives.
    fn publisher(&self, document: &Document) -> (Option<EntityId>, Option<Entity>) {
        let Some(name) = document.publisher.as_deref() else {
            return (None, None);
        };
        if let Some(known) = self.finder.named(name) {
            return (Some(known), None);
        }
        let entity = Entity::unseen(name, &["Organization", "Publisher"]);
        (Some(entity.id.clone()), Some(entity))
    }

    /// A number says one thing of its subject: of several rules that took the same one, the surest.
    fn settle(candidates: Vec<Candidate>) -> Vec<Candidate> {
        let mut best: BTreeMap<(ThingIndex, usize), u8> = BTreeMap::new();
        let number =
            |c: &Candidate| matches!(&c.object, Object::Value(v) if v.as_decimal().is_some());
        for c in candidates.iter().filter(|c| number(c)) {
            let top = best.entry((c.subject, c.anchor.start)).or_insert(0);
            *top = c.confidence.max(*top);
        }
        let surest = |c: &Candidate| {
            best.get(&(c.subject, c.anchor.start))
                .is_none_or(|top| c.confidence >= *top)
        };
        candidates
            .into_iter()
            .filter(|c| !number(c) || surest(c))
            .collect()
    }
}
