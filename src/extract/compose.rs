//! From a match of a rule to candidates: whom it is about, what it says, how surely.

use crate::extract::candidate::{Candidate, Object};
use crate::extract::currency;
use crate::extract::modality;
use crate::extract::pattern::matcher::Found;
use crate::extract::rule::engine::Hit;
use crate::extract::rule::{Rule, Rules};
use crate::extract::said::Said;
use crate::extract::scope::Scope;
use crate::extract::subject::attach::Attached;
use crate::mention::{Kind, Mention, ThingIndex, Token, What, token};
use crate::model::{EntityId, Modality, Value, Vocabulary};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Turns a match, one of all `hits` of its sentence, into candidates.
pub fn candidates(
    hit: &Hit,
    hits: &[Hit],
    scope: &Scope<'_>,
    rules: &Rules,
    vocabulary: &Vocabulary,
) -> Vec<Candidate> {
    let Some(rule) = rules.list.get(hit.rule) else {
        return Vec::new();
    };
    let composer = Composer {
        hit,
        hits,
        rule,
        rules,
        scope,
        vocabulary,
    };
    composer.all()
}

/// A match with what is needed to make candidates of it.
pub(in crate::extract) struct Composer<'a> {
    pub(in crate::extract) hit: &'a Hit,
    pub(in crate::extract) hits: &'a [Hit],
    pub(in crate::extract) rule: &'a Rule,
    pub(in crate::extract) rules: &'a Rules,
    pub(in crate::extract) scope: &'a Scope<'a>,
    pub(in crate::extract) vocabulary: &'a Vocabulary,
}

