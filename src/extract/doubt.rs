//! What a sentence says twice and differently: another maker, another number for the same thing.

use crate::extract::candidate::{Candidate, Object};
use crate::extract::discourse::Discourse;

/// By how many hundredths a maker that is named is surer than one that was looked for.
const SURER: u8 = 5;

impl Discourse<'_> {
    /// "Mistral dropped Voxtral, while Cohere released Transcribe": of a maker that was looked for, and one that the
    /// match names, the latter makes it.
    pub(in crate::extract) fn one_maker(found: &mut Vec<Candidate>) {
        let made = |c: &Candidate| matches!(&*c.property, "developedBy" | "manufacturedBy");
        let surest = |of: &Candidate| {
            let same = found.iter();
            let same = same.filter(|c| c.subject == of.subject && c.property == of.property);
            same.map(|c| c.confidence).max().unwrap_or(0)
        };
        let keep = found.iter().map(|c| {
            let sure = || c.confidence + SURER > surest(c);
            !made(c) || !c.attached || sure()
        });
        let mut keep: std::vec::IntoIter<bool> = keep.collect::<Vec<_>>().into_iter();
        found.retain(|_| keep.next().unwrap_or(true));
    }

    /// "with 400M and 800M activated": for each candidate whether its match gives its subject another number
    /// too, where it can have but one.
    pub(in crate::extract) fn doubtful(&self, found: &[Candidate]) -> Vec<bool> {
        let number = |c: &Candidate| match &c.object {
            Object::Value(value) => value.as_decimal(),
            Object::Thing(_) => None,
        };
        let functional = |c: &Candidate| {
            let property = self.vocabulary.properties.get(&*c.property);
            property.is_some_and(|p| p.functional)
        };
        let same = |a: &Candidate, b: &Candidate| {
            a.subject == b.subject
                && a.property == b.property
                && a.tokens == b.tokens
                && a.rule == b.rule
                && a.qualifiers == b.qualifiers
        };
        let other = |c: &Candidate| {
            let mine = number(c);
            mine.is_some() && functional(c) && found.iter().any(|o| same(c, o) && number(o) != mine)
        };
        found.iter().map(other).collect()
    }
}
