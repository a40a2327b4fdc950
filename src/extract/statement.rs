//! From candidates to the reading of a document.

use crate::document::Document;
use crate::extract::candidate::{Candidate, Object};
use crate::extract::event;
use crate::extract::subject::title;
use crate::mention::{Mentions, token};
use crate::model::evidence::DocumentId;
use crate::model::{
    Citation, Entity, EntityId, Evidence, Modality, Reading, Skipped, Statement, Value, Vocabulary,
};
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// Why one of two values that a place gives for the same functional property is left out.
pub(in crate::extract) const OUTDONE: &str =
    "a surer statement of the same sentence says otherwise";

/// Makes statements of candidates: one for each thing said, with the surest receipt.
///
/// Whom the publisher's name means is left open: the names are the reader's to know.
pub fn reading(
    document: &Document,
    mentions: &Mentions,
    candidates: Vec<Candidate>,
    mut skipped: Skipped,
    id: &DocumentId,
    recorded_at: &str,
    vocabulary: &Vocabulary,
) -> Reading {
    let characters = Characters::new(&document.text);
    let mut best: BTreeMap<Key, Statement> = BTreeMap::new();
    for candidate in candidates {
        let statement = statement(&candidate, document, mentions, &characters, id, recorded_at);
        let key = key(&statement);
        match best.get(&key) {
            Some(other) if !surer(&statement, other) => {}
            _ => {
                best.insert(key, statement);
            }
        }
    }
    let before = best.len();
    drop_contradicted(&mut best, vocabulary);
    drop_less_said(&mut best);
    if before > best.len() {
        *skipped.entry(OUTDONE.into()).or_default() += before - best.len();
    }
    let mut statements: Vec<Statement> = best.into_values().collect();
    statements.sort_by(order);
    let entities = newcomers(mentions, &statements);
    let citation = citation(document, id, recorded_at, &characters);
    Reading {
        citation,
        statements,
        entities,
        skipped,
    }
}

/// What makes two statements of a document the same claim.
type Key = (EntityId, Arc<str>, String, String);

fn key(statement: &Statement) -> Key {
    // "CEO" and "founder and CEO" are no two posts.
    let qualifiers: Vec<String> = statement
        .qualifiers
        .iter()
        .filter(|(name, _)| &***name != title::QUALIFIER)
        .map(|(k, v)| format!("{k}={}", v.canonical()))
        .collect();
    (
        statement.subject.clone(),
        statement.property.clone(),
        statement.object.canonical(),
        qualifiers.join(";"),
    )
}

/// Whether two statements of a document say the same.
pub(in crate::extract) fn same_claim(a: &Statement, b: &Statement) -> bool {
    key(a) == key(b)
}

/// Whether a statement is kept before another that says the same: the surer, but a longer title before.
fn surer(a: &Statement, b: &Statement) -> bool {
    let title = |s: &Statement| match s.qualifiers.get(title::QUALIFIER) {
        Some(Value::Text(title)) => title.len(),
        _ => 0,
    };
    if a.modality == b.modality && title(a) != title(b) {
        return title(a) > title(b);
    }
    (a.confidence, std::cmp::Reverse(a.evidence.start))
        > (b.confidence, std::cmp::Reverse(b.evidence.start))
}

/// By place in the text, what is read there before the events that are put together from it; then by what they say.
fn order(a: &Statement, b: &Statement) -> Ordering {
    let derived = |s: &Statement| s.extracted_by.starts_with(event::MARK);
    let place = |s: &Statement| (s.evidence.start, s.evidence.end, derived(s));
    let object = |s: &Statement| s.object.canonical();
    let places = place(a).cmp(&place(b));
    let about = || (a.subject.as_str(), &*a.property).cmp(&(b.subject.as_str(), &*b.property));
    places
        .then_with(about)
        .then_with(|| object(a).cmp(&object(b)))
}

/// Of two values that one place gives for the same functional property, keeps the surer.
fn drop_contradicted(best: &mut BTreeMap<Key, Statement>, vocabulary: &Vocabulary) {
    let mut losers = BTreeSet::new();
    let list: Vec<(&Key, &Statement)> = best.iter().collect();
    for window in list.chunk_by(|(a, _), (b, _)| a.0 == b.0 && a.1 == b.1) {
        let functional = vocabulary
            .properties
            .get(&*window[0].0.1)
            .is_some_and(|p| p.functional);
        for (i, (ka, a)) in window.iter().enumerate() {
            for (kb, b) in &window[i + 1..] {
                let overlap =
                    a.evidence.start < b.evidence.end && b.evidence.start < a.evidence.end;
                if functional
                    && overlap
                    && ka.3 == kb.3
                    && a.object != b.object
                    && a.confidence != b.confidence
                {
                    losers.insert(if a.confidence < b.confidence {
                        (*ka).clone()
                    } else {
                        (*kb).clone()
                    });
                }
            }
        }
    }
    best.retain(|key, _| !losers.contains(key));
}

/// Of two statements of one place that say the same, one with more qualifiers ("20 PFLOPS", "20 PFLOPS in
/// FP8"), keeps that one.
fn drop_less_said(best: &mut BTreeMap<Key, Statement>) {
    let mut losers = BTreeSet::new();
    let list: Vec<(&Key, &Statement)> = best.iter().collect();
    let same = |a: &Key, b: &Key| a.0 == b.0 && a.1 == b.1 && a.2 == b.2;
    for window in list.chunk_by(|(a, _), (b, _)| same(a, b)) {
        for (key, less) in window {
            let fuller = window.iter().any(|(_, more)| {
                let (a, b) = (&less.evidence, &more.evidence);
                less.qualifiers.len() < more.qualifiers.len()
                    && a.start < b.end
                    && b.start < a.end
                    && less
                        .qualifiers
                        .iter()
                        .all(|(k, v)| more.qualifiers.get(k) == Some(v))
            });
            if fuller {
                losers.insert((*key).clone());
            }
        }
    }
    best.retain(|key, _| !losers.contains(key));
}

