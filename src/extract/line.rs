//! Lines of a label, a colon and a value.

use crate::extract::candidate::Candidate;
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
        for value in label::values(scope, rules, vocabulary, &meanings, &head, &rest) {
            // A value far behind its label is a sentence of its own, for the rules to read.
            if value.anchor.start <= colon + 4 {
                let whole = tokens.start..value.anchor.end;
                out.push(table::candidate(subject, value, whole, "label"));
            }
        }
    }
    out
}
