//! Events of several parties, put together from what a document says of each party.
//!
//! An event is derived, never read by itself: a round from the sum that was raised, with the investors and
//! the valuation that its sentence (or its paragraph, if it tells of no other round) gives; a purchase from
//! buyer and target; an action of an authority from whom it acts against. Each of its statements keeps the
//! words of the one that it comes from.

use crate::extract::candidate::{Candidate, Object};
use crate::extract::currency;
use crate::mention::{Finder, Measure, Mentions, Thing, ThingIndex, What, token};
use crate::model::quantity::human;
use crate::model::slug::slug;
use crate::model::{Entity, EntityId, Modality, Value, Vocabulary};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// How far behind a sum the name of its round may stand, in tokens.
const REACH: usize = 8;

/// What puts events together, for one document.
pub struct Events<'a> {
    /// What the document names; events are added.
    pub mentions: &'a mut Mentions,
    /// Names and words.
    pub finder: &'a Finder,
    /// Classes and properties.
    pub vocabulary: &'a Vocabulary,
    /// The plain text.
    pub text: &'a str,
}

impl Events<'_> {
    /// The statements of the events that candidates tell of.
    pub fn derive(&mut self, kept: &[Candidate]) -> Vec<Candidate> {
        let stated: Vec<&Candidate> = kept.iter().filter(|c| stands(c)).collect();
        let mut out = Vec::new();
        for candidate in &stated {
            match &*candidate.property {
                "raisedFunding" => self.round(candidate, &stated, &mut out),
                "acquired" => self.purchase(candidate, &mut out),
                "subjectTo" => self.action(candidate, &mut out),
                _ => {}
            }
        }
        out
    }

    fn round(&mut self, sum: &Candidate, all: &[&Candidate], out: &mut Vec<Candidate>) {
        let Object::Value(value) = &sum.object else {
            return;
        };
        let raiser = self.thing(sum.subject);
        let code = sum.currency();
        let property = self.vocabulary.properties.get("raisedFunding");
        let label = format!("{} raises {}", raiser.label, human(value, property, code));
        let tail = code.map_or(String::new(), |c| format!("-{}", c.to_lowercase()));
        let id = format!(
            "funding-round-{}-{}{tail}",
            raiser.id,
            slug(&value.to_string())
        );
        let event = self.event(&id, &label, "FundingRound");
        out.push(party(event, sum, sum.subject, "raiser"));
        out.push(number(event, sum, "eventAmount", value.clone()));
        if let Some((name, tokens)) = self.round_name(sum) {
            let mut said = plain(event, sum, "eventRound", Value::Text(name));
            said.tokens.end = said.tokens.end.max(tokens.end);
            said.anchor = tokens;
            out.push(said);
        }
        if let Some(date) = sum.qualifiers.get("date") {
            out.push(plain(event, sum, "eventDate", date.clone()));
        }
        let near: Vec<&Candidate> = all
            .iter()
            .copied()
            .filter(|c| self.belongs(c, sum, all))
            .collect();
        for other in near {
            let of_raiser = other.object == Object::Thing(sum.subject);
            match (&*other.property, &other.object) {
                ("investedIn", _) if of_raiser => {
                    out.push(party(event, other, other.subject, "investor"));
                }
                ("valuedAt", Object::Value(worth)) if other.subject == sum.subject => {
                    out.push(number(event, other, "eventValuation", worth.clone()));
                }
                _ => {}
            }
        }
    }

    /// The name of a round ("Series C", "seed") in or right behind the words of a sum, as it is written.
    fn round_name(&self, sum: &Candidate) -> Option<(String, Range<usize>)> {
        let sentence = &self.mentions.sentences.get(self.sentence(sum)?)?.tokens;
        let limit = sentence.end.min(sum.tokens.end + REACH);
        let tokens = &self.mentions.tokens;
        let words = &self.finder.words;
        let named = |at: usize| {
            let longest = words.phrase("round-name", &tokens[at..limit])?;
            Some(at..at + longest)
        };
        let found = (sum.tokens.start..limit).find_map(named)?;
        Some((token::written(&tokens[found.clone()], self.text), found))
    }

    /// Whether a candidate stands in the sentence of a sum, or in its paragraph where that tells of no other
    /// sum of the same organization.
    fn belongs(&self, other: &Candidate, sum: &Candidate, all: &[&Candidate]) -> bool {
        let (here, there) = (self.sentence(sum), self.sentence(other));
        let (Some(here), Some(there)) = (here, there) else {
            return false;
        };
        let block = |sentence: usize| self.mentions.sentences[sentence].block;
        let rival = |c: &&&Candidate| {
            let sentence = self.sentence(c);
            c.property == sum.property
                && c.subject == sum.subject
                && c.object != sum.object
                && sentence.is_some_and(|s| s == here || block(s) == block(here))
        };
        let rivals: Vec<&&Candidate> = all.iter().filter(rival).collect();
        if here == there {
            // "raised $2 billion after $600 million": the nearer of two sums of one sentence has it.
            let far = |c: &Candidate| c.anchor.start.abs_diff(other.anchor.start);
            let rivals = rivals.iter().filter(|c| self.sentence(c) == Some(here));
            return rivals.into_iter().all(|c| far(sum) < far(c));
        }
        block(here) == block(there) && there > here && rivals.is_empty()
    }

    fn purchase(&mut self, deal: &Candidate, out: &mut Vec<Candidate>) {
        let Object::Thing(target) = deal.object else {
            return;
        };
        let (buyer, bought) = (self.thing(deal.subject), self.thing(target));
        let label = format!("{} buys {}", buyer.label, bought.label);
        let id = format!("acquisition-{}-{}", buyer.id, bought.id);
        let event = self.event(&id, &label, "Acquisition");
        out.push(party(event, deal, deal.subject, "buyer"));
        out.push(party(event, deal, target, "target"));
        self.circumstances(event, deal, out);
    }

    /// What an authority does to somebody ("antitrust investigation").
    fn action(&mut self, action: &Candidate, out: &mut Vec<Candidate>) {
        let Object::Thing(authority) = action.object else {
            return;
        };
        let kind = match action.qualifiers.get("action") {
            Some(Value::Text(kind)) => kind.clone(),
            _ => return,
        };
        let (of, concerned) = (self.thing(authority), self.thing(action.subject));
        let label = format!("{}: {kind} against {}", of.label, concerned.label);
        let id = format!("{}-{}-{}", slug(&kind), of.id, concerned.id);
        let event = self.event(&id, &label, "PolicyAction");
        out.push(party(event, action, authority, "authority"));
        out.push(party(event, action, action.subject, "concerned"));
        self.circumstances(event, action, out);
    }

    /// Amount and date of a candidate, the amount where it can be read in its words.
    fn circumstances(&self, event: ThingIndex, from: &Candidate, out: &mut Vec<Candidate>) {
        if let Some(date) = from.qualifiers.get("date") {
            out.push(plain(event, from, "eventDate", date.clone()));
        }
        let Some(amount) = from.qualifiers.get("amount") else {
            return;
        };
        let mention = self.mentions.within(from.tokens.clone()).iter().find(|m| {
            let sum = match &m.what {
                What::Quantity(q) if matches!(q.measure, Measure::Money(_)) => Some(q.value),
                _ => None,
            };
            sum.is_some() && sum == amount.as_decimal()
        });
        if let Some(mention) = mention {
            let mut said = number(event, from, "eventAmount", amount.clone());
            said.anchor = mention.tokens.clone();
            out.push(said);
        }
    }

    /// The sentence that a candidate's value stands in.
    fn sentence(&self, candidate: &Candidate) -> Option<usize> {
        let at = candidate.anchor.start;
        let list = &self.mentions.sentences;
        let place = list.partition_point(|s| s.tokens.end <= at);
        list.get(place).map(|_| place)
    }

    fn thing(&self, index: ThingIndex) -> &Thing {
        &self.mentions.things[index as usize]
    }

    fn event(&mut self, id: &str, label: &str, class: &str) -> ThingIndex {
        let entity = Entity {
            id: EntityId::from(id),
            label: label.to_string(),
            classes: vec![class.to_string()],
            ..Entity::default()
        };
        let thing = Thing::unseen(entity, &self.finder.lexicon);
        self.mentions.thing_of(thing)
    }
}

