//! From a match of a rule to candidates: whom it is about, what it says, how surely.

use crate::extract::attach::Attached;
use crate::extract::candidate::{Candidate, Object};
use crate::extract::engine::Hit;
use crate::extract::matcher::Found;
use crate::extract::modality;
use crate::extract::rule::{Attach, Rule, Rules};
use crate::extract::said::Said;
use crate::extract::scope::Scope;
use crate::mention::{Mention, ThingIndex, What, WordClass, token};
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
pub(super) struct Composer<'a> {
    pub(super) hit: &'a Hit,
    pub(super) hits: &'a [Hit],
    pub(super) rule: &'a Rule,
    pub(super) rules: &'a Rules,
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
                let candidate = self.candidate(subject, &item, all, &subjects, modality);
                out.extend(self.sold(candidate));
            }
        }
        self.one_way(&subjects, &mut out);
        out
    }

    /// Where one of several partners of a deal sells, none of the others buys.
    fn one_way(&self, subjects: &Attached, out: &mut Vec<Candidate>) {
        let sells = |c: &Candidate| !subjects.things.contains(&c.subject);
        if !self.rule.sellers.is_empty() && out.iter().any(sells) {
            out.retain(sells);
        }
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

    /// Of two that have a deal, the one that sells becomes the subject, as the rule's order of classes
    /// tells; nothing where it does not.
    fn sold(&self, mut candidate: Candidate) -> Option<Candidate> {
        let sellers = &self.rule.sellers;
        if sellers.is_empty() {
            return Some(candidate);
        }
        let Object::Thing(object) = candidate.object else {
            return None;
        };
        let place = |thing: ThingIndex| {
            let classes = self.scope.thing(thing).classes;
            let found = sellers.iter().position(|of| classes & of != 0);
            found.unwrap_or(sellers.len())
        };
        let (first, second) = (place(candidate.subject), place(object));
        if second < first {
            candidate.object = Object::Thing(candidate.subject);
            candidate.subject = object;
        }
        (first != second).then_some(candidate)
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
            let named = self
                .scope
                .mentions
                .covering(i)
                .and_then(|m| self.scope.mentions.thing(m));
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
                Found::Capitals(..) | Found::Phrase(_) => None,
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
                let own = if whole {
                    system
                } else {
                    kinds.hardware & !system
                };
                rule.subject & own
            }
            _ => rule.subject,
        }
    }

    /// "a deal with Microsoft to deploy …": who does it is not the one behind the preposition.
    fn of_another(&self) -> bool {
        let start = self.hit.found.tokens.start;
        let Some(mention) = self.scope.mentions.starting(start) else {
            return false;
        };
        let words = &self.scope.finder.words;
        let rest = mention.tail..self.hit.found.tokens.end;
        let verb = rest.clone().find(|i| {
            let word = self.scope.mentions.tokens[*i].word;
            let dated = self.scope.mentions.covering(*i).is_some();
            !dated && !words.is(WordClass::Adverb, word) && self.scope.word(*i) != "on"
        });
        verb.is_some_and(|i| self.scope.word(i) == "to") && self.scope.governed(mention)
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
                let things = if rule.stanza.alone {
                    self.scope.resolve(mention, rule.subject)
                } else {
                    self.listed(mention, rule.subject)
                };
                Some(Attached {
                    things,
                    token: Some(*token),
                    doubt: 0,
                })
            }
            Some(Found::Phrase(range)) => {
                let organization = self.scope.kinds.organization;
                let topic = self.scope.one(range.start, organization)?;
                Some(Attached {
                    things: vec![topic],
                    token: Some(range.start),
                    doubt: 3,
                })
            }
            Some(Found::Capitals(..)) => None,
            None => self.followed().or_else(|| self.attached()),
        }
    }

    /// The subject that a match of the property that the rule follows names in the same sentence.
    fn followed(&self) -> Option<Attached> {
        let property = self.rule.stanza.follows.as_ref()?;
        let rules = self.rules;
        let named = self.hits.iter().filter_map(|hit| {
            let rule = rules.list.get(hit.rule)?;
            match &hit.found.subject {
                Some(Found::Mention(token)) if *rule.property == **property => Some(*token),
                _ => None,
            }
        });
        let start = self.hit.found.tokens.start;
        let (before, behind): (Vec<usize>, Vec<usize>) = named.partition(|t| *t < start);
        let token = before.into_iter().max().or(behind.into_iter().min())?;
        let mention = self.scope.mentions.starting(token)?;
        let things = self.scope.resolve(mention, self.rule.subject);
        let fits = !things.is_empty() && !things.iter().any(|t| self.barred(*t));
        fits.then_some(Attached {
            things,
            token: Some(token),
            doubt: 1,
        })
    }

    /// What is attached, past all that may not be.
    fn attached(&self) -> Option<Attached> {
        let classes = self.subject_classes();
        let attach = self.rule.stanza.attach;
        let mut tokens = self.hit.found.tokens.clone();
        if classes & !self.scope.kinds.organization != 0 && self.rule.except == 0 {
            return self.scope.subject(&tokens, classes, attach);
        }
        for _ in 0..4 {
            let found = self.scope.subject(&tokens, classes, attach);
            let nowhere = found.as_ref().is_none_or(|f| f.token.is_none());
            if nowhere && self.scope.unnamed(tokens.start) {
                return self.titled(classes);
            }
            let mut found = found?;
            if nowhere && self.rule.stanza.follows.is_some() {
                return self.titled(classes).or(Some(found));
            }
            if self.rule.stanza.alone {
                found.things = found.things.split_off(found.things.len().saturating_sub(1));
            }
            if !found.things.iter().any(|t| self.barred(*t)) {
                return Some(found);
            }
            match found.token.filter(|token| *token < tokens.start) {
                Some(token) => tokens.start = token,
                None => break,
            }
        }
        let other = self.other(classes).filter(|_| !self.rule.stanza.swap);
        if other.is_some() || attach == Attach::Sentence {
            return other;
        }
        self.titled(classes)
    }

    /// The nearest name before the match that may be attached.
    fn other(&self, classes: u64) -> Option<Attached> {
        let before = self.scope.sentence.start..self.hit.found.tokens.start;
        let mentions = self.scope.mentions.within(before).iter().rev();
        let named = mentions.filter(|m| self.scope.is(m, classes) && !self.scope.compared(m));
        named.into_iter().find_map(|mention| {
            let things = self.scope.resolve(mention, classes);
            let fits = !things.iter().any(|t| self.barred(*t));
            fits.then_some(Attached {
                things,
                token: Some(mention.tokens.start),
                doubt: 5,
            })
        })
    }

    /// What the title names, where the text says "a startup", or was last speaking of the object.
    fn titled(&self, classes: u64) -> Option<Attached> {
        let attach = self.rule.stanza.attach;
        if !matches!(attach, Attach::Near | Attach::Topic | Attach::Sentence) {
            return None;
        }
        let title = self.scope.mentions.title.iter().copied();
        let thing = title
            .filter(|t| self.scope.thing(*t).classes & classes != 0)
            .find(|t| !self.barred(*t))?;
        Some(Attached {
            things: vec![thing],
            token: None,
            doubt: 12,
        })
    }

    /// Whether a thing may not be attached: by its class, or because the match names it already.
    fn barred(&self, thing: ThingIndex) -> bool {
        let objects = self.hit.found.objects.iter();
        let mut named = objects.filter_map(|(found, _)| match found {
            Found::Mention(token) => self.scope.mentions.starting(*token),
            Found::Capitals(..) | Found::Phrase(_) => None,
        });
        let same = named.any(|m| matches!(m.what, What::Thing(other) if other == thing));
        same || self.scope.thing(thing).classes & self.rule.except != 0
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
                Found::Capitals(range, _) | Found::Phrase(range) => {
                    let tokens = &self.scope.mentions.tokens[range.clone()];
                    let place = token::span(tokens);
                    place.map(|place| Value::Text(self.scope.text[place].to_string()))
                }
            };
            if let Some(value) = value {
                all.insert(name.as_str().into(), self.typed(name, value));
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
        let before = self.scope.mentions.within(sentence.start..found.end);
        let behind = self.scope.mentions.within(found.end..sentence.end);
        let mention = before
            .iter()
            .rev()
            .find(fits)
            .or_else(|| behind.iter().find(fits));
        let things = &self.scope.mentions.things;
        let spoken_of = || {
            let topic = self.scope.focus.topic(classes, things)?;
            things.get(topic as usize)
        };
        let named = mention.and_then(|m| self.scope.mentions.thing(m));
        named.or_else(spoken_of).map(|t| t.id.clone())
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
