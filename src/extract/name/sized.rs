//! Members of a family that a text names by their sizes alone: "Ministral models at 14B, 8B and 3B".

use crate::extract::candidate::{Candidate, Object};
use crate::extract::pattern::matcher::Found;
use crate::extract::rule::engine::Hit;
use crate::extract::rule::stanza::Attach;
use crate::extract::rule::{Rule, Rules};
use crate::extract::scope::Scope;
use crate::extract::subject::owner;
use crate::extract::value;
use crate::mention::{Finder, Kind, Mentions, Thing, ThingIndex, Token, What, token};
use crate::model::{Entity, Vocabulary};

/// A family and the mentions of its sizes, as a match of a rule gave them.
pub struct Sizes {
    family: ThingIndex,
    hit: Hit,
    values: Vec<usize>,
}

/// Takes the matches that name members by their sizes out of all matches of a sentence.
pub fn take(hits: &mut Vec<Hit>, scope: &Scope<'_>, rules: &Rules) -> Vec<Sizes> {
    let mut out = Vec::new();
    hits.retain(|hit| {
        let rule = rules.list.get(hit.rule).filter(|r| r.stanza.members);
        match rule.and_then(|rule| sizes(hit, rule, scope)) {
            Some(sizes) => {
                out.push(sizes);
                false
            }
            None => true,
        }
    });
    out
}

fn sizes(hit: &Hit, rule: &Rule, scope: &Scope<'_>) -> Option<Sizes> {
    let things = match &hit.found.subject {
        Some(Found::Mention(token)) => {
            scope.resolve(scope.mentions.starting(*token)?, rule.subject)
        }
        Some(Found::Maker(_) | Found::Capitals(..) | Found::Phrase(_)) => return None,
        None => {
            scope
                .subject(&hit.found.tokens, rule.subject, Attach::Near)?
                .things
        }
    };
    let [family] = things.as_slice() else {
        return None;
    };
    let mut sizes = Vec::new();
    for (found, _) in &hit.found.objects {
        let Found::Mention(token) = found else {
            return None;
        };
        let mention = scope.mentions.starting(*token)?;
        sizes.push(*token);
        short(&scope.mentions.tokens[mention.tokens.clone()], scope.text)?;
    }
    (sizes.len() > 1).then(|| Sizes {
        family: *family,
        hit: hit.clone(),
        values: sizes,
    })
}

impl Sizes {
    /// The family with the tokens of each size.
    pub fn of_members(&self) -> impl Iterator<Item = (ThingIndex, usize)> + '_ {
        self.values.iter().map(|at| (self.family, *at))
    }
}

/// A size as it stands in a name: "14B" as it is, "14 billion" as "14B".
fn short(size: &[Token], text: &str) -> Option<String> {
    let [number, unit] = size else { return None };
    if number.kind != Kind::Digits || unit.kind != Kind::Letters {
        return None;
    }
    let letter = match text[unit.range()].to_lowercase().as_str() {
        "billion" => "B",
        "million" => "M",
        _ if unit.range().len() == 1 => return Some(token::written(size, text)),
        _ => return None,
    };
    Some(format!("{}{letter}", &text[number.range()]))
}

/// Makes things of the members, and says of each its size and its family.
pub fn state(
    found: &[Sizes],
    mentions: &mut Mentions,
    finder: &Finder,
    rules: &Rules,
    vocabulary: &Vocabulary,
    text: &str,
) -> Vec<Candidate> {
    let mut out = Vec::new();
    for Sizes {
        family,
        hit,
        values,
    } in found
    {
        let Some(rule) = rules.list.get(hit.rule) else {
            continue;
        };
        for size in values {
            let Some(mention) = mentions.starting(*size).cloned() else {
                continue;
            };
            let property = vocabulary.properties.get(&*rule.property);
            let number = match (&mention.what, property) {
                (What::Quantity(q), Some(property)) => value::of_quantity(q.value, property),
                _ => None,
            };
            let Some(written) = short(&mentions.tokens[mention.tokens.clone()], text) else {
                continue;
            };
            let member = member(*family, &written, mentions, finder);
            let tokens = hit.found.tokens.clone();
            let said = |property: &str, object: Object, anchor| {
                let confidence = rule.stanza.confidence;
                let mut said = owner::candidate(
                    member,
                    property,
                    object,
                    tokens.clone(),
                    &rule.mark,
                    confidence,
                );
                said.anchor = anchor;
                said
            };
            out.extend(
                number.map(|n| said(&rule.property, Object::Value(n), mention.tokens.clone())),
            );
            out.push(said(
                "variantOf",
                Object::Thing(*family),
                mention.tokens.clone(),
            ));
        }
    }
    out
}

/// The member of a family of this size: a known one, or a new one under the family's name.
pub(in crate::extract) fn member(
    family: ThingIndex,
    size: &str,
    mentions: &mut Mentions,
    finder: &Finder,
) -> ThingIndex {
    let whole = &mentions.things[family as usize];
    let label = format!("{} {size}", whole.label);
    let lexicon = &finder.lexicon;
    let thing = match finder.model(&label) {
        Some(known) => Thing::known(known, lexicon),
        None => Thing::unseen(
            Entity {
                broader: Some(whole.id.clone()),
                brand: whole.brand.map(|brand| lexicon.known(brand).id.clone()),
                ..Entity::unseen(&label, &["Model"]).shaped("a family's name and a size")
            },
            lexicon,
        ),
    };
    mentions.thing_of(thing)
}
