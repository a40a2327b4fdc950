//! Holds all rules against one sentence.

use crate::extract::matcher::{Match, Matcher};
use crate::extract::rule::Rules;
use crate::extract::scope::Scope;

/// A match of a rule, in terms that no longer need the rule's pattern.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Index of the rule.
    pub rule: usize,
    /// What was matched.
    pub found: Match,
}

/// All matches of all rules in a sentence, in order of rule and place.
///
/// Only rules one of whose own words stands in the sentence are tried, so that the cost grows with the
/// text and not with the number of rules.
pub fn matches(scope: &Scope<'_>, rules: &Rules) -> Vec<Hit> {
    let mut active: Vec<(u32, u32)> = rules.free.clone();
    for token in &scope.mentions.tokens[scope.sentence.clone()] {
        if let Some(places) = rules.anchored.get(&token.word) {
            active.extend_from_slice(places);
        }
    }
    active.sort_unstable();
    active.dedup();
    let mut out = Vec::new();
    for (rule, pattern) in active {
        let rule = rule as usize;
        let Some(rule_of) = rules.list.get(rule) else {
            continue;
        };
        let Some(pattern) = rule_of.patterns.get(pattern as usize) else {
            continue;
        };
        let matcher = Matcher::new(scope, scope.sentence.clone(), rule_of);
        let mut at = scope.sentence.start;
        while at < scope.sentence.end {
            match matcher.at(pattern, at) {
                Some(found) => {
                    at = found.tokens.end.max(at + 1);
                    out.push(Hit { rule, found });
                }
                None => at += 1,
            }
        }
    }
    out
}
