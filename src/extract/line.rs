//! Lines of a label, a colon and a value.

use crate::extract::candidate::{Candidate, Object};
use crate::extract::rule::Rules;
use crate::extract::scope::Scope;
use crate::extract::subject::owner;
use crate::extract::table;
use crate::extract::table::label;
use crate::mention::ClassSet;
use crate::model::Vocabulary;
use std::ops::Range;

/// How far into a line its colon may stand, and how long the label of another value is, in tokens.
const COLON: usize = 8;
/// Most tokens behind the colon of a label.
const LONGEST: usize = 40;
/// Signs between the values of a line.
const DIVIDERS: [&str; 9] = ["|", ",", ";", "/", "·", "•", "—", "–", "-"];

/// `Context window: 128K`: a line that begins with a label and a colon.
pub fn labelled(scope: &Scope<'_>, rules: &Rules, vocabulary: &Vocabulary) -> Vec<Candidate> {
    let parts = parts(scope, rules);
    let Some((head, _)) = parts.first().cloned() else {
        return Vec::new();
    };
    let things = &scope.mentions.things;
    let wanted = scope.kinds.product();
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
        for (head, rest) in &parts {
            let meanings = label::meanings(scope, rules, head, classes);
            if meanings.is_empty() || rest.len() > LONGEST {
                continue;
            }
            let mut listed = rest.start + 3;
            for value in label::values(scope, rules, vocabulary, &meanings, head, rest) {
                // A value far behind its label is a sentence of its own, for the rules to read; but a list
                // goes on.
                if value.anchor.start <= listed {
                    if let (Object::Thing(_), Some(mention)) =
                        (&value.object, scope.mentions.starting(value.anchor.start))
                    {
                        listed = listed.max(goes_on(scope, mention.tail, rest.end));
                    }
                    let whole = head.start..value.anchor.end;
                    out.push(table::candidate(subject, value, whole, "label"));
                }
            }
        }
    }
    out
}

/// The colon behind the label that a line may begin with.
pub(in crate::extract) fn colon(scope: &Scope<'_>, line: &Range<usize>) -> Option<usize> {
    let mut head = line.clone().take(COLON);
    head.find(|at| scope.word(*at) == ":")
}

/// The labels of a line, each with what stands behind its colon: "Input: $3 | Output: $15" has two.
fn parts(scope: &Scope<'_>, rules: &Rules) -> Vec<(Range<usize>, Range<usize>)> {
    let line = scope.sentence.clone();
    let Some(first) = colon(scope, &line) else {
        return Vec::new();
    };
    let mut parts = vec![(line.start..first, first + 1..line.end)];
    for colon in (first + 1..line.end).filter(|at| scope.word(*at) == ":") {
        let Some((_, before)) = parts.last_mut() else {
            break;
        };
        let near = before.start.max(colon.saturating_sub(COLON))..colon;
        let divider = near.rev().find(|i| DIVIDERS.contains(&scope.word(*i)));
        let head = divider.map_or(colon, |at| at + 1)..colon;
        let meanings = label::meanings(scope, rules, &head, ClassSet::MAX);
        if let Some(divider) = divider
            && meanings.first().is_some_and(|m| m.heads(scope, &head))
        {
            before.end = divider;
            parts.push((head, colon + 1..line.end));
        }
    }
    parts
}

/// Where the next member of a list begins whose last one ends at a token; that token if there is none.
fn goes_on(scope: &Scope<'_>, tail: usize, end: usize) -> usize {
    let next = scope.mentions.within(tail..end).first();
    next.filter(|next| scope.joint(tail..next.tokens.start).is_some())
        .map_or(tail, |next| next.tokens.start)
}
