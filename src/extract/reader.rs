//! Reads a document: from its mentions to its statements.

use crate::document::{BlockKind, Document};
use crate::extract::attach::Scope;
use crate::extract::candidate::{Candidate, Object};
use crate::extract::focus::{Focus, Kinds};
use crate::extract::guard::{self, Refusal};
use crate::extract::rule::{RuleError, Rules, Sources};
use crate::extract::{compose, composer, engine, label, modality, newcomer, owner, table};
use crate::mention::lexicon::ClassSet;
use crate::mention::{Finder, Lexemes, Lexicon, Mentions, Sentence, ThingIndex, What};
use crate::model::evidence::DocumentId;
use crate::model::{Entity, EntityId, Reading, Skipped, Vocabulary};
use std::collections::BTreeMap;
use std::ops::Range;

/// Everything that reading needs, put together once and shared by all documents and threads.
#[derive(Debug)]
pub struct Reader {
    vocabulary: Vocabulary,
    finder: Finder,
    rules: Rules,
    kinds: Kinds,
    compounds: ClassSet,
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
        let kinds = Kinds {
            model: lexicon.bits(&["Model", "ModelFamily"]),
            family: lexicon.bits(&["ModelFamily"]),
            hardware: lexicon.bits(&["Chip", "ChipFamily", "System"]),
            organization: lexicon.bits(&["Organization"]),
            person: lexicon.bits(&["Person"]),
        };
        Ok(Self {
            compounds: kinds.model | kinds.hardware,
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

    /// The mentions of a document, as reading sees them.
    pub fn mentions(&self, document: &Document) -> Mentions {
        self.finder.find(document)
    }

    /// All statements of a document, which shall be known as `id`, learned at `recorded_at` (RFC 3339).
    pub fn read(&self, document: &Document, id: &DocumentId, recorded_at: &str) -> Reading {
        let mut mentions = self.finder.find(document);
        let candidates = self.candidates(document, &mut mentions);
        let mut kept: Vec<Candidate> = Vec::new();
        let mut skipped = Skipped::new();
        let before = candidates.len();
        let settled = Self::settle(candidates);
        if settled.len() < before {
            let reason = "a surer rule takes the same number for something else".to_string();
            skipped.insert(reason, before - settled.len());
        }
        for candidate in settled {
            match self.check(&candidate, document, &mentions) {
                Ok(()) => kept.push(candidate),
                Err(refusal) => *skipped.entry(refusal.reason().to_string()).or_default() += 1,
            }
        }
        let (publisher, unknown) = self.publisher(document);
        let mut reading = compose::reading(
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

    fn check(
        &self,
        candidate: &Candidate,
        document: &Document,
        mentions: &Mentions,
    ) -> Result<(), Refusal> {
        let price = self
            .vocabulary
            .properties
            .get(&*candidate.property)
            .is_some_and(|p| p.unit.starts_with("USD"));
        if price && guard::foreign(mentions, candidate.anchor.start) {
            return Err(Refusal::Currency);
        }
        guard::check(
            candidate,
            document,
            mentions,
            &self.finder,
            &self.vocabulary,
        )
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

    fn candidates(&self, document: &Document, mentions: &mut Mentions) -> Vec<Candidate> {
        let text = document.plain.as_str();
        let mut focus = Focus::new(&mentions.title);
        let topic = self.topic(mentions);
        if let Some(topic) = topic {
            focus.turn_to(topic, &mentions.things, &self.kinds);
        }
        let mut before_list: Option<Focus> = None;
        let mut out = Vec::new();
        let mut at = 0;
        while at < mentions.sentences.len() {
            let block = mentions.sentences[at].block;
            let kind = document.blocks.get(block).map(|b| &b.kind);
            match kind {
                Some(BlockKind::Item(_)) => {
                    before_list.get_or_insert_with(|| focus.clone());
                }
                _ => {
                    if let Some(before) = before_list.take() {
                        focus.return_to(&before);
                    }
                }
            }
            if let (Some(BlockKind::Heading(_)), Some(topic)) = (kind, topic) {
                focus.turn_to(topic, &mentions.things, &self.kinds);
            }
            if let Some(kind @ BlockKind::Table(_)) = kind {
                let end = at
                    + mentions.sentences[at..]
                        .iter()
                        .take_while(|s| s.block == block)
                        .count();
                let cells = mentions.sentences[at..end].iter().map(|s| s.tokens.clone());
                let cells = table::rows(kind, cells);
                self.read_table(&cells, mentions, text, &mut focus, &mut out);
                at = end;
                continue;
            }
            let sentence = mentions.sentences[at].clone();
            self.read_sentence(&sentence, mentions, text, &focus, &mut out);
            self.follow(&sentence, kind, mentions, text, &mut focus);
            at += 1;
        }
        out
    }

    /// What the document is about: the first model or chip of its title, else of its text.
    fn topic(&self, mentions: &Mentions) -> Option<ThingIndex> {
        let fits = |t: &ThingIndex| classes(mentions, *t) & self.compounds != 0;
        let titled = mentions.title.iter().copied().find(fits);
        titled.or_else(|| {
            mentions.list.iter().find_map(|m| match m.what {
                What::Thing(index) if fits(&index) => Some(index),
                _ => None,
            })
        })
    }

    fn scope<'a>(
        &'a self,
        mentions: &'a Mentions,
        text: &'a str,
        tokens: Range<usize>,
        focus: &'a Focus,
    ) -> Scope<'a> {
        Scope {
            finder: &self.finder,
            mentions,
            text,
            sentence: tokens,
            focus,
            kinds: &self.kinds,
        }
    }

    fn read_table(
        &self,
        cells: &table::Cells,
        mentions: &Mentions,
        text: &str,
        focus: &mut Focus,
        out: &mut Vec<Candidate>,
    ) {
        let all = cells.iter().flatten();
        let (Some(first), Some(last)) = (all.clone().next(), all.last()) else {
            return;
        };
        let scope = self.scope(mentions, text, first.start..last.end, focus);
        out.extend(table::read(cells, &scope, &self.rules, &self.vocabulary));
        let mut models = Vec::new();
        for mention in mentions.within(first.start..last.end) {
            if let What::Thing(index) = mention.what {
                focus.mention(index);
                if classes(mentions, index) & self.kinds.model != 0 && !models.contains(&index) {
                    models.push(index);
                }
            }
        }
        focus.gather(&models);
    }

    fn read_sentence(
        &self,
        sentence: &Sentence,
        mentions: &mut Mentions,
        text: &str,
        focus: &Focus,
        out: &mut Vec<Candidate>,
    ) {
        let tokens = sentence.tokens.clone();
        if tokens.is_empty() {
            return;
        }
        let mut hits = engine::matches(
            &self.scope(mentions, text, tokens.clone(), focus),
            &self.rules,
        );
        newcomer::admit(&mut hits, &self.rules, mentions, &self.finder, text);
        let scope = self.scope(mentions, text, tokens.clone(), focus);
        let mut found: Vec<Candidate> = hits
            .iter()
            .flat_map(|hit| composer::candidates(hit, &scope, &self.rules, &self.vocabulary))
            .collect();
        found.extend(self.labelled(&scope));
        found.extend(owner::stated(&scope));
        if !found.is_empty() {
            let claimant = modality::claimant(&scope);
            for candidate in &mut found {
                // What a name itself states, no one claims.
                let named = candidate.rule.starts_with("rule:name/");
                candidate.claimed_by = claimant.filter(|c| *c != candidate.subject && !named);
            }
        }
        out.extend(found);
    }

    /// `Context window: 128K`: a line that begins with a label and a colon.
    fn labelled(&self, scope: &Scope<'_>) -> Vec<Candidate> {
        let tokens = scope.sentence.clone();
        let colon = tokens
            .clone()
            .take(8)
            .find(|i| &scope.text[scope.mentions.tokens[*i].range()] == ":");
        let Some(colon) = colon else {
            return Vec::new();
        };
        let things = &scope.mentions.things;
        let wanted = self.compounds;
        let head = tokens.start..colon;
        let named = scope
            .mentions
            .within(head.clone())
            .iter()
            .find(|m| scope.is(m, wanted));
        let subjects = match named {
            Some(mention) => scope.resolve(mention, wanted),
            None => scope.focus.subject(wanted, things).into_iter().collect(),
        };
        let mut out: Vec<Candidate> = owner::member_of_list(scope, &head, &self.kinds)
            .into_iter()
            .collect();
        for subject in subjects {
            let classes = things[subject as usize].classes;
            let meanings = label::meanings(scope, &self.rules, &head, classes);
            let rest = colon + 1..tokens.end;
            if meanings.is_empty() || rest.len() > 40 {
                continue;
            }
            for value in label::values(
                scope,
                &self.rules,
                &self.vocabulary,
                &meanings,
                &head,
                &rest,
            ) {
                // A value far behind its label is a sentence of its own, for the rules to read.
                if value.anchor.start <= colon + 4 {
                    let whole = tokens.start..value.anchor.end;
                    out.push(table::candidate(subject, value, whole, "label"));
                }
            }
        }
        out
    }

    /// Notes what the sentence spoke of: its first thing of each kind that is not merely compared
    /// with or mentioned in passing, unless a pronoun in front of it goes on with what was spoken of.
    fn follow(
        &self,
        sentence: &Sentence,
        kind: Option<&BlockKind>,
        mentions: &Mentions,
        text: &str,
        focus: &mut Focus,
    ) {
        let mut turns: BTreeMap<u8, ThingIndex> = BTreeMap::new();
        let mut seen = Vec::new();
        let mut group: Vec<ThingIndex> = Vec::new();
        let scope = self.scope(mentions, text, sentence.tokens.clone(), focus);
        let member = self.kinds.model & !self.kinds.family;
        let mut continued = None;
        for mention in mentions.within(sentence.tokens.clone()) {
            let What::Thing(index) = mention.what else {
                if continued.is_none() && scope.is(mention, self.kinds.model) {
                    let stands_for = scope.resolve(mention, self.kinds.model);
                    // Of several, none becomes what the text speaks of.
                    let one = (stands_for.len() == 1).then(|| stands_for[0]);
                    continued = one.or_else(|| focus.subject(self.kinds.model, &mentions.things));
                }
                continue;
            };
            seen.push(index);
            let Some(slot) = self.slot(classes(mentions, index)) else {
                continue;
            };
            if slot == MODEL && group.len() < 2 {
                let list = scope
                    .list_from(mention, member)
                    .into_iter()
                    .map(|(thing, _)| thing);
                group = list
                    .filter(|t| classes(mentions, *t) & self.kinds.family == 0)
                    .collect();
            }
            if !scope.compared(mention) && !scope.passing(mention) {
                let topic = if slot == MODEL {
                    continued.unwrap_or(index)
                } else {
                    index
                };
                turns.entry(slot).or_insert(topic);
            }
        }
        for index in seen {
            focus.mention(index);
        }
        let heading = matches!(kind, Some(BlockKind::Heading(_)));
        for (slot, index) in turns {
            if slot < PERSON || !heading {
                focus.turn_to(index, &mentions.things, &self.kinds);
            }
        }
        focus.gather(&group);
    }

    fn slot(&self, classes: ClassSet) -> Option<u8> {
        match classes {
            c if c & self.kinds.model != 0 => Some(MODEL),
            c if c & self.kinds.hardware != 0 => Some(HARDWARE),
            c if c & self.kinds.organization != 0 => Some(ORGANIZATION),
            c if c & self.kinds.person != 0 => Some(PERSON),
            _ => None,
        }
    }
}

fn classes(mentions: &Mentions, thing: ThingIndex) -> ClassSet {
    mentions.things[thing as usize].classes
}

const MODEL: u8 = 1;
const HARDWARE: u8 = 2;
const ORGANIZATION: u8 = 3;
const PERSON: u8 = 4;

/// What an object says, for people: a name or a value.
pub fn said(object: &Object, mentions: &Mentions) -> String {
    match object {
        Object::Thing(index) => mentions.things[*index as usize].label.clone(),
        Object::Value(value) => value.to_string(),
    }
}
