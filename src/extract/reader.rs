//! Reads a document: from its mentions to its statements.

use crate::document::{BlockKind, Document};
use crate::extract::attach::Scope;
use crate::extract::candidate::{Candidate, Object};
use crate::extract::focus::{Focus, Kinds};
use crate::extract::guard::{self, Refusal};
use crate::extract::rule::{RuleError, Rules, Sources};
use crate::extract::{compose, engine, label, modality, newcomer, table};
use crate::mention::lexicon::ClassSet;
use crate::mention::{Finder, Lexemes, Lexicon, Mentions, Sentence, ThingIndex, What};
use crate::model::evidence::DocumentId;
use crate::model::{Entity, Reading, Skipped, Vocabulary};
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
        for candidate in candidates {
            match self.check(&candidate, document, &mentions) {
                Ok(()) => kept.push(candidate),
                Err(refusal) => *skipped.entry(refusal.reason().to_string()).or_default() += 1,
            }
        }
        compose::reading(
            document,
            &mentions,
            kept,
            skipped,
            id,
            recorded_at,
            &self.vocabulary,
        )
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

    fn candidates(&self, document: &Document, mentions: &mut Mentions) -> Vec<Candidate> {
        let text = document.plain.as_str();
        let mut focus = Focus::new(&mentions.title);
        if let Some(&first) = mentions
            .title
            .iter()
            .find(|t| self.classes(mentions, **t) & self.kinds.model != 0)
        {
            focus.turn_to(first, &mentions.things, &self.kinds);
        }
        let mut out = Vec::new();
        let mut at = 0;
        while at < mentions.sentences.len() {
            let block = mentions.sentences[at].block;
            let kind = document.blocks.get(block).map(|b| &b.kind);
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
                if self.classes(mentions, index) & self.kinds.model != 0 && !models.contains(&index)
                {
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
        let mut hits = engine::matches(
            &self.scope(mentions, text, tokens.clone(), focus),
            &self.rules,
        );
        newcomer::admit(&mut hits, &self.rules, mentions, &self.finder, text);
        let scope = self.scope(mentions, text, tokens.clone(), focus);
        let mut found: Vec<Candidate> = hits
            .iter()
            .flat_map(|hit| engine::candidates(hit, &scope, &self.rules, &self.vocabulary))
            .collect();
        found.extend(self.labelled(&scope));
        found.extend(self.compound(&scope));
        if !found.is_empty() {
            let claimant = modality::claimant(&scope);
            for candidate in &mut found {
                candidate.claimed_by = claimant.filter(|c| *c != candidate.subject);
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
        let mut out = Vec::new();
        for subject in subjects {
            let classes = things[subject as usize].classes;
            let meanings = label::meanings(scope, &self.rules, &head, classes);
            let rest = colon + 1..tokens.end;
            if meanings.is_empty() || rest.len() > 40 {
                continue;
            }
            for (meaning, object, anchor) in label::values(
                scope,
                &self.rules,
                &self.vocabulary,
                &meanings,
                &head,
                &rest,
            ) {
                // A value far behind its label is a sentence of its own, for the rules to read.
                if anchor.start <= colon + 4 {
                    out.push(table::candidate(
                        subject,
                        meaning,
                        object,
                        tokens.start..anchor.end,
                        anchor,
                        "label",
                    ));
                }
            }
        }
        out
    }

    /// "NVIDIA H200", "Google's Gemini 3.1 Pro": the name in front says who made it.
    fn compound(&self, scope: &Scope<'_>) -> Vec<Candidate> {
        compose::compounds(
            scope,
            self.kinds.organization,
            self.kinds.model,
            self.kinds.hardware,
        )
    }

    /// Notes what the sentence spoke of.
    fn follow(
        &self,
        sentence: &Sentence,
        kind: Option<&BlockKind>,
        mentions: &Mentions,
        text: &str,
        focus: &mut Focus,
    ) {
        let mut first: BTreeMap<u8, ThingIndex> = BTreeMap::new();
        let mut run: Vec<ThingIndex> = Vec::new();
        let mut turns = Vec::new();
        {
            let scope = self.scope(mentions, text, sentence.tokens.clone(), focus);
            for mention in mentions.within(sentence.tokens.clone()) {
                let What::Thing(index) = mention.what else {
                    continue;
                };
                let classes = self.classes(mentions, index);
                let kinds = &self.kinds;
                let model = classes & kinds.model != 0;
                if model
                    && classes & kinds.family == 0
                    && !run.contains(&index)
                    && !scope.compared(mention)
                {
                    run.push(index);
                }
                let slot = match classes {
                    _ if model => 1,
                    c if c & kinds.hardware != 0 => 2,
                    c if c & kinds.organization != 0 => 3,
                    c if c & kinds.person != 0 => 4,
                    _ => continue,
                };
                if !scope.compared(mention) {
                    first.entry(slot).or_insert(index);
                }
                turns.push(index);
            }
        }
        for index in turns {
            focus.mention(index);
        }
        let heading = matches!(kind, Some(BlockKind::Heading(_)));
        for (slot, index) in first {
            if slot < 4 || !heading {
                focus.turn_to(index, &mentions.things, &self.kinds);
            }
        }
        focus.gather(&run);
    }

    fn classes(&self, mentions: &Mentions, thing: ThingIndex) -> ClassSet {
        mentions.things[thing as usize].classes
    }
}

/// What an object says, for people: a name or a value.
pub fn said(object: &Object, mentions: &Mentions) -> String {
    match object {
        Object::Thing(index) => mentions.things[*index as usize].label.clone(),
        Object::Value(value) => value.to_string(),
    }
}
