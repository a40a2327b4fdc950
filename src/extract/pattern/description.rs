//! What is said in front of a name of a list: "Google and top-tier fund Coatue".

use crate::extract::scope::Scope;
use crate::mention::{Gap, Kind, WordClass};
use std::ops::Range;

/// Most words of a description in front of its noun.
const WORDS: usize = 4;

/// How inflected verbs end, and with them words that may be one.
const ENDINGS: [&str; 3] = ["ed", "ing", "s"];

impl Scope<'_> {
    /// "and top-tier fund Coatue", "and marketing data startup Tern": the words that end with a noun of companies
    /// in front of the next name, none of them looking like a verb.
    pub(in crate::extract) fn description(&self, between: &Range<usize>) -> Range<usize> {
        let words = &self.finder.words;
        let noun = |i: usize| {
            let word = self.mentions.tokens[i].word;
            words.is(WordClass::CompanyNoun, word) || words.is(WordClass::InvestorWord, word)
        };
        let Some(last) = between
            .end
            .checked_sub(1)
            .filter(|i| between.contains(i) && noun(*i))
        else {
            return between.end..between.end;
        };
        let attribute = |i: &usize| {
            let token = &self.mentions.tokens[*i];
            let other = [
                WordClass::Preposition,
                WordClass::Auxiliary,
                WordClass::Barrier,
                WordClass::List,
                WordClass::Say,
            ];
            let text = self.word(*i);
            let verb = token.gap == Gap::Space && ENDINGS.iter().any(|e| text.ends_with(e));
            token.kind == Kind::Letters
                && !token.capital
                && !verb
                && !other.into_iter().any(|class| words.is(class, token.word))
        };
        let begin = between.start.max(last.saturating_sub(WORDS));
        let first = (begin..last).rev().take_while(attribute).last();
        first.unwrap_or(last)..between.end
    }
}
