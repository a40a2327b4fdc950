//! Names of one list, as a match meets them: none does anything to another, and what follows stands behind them all.

use crate::extract::pattern::matcher::{Found, Match, Matcher};
use crate::extract::scope::Scope;
use crate::extract::subject::focus::Focus;
use crate::mention::{ClassSet, Mention, What};

impl Matcher<'_> {
    /// "Backed by Nvidia, Oracle and Cisco, …": whether a name is one of a list with one found before, so that neither does
    /// anything to the other.
    pub(in crate::extract) fn listed_together(&self, found: &Match, value: &Found) -> bool {
        let start = match value {
            Found::Mention(start) => *start,
            Found::Capitals(range, _) => range.start,
            Found::Maker(_) | Found::Phrase(_) => return false,
        };
        let objects = found.objects.iter().map(|(object, _)| object);
        let mut before = found.subject.iter().chain(objects);
        let unknown = usize::from(matches!(value, Found::Capitals(..)));
        before.any(|found| match found {
            Found::Mention(first) if *first < start => {
                let first = self.mentions.starting(*first);
                let list = first.map(|first| self.list(first, self.kinds.organization));
                list.is_some_and(|ends| {
                    ends.len() + unknown > 2 && ends.last().is_some_and(|end| start < *end)
                })
            }
            _ => false,
        })
    }

    /// Where the list ends whose first member ends at a token.
    pub(in crate::extract) fn past_list(&self, end: usize, classes: ClassSet) -> Option<usize> {
        let first = self.mentions.covering(end.checked_sub(1)?)?;
        let last = self.list(first, classes).pop()?;
        (last > end).then_some(last)
    }

    /// Where the members of a list end.
    fn list(&self, first: &Mention, classes: ClassSet) -> Vec<usize> {
        if !matches!(first.what, What::Thing(_)) {
            return Vec::new();
        }
        let focus = Focus::default();
        let scope = Scope {
            finder: self.finder,
            mentions: self.mentions,
            text: self.text,
            sentence: self.sentence.clone(),
            focus: &focus,
            kinds: self.kinds,
            issued: None,
        };
        let list = scope.list_from(first, classes).into_iter();
        list.map(|(_, end)| end).collect()
    }
}
