//! Events of several parties, put together from what a document says of each party.
//!
//! An event is derived, never read by itself: a round from the sum that was raised (see
//! [`crate::extract::round`]); a purchase from buyer and target; an action of an authority from whom it acts
//! against; a release from its date and whose the thing is; a partnership from its partners; a move of the market
//! from what somebody's value lost or gained. Each of its statements keeps the words of the one that it comes from.

use crate::extract::candidate::{Candidate, Object};
use crate::extract::currency;
use crate::mention::{Finder, Measure, Mentions, Thing, ThingIndex, What};
use crate::model::quantity::human;
use crate::model::slug::slug;
use crate::model::{Entity, EntityId, Modality, Value, Vocabulary};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What stands in front of the rule of a statement that an event was put together from.
pub const MARK: &str = "event:";

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
                "releasedOn" => self.release(candidate, &stated, &mut out),
                "partnersWith" => self.partnership(candidate, &mut out),
                "marketValueChange" => self.market_move(candidate, &mut out),
                _ => {}
            }
        }
        out
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

    /// The release of a thing or of a stage of it ("preview"), with whose it is as far as the text says.
    fn release(&mut self, date: &Candidate, all: &[&Candidate], out: &mut Vec<Candidate>) {
        let Object::Value(day) = &date.object else {
            return;
        };
        let stage = match date.qualifiers.get("stage") {
            Some(Value::Text(stage)) if stage != "general" => Some(stage.clone()),
            _ => None,
        };
        let released = self.thing(date.subject);
        let tail = |apart: &str| {
            stage
                .as_ref()
                .map_or(String::new(), |s| format!("{apart}{s}"))
        };
        let label = format!("Release of {}{}", released.label, tail(", "));
        let id = format!("release-{}{}", released.id, tail("-"));
        let event = self.event(&id, &label, "Release");
        out.push(party(event, date, date.subject, "released"));
        let mut when = plain(event, date, "eventDate", day.clone());
        for part in ["quarter", "half"] {
            let known = date.qualifiers.get_key_value(part);
            when.qualifiers
                .extend(known.map(|(name, value)| (name.clone(), value.clone())));
        }
        out.push(when);
        let of_it = all.iter().filter(|c| c.subject == date.subject);
        for maker in of_it.filter(|c| matches!(&*c.property, "developedBy" | "manufacturedBy")) {
            if let Object::Thing(organization) = maker.object {
                out.push(party(event, maker, organization, "maker"));
            }
        }
    }

    fn partnership(&mut self, deal: &Candidate, out: &mut Vec<Candidate>) {
        let Object::Thing(other) = deal.object else {
            return;
        };
        let mut partners = [deal.subject, other];
        partners.sort_by(|a, b| self.thing(*a).id.cmp(&self.thing(*b).id));
        let [a, b] = partners.map(|partner| self.thing(partner));
        let label = format!("{} and {} become partners", a.label, b.label);
        let id = format!("partnership-{}-{}", a.id, b.id);
        let event = self.event(&id, &label, "Partnership");
        out.extend(partners.map(|partner| party(event, deal, partner, "partner")));
        self.circumstances(event, deal, out);
    }

    /// What somebody's value on the stock market lost or gained.
    fn market_move(&mut self, change: &Candidate, out: &mut Vec<Candidate>) {
        let Object::Value(value) = &change.object else {
            return;
        };
        let Some(number) = value.as_decimal() else {
            return;
        };
        let code = change.currency();
        let property = self.vocabulary.properties.get("marketValueChange");
        let sum = human(&Value::Decimal(number.abs()), property, code);
        let concerned = self.thing(change.subject);
        let lost = number.is_sign_negative();
        let (verb, way) = if lost {
            ("loses", "loss")
        } else {
            ("gains", "gain")
        };
        let label = format!("{} {verb} {sum} of market value", concerned.label);
        let tail = code.map_or(String::new(), |c| format!("-{}", c.to_lowercase()));
        let amount = slug(&number.abs().normalize().to_string());
        let id = format!("market-{way}-{}-{amount}{tail}", concerned.id);
        let event = self.event(&id, &label, "MarketMove");
        out.push(party(event, change, change.subject, "concerned"));
        out.push(number_of(event, change, "eventAmount", value.clone()));
        out.extend(dated(event, change));
    }

    /// Amount and date of a candidate, the amount where it can be read in its words.
    fn circumstances(&self, event: ThingIndex, from: &Candidate, out: &mut Vec<Candidate>) {
        out.extend(dated(event, from));
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
            let mut said = number_of(event, from, "eventAmount", amount.clone());
            said.anchor = mention.tokens.clone();
            out.push(said);
        }
    }

    /// The sentence that a candidate's value stands in.
    pub(in crate::extract) fn sentence(&self, candidate: &Candidate) -> Option<usize> {
        let at = candidate.anchor.start;
        let list = &self.mentions.sentences;
        let place = list.partition_point(|s| s.tokens.end <= at);
        list.get(place).map(|_| place)
    }

    pub(in crate::extract) fn thing(&self, index: ThingIndex) -> &Thing {
        &self.mentions.things[index as usize]
    }

    pub(in crate::extract) fn event(&mut self, id: &str, label: &str, class: &str) -> ThingIndex {
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
pub(in crate::extract) fn plain(
    event: ThingIndex,
    from: &Candidate,
    property: &str,
    value: Value,
) -> Candidate {
    Candidate {
        subject: event,
        property: property.into(),
        object: Object::Value(value),
        qualifiers: BTreeMap::new(),
        rule: format!("{MARK}{}", from.rule).into(),
        attached: false,
        ..from.clone()
    }
}

/// When an event took place, where the candidate says it.
pub(in crate::extract) fn dated(event: ThingIndex, from: &Candidate) -> Option<Candidate> {
    let date = from.qualifiers.get("date")?;
    Some(plain(event, from, "eventDate", date.clone()))
}

/// A sum of an event, in the currency of its source.
pub(in crate::extract) fn number_of(
    event: ThingIndex,
    from: &Candidate,
    property: &str,
    value: Value,
) -> Candidate {
    let mut said = plain(event, from, property, value);
    let code = from.qualifiers.get(currency::QUALIFIER).cloned();
    said.qualifiers
        .extend(code.map(|code| (Arc::from(currency::QUALIFIER), code)));
    said
}

/// A party of an event.
pub(in crate::extract) fn party(
    event: ThingIndex,
    from: &Candidate,
    thing: ThingIndex,
    role: &str,
) -> Candidate {
    let mut said = plain(event, from, "participant", Value::Text(String::new()));
    said.object = Object::Thing(thing);
    said.qualifiers = BTreeMap::from([("role".into(), Value::Text(role.to_string()))]);
    said
}
