//! Holds all rules against one sentence.

use crate::extract::matcher::{Match, Matcher, Wanted};
use crate::extract::pattern::Values;
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
    let mut out = Vec::new();
    let tokens = &scope.mentions.tokens[scope.sentence.clone()];
    let values = Values::among(scope.mentions.within(scope.sentence.clone()));
    for (rule, pattern) in rules.triggers.of(tokens) {
        let Some(rule_of) = rules.list.get(rule) else {
            continue;
        };
        let pattern = rule_of.patterns.get(pattern);
        let Some(pattern) = pattern.filter(|p| p.needs.within(values)) else {
            continue;
        };
        let wanted = Wanted::Names(rule_of.subject, rule_of.object);
        let matcher = Matcher::new(scope, scope.sentence.clone(), wanted);
        out.extend(matcher.all(pattern).map(|found| Hit { rule, found }));
    }
    out
}
