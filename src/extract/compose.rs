//! From a match of a rule to candidates: whom it is about, what it says, how surely.

use crate::extract::attach::Attached;
use crate::extract::candidate::{Candidate, Object};
use crate::extract::engine::Hit;
use crate::extract::matcher::Found;
use crate::extract::modality;
use crate::extract::rule::{Rule, Rules};
use crate::extract::said::Said;
use crate::extract::scope::Scope;
use crate::mention::{Mention, ThingIndex, What, WordClass, token};
use crate::model::{Modality, Value, Vocabulary};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Turns a match into candidates.
pub fn candidates(
    hit: &Hit,
    scope: &Scope<'_>,
    rules: &Rules,
    vocabulary: &Vocabulary,
) -> Vec<Candidate> {
    let Some(rule) = rules.list.get(hit.rule) else {
        return Vec::new();
    };
    let composer = Composer {
        hit,
        rule,
        scope,
        vocabulary,
    };
    composer.all()
}

/// A match with what is needed to make candidates of it.
pub(super) struct Composer<'a> {
    pub(super) hit: &'a Hit,
    pub(super) rule: &'a Rule,
    pub(super) scope: &'a Scope<'a>,
    pub(super) vocabulary: &'a Vocabulary,
}

impl Composer<'_> {
    fn all(&self) -> Vec<Candidate> {
        if self.rule.stanza.plain && self.former() {
            return Vec::new();
        }
        let Some(subjects) = self.subjects() else {
            return Vec::new();
        };
        if self.of_something_larger(&subjects) {
            return Vec::new();
        }
        let said = self.said();
        let planned = self.rule.stanza.property == "releasedOn";
        let modality = if self.rule.stanza.plain {
            Modality::Asserted
        } else {
            modality::of(self.scope, &self.hit.found.tokens, planned)
        };
        let qualifiers = self.qualifiers();
        let mut out = Vec::new();
        for item in said {
            let chosen: Vec<ThingIndex> = match item.place {
                Some((place, of)) if of == subjects.things.len() => vec![subjects.things[place]],
                Some(_) => continue,
                None => subjects.things.clone(),
            };
            for subject in chosen {
                let mut all = qualifiers.clone();
                all.extend(item.qualifiers.clone());
                out.push(self.candidate(subject, &item, all, &subjects, modality));
            }
        }
        out
    }

    fn candidate(
        &self,
        subject: ThingIndex,
        item: &Said,
        qualifiers: BTreeMap<Arc<str>, Value>,
        subjects: &Attached,
        modality: Modality,
    ) -> Candidate {
        let found = &self.hit.found.tokens;
        let mut tokens = found.start.min(item.anchor.start)..found.end.max(item.anchor.end);
        if let Some(token) = subjects.token {
            tokens.start = tokens.start.min(token);
            let end = self
                .scope
                .mentions
                .starting(token)
                .map_or(token + 1, |m| m.tail);
            tokens.end = tokens.end.max(end);
        }
        let hedge = if modality == Modality::Asserted { 0 } else { 5 };
        let mut candidate = Candidate {
            subject,
            property: item.property.clone(),
            object: item.object.clone(),
            qualifiers,
            tokens,
            anchor: item.anchor.clone(),
            modality,
            claimed_by: None,
            attached: match &*item.property {
                "manufacturedBy" => true,
                "developedBy" => self.rule.stanza.swap,
                _ => false,
            },
            rule: self.rule.mark.clone(),
            confidence: self
                .rule
                .stanza
                .confidence
                .saturating_sub(subjects.doubt + hedge),
        };
        if self.rule.stanza.swap
            && let Object::Thing(object) = candidate.object
        {
            candidate.object = Object::Thing(candidate.subject);
            candidate.subject = object;
        }
        candidate
    }

    /// Whether the sentence speaks of a server or rack while the subject found is a single chip.
    fn of_something_larger(&self, subjects: &Attached) -> bool {
        if self.rule.unless.is_empty() || self.beside(subjects) {
            return false;
        }
        let system = self.scope.finder.lexicon.bits(&["System"]);
        let things = &self.scope.mentions.things;
        let whole = subjects
            .things
            .iter()
            .any(|t| things[*t as usize].classes & system != 0);
        // The noun behind a chip's name ("the Blackwell platform") is a part of the name.
        let larger = |i: usize| {
            let word = self.scope.mentions.tokens[i].word;
            let named = self.scope.mentions.covering(i).and_then(|m| self.scope.mentions.thing(m));
            self.rule.unless.contains(&word) && named.is_none_or(|t| t.classes & system != 0)
        };
        !whole && self.scope.sentence.clone().any(larger)
    }

    /// Whether the name of the subject stands in the match or right beside it ("the H100's 80GB",
    /// "700W TDP H100 GPUs"), so that what else the sentence speaks of does not matter.
    fn beside(&self, subjects: &Attached) -> bool {
        let found = &self.hit.found;
        let mention = subjects
            .token
            .and_then(|t| self.scope.mentions.starting(t))
            .filter(|m| matches!(m.what, What::Thing(_)));
        mention.is_some_and(|m| {
            found.subject.is_some()
                || m.tail == found.tokens.start
                || m.tokens.start == found.tokens.end
                || self.scope.possesses(m, found.tokens.start)
        })
    }

    /// Where subject and object are of the same classes, those of the object's own kind.
    fn subject_classes(&self) -> u64 {
        let rule = self.rule;
        let kinds = self.scope.kinds;
        let object = self
            .hit
            .found
            .objects
            .first()
            .and_then(|(found, _)| match found {
                Found::Mention(token) => self.scope.mentions.starting(*token),
                Found::Capitals(_) => None,
            });
        let Some(thing) = object.and_then(|m| self.scope.mentions.thing(m)) else {
            return rule.subject;
        };
        if rule.subject != rule.object {
            return rule.subject;
        }
        match thing.classes {
            c if c & kinds.model != 0 => rule.subject & kinds.model,
            c if c & kinds.hardware != 0 => {
                let system = self.scope.finder.lexicon.bits(&["System"]);
                let whole = c & system != 0;
                let own = if whole { system } else { kinds.hardware & !system };
                rule.subject & own
            }
            _ => rule.subject,
        }
    }

    /// "Former Intel CEO Pat Gelsinger": it was so, and is no longer.
    fn former(&self) -> bool {
        let found = &self.hit.found.tokens;
        let from = found.start.saturating_sub(1).max(self.scope.sentence.start);
        let words = &self.scope.finder.words;
        self.scope.mentions.tokens[from..found.end]
            .iter()
            .any(|t| words.is(WordClass::Former, t.word))
    }

    /// What the match is about. The subject of a swapped rule is attached by the object's classes.
    fn subjects(&self) -> Option<Attached> {
        let rule = self.rule;
        match &self.hit.found.subject {
            Some(Found::Mention(token)) => {
                let mention = self.scope.mentions.starting(*token)?;
                let things = self.listed(mention, rule.subject);
                Some(Attached {
                    things,
                    token: Some(*token),
                    doubt: 0,
                })
            }
            Some(Found::Capitals(_)) => None,
            None => {
                let tokens = &self.hit.found.tokens;
                self.scope
                    .subject(tokens, self.subject_classes(), rule.stanza.attach)
            }
        }
    }

    /// A mention with those listed on both sides of it.
    fn listed(&self, mention: &Mention, classes: u64) -> Vec<ThingIndex> {
        let mut things = self.scope.list(mention, classes);
        for (thing, _) in self.scope.list_from(mention, classes) {
            if !things.contains(&thing) {
                things.push(thing);
            }
        }
        things
    }

    fn qualifiers(&self) -> BTreeMap<Arc<str>, Value> {
        let stated = self.rule.stanza.qualifiers.iter();
        let mut all: BTreeMap<Arc<str>, Value> = stated
            .map(|(k, v)| (Arc::from(k.as_str()), Value::Text(v.clone())))
            .collect();
        for (name, found) in &self.hit.found.qualifiers {
            let value = match found {
                Found::Mention(token) => self
                    .scope
                    .mentions
                    .starting(*token)
                    .and_then(|m| self.qualifier(m)),
                Found::Capitals(range) => {
                    let tokens = &self.scope.mentions.tokens[range.clone()];
                    let place = token::span(tokens);
                    place.map(|place| Value::Text(self.scope.text[place].to_string()))
                }
            };
            if let Some(value) = value {
                all.insert(name.as_str().into(), self.typed(name, value));
            }
        }
        all
    }

    /// A number as the type that the qualifier has.
    fn typed(&self, name: &str, value: Value) -> Value {
        let range = self.vocabulary.properties.get(name).map(|p| &p.range);
        match (range, &value) {
            (Some(crate::model::Range::Decimal), Value::Integer(n)) => Value::Decimal((*n).into()),
            _ => value,
        }
    }

    fn qualifier(&self, mention: &Mention) -> Option<Value> {
        match &mention.what {
            What::Thing(index) => Some(Value::Entity(
                self.scope.mentions.things[*index as usize].id.clone(),
            )),
            What::Date(date) => Some(Value::Date(date.date)),
            What::Quantity(quantity) if quantity.value.fract().is_zero() => {
                use rust_decimal::prelude::ToPrimitive;
                quantity.value.to_i64().map(Value::Integer)
            }
            What::Quantity(quantity) => Some(Value::Decimal(quantity.value.normalize())),
            What::Anaphor(_) => None,
        }
    }
}
