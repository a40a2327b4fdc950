//! Whose a fact is by what the text told of the property that its rule follows.

use crate::extract::compose::Composer;
use crate::extract::pattern::matcher::Found;
use crate::extract::subject::attach::Attached;
use crate::mention::What;

impl Composer<'_> {
    /// The subject that a match of the property that the rule follows names in the same sentence.
    pub(in crate::extract) fn followed(&self) -> Option<Attached> {
        let property = self.rule.stanza.follows.as_ref()?;
        let rules = self.rules;
        let named = self.hits.iter().filter_map(|hit| {
            let rule = rules.list.get(hit.rule)?;
            let subject = hit.found.subject.as_ref();
            match subject.filter(|_| *rule.property == **property)? {
                Found::Mention(token) => Some(*token),
                Found::Phrase(range) => Some(range.start),
                Found::Maker(_) | Found::Capitals(..) => None,
            }
        });
        let start = self.hit.found.tokens.start;
        let (before, behind): (Vec<usize>, Vec<usize>) = named.partition(|t| *t < start);
        let token = before.into_iter().max().or(behind.into_iter().min())?;
        let things = match self.scope.mentions.starting(token) {
            Some(mention) => self.scope.resolve(mention, self.rule.subject),
            None => self
                .scope
                .one(token, self.rule.subject)
                .into_iter()
                .collect(),
        };
        let fits = !things.is_empty() && !things.iter().any(|t| self.barred(*t));
        fits.then_some(Attached {
            things,
            token: Some(token),
            doubt: 1,
        })
    }

    /// "The round was led by Tern Ventures": whose round an earlier sentence told of, where neither a pronoun
    /// nor a name says whose it is.
    pub(in crate::extract) fn told(&self, classes: u64) -> Option<Attached> {
        let until = self.scope.sentence.start..self.hit.found.tokens.end;
        let mut mentions = self.scope.mentions.within(until).iter();
        let pronoun = mentions.any(|m| matches!(m.what, What::Anaphor(_)));
        let told = self.told_of(classes)?;
        (!pronoun && self.other(classes).is_none()).then_some(told)
    }

    /// Of what an earlier sentence told the property that the rule follows.
    pub(in crate::extract) fn told_of(&self, classes: u64) -> Option<Attached> {
        let property = self.rule.stanza.follows.as_ref()?;
        let thing = self.scope.focus.told(property)?;
        let fits = self.scope.thing(thing).classes & classes != 0 && !self.barred(thing);
        fits.then_some(Attached {
            things: vec![thing],
            token: None,
            doubt: 5,
        })
    }
}
