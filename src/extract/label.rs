//! Labelled values: the head of a column and its cell, or `Context window: 128K`.

use crate::extract::bag::Bag;
use crate::extract::candidate::Object;
use crate::extract::labels::Label;
use crate::extract::matcher::{Matcher, Wanted};
use crate::extract::rule::Rules;
use crate::extract::scope::Scope;
use crate::extract::value;
use crate::mention::{ClassSet, Kind, Measure, What, WordClass};
use crate::model::{Property, Range as PropertyRange, Value, Vocabulary};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a label says its value is.
#[derive(Debug, Clone, Copy)]
pub struct Meaning<'a> {
    /// The label.
    pub label: &'a Label,
    /// The token at which it stands.
    pub token: usize,
}

impl Meaning<'_> {
    /// Whether nothing but fillers stands before the label: "NVLink bandwidth" is no "bandwidth".
    pub fn heads(&self, scope: &Scope<'_>, cell: &Range<usize>) -> bool {
        let words = &scope.finder.words;
        let tokens = &scope.mentions.tokens[cell.start..self.token];
        tokens.iter().all(|t| {
            words.is(WordClass::Filler, t.word)
                || words.is(WordClass::LabelFiller, t.word)
                || t.kind == Kind::Sign
        })
    }
}

/// The labels within some tokens that fit a subject of these classes, in order; the longest at each
/// place, none within another.
pub fn meanings<'a>(
    scope: &Scope<'_>,
    rules: &'a Rules,
    tokens: &Range<usize>,
    subject: ClassSet,
) -> Vec<Meaning<'a>> {
    let mut out: Vec<Meaning<'a>> = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let rest = &scope.mentions.tokens[at..tokens.end];
        let Some((length, labels)) = rules.labels.at(rest, subject) else {
            at += 1;
            continue;
        };
        // A head can tell several things: "Process: TSMC 4N" has a foundry, "Memory: 80 GB HBM3" a kind.
        for label in labels {
            let told = |m: &Meaning<'_>| m.token == at && m.label.property == label.property;
            if !out.iter().any(told) {
                out.push(Meaning { label, token: at });
            }
        }
        at += length;
    }
    out
}

/// The values within a cell for the labels of its head: one label takes the first value that fits (a
/// property of several values takes all); several labels take the values in order.
pub fn values(
    scope: &Scope<'_>,
    rules: &Rules,
    vocabulary: &Vocabulary,
    meanings: &[Meaning<'_>],
    head: &Range<usize>,
    cell: &Range<usize>,
) -> Vec<Labelled> {
    let mut out = Vec::new();
    let mut from = cell.start;
    let mut begun = (usize::MAX, from);
    for (i, meaning) in meanings.iter().enumerate() {
        let label = meaning.label;
        // What one word of the head tells is all told of the same part of the cell.
        if begun.0 == meaning.token {
            from = begun.1;
        }
        begun = (meaning.token, from);
        if i > 0 && from >= cell.end {
            break;
        }
        let read = |property: &str, from: usize| match vocabulary.properties.get(property) {
            Some(property) => read(scope, rules, property, label, head, &(from..cell.end)),
            None => Vec::new(),
        };
        let first = read(&label.property, from);
        let end = first.last().map_or(from, |(_, anchor)| anchor.end);
        from = end;
        let mut said = vec![(label.property.as_str(), first)];
        if let Some(property) = label.pair.as_deref() {
            let second = read(property, end);
            // One amount alone does not say which of the two it is.
            if second.is_empty() {
                continue;
            }
            said.push((property, second));
        }
        for (property, values) in said {
            let labelled = values
                .into_iter()
                .map(|v| Labelled::new(label, property, v));
            out.extend(labelled);
        }
    }
    out
}

/// A value with the label that it stands under.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// The property.
    pub property: String,
    /// Qualifiers of the label.
    pub qualifiers: BTreeMap<String, String>,
    /// Hundredths.
    pub confidence: u8,
    /// The value.
    pub object: Object,
    /// Its tokens.
    pub anchor: Range<usize>,
}

impl Labelled {
    fn new(label: &Label, property: &str, (object, anchor): (Object, Range<usize>)) -> Self {
        Self {
            property: property.to_string(),
            qualifiers: label.qualifiers.clone(),
            confidence: label.confidence,
            object,
            anchor,
        }
    }
}

