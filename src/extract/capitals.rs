//! Capitalised words that can be a name never seen before.

use crate::extract::matcher::Matcher;
use crate::mention::token::UNKNOWN;
use crate::mention::{Gap, Kind, WordClass};
use std::ops::Range;

impl Matcher<'_> {
    /// Whether capitalised words are presented as a person: by a first name, by a title in front of them, or
    /// by what follows a comma.
    pub(super) fn introduced(&self, start: usize, end: usize) -> bool {
        let words = &self.finder.words;
        let first = words.is(WordClass::FirstName, self.mentions.tokens[start].word);
        let titled = start > self.sentence.start && {
            let word = self.mentions.tokens[start - 1].word;
            words.is(WordClass::TitleWord, word) || words.is(WordClass::Ceo, word)
        };
        first || titled || matches!(self.text_of(end), "," | "(")
    }

    /// The end of a run of capitalised words that can be a name, at least so many and at most four.
    pub(super) fn capitals(&self, start: usize, least: usize) -> Option<usize> {
        let mut end = start;
        while end < self.sentence.end && end - start < 4 {
            let token = &self.mentions.tokens[end];
            let initial = end > start
                && self.text_of(end) == "."
                && self.mentions.tokens[end - 1].range().len() == 1;
            let word = token.kind == Kind::Letters
                && token.capital
                && (end == start || token.gap != Gap::Joined)
                && self.mentions.covering(end).is_none()
                && (!self.finder.words.is(WordClass::NeverAName, token.word)
                    || (end > start
                        && self
                            .finder
                            .words
                            .is(WordClass::OrganizationWord, token.word)));
            if !(word || initial) {
                break;
            }
            end += 1;
        }
        let whole = end - start >= least && self.begins_name(start, end);
        (whole && !self.headline(start..end)).then_some(end)
    }

    /// One word at the head of a sentence has a capital letter anyhow, unless it has more of them.
    pub(super) fn begins_name(&self, start: usize, end: usize) -> bool {
        let first = self.text_of(start);
        let next = self
            .mentions
            .tokens
            .get(end)
            .filter(|_| end < self.sentence.end);
        let cut = (start > 0 && self.mentions.tokens[start].gap == Gap::Hyphen)
            || next.is_some_and(|t| t.gap != Gap::Space && t.kind != Kind::Sign);
        let capitals = first.chars().filter(|c| c.is_uppercase()).count();
        let letters = first.chars().count();
        let one = letters > 2 && capitals < letters;
        let inside = start > self.sentence.start || capitals > 1 || !self.ordinary(start);
        !cut && (end - start > 1 || one && inside)
    }

    /// Whether a word at the head of a sentence is one of the language: a known one, or one that ends like
    /// many others ("Investors", "Building").
    pub(super) fn ordinary(&self, at: usize) -> bool {
        let token = &self.mentions.tokens[at];
        let text = self.text_of(at).to_lowercase();
        let endings = self.finder.words.classes.get("common-ending");
        let mut endings = endings.into_iter().flatten().flatten();
        token.word != UNKNOWN
            || endings.any(|ending| text.ends_with(self.finder.lexemes.text(*ending)))
    }

    /// Whether the other words of the sentence have capital letters too, as in the title of a text.
    pub(super) fn headline(&self, name: Range<usize>) -> bool {
        let others = self.sentence.clone().filter(|i| !name.contains(i));
        let (mut capital, mut small) = (0, 0);
        for i in others.filter(|i| self.mentions.covering(*i).is_none()) {
            let token = &self.mentions.tokens[i];
            if token.kind == Kind::Letters && token.range().len() > 3 {
                *(if token.capital {
                    &mut capital
                } else {
                    &mut small
                }) += 1;
            }
        }
        capital > 1 && small * 2 < capital
    }
}