fn statement(
    candidate: &Candidate,
    document: &Document,
    mentions: &Mentions,
    characters: &Characters<'_>,
    id: &DocumentId,
    recorded_at: &str,
) -> Statement {
    let thing = |index: u32| mentions.things[index as usize].id.clone();
    let span = quoted(candidate, document, mentions);
    let stored = document.stored(span);
    let evidence = Evidence {
        document: id.clone(),
        exact: document.text[stored.clone()].to_string(),
        start: characters.at(stored.start),
        end: characters.at(stored.end),
    };
    Statement {
        subject: thing(candidate.subject),
        property: candidate.property.clone(),
        object: match &candidate.object {
            Object::Thing(index) => Value::Entity(thing(*index)),
            Object::Value(value) => value.clone(),
        },
        qualifiers: candidate.qualifiers.clone(),
        evidence,
        claimed_by: candidate.claimed_by.map(thing),
        modality: claimed(candidate, mentions),
        confidence: Decimal::new(i64::from(candidate.confidence), 2),
        valid_from: document.issued,
        valid_to: None,
        recorded_at: recorded_at.to_string(),
        extracted_by: candidate.rule.clone(),
        resolved: None,
    }
}

/// The word of the maker itself on its own thing is a claim; that of others is reported as it is.
fn claimed(candidate: &Candidate, mentions: &Mentions) -> Modality {
    if candidate.modality != Modality::Asserted {
        return candidate.modality;
    }
    let brand = mentions.things[candidate.subject as usize].brand;
    let speaker = candidate
        .claimed_by
        .map(|c| mentions.things[c as usize].known);
    match (brand, speaker) {
        (Some(brand), Some(Some(speaker))) if brand == speaker => Modality::Claimed,
        _ => Modality::Asserted,
    }
}

/// The span of the plain text to quote: all the match rests on, or what is nearest to the value where
/// that would be longer than a quotation may be.
fn quoted(candidate: &Candidate, document: &Document, mentions: &Mentions) -> Range<usize> {
    let span = |range: Range<usize>| {
        let tokens = mentions.tokens.get(range);
        tokens.and_then(token::span).unwrap_or(0..0)
    };
    let whole = span(candidate.tokens.clone());
    let limit = Evidence::LONGEST - 20;
    let fits = |r: &Range<usize>| document.stored(r.clone()).len() <= limit;
    if fits(&whole) {
        return whole;
    }
    let mut tokens = candidate.anchor.clone();
    loop {
        let wider = tokens.start.saturating_sub(1).max(candidate.tokens.start)
            ..(tokens.end + 1).min(candidate.tokens.end);
        if wider == tokens || !fits(&span(wider.clone())) {
            return span(tokens);
        }
        tokens = wider;
    }
}

/// Byte offsets of a text to character offsets.
struct Characters<'a> {
    text: &'a str,
    /// Characters before each 256th byte.
    steps: Vec<u32>,
}

impl<'a> Characters<'a> {
    const STEP: usize = 256;

    fn new(text: &'a str) -> Self {
        let mut steps = vec![0];
        let mut count = 0;
        for chunk in text.as_bytes().chunks(Self::STEP) {
            count += u32::try_from(bytecount(chunk)).unwrap_or(0);
            steps.push(count);
        }
        Self { text, steps }
    }

    fn at(&self, byte: usize) -> u32 {
        let step = byte / Self::STEP;
        let rest = &self.text.as_bytes()[step * Self::STEP..byte];
        self.steps[step] + u32::try_from(bytecount(rest)).unwrap_or(0)
    }

    fn all(&self) -> u32 {
        self.steps.last().copied().unwrap_or(0)
    }
}

/// Characters that begin within some bytes of UTF-8.
fn bytecount(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| (**b & 0xC0) != 0x80).count()
}

fn citation(
    document: &Document,
    id: &DocumentId,
    recorded_at: &str,
    characters: &Characters<'_>,
) -> Citation {
    Citation {
        id: id.clone(),
        class: document.class.clone(),
        title: document.title.clone(),
        publisher: None,
        publisher_name: document.publisher.clone(),
        authors: document.authors.clone(),
        issued: document.issued,
        address: document.address.clone(),
        language: document.language.clone(),
        sha256: document.sha256(),
        source_sha256: document.source_sha256.clone(),
        characters: characters.all(),
        recorded_at: recorded_at.to_string(),
    }
}

/// The provisional entities that statements name.
fn newcomers(mentions: &Mentions, statements: &[Statement]) -> Vec<Entity> {
    let mut used: BTreeSet<&EntityId> = BTreeSet::new();
    for statement in statements {
        used.insert(&statement.subject);
        used.extend(statement.object.as_entity());
        used.extend(statement.claimed_by.as_ref());
        used.extend(statement.qualifiers.values().filter_map(Value::as_entity));
    }
    let provisional = mentions
        .things
        .iter()
        .filter_map(|t| t.provisional.as_ref());
    let out: BTreeMap<EntityId, Entity> = provisional
        .filter(|e| used.contains(&e.id))
        .map(|e| (e.id.clone(), e.clone()))
        .collect();
    out.into_values().collect()
}
