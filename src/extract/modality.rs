//! How surely a sentence says something, and who says it.

use crate::extract::scope::Scope;
use crate::mention::{ThingIndex, What, WordClass};
use crate::model::Modality;
use std::ops::Range;

/// Modality of a match, from the words of its clause.
///
/// A denial counts when it stands in the few tokens before the match or within it; a rumour anywhere
/// before it in the sentence; a plan or a possibility in its clause before it.
pub fn of(scope: &Scope<'_>, tokens: &Range<usize>, planned: bool) -> Modality {
    let words = &scope.finder.words;
    let from = clause_start(scope, tokens.start);
    // "May 11" is a date, not a doubt.
    let dated = |i: usize| {
        let mention = scope.mentions.covering(i);
        mention.is_some_and(|m| matches!(m.what, What::Date(_)))
    };
    // "Last May": a month, though no date.
    let month = |i: usize| {
        let token = &scope.mentions.tokens[i];
        token.capital && i > scope.sentence.start && words.is(WordClass::DoubtfulMonth, token.word)
    };
    let has = |class: WordClass, range: Range<usize>| {
        range
            .into_iter()
            .any(|i| words.is(class, scope.mentions.tokens[i].word) && !dated(i) && !month(i))
    };
    // "Without plants of its own, it buys from X": the denial ends with its phrase.
    let reach = tokens.start.saturating_sub(7).max(from);
    let comma = (reach..tokens.start).rev().find(|i| scope.word(*i) == ",");
    let near = comma.map_or(reach, |c| c + 1)..tokens.end;
    if scope.says("correction") {
        return Modality::Negated;
    }
    // "does not just beat X".
    let denies = near.clone().any(|i| {
        let next = scope.mentions.tokens.get(i + 1);
        words.is(WordClass::Negation, scope.mentions.tokens[i].word)
            && !next.is_some_and(|t| words.is(WordClass::Merely, t.word))
    });
    if denies && has(WordClass::Negation, near) && !has(WordClass::DoubleNegation, from..tokens.end)
    {
        return Modality::Negated;
    }
    if has(WordClass::Rumor, scope.sentence.start..tokens.end) {
        return Modality::Rumored;
    }
    let reach = if planned {
        from
    } else {
        tokens.start.saturating_sub(6).max(from)
    };
    if has(WordClass::Future, reach..tokens.end) {
        return Modality::Predicted;
    }
    Modality::Asserted
}

fn clause_start(scope: &Scope<'_>, at: usize) -> usize {
    let words = &scope.finder.words;
    (scope.sentence.start..at)
        .rev()
        .find(|i| words.is(WordClass::Clause, scope.mentions.tokens[*i].word))
        .map_or(scope.sentence.start, |i| i + 1)
}

/// Who a sentence gives as its source: "according to X", "X says", "X told Y", where X is a known
/// person or organisation.
pub fn claimant(scope: &Scope<'_>) -> Option<ThingIndex> {
    let words = &scope.finder.words;
    let speaker = scope.kinds.organization | scope.kinds.person;
    for mention in scope.mentions.within(scope.sentence.clone()) {
        let What::Thing(index) = mention.what else {
            continue;
        };
        if scope.mentions.things[index as usize].classes & speaker == 0 {
            continue;
        }
        let before = mention
            .tokens
            .start
            .checked_sub(1)
            .filter(|b| *b > scope.sentence.start);
        let according = before.is_some_and(|b| {
            words.is(WordClass::To, scope.mentions.tokens[b].word)
                && words.is(WordClass::According, scope.mentions.tokens[b - 1].word)
        });
        let after = scope.token(mention.tail);
        // "Ann Lee announced her departure": what somebody does, and no one's word for it.
        let next = scope.token(mention.tail + 1);
        let does = after.is_some_and(|t| words.is(WordClass::Making, t.word))
            && next.is_some_and(|t| words.is(WordClass::Filler, t.word));
        let says = after.is_some_and(|t| words.is(WordClass::Say, t.word)) && !does;
        if according || says {
            return Some(index);
        }
    }
    None
}