/// The values of a property within some tokens.
fn read(
    scope: &Scope<'_>,
    rules: &Rules,
    property: &Property,
    label: &Label,
    head: &Range<usize>,
    tokens: &Range<usize>,
) -> Vec<(Object, Range<usize>)> {
    match &property.range {
        PropertyRange::Entities(classes) => {
            let narrowed = !label.object.is_empty();
            let classes = if narrowed { &label.object } else { classes };
            let classes = scope.finder.lexicon.bits_of(classes);
            things(scope, classes, property, tokens)
        }
        PropertyRange::Text | PropertyRange::Boolean => constant(scope, rules, property, tokens),
        PropertyRange::Date => scope
            .mentions
            .within(tokens.clone())
            .iter()
            .find_map(|m| match &m.what {
                What::Date(d) => Some((Object::Value(Value::Date(d.date)), m.tokens.clone())),
                _ => None,
            })
            .or_else(|| value::lone_date(scope, tokens))
            .into_iter()
            .collect(),
        PropertyRange::Integer | PropertyRange::Decimal => {
            number(scope, property, head, tokens).into_iter().collect()
        }
    }
}

fn things(
    scope: &Scope<'_>,
    classes: ClassSet,
    property: &Property,
    tokens: &Range<usize>,
) -> Vec<(Object, Range<usize>)> {
    let mut out = Vec::new();
    for mention in scope.mentions.within(tokens.clone()) {
        if let What::Thing(index) = mention.what
            && scope.mentions.things[index as usize].classes & classes != 0
        {
            out.push((Object::Thing(index), mention.tokens.clone()));
        }
    }
    if property.functional {
        out.truncate(1);
    }
    out
}

/// A word that a rule of the property takes for a value ("MoE", "open").
fn constant(
    scope: &Scope<'_>,
    rules: &Rules,
    property: &Property,
    tokens: &Range<usize>,
) -> Vec<(Object, Range<usize>)> {
    let bag = Bag::of(scope.mentions, tokens.clone());
    for rule in rules.list.iter().filter(|r| *r.property == property.name) {
        let Some(constant) = rule.stanza.value.as_ref().and_then(value::constant) else {
            continue;
        };
        let matcher = Matcher::new(
            scope,
            tokens.clone(),
            Wanted::Names(rule.subject, rule.object),
        );
        for pattern in rule.patterns.iter().filter(|p| bag.admits(p)) {
            if let Some(found) = matcher.all(pattern, &bag).next() {
                return vec![(Object::Value(constant), found.tokens)];
            }
        }
    }
    Vec::new()
}

fn number(
    scope: &Scope<'_>,
    property: &Property,
    head: &Range<usize>,
    tokens: &Range<usize>,
) -> Option<(Object, Range<usize>)> {
    let money = property.unit.starts_with("USD");
    let dollars = |range: &Range<usize>| {
        scope.mentions.tokens[range.clone()]
            .iter()
            .any(|t| scope.text.get(t.range()) == Some("$"))
    };
    let in_head = unit_of_head(scope, property, head);
    for mention in scope.mentions.within(tokens.clone()) {
        let What::Quantity(quantity) = &mention.what else {
            continue;
        };
        let fits = match &quantity.measure {
            Measure::Money(code) => money && code == "USD",
            Measure::Count if value::measured(&property.unit) => in_head.is_some(),
            Measure::Count => !money || dollars(head),
            Measure::Percent => property.name == "benchmarkScore",
            Measure::Unit(dimension) => value::dimension_fits(dimension, &property.unit),
        };
        // "128K tokens" and "671B parameters" say their unit; a bare number leaves it to the head.
        let factor = match quantity.measure {
            Measure::Count => in_head.unwrap_or(Decimal::ONE),
            _ => Decimal::ONE,
        };
        if fits
            && let Some(number) = quantity.value.checked_mul(factor)
            && let Some(value) = value::of_quantity(number, property)
        {
            return Some((Object::Value(value), mention.tokens.clone()));
        }
    }
    None
}

/// The factor of the unit that a head gives for the numbers below it ("Memory (TB)").
fn unit_of_head(scope: &Scope<'_>, property: &Property, head: &Range<usize>) -> Option<Decimal> {
    let units = &scope.finder.words.units;
    head.clone().find_map(|at| {
        (1..=3).rev().find_map(|n| {
            let piece = scope.mentions.tokens.get(at..(at + n).min(head.end))?;
            let key: Vec<_> = piece.iter().map(|t| t.word).collect();
            let (dimension, factor) = units.get(&key)?;
            value::dimension_fits(dimension, &property.unit).then_some(*factor)
        })
    })
}
