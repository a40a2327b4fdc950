//! Members that stand behind the name of their family in brackets, by their suffixes alone: "Nemotron 3 (Nano/Super/Ultra)".

use crate::mention::finder::{Finder, thing_of};
use crate::mention::things::{Things, plain_mention};
use crate::mention::token::{Kind, Token};
use crate::mention::{Mention, What, WordClass};
use std::ops::Range;

/// Most tokens in such a bracket.
const LONGEST: usize = 24;

impl Finder {
    /// The member that a suffix at a place names, in a bracket of nothing but suffixes behind the name of a family.
    pub(super) fn member(
        &self,
        tokens: &[Token],
        at: usize,
        text: &str,
        list: &[Mention],
        things: &mut Things,
    ) -> Option<Mention> {
        if !self.suffix_alone(&tokens[at]) {
            return None;
        }
        let word = |i: usize| tokens.get(i).map_or("", |t| &text[t.range()]);
        let begin = at.saturating_sub(LONGEST);
        let open = (begin..at).rev().find(|i| word(*i) == "(")?;
        let close = (at..tokens.len().min(open + LONGEST)).find(|i| word(*i) == ")")?;
        if !self.all_suffixes(&tokens[open + 1..close], text) {
            return None;
        }
        let family = list.iter().rev().find(|m| m.tail <= open)?;
        let nouns = family.tail..open;
        if !self.nouns_of_family(tokens, nouns) {
            return None;
        }
        let whole = things.list.get(thing_of(family)? as usize)?;
        let head = whole.known.filter(|_| whole.classes & self.model != 0)?;
        let name = format!("{} {}", whole.label, word(at));
        let thing = self.called(&name, head, things);
        Some(plain_mention(at..at + 1, What::Thing(thing)))
    }

    fn suffix_alone(&self, token: &Token) -> bool {
        token.kind == Kind::Letters && token.capital && self.words.suffixes.contains(&token.word)
    }

    /// Whether tokens are two suffixes or more, and what joins them.
    fn all_suffixes(&self, tokens: &[Token], text: &str) -> bool {
        let joins = |t: &Token| {
            self.words.is(WordClass::List, t.word) || matches!(&text[t.range()], "/" | ",")
        };
        let mut suffixes = 0;
        let mut apart = true;
        for token in tokens {
            if joins(token) {
                apart = true;
            } else if apart && self.suffix_alone(token) {
                suffixes += 1;
                apart = false;
            } else {
                return false;
            }
        }
        suffixes > 1
    }

    /// Whether nothing but nouns of families stands between a name and what is behind it ("family", "models").
    fn nouns_of_family(&self, tokens: &[Token], between: Range<usize>) -> bool {
        between.len() < 3
            && tokens[between].iter().all(|t| {
                self.words.is(WordClass::NounOfFamily, t.word) || self.tails.contains_key(&t.word)
            })
    }
}
