//! Holds all rules against one sentence.

use crate::extract::pattern::bag::Bag;
use crate::extract::pattern::matcher::{Found, Match, Matcher, Wanted};
use crate::extract::rule::Rules;
use crate::extract::scope::Scope;
use std::sync::Arc;

/// A match of a rule, in terms that no longer need the rule's pattern.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Index of the rule.
    pub rule: usize,
    /// What was matched.
    pub found: Match,
}

impl Hit {
    /// "3B of 30B parameters active": whether a longer match of the same rule takes a value of this one for another
    /// property.
    fn corrected(&self, by: &Self) -> bool {
        let (inner, outer) = (&self.found.tokens, &by.found.tokens);
        let within = outer.start <= inner.start && inner.end <= outer.end && inner != outer;
        let other = |(found, property): &(Found, Option<Arc<str>>)| {
            let taken = by.found.objects.iter();
            taken.into_iter().any(|(f, p)| f == found && p != property)
        };
        within && self.found.objects.iter().any(other)
    }
}

/// All matches of all rules in a sentence, in order of rule and place.
///
/// Only patterns all of whose words and values stand in the sentence are tried, and only where they can
/// begin, so that the cost grows with the text and not with the number of rules.
pub fn matches(scope: &Scope<'_>, rules: &Rules) -> Vec<Hit> {
    let mut out = Vec::new();
    let bag = Bag::of(scope.mentions, scope.finder, scope.sentence.clone());
    let pattern = |rule: usize, pattern: usize| rules.list.get(rule)?.patterns.get(pattern);
    for active in rules.triggers.of(&bag, pattern) {
        if let Some(rule) = rules.list.get(active.stanza) {
            let wanted = Wanted::Names(rule.subject, rule.object);
            let matcher = Matcher {
                apart: rule.apart,
                ..Matcher::new(scope, scope.sentence.clone(), wanted)
            };
            for found in matcher.all(active.pattern, active.starts(&bag)) {
                out.push(Hit {
                    rule: active.stanza,
                    found,
                });
            }
        }
    }
    let mut corrected = Vec::with_capacity(out.len());
    for hits in out.chunk_by(|a, b| a.rule == b.rule) {
        corrected.extend(
            hits.iter()
                .map(|hit| hits.iter().any(|by| hit.corrected(by))),
        );
    }
    let mut corrected = corrected.into_iter();
    out.retain(|_| !corrected.next().unwrap_or(false));
    out
}
