//! Lines of a label, a colon and a value.

use crate::extract::candidate::{Candidate, Object};
use crate::extract::rule::Rules;
use crate::extract::scope::Scope;
use crate::extract::{label, owner, table};
use crate::model::Vocabulary;

/// `Context window: 128K`: a line that begins with a label and a colon.
pub fn labelled(scope: &Scope<'_>, rules: &Rules, vocabulary: &Vocabulary) -> Vec<Candidate> {
    let tokens = scope.sentence.clone();
    let colon = tokens
        .clone()
        .take(8)
        .find(|i| &scope.text[scope.mentions.tokens[*i].range()] == ":");
    let Some(colon) = colon else {
        return Vec::new();
    };
    let things = &scope.mentions.things;
    let wanted = scope.kinds.product();
    let head = tokens.start..colon;
    let named = scope
        .mentions
        .within(head.clone())
        .iter()
        .find(|m| scope.is(m, wanted));
    // "HiZQ 2.0 HBM: 144 GB": of what the line names, which no one asks for.
    let first = scope.mentions.within(head.clone()).first();
    let other = first.filter(|m| m.tokens.start <= head.start + 1);
    if named.is_none() && other.is_some_and(|m| scope.is(m, scope.kinds.service)) {
        return Vec::new();
    }
    let subjects = match named {
        Some(mention) => scope.resolve(mention, wanted),
        None => scope.focus.subject(wanted, things).into_iter().collect(),
    };
    let mut out: Vec<Candidate> = owner::member_of_list(scope, &head, scope.kinds)
        .into_iter()
        .collect();
    for subject in subjects {
        let classes = things[subject as usize].classes;
        let meanings = label::meanings(scope, rules, &head, classes);
        let rest = colon + 1..tokens.end;
        if meanings.is_empty() || rest.len() > 40 {
            continue;
        }
        let mut listed = colon + 4;
        for value in label::values(scope, rules, vocabulary, &meanings, &head, &rest) {
            // A value far behind its label is a sentence of its own, for the rules to read; but a list
            // goes on.
            if value.anchor.start <= listed {
                if let (Object::Thing(_), Some(mention)) =
                    (&value.object, scope.mentions.starting(value.anchor.start))
                {
                    listed = listed.max(goes_on(scope, mention.tail, tokens.end));
                }
                let whole = tokens.start..value.anchor.end;
                out.push(table::candidate(subject, value, whole, "label"));
            }
        }
    }
    out
}

/// Where the next member of a list begins whose last one ends at a token; that token if there is none.
fn goes_on(scope: &Scope<'_>, tail: usize, end: usize) -> usize {
    let next = scope.mentions.within(tail..end).first();
    next.filter(|next| scope.joint(tail..next.tokens.start).is_some())
        .map_or(tail, |next| next.tokens.start)
}