/// Whether a candidate tells of something that happened, happens or is to happen.
fn stands(candidate: &Candidate) -> bool {
    let former = Some(&Value::Text("former".into()));
    candidate.modality != Modality::Negated && candidate.qualifiers.get("status") != former
}

/// A statement on an event with the words of the candidate that it comes from.
fn plain(event: ThingIndex, from: &Candidate, property: &str, value: Value) -> Candidate {
    Candidate {
        subject: event,
        property: property.into(),
        object: Object::Value(value),
        qualifiers: BTreeMap::new(),
        rule: format!("event:{}", from.rule).into(),
        attached: false,
        ..from.clone()
    }
}

/// A sum of an event, in the currency of its source.
fn number(event: ThingIndex, from: &Candidate, property: &str, value: Value) -> Candidate {
    let mut said = plain(event, from, property, value);
    let code = from.qualifiers.get(currency::QUALIFIER).cloned();
    said.qualifiers
        .extend(code.map(|code| (Arc::from(currency::QUALIFIER), code)));
    said
}

/// A party of an event.
fn party(event: ThingIndex, from: &Candidate, thing: ThingIndex, role: &str) -> Candidate {
    let mut said = plain(event, from, "participant", Value::Text(String::new()));
    said.object = Object::Thing(thing);
    said.qualifiers = BTreeMap::from([("role".into(), Value::Text(role.to_string()))]);
    said
}