impl Composer<'_> {
    fn all(&self) -> Vec<Candidate> {
        if self.rule.stanza.plain && self.former() {
            return Vec::new();
        }
        if self.said_in_full() {
            return Vec::new();
        }
        let Some(subjects) = self.subjects() else {
            return Vec::new();
        };
        if self.of_another() || self.of_something_larger(&subjects) {
            return Vec::new();
        }
        let said = self.said(&subjects.things);
        let planned = self.rule.stanza.property == "releasedOn";
        let modality = if self.rule.stanza.plain {
            Modality::Asserted
        } else {
            modality::of(self.scope, &self.hit.found.tokens, planned)
        };
        let Some(qualifiers) = self.qualifiers() else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for item in said {
            let chosen = self.chosen(&subjects, item.place);
            for subject in chosen {
                let mut all = qualifiers.clone();
                all.extend(item.qualifiers.clone());
                self.state_currency(&item, &mut all);
                let candidate = self.candidate(subject, &item, all, &subjects, modality);
                out.extend(self.sold(candidate));
            }
        }
        self.one_way(&subjects, &mut out);
        if self.rule.stanza.agrees {
            out.retain(|c| self.agrees(c));
        }
        out
    }

    /// Whether the name of a candidate's subject goes on with that of its object.
    fn agrees(&self, candidate: &Candidate) -> bool {
        let Object::Thing(object) = candidate.object else {
            return false;
        };
        let label = |thing: ThingIndex| self.scope.thing(thing).label.to_lowercase();
        let (part, whole) = (label(candidate.subject), label(object));
        part.strip_prefix(&whole)
            .is_some_and(|rest| rest.starts_with([' ', '-', '.', '[']))
    }

    /// Of all that the match is about, whom a value goes to that stands at this place of a row of values.
    ///
    /// As many values as things go together in their order. The sizes in which a family comes are all
    /// its own; of a row that is not told apart, the last value alone is the match's.
    fn chosen(&self, subjects: &Attached, place: Option<(usize, usize)>) -> Vec<ThingIndex> {
        let things = &subjects.things;
        let Some((place, of)) = place else {
            return things.clone();
        };
        if of == things.len() {
            return vec![things[place]];
        }
        let family = |t: &ThingIndex| self.scope.thing(*t).classes & self.scope.kinds.family != 0;
        let stated = self.hit.found.objects.len() > 1;
        let sizes = things.len() == 1
            && (things.iter().all(family) || stated)
            && &*self.rule.property == "totalParameters";
        if sizes || (place + 1 == of && !self.respectively()) {
            things.clone()
        } else {
            Vec::new()
        }
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
        let object = match modality {
            Modality::Predicted | Modality::Rumored => self.to_come(item),
            _ => item.object.clone(),
        };
        let hedge = if modality == Modality::Asserted { 0 } else { 5 };
        let mut candidate = Candidate {
            subject,
            property: item.property.clone(),
            object,
            qualifiers,
            tokens,
            anchor: item.anchor.clone(),
            modality,
            claimed_by: None,
            attached: match &*item.property {
                "manufacturedBy" => true,
                "developedBy" | "ceoOf" => self.rule.stanza.swap,
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

    /// What is expected lies ahead: a month written without its year is the next one of its name ("due in
    /// January", said in December).
    fn to_come(&self, item: &Said) -> Object {
        let year = |t: &Token| t.range().len() == 4 && t.kind == Kind::Digits;
        let stated = self.scope.mentions.tokens[item.anchor.clone()]
            .iter()
            .any(year);
        let later = match (&item.object, self.scope.issued) {
            (Object::Value(Value::Date(date)), Some(issued)) if !stated => date.not_before(issued),
            _ => None,
        };
        later.map_or_else(
            || item.object.clone(),
            |date| Object::Value(Value::Date(date)),
        )
    }

    /// Whether the name of the subject stands in the match or right beside it ("the H100's 80GB",
    /// "700W TDP H100 GPUs"), so that what else the sentence speaks of does not matter.
    pub(in crate::extract) fn beside(&self, subjects: &Attached) -> bool {
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

    /// The qualifiers of the match; `None` if one that it needs is missing.
    fn qualifiers(&self) -> Option<BTreeMap<Arc<str>, Value>> {
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
                Found::Maker(_) => None,
                Found::Capitals(range, _) | Found::Phrase(range) => {
                    let tokens = &self.scope.mentions.tokens[range.clone()];
                    let place = token::span(tokens);
                    place.map(|place| Value::Text(self.scope.text[place].to_string()))
                }
            };
            if let Some(value) = value {
                all.insert(name.clone(), self.typed(name, value));
            }
        }
        for name in &self.rule.stanza.needs {
            if !all.contains_key(name.as_str()) {
                all.insert(name.as_str().into(), Value::Entity(self.nearest(name)?));
            }
        }
        Some(all)
    }

    /// The name of a qualifier's kind that stands nearest before the match, else behind it ("On MMLU the
    /// model scores 85%").
    fn nearest(&self, qualifier: &str) -> Option<EntityId> {
        let property = self.vocabulary.properties.get(qualifier)?;
        let crate::model::Range::Entities(classes) = &property.range else {
            return None;
        };
        let classes = self.scope.finder.lexicon.bits_of(classes);
        let found = &self.hit.found.tokens;
        let sentence = &self.scope.sentence;
        let fits = |m: &&Mention| {
            let thing = self.scope.mentions.thing(m);
            thing.is_some_and(|t| t.classes & classes != 0)
        };
        // "60% on BrowseComp, hit 85% on GPQA": the one right behind the value.
        let named = self.right_behind(found.end).filter(fits);
        let before = self.scope.mentions.within(sentence.start..found.end);
        let behind = self.scope.mentions.within(found.end..sentence.end);
        let mention = named
            .as_ref()
            .copied()
            .or_else(|| before.iter().rev().find(fits))
            .or_else(|| behind.iter().find(fits));
        let things = &self.scope.mentions.things;
        let spoken_of = || {
            let topic = self.scope.focus.topic(classes, things)?;
            things.get(topic as usize)
        };
        let named = mention.and_then(|m| self.scope.mentions.thing(m));
        named.or_else(spoken_of).map(|t| t.id.clone())
    }

    /// Says in which currency the money of a candidate is.
    fn state_currency(&self, item: &Said, qualifiers: &mut BTreeMap<Arc<str>, Value>) {
        let money = |name: &str| {
            self.vocabulary
                .properties
                .get(name)
                .is_some_and(currency::is_money)
        };
        let mentions = self.scope.mentions;
        let value = money(&item.property)
            .then(|| currency::at(mentions, item.anchor.start))
            .flatten();
        let found = self.hit.found.qualifiers.iter();
        let amounts: Vec<(&str, &str)> = found
            .filter(|(name, _)| money(name))
            .filter_map(|(name, found)| match found {
                Found::Mention(token) => Some((&**name, currency::at(mentions, *token)?)),
                _ => None,
            })
            .collect();
        currency::state(qualifiers, value, &amounts);
    }

    /// The name behind "on", "in" or "at" at a token.
    fn right_behind(&self, at: usize) -> Option<&Mention> {
        let article = usize::from(self.scope.word(at + 1) == "the");
        let joined =
            at < self.scope.sentence.end && matches!(self.scope.word(at), "on" | "in" | "at");
        joined.then(|| self.scope.mentions.starting(at + 1 + article))?
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
