//! Cells that have labels of their own, before or behind their values.

use crate::extract::candidate::Candidate;
use crate::extract::scope::Scope;
use crate::extract::table::label::{self, Meaning};
use crate::extract::table::{Reader, candidate};
use crate::mention::{Measure, ThingIndex, What};
use std::ops::Range;

impl Reader<'_> {
    /// "Input: $1.25 Output: $10.00": whether a cell has labels of its own; what they say is read.
    pub(in crate::extract) fn labelled(
        &self,
        subject: ThingIndex,
        head: &Range<usize>,
        cell: &Range<usize>,
        out: &mut Vec<Candidate>,
    ) -> bool {
        // Labels are looked up for few cells: most have neither a colon nor money.
        let amounts = self.amounts(cell);
        if amounts.is_empty() && !cell.clone().any(|at| self.scope.word(at) == ":") {
            return false;
        }
        let meanings = label::meanings(self.scope, self.rules, cell, self.classes(subject));
        let own: Vec<&Meaning<'_>> = meanings
            .iter()
            .filter(|m| m.end < cell.end && self.scope.word(m.end) == ":")
            .collect();
        let parts: Vec<(Meaning<'_>, Range<usize>)> = if own.is_empty() {
            labelled_behind(self.scope, &meanings, &amounts, cell.end)
        } else {
            let places = own.iter().enumerate();
            let parts = places.map(|(place, meaning)| {
                let until = own.get(place + 1).map_or(cell.end, |next| next.token);
                (**meaning, meaning.end + 1..until)
            });
            parts.collect()
        };
        for (meaning, part) in &parts {
            let one = [*meaning];
            let values = label::values(self.scope, self.rules, self.vocabulary, &one, head, part);
            for value in values {
                let tokens =
                    meaning.token.min(value.anchor.start)..meaning.end.max(value.anchor.end);
                out.push(candidate(subject, value, tokens, "table"));
            }
        }
        !parts.is_empty()
    }

    /// Where the amounts of money of a cell stand.
    fn amounts(&self, cell: &Range<usize>) -> Vec<Range<usize>> {
        let mentions = self.scope.mentions.within(cell.clone()).iter();
        let money = mentions.filter(
            |m| matches!(&m.what, What::Quantity(q) if matches!(q.measure, Measure::Money(_))),
        );
        money.map(|m| m.tokens.clone()).collect()
    }
}

/// "$0.03 per M input tokens $0.20 per M output tokens": the amounts of a cell that begins with one, each with the
/// price that is named behind it. Behind a comma stand conditions ("$1.25, prompts up to 200k tokens").
fn labelled_behind<'m>(
    scope: &Scope<'_>,
    meanings: &[Meaning<'m>],
    amounts: &[Range<usize>],
    end: usize,
) -> Vec<(Meaning<'m>, Range<usize>)> {
    let first = amounts.first().map_or(end, |amount| amount.start);
    if meanings.iter().any(|m| m.token < first) {
        return Vec::new();
    }
    let places = amounts.iter().enumerate();
    let parts = places.filter_map(|(place, amount)| {
        let until = amounts.get(place + 1).map_or(end, |next| next.start);
        let comma = (amount.end..until).find(|at| scope.word(*at) == ",");
        let until = comma.unwrap_or(until);
        let named = |m: &&Meaning<'_>| {
            (amount.end..until).contains(&m.token) && m.label.property.ends_with("Price")
        };
        let meaning = meanings.iter().find(named)?;
        Some((*meaning, amount.clone()))
    });
    parts.collect()
}
