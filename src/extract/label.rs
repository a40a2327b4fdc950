//! Labelled values: the head of a column and its cell, or `Context window: 128K`.

use crate::extract::bag::Bag;
use crate::extract::candidate::Object;
use crate::extract::currency;
use crate::extract::labels::Label;
use crate::extract::matcher::{Matcher, Wanted};
use crate::extract::rule::Rules;
use crate::extract::scope::Scope;
use crate::extract::value;
use crate::mention::currency::DOLLAR;
use crate::mention::{ClassSet, Kind, Measure, Mention, Quantity, What, WordClass};
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
    /// One past its last token.
    pub end: usize,
}

impl Meaning<'_> {
    /// Whether nothing but fillers stands before the label: "NVLink bandwidth" is no "bandwidth".
    pub fn heads(&self, scope: &Scope<'_>, cell: &Range<usize>) -> bool {
        let words = &scope.finder.words;
        // "Parameters of vision encoder" are not those of the model.
        let of = self.end < cell.end && scope.word(self.end) == "of";
        if of && !self.label.property.ends_with("Price") {
            return false;
        }
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
                out.push(Meaning {
                    label,
                    token: at,
                    end: at + length,
                });
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
            let money = vocabulary
                .properties
                .get(property)
                .is_some_and(currency::is_money);
            let labelled = values.into_iter().map(|v| {
                let code = currency::at(scope.mentions, v.1.start).or_else(|| of_head(scope, head));
                Labelled::new(label, property, v, code.filter(|_| money))
            });
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
    fn new(
        label: &Label,
        property: &str,
        (object, anchor): (Object, Range<usize>),
        currency: Option<&str>,
    ) -> Self {
        let stated = currency.filter(|code| *code != DOLLAR);
        let stated = stated.map(|code| (currency::QUALIFIER.to_string(), code.to_string()));
        Self {
            property: property.to_string(),
            qualifiers: label.qualifiers.clone().into_iter().chain(stated).collect(),
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
    let money = currency::is_money(property);
    let in_head = unit_of_head(scope, property, head);
    let thousand = money && per_thousand(scope, head);
    if property.range == PropertyRange::Integer && several(scope, tokens) {
        return None;
    }
    let fits = |quantity: &Quantity| match &quantity.measure {
        Measure::Money(_) => money,
        Measure::Count if value::measured(&property.unit) => in_head.is_some(),
        Measure::Count => !money || of_head(scope, head).is_some(),
        Measure::Percent => property.name == "benchmarkScore",
        Measure::Unit(dimension) => value::dimension_fits(dimension, &property.unit),
    };
    let read = |mention: &Mention| {
        let What::Quantity(quantity) = &mention.what else {
            return None;
        };
        // "128K tokens" and "671B parameters" say their unit; a bare number leaves it to the head.
        let factor = match quantity.measure {
            Measure::Count => in_head.unwrap_or(Decimal::ONE),
            Measure::Money(_) if thousand => Decimal::ONE_THOUSAND,
            _ => Decimal::ONE,
        };
        let number = quantity
            .value
            .checked_mul(factor)
            .filter(|_| fits(quantity))?;
        let value = value::of_quantity(number, property)?;
        Some((Object::Value(value), mention.tokens.clone()))
    };
    // "¥2 ($0.28)": of several currencies, dollars.
    let all = scope.mentions.within(tokens.clone()).iter();
    let dollars = |m: &&Mention| currency::at(scope.mentions, m.tokens.start) == Some(DOLLAR);
    let first = all.clone().filter(dollars).find_map(read).filter(|_| money);
    first.or_else(|| all.clone().find_map(read))
}

/// The currency that a head names ("Input (RMB)").
fn of_head<'a>(scope: &Scope<'a>, head: &Range<usize>) -> Option<&'a str> {
    let tokens = &scope.mentions.tokens[..head.end];
    let currencies = &scope.finder.words.currencies;
    head.clone()
        .find_map(|at| currencies.at(tokens, at))
        .map(|(code, _)| code)
}

/// "Input ($/1K tokens)": whether a head gives prices of a thousand.
fn per_thousand(scope: &Scope<'_>, head: &Range<usize>) -> bool {
    let words = &scope.finder.words;
    let thousand = |at: usize| words.phrase("thousand", &scope.mentions.tokens[at..]);
    head.clone()
        .skip(1)
        .any(|at| matches!(scope.word(at - 1), "per" | "/") && thousand(at).is_some())
}

/// "1B 4B 12B", "32k (1B) 128k (4B, 12B)": a cell that gives one number for each of several members.
fn several(scope: &Scope<'_>, cell: &Range<usize>) -> bool {
    let scaled = |i: usize| {
        let mention = scope
            .mentions
            .starting(i)
            .filter(|m| m.tokens.start < cell.end);
        mention.filter(
            |m| matches!(&m.what, What::Quantity(q) if q.measure == Measure::Count && q.scaled),
        )
    };
    let Some(first) = cell.clone().find_map(scaled) else {
        return false;
    };
    let mut next = first.tail;
    if next < cell.end && scope.word(next) == "(" && scaled(next + 1).is_some() {
        let close = (next..cell.end).find(|i| scope.word(*i) == ")");
        next = close.map_or(cell.end, |i| i + 1);
    } else if next < cell.end && matches!(scope.word(next), "," | "and") {
        next += 1;
    }
    let Some(second) = scaled(next).filter(|_| next < cell.end) else {
        return false;
    };
    // "355B, 32B active" tells two things of one.
    let after = second.tail;
    after >= cell.end || matches!(scope.word(after), "," | "and" | "(") || scaled(after).is_some()
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
