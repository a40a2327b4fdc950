//! A sentence as reading sees it: its mentions, what stands around them, what was spoken of before.

use crate::extract::focus::Focus;
use crate::extract::kind::Kinds;
use crate::mention::{
    ClassSet, Finder, Kind, Mention, Mentions, Thing, ThingIndex, What, WordClass,
};
use std::ops::Range;

/// A sentence and what was spoken of before it.
pub struct Scope<'a> {
    /// Names and words.
    pub finder: &'a Finder,
    /// The text's mentions.
    pub mentions: &'a Mentions,
    /// The plain text.
    pub text: &'a str,
    /// The sentence.
    pub sentence: Range<usize>,
    /// What was spoken of before.
    pub focus: &'a Focus,
    /// The kinds of things.
    pub kinds: &'a Kinds,
}

impl Scope<'_> {
    /// Whether a mention names, or stands for, a thing of the classes.
    pub fn is(&self, mention: &Mention, classes: ClassSet) -> bool {
        match mention.what {
            What::Thing(index) => self.thing(index).classes & classes != 0,
            What::Anaphor(index) => {
                self.finder.stands_for(index, classes)
                    && !self.described(mention)
                    && !self.resolve(mention, classes).is_empty()
            }
            _ => false,
        }
    }

    /// "the company that makes it", "the lab behind it": not what was named before.
    pub(super) fn described(&self, mention: &Mention) -> bool {
        let next = self.word(mention.tail);
        mention.tail < self.sentence.end && matches!(next, "that" | "which" | "behind" | "whose")
    }

    /// Whether a name is only what something else is compared with.
    pub fn compared(&self, mention: &Mention) -> bool {
        let mut at = mention.tokens.start;
        for _ in 0..4 {
            let Some(before) = self.previous(at) else {
                return false;
            };
            let words = &self.finder.words;
            let token = &self.mentions.tokens[before];
            if words.is(WordClass::Than, token.word) {
                return true;
            }
            if words.is(WordClass::CompareWith, token.word) {
                let head = before.checked_sub(1).map(|i| self.mentions.tokens[i].word);
                return head.is_some_and(|word| words.is(WordClass::Compare, word));
            }
            if words.is(WordClass::List, token.word) {
                let first = self.mentions.covering(before.saturating_sub(1));
                return first.is_some_and(|m| matches!(m.what, What::Thing(_)) && self.compared(m));
            }
            let skipped = words.is(WordClass::Filler, token.word)
                || self.word(before) == "'s"
                || self
                    .mentions
                    .covering(before)
                    .is_some_and(|m| matches!(m.what, What::Thing(_)));
            if !skipped {
                return false;
            }
            at = before;
        }
        false
    }

    /// Whether `'s` and nothing but fillers stand between two tokens ("Google's closed-source …").
    pub fn possessed(&self, from: usize, to: usize) -> bool {
        let tokens = &self.mentions.tokens;
        to > from
            && to - from <= 6
            && self.word(from) == "'s"
            && (from + 1..to).all(|i| {
                let word = tokens[i].word;
                self.finder.words.is(WordClass::Filler, word)
                    || self.finder.words.is(WordClass::Epithet, word)
            })
    }

    /// Whether a name stands behind a word that only sets a scene ("after GPT-2", "as Gemma 2 was").
    pub fn passing(&self, mention: &Mention) -> bool {
        let before = self.previous(mention.tokens.start);
        before.is_some_and(|b| {
            self.finder
                .words
                .is(WordClass::Passing, self.mentions.tokens[b].word)
        })
    }

    /// Whether a new clause with a subject of its own begins within these tokens.
    pub(super) fn clause_break(&self, tokens: Range<usize>) -> bool {
        tokens.start < tokens.end
            && self.mentions.tokens[tokens]
                .iter()
                .any(|t| self.finder.words.is(WordClass::Clause, t.word))
    }

    /// "a 1.6 trillion parameter model" that no name stands beside: any such model.
    pub(super) fn indefinite(&self, at: usize) -> bool {
        let article = |i: usize| matches!(self.word(i), "a" | "an" | "A" | "An" | "any");
        let before = self.previous(at);
        article(at) || before.is_some_and(article)
    }

    /// Whether a mention names one whose trade is to invest.
    pub(super) fn backer(&self, mention: &Mention) -> bool {
        let thing = self.mentions.thing(mention);
        thing.is_some_and(|t| {
            t.classes & self.kinds.investor != 0 && t.classes & self.kinds.maker == 0
        })
    }

    /// "A two-year-old startup has raised …": a sentence that begins with a company it does not name.
    pub(super) fn unnamed(&self, until: usize) -> bool {
        let article = matches!(self.word(self.sentence.start), "A" | "An" | "One");
        article
            && self.mentions.tokens[self.sentence.start..until.max(self.sentence.start)]
                .iter()
                .any(|t| self.finder.words.is(WordClass::CompanyWord, t.word))
    }

    /// Whether a preposition stands before a name ("with chipmaker AMD").
    pub(super) fn governed(&self, mention: &Mention) -> bool {
        let words = &self.finder.words;
        let mut at = mention.tokens.start;
        let (mut commas, mut joined) = (0, false);
        for _ in 0..40 {
            let Some(before) = self.previous(at) else {
                return false;
            };
            let token = &self.mentions.tokens[before];
            if words.is(WordClass::Preposition, token.word) {
                // "After a deal with OpenAI, Cerebras …": a lone comma makes no list.
                return joined || commas != 1;
            }
            let name = match self.mentions.covering(before) {
                Some(m) => matches!(m.what, What::Thing(_)),
                None => token.capital && token.kind == Kind::Letters,
            };
            match self.word(before) {
                "," => commas += 1,
                "and" | "&" | "or" => joined = true,
                "'s" | "'" => {}
                _ if name
                    || words.is(WordClass::Filler, token.word)
                    || words.is(WordClass::CompanyWord, token.word)
                    || words.is(WordClass::Attributive, token.word) => {}
                _ => return false,
            }
            at = before;
        }
        false
    }

    /// Whether a mention names one that only reports.
    pub(super) fn reporter(&self, mention: &Mention) -> bool {
        let thing = self.mentions.thing(mention);
        thing.is_some_and(|t| t.classes & self.kinds.publisher != 0)
    }

    /// The bracket that is still open at a token.
    pub(super) fn open_bracket(&self, at: usize) -> Option<usize> {
        let mut depth = 0;
        for i in (self.sentence.start..at).rev() {
            match self.word(i) {
                ")" => depth += 1,
                "(" if depth == 0 => return Some(i),
                "(" => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// "GB200, which pairs 72 GPUs with 36 Grace CPUs, holds …": a name in a clause that is over.
    pub(super) fn aside(&self, mention: &Mention, until: usize) -> bool {
        let closed = (mention.tail..until).any(|i| self.word(i) == ",");
        let relative = (self.sentence.start..mention.tokens.start)
            .rev()
            .find_map(|i| match self.word(i) {
                "which" | "who" => Some(true),
                "," => Some(false),
                _ => None,
            });
        closed && relative == Some(true)
    }

    /// "Reuters reports that …": who says it is not what it is said of.
    pub(super) fn speaks(&self, mention: &Mention) -> bool {
        let next = self
            .mentions
            .tokens
            .get(mention.tail)
            .filter(|_| mention.tail < self.sentence.end);
        let says = next.is_some_and(|t| self.finder.words.is(WordClass::Say, t.word));
        says && self.word(mention.tail + 1) == "that"
    }

    /// "V4-Flash is the small tier of DeepSeek-V4": the whole behind "of" is not what is spoken of.
    pub(super) fn owns_another(&self, mention: &Mention, classes: ClassSet) -> bool {
        let before = self.previous(mention.tokens.start);
        before.is_some_and(|b| self.word(b) == "of")
            && self
                .mentions
                .within(self.sentence.start..mention.tokens.start)
                .iter()
                .any(|m| {
                    matches!(m.what, What::Thing(_))
                        && self.is(m, classes)
                        && !self.compared(m)
                        && !self.reporter(m)
                })
    }

    /// The token before another one of the sentence.
    pub(crate) fn previous(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|b| *b >= self.sentence.start)
    }

    pub(crate) fn thing(&self, index: ThingIndex) -> &Thing {
        &self.mentions.things[index as usize]
    }

    pub(crate) fn word(&self, at: usize) -> &str {
        self.mentions
            .tokens
            .get(at)
            .map_or("", |t| &self.text[t.range()])
    }
}
