//! Labelled values: the head of a column and its cell, or `Context window: 128K`.

use crate::extract::candidate::Object;
use crate::extract::currency;
use crate::extract::rule::Rules;
use crate::extract::scope::Scope;
use crate::extract::table::cell;
use crate::extract::table::labels::Label;
use crate::mention::currency::DOLLAR;
use crate::mention::{ClassSet, Kind, WordClass};
use crate::model::Vocabulary;
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
            Some(property) => cell::read(scope, rules, property, label, head, &(from..cell.end)),
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
            let code = |at: usize| {
                currency::at(scope.mentions, at).or_else(|| cell::currency_of(scope, head))
            };
            let labelled = values.into_iter().map(|v| {
                let code = money.then(|| code(v.1.start)).flatten();
                Labelled::new(label, property, v, code)
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
    /// Whether the value is the subject.
    pub swap: bool,
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
            swap: label.swap,
            confidence: label.confidence,
            object,
            anchor,
        }
    }
}
