//! The last look before a fact is kept: its quotation must say what the statement says.

use crate::document::Document;
use crate::extract::candidate::{Candidate, Object};
use crate::extract::currency;
use crate::mention::currency::DOLLAR;
use crate::mention::{Finder, Measure, Mentions, Thing, What, quantity, token};
use crate::model::{Property, Range as PropertyRange, Value, Vocabulary};
use rust_decimal::Decimal;

/// Why a fact is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// The value read again from the quotation is another.
    Unreadable,
    /// Outside of what the property can be.
    Implausible,
    /// The subject or object is of another kind than the property takes.
    Kind,
    /// A thing would be related to itself.
    Itself,
    /// The names are known to belong to different makers.
    Brand,
    /// An amount in another currency than the statement says.
    Currency,
}

impl Refusal {
    /// One phrase for people.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Unreadable => "the value cannot be read back from its quotation",
            Self::Implausible => "the value is outside of what the property can be",
            Self::Kind => "subject or object is of another kind than the property takes",
            Self::Itself => "a thing would be related to itself",
            Self::Brand => "the names are known to belong to different makers",
            Self::Currency => "the amount is in another currency than the statement says",
        }
    }
}

/// Checks a candidate against its words, the vocabulary and its document.
pub fn check(
    candidate: &Candidate,
    document: &Document,
    mentions: &Mentions,
    finder: &Finder,
    vocabulary: &Vocabulary,
) -> Result<(), Refusal> {
    let Some(property) = vocabulary.properties.get(&*candidate.property) else {
        return Err(Refusal::Kind);
    };
    let stated = candidate.currency().unwrap_or(DOLLAR);
    if currency::is_money(property)
        && (currency::at(mentions, candidate.anchor.start).is_some_and(|code| code != stated)
            || is_share(mentions, candidate.anchor.start))
    {
        return Err(Refusal::Currency);
    }
    let subject = &mentions.things[candidate.subject as usize];
    if !property.domain.is_empty()
        && subject.classes & finder.lexicon.bits_of(&property.domain) == 0
    {
        return Err(Refusal::Kind);
    }
    match &candidate.object {
        Object::Thing(index) => {
            let object = &mentions.things[*index as usize];
            if *index == candidate.subject || object.id == subject.id {
                return Err(Refusal::Itself);
            }
            if candidate.property.as_ref() == "variantOf" && strangers(subject, object) {
                return Err(Refusal::Brand);
            }
            if candidate.attached && foreign_maker(subject, object, finder) {
                return Err(Refusal::Brand);
            }
            match &property.range {
                PropertyRange::Entities(classes)
                    if object.classes & finder.lexicon.bits_of(classes) != 0 =>
                {
                    Ok(())
                }
                _ => Err(Refusal::Kind),
            }
        }
        Object::Value(value) => literal(value, property, candidate, document, mentions, finder),
    }
}

/// Whether two names are known to belong to different makers.
fn strangers(a: &Thing, b: &Thing) -> bool {
    matches!((a.brand, b.brand), (Some(x), Some(y)) if x != y)
}

/// Whether a maker that no pattern named beside the name is another than the one known for it. Houses of
/// one group ("Google", "Google DeepMind") count as one.
fn foreign_maker(subject: &Thing, object: &Thing, finder: &Finder) -> bool {
    let (Some(brand), Some(known)) = (subject.brand, object.known) else {
        return false;
    };
    let organization = finder.lexicon.bits(&["Organization"]);
    object.classes & organization != 0 && !finder.lexicon.one_house(brand, known)
}

fn literal(
    value: &Value,
    property: &Property,
    candidate: &Candidate,
    document: &Document,
    mentions: &Mentions,
    finder: &Finder,
) -> Result<(), Refusal> {
    let fits = matches!(
        (&property.range, value),
        (PropertyRange::Integer, Value::Integer(_))
            | (
                PropertyRange::Decimal,
                Value::Decimal(_) | Value::Integer(_)
            )
            | (PropertyRange::Date, Value::Date(_))
            | (PropertyRange::Boolean, Value::Boolean(_))
            | (PropertyRange::Text, Value::Text(_))
    );
    if !fits {
        return Err(Refusal::Kind);
    }
    let Some(number) = value.as_decimal() else {
        return Ok(());
    };
    let (least, mut most) = property.bounds;
    // What a dollar buys may cost a thousand of another currency.
    if candidate.currency().is_some_and(|code| code != DOLLAR) {
        most = None;
    }
    if least.is_some_and(|l| number < l) || most.is_some_and(|m| number > m) {
        return Err(Refusal::Implausible);
    }
    if reread(candidate, document, mentions, finder).is_some_and(|again| same(again, number)) {
        Ok(())
    } else {
        Err(Refusal::Unreadable)
    }
}

/// The number at the anchor, read from the stored text alone.
fn reread(
    candidate: &Candidate,
    document: &Document,
    mentions: &Mentions,
    finder: &Finder,
) -> Option<Decimal> {
    // "million-token": the number is told by what follows it.
    let end = (candidate.anchor.end + 1).min(mentions.tokens.len());
    [candidate.anchor.clone(), candidate.anchor.start..end]
        .into_iter()
        .find_map(|anchor| number_at(token::span(&mentions.tokens[anchor])?, document, finder))
}

fn number_at(
    span: std::ops::Range<usize>,
    document: &Document,
    finder: &Finder,
) -> Option<Decimal> {
    let stored = document.text.get(document.stored(span))?;
    let mut plain = crate::document::Plain::default();
    crate::document::prose::push_inline(&mut plain, stored, 0..stored.len());
    let mut tokens = Vec::new();
    finder
        .lexemes
        .tokens(plain.as_str(), 0..plain.len(), &mut tokens);
    let read = (0..tokens.len()).find_map(|at| {
        quantity::at(&tokens, at, plain.as_str(), &finder.words, &finder.lexemes)
            .map(|(_, q)| q.value)
    });
    // "N3" is a node of 3 nm: digits in a name.
    let digits = || {
        let mut digits = tokens.iter().filter(|t| t.kind == token::Kind::Digits);
        digits.find_map(|t| plain.as_str()[t.range()].parse().ok())
    };
    read.or_else(digits)
}

/// Equal, or equal up to a power of ten that a unit outside the quotation gives (prices per thousand).
fn same(again: Decimal, number: Decimal) -> bool {
    if again.abs() == number.abs() {
        return true;
    }
    [1000_i64, 1_000_000, 1_000_000_000, 1_000_000_000_000]
        .into_iter()
        .map(Decimal::from)
        .any(|f| {
            again.checked_mul(f).is_some_and(|n| n == number)
                || number.checked_mul(f).is_some_and(|n| n == again)
        })
}

/// Whether a mention is a number of parts of a hundred.
fn is_share(mentions: &Mentions, token: usize) -> bool {
    let what = mentions.starting(token).map(|m| &m.what);
    matches!(what, Some(What::Quantity(q)) if q.measure == Measure::Percent)
}
