//! What a text says without a name: dates, quantities, and words that stand for something named before.

use crate::mention::class::WordClass;
use crate::mention::date::Calendar;
use crate::mention::finder::Finder;
use crate::mention::quantity;
use crate::mention::things::plain_mention;
use crate::mention::token::{Gap, Kind, Token};
use crate::mention::{Mention, What};

impl Finder {
    /// A date, a quantity or an anaphor.
    pub(super) fn value(
        &self,
        tokens: &[Token],
        at: usize,
        text: &str,
        calendar: &Calendar<'_>,
    ) -> Option<Mention> {
        let first = &tokens[at];
        if first.kind != Kind::Digits && !self.words.begins_value(first.word) {
            return None;
        }
        if let Some((range, date)) = calendar.at(at)
            && range.end <= tokens.len()
        {
            return Some(plain_mention(range, What::Date(date)));
        }
        if let Some((range, quantity)) = quantity::at(tokens, at, text, &self.words, &self.lexemes)
        {
            return Some(plain_mention(range, What::Quantity(quantity)));
        }
        let found = self.words.stand_ins.longest(&tokens[at..], &self.words)?;
        let (anaphor, end) = (found.anaphor, at + found.tokens);
        // "He Hui said": a name that looks like a pronoun.
        let next = tokens
            .get(at + 1)
            .is_some_and(|t| t.capital && t.gap == Gap::Space);
        let of_people = || self.anaphors[anaphor] == self.lexicon.bits(&["Person"]);
        if first.capital && next && of_people() {
            return None;
        }
        // "the AI startup Tern": what it is called, not what stands for it.
        let of_companies = self.anaphors[anaphor] == self.organization;
        let name = tokens.get(end).is_some_and(|t| {
            t.capital && t.gap == Gap::Space && !self.words.is(WordClass::NeverAName, t.word)
        });
        if (of_companies || found.described) && name {
            return None;
        }
        if !self.stands_alone(found.tokens, &tokens[at..]) {
            return None;
        }
        // "the Series A".
        let letter = tokens
            .get(end)
            .is_some_and(|t| t.capital && t.range().len() == 1);
        if letter && tokens[end - 1].capital {
            return None;
        }
        Some(plain_mention(at..end, What::Anaphor(anaphor)))
    }

    /// Whether the words that a text begins with stand for something by themselves: not "each token", "both code and
    /// weights", "the thinking model of its family".
    fn stands_alone(&self, count: usize, tokens: &[Token]) -> bool {
        let is = |at: usize, class: WordClass| {
            let token = tokens.get(at);
            token.is_some_and(|t| self.words.is(class, t.word))
        };
        let noun = tokens.get(1).is_some_and(|t| {
            let verb = [
                WordClass::Auxiliary,
                WordClass::Preposition,
                WordClass::VerbOfModel,
            ];
            let follows = verb.into_iter().any(|class| self.words.is(class, t.word));
            t.kind == Kind::Letters && t.gap == Gap::Space && !t.capital && !follows
        });
        match count {
            1 if is(0, WordClass::Each) => !noun,
            1 if is(0, WordClass::Both) => !(noun && is(2, WordClass::And)),
            1 => true,
            _ => !(is(count, WordClass::Of) && is(0, WordClass::The)),
        }
    }
}
