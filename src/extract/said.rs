//! What a match says of its subject: constants, names with those listed beside them, dates, numbers.

use crate::extract::candidate::Object;
use crate::extract::compose::Composer;
use crate::extract::pattern::matcher::Found;
use crate::extract::rule::stanza::Attach;
use crate::extract::{scope, value};
use crate::mention::{Measure, Mention, ThingIndex, What, WordClass};
use crate::model::{Date, Property, Value};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// An object with its property and the tokens it is read from.
pub(in crate::extract) struct Said {
    pub(in crate::extract) property: Arc<str>,
    pub(in crate::extract) object: Object,
    pub(in crate::extract) anchor: Range<usize>,
    pub(in crate::extract) qualifiers: BTreeMap<Arc<str>, Value>,
    /// Its place in a row of values, for "respectively".
    pub(in crate::extract) place: Option<(usize, usize)>,
}

impl Composer<'_> {
    /// Whether the sentence gives another date than the one it stands under.
    fn otherwise_dated(&self, date: Date) -> bool {
        let named = self.scope.mentions.within(self.scope.sentence.clone());
        let other =
            |m: &Mention| matches!(&m.what, What::Date(own) if !own.relative && own.date != date);
        named.iter().any(other)
    }

    /// All that the match says of its subjects.
    pub(in crate::extract) fn said(&self, subjects: &[ThingIndex]) -> Vec<Said> {
        let mut out = Vec::new();
        if let Some(constant) = self.rule.stanza.value.as_ref().and_then(value::constant) {
            out.push(Said {
                property: self.rule.property.clone(),
                object: Object::Value(constant),
                anchor: self.hit.found.tokens.clone(),
                qualifiers: BTreeMap::new(),
                place: None,
            });
            return out;
        }
        if self.rule.stanza.dated {
            let date = self.scope.focus.date();
            out.extend(date.filter(|d| !self.otherwise_dated(*d)).map(|date| Said {
                property: self.rule.property.clone(),
                object: Object::Value(Value::Date(date)),
                anchor: self.hit.found.tokens.clone(),
                qualifiers: BTreeMap::new(),
                place: None,
            }));
            return out;
        }
        if self.rule.stanza.attach == Attach::Members && self.hit.found.objects.is_empty() {
            let family = self.scope.family(&self.hit.found.tokens);
            out.extend(family.map(|family| Said {
                property: self.rule.property.clone(),
                object: Object::Thing(family),
                anchor: self.hit.found.tokens.clone(),
                qualifiers: BTreeMap::new(),
                place: None,
            }));
        }
        for (found, property) in &self.hit.found.objects {
            let property = property.as_deref().unwrap_or(&self.rule.property);
            let Some(defined) = self.vocabulary.properties.get(property) else {
                continue;
            };
            if let Found::Mention(token) = found
                && let Some(mention) = self.scope.mentions.starting(*token)
            {
                self.say(mention, defined, subjects, &mut out);
            }
        }
        out
    }

    fn say(
        &self,
        mention: &Mention,
        property: &Property,
        subjects: &[ThingIndex],
        out: &mut Vec<Said>,
    ) {
        let name: Arc<str> = property.name.as_str().into();
        let plain = |object: Object, anchor: Range<usize>| Said {
            property: name.clone(),
            object,
            anchor,
            qualifiers: BTreeMap::new(),
            place: None,
        };
        match &mention.what {
            What::Anaphor(_) => {
                let classes = self.object_classes(property);
                let meant = self.scope.focus.topic(classes, &self.scope.mentions.things);
                let other = meant.filter(|thing| !subjects.contains(thing));
                out.extend(other.map(|t| plain(Object::Thing(t), mention.tokens.clone())));
            }
            What::Thing(_) => {
                let classes = self.object_classes(property);
                for (thing, end) in self.scope.list_from(mention, classes) {
                    out.push(plain(Object::Thing(thing), mention.tokens.start..end));
                }
                // "Meta and Google invest": the list ends with the name that the match begins with.
                if mention.tokens.start == self.hit.found.tokens.start && self.bodies(classes) {
                    for thing in self.scope.list(mention, classes) {
                        out.push(plain(Object::Thing(thing), mention.tokens.clone()));
                    }
                }
            }
            What::Date(date) => {
                let mut said = plain(
                    Object::Value(Value::Date(date.date)),
                    mention.tokens.clone(),
                );
                if let Some(quarter) = date.quarter {
                    said.qualifiers
                        .insert("quarter".into(), Value::Integer(i64::from(quarter)));
                }
                if let Some(half) = date.half {
                    said.qualifiers
                        .insert("half".into(), Value::Integer(i64::from(half)));
                }
                out.push(said);
            }
            What::Quantity(_) => self.say_quantity(mention, property, out),
        }
    }

    fn say_quantity(&self, mention: &Mention, property: &Property, out: &mut Vec<Said>) {
        let start = mention.tokens.start;
        // "$15 / $75": of two prices the second is what the pattern says it is, no measure.
        let second = property.name != *self.rule.property && scope::money(mention);
        if self.scope.ends_range(start) || (self.scope.is_measure(start) && !second) {
            return;
        }
        let row = self.row_of_values(mention);
        for (i, start) in row.iter().enumerate() {
            let Some(value_mention) = self.scope.mentions.starting(*start) else {
                continue;
            };
            let What::Quantity(quantity) = &value_mention.what else {
                continue;
            };
            // "144 GB at 4 TB/s": what a pattern matches beside its value is not that value.
            if let Measure::Unit(dimension) = &quantity.measure
                && value::measured(&property.unit)
                && !value::dimension_fits(dimension, &property.unit)
            {
                continue;
            }
            let factor = rust_decimal::Decimal::from(self.rule.stanza.factor);
            let Some(number) = quantity.value.checked_mul(factor) else {
                continue;
            };
            let Some(value) = value::of_quantity(number, property) else {
                continue;
            };
            out.push(Said {
                property: property.name.as_str().into(),
                object: Object::Value(value),
                anchor: value_mention.tokens.clone(),
                qualifiers: BTreeMap::new(),
                place: (row.len() > 1).then_some((i, row.len())),
            });
        }
    }

    /// Whether the sentence says that values and things go together in their order.
    pub(in crate::extract) fn respectively(&self) -> bool {
        let words = &self.scope.finder.words;
        self.scope.mentions.tokens[self.scope.sentence.clone()]
            .iter()
            .any(|t| words.is(WordClass::Respectively, t.word))
    }

    /// The values listed up to this one.
    fn row_of_values(&self, mention: &Mention) -> Vec<usize> {
        let words = &self.scope.finder.words;
        let sentence = self.scope.sentence.clone();
        let mut row = vec![mention.tokens.start];
        let mut start = mention.tokens.start;
        for previous in self
            .scope
            .mentions
            .within(sentence.start..start)
            .iter()
            .rev()
        {
            let between = &self.scope.mentions.tokens[previous.tail..start];
            let listed = between.len() <= 5
                && between.iter().all(|t| {
                    words.is(WordClass::List, t.word)
                        || words.is(WordClass::Approximator, t.word)
                        || words.is(WordClass::Filler, t.word)
                });
            // "grew 63% to $1.2 billion": a share and a sum make no list.
            let share =
                |m: &Mention| matches!(&m.what, What::Quantity(q) if q.measure == Measure::Percent);
            let number = matches!(previous.what, What::Quantity(_));
            if !listed || !number || share(previous) != share(mention) {
                break;
            }
            start = previous.tokens.start;
            row.insert(0, start);
        }
        row
    }

    /// Whether objects of these classes are organizations, or people, that do something together.
    fn bodies(&self, classes: u64) -> bool {
        let finder = self.scope.finder;
        if self.rule.subject & self.scope.kinds.person != 0 {
            return false;
        }
        let bodies = finder
            .lexicon
            .class_set(&["Organization", "Investor", "Person"]);
        classes & !bodies == 0
    }

    fn object_classes(&self, property: &Property) -> u64 {
        if self.rule.object != 0 {
            return self.rule.object;
        }
        // What a swapped rule calls its object is the subject of the statement.
        if self.rule.stanza.swap && !property.domain.is_empty() {
            return self.scope.finder.lexicon.bits_of(&property.domain);
        }
        match &property.range {
            crate::model::Range::Entities(classes) => self.scope.finder.lexicon.bits_of(classes),
            _ => u64::MAX,
        }
    }
}
