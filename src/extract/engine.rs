//! Holds all rules against one sentence.

use crate::extract::bag::Bag;
use crate::extract::matcher::{Match, Matcher, Wanted};
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
/// Only patterns all of whose words and values stand in the sentence are tried, and only where they can
/// begin, so that the cost grows with the text and not with the number of rules.
pub fn matches(scope: &Scope<'_>, rules: &Rules) -> Vec<Hit> {
    let mut out = Vec::new();
    let bag = Bag::of(scope.mentions, scope.sentence.clone());
    let pattern = |rule: usize, pattern: usize| rules.list.get(rule)?.patterns.get(pattern);
    for (number, pattern) in rules.triggers.of(&bag, pattern) {
        if let Some(rule) = rules.list.get(number) {
            let wanted = Wanted::Names(rule.subject, rule.object);
            let matcher = Matcher::new(scope, scope.sentence.clone(), wanted);
            for found in matcher.all(pattern, &bag) {
                out.push(Hit {
                    rule: number,
                    found,
                });
            }
        }
    }
    out
}
