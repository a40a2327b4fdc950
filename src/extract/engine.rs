//! Holds all rules against one sentence.

use crate::extract::bag::Bag;
use crate::extract::matcher::{Found, Match, Matcher, Wanted};
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

impl Hit {
    /// "3B of 30B parameters active": whether a longer match of the same rule takes a value of this one for another
    /// property.
    fn corrected(&self, by: &Self) -> bool {
        let (inner, outer) = (&self.found.tokens, &by.found.tokens);
        let within = outer.start <= inner.start && inner.end <= outer.end && inner != outer;
        let other = |(found, property): &(Found, Option<String>)| {
            let taken = by.found.objects.iter();
            taken.into_iter().any(|(f, p)| f == found && p != property)
        };
        self.rule == by.rule && within && self.found.objects.iter().any(other)
    }
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
                let hit = Hit {
                    rule: number,
                    found,
                };
                let of_rule = out.iter().rposition(|h: &Hit| h.rule != number);
                let of_rule = of_rule.map_or(0, |i| i + 1);
                if !out[of_rule..].iter().any(|h| hit.corrected(h)) {
                    let mut at = 0;
                    out.retain(|h| {
                        at += 1;
                        at <= of_rule || !h.corrected(&hit)
                    });
                    out.push(hit);
                }
            }
        }
    }
    out
}
