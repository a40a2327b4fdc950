//! What a cell holds for a property, in the light of the head that it stands under.

use crate::extract::candidate::Object;
use crate::extract::currency;
use crate::extract::pattern::bag::Bag;
use crate::extract::pattern::matcher::{Matcher, Wanted};
use crate::extract::rule::Rules;
use crate::extract::scope::Scope;
use crate::extract::table::labels::Label;
use crate::extract::value;
use crate::mention::currency::DOLLAR;
use crate::mention::{ClassSet, Measure, Mention, Quantity, What, WordClass};
use crate::model::{Property, Range as PropertyRange, Value};
use rust_decimal::Decimal;
use std::ops::Range;

/// The values of a property within some tokens.
pub(in crate::extract) fn read(
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
    let bag = Bag::of(scope.mentions, scope.finder, tokens.clone());
    for rule in rules.list.iter().filter(|r| *r.property == property.name) {
        let Some(constant) = rule.stanza.value.as_ref().and_then(value::constant) else {
            continue;
        };
        let matcher = Matcher::new(
            scope,
            tokens.clone(),
            Wanted::Names(rule.subject, rule.object),
        );
        for pattern in &rule.patterns {
            if let Some(found) = matcher
                .all(pattern, bag.starts(&pattern.lead, 0))
                .into_iter()
                .next()
            {
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
    let in_head = unit_of(scope, property, head);
    let thousand = money && per_thousand(scope, head);
    if property.range == PropertyRange::Integer && several(scope, tokens) {
        return None;
    }
    let fits = |quantity: &Quantity| match &quantity.measure {
        Measure::Money(_) => money,
        Measure::Count if value::measured(&property.unit) => in_head.is_some(),
        Measure::Count => !money || currency_of(scope, head).is_some(),
        Measure::Percent => property.name == "benchmarkScore",
        Measure::Unit(dimension) => value::dimension_fits(dimension, &property.unit),
    };
    let read = |mention: &Mention| {
        let What::Quantity(quantity) = &mention.what else {
            return None;
        };
        let other =
            money && property.name != "unitPrice" && of_no_tokens(scope, mention.tail..tokens.end);
        if other || factor(scope, mention, tokens) {
            return None;
        }
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

/// "192 GB × 72 = 13.8 TB": whether an amount is a factor of another.
fn factor(scope: &Scope<'_>, mention: &Mention, cell: &Range<usize>) -> bool {
    let times = |at: usize| cell.contains(&at) && scope.word(at) == "×";
    times(mention.tail) || mention.tokens.start.checked_sub(1).is_some_and(times)
}

/// "$2.51 per image", "$0.04 / 1K characters": whether what stands behind a price says that it is not one of tokens.
fn of_no_tokens(scope: &Scope<'_>, behind: Range<usize>) -> bool {
    let per = behind.start;
    let near = per + 1..behind.end.min(per + 4);
    let is = |class, at: usize| {
        let token = scope.mentions.tokens.get(at);
        token.is_some_and(|t| scope.finder.words.is(class, t.word))
    };
    let priced = is(WordClass::Per, per) || scope.word(per) == "/";
    per < behind.end && priced && near.into_iter().any(|at| is(WordClass::OtherMeasure, at))
}

/// The currency that a head names ("Input (RMB)").
pub(in crate::extract) fn currency_of<'a>(
    scope: &Scope<'a>,
    head: &Range<usize>,
) -> Option<&'a str> {
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
fn unit_of(scope: &Scope<'_>, property: &Property, head: &Range<usize>) -> Option<Decimal> {
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
