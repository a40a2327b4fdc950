//! Capitalised words that can be a name never seen before.

use crate::extract::pattern::matcher::Matcher;
use crate::mention::token::UNKNOWN;
use crate::mention::{Gap, Kind, WordClass};
use std::ops::Range;

/// Most letters of a name that is all capitals.
const ACRONYM: usize = 5;
/// Most words of a name that no one knows.
const LONGEST: usize = 6;

impl Matcher<'_> {
    /// Whether capitalised words are presented as a person: by a first name, by a title in front of them, or
    /// by what follows a comma.
    pub(in crate::extract) fn introduced(&self, start: usize, end: usize) -> bool {
        let words = &self.finder.words;
        let first = words.is(WordClass::FirstName, self.mentions.tokens[start].word);
        let titled = start > self.sentence.start && {
            let word = self.mentions.tokens[start - 1].word;
            words.is(WordClass::TitleWord, word) || words.is(WordClass::Ceo, word)
        };
        first || titled || matches!(self.text_of(end), "," | "(")
    }

    /// The end of a run of capitalised words that can be a name, at least so many and at most [`LONGEST`].
    pub(in crate::extract) fn capitals(&self, start: usize, least: usize) -> Option<usize> {
        let mut end = start;
        let mut dots = 0;
        while end < self.sentence.end && end - start < LONGEST + 2 * dots {
            let token = &self.mentions.tokens[end];
            let initial = end > start
                && self.text_of(end) == "."
                && self.mentions.tokens[end - 1].range().len() == 1;
            dots += usize::from(initial);
            // "D.E. Shaw".
            let dotted = end > start && self.text_of(end - 1) == ".";
            let word = token.kind == Kind::Letters
                && token.capital
                && (end == start || token.gap != Gap::Joined || dotted)
                && self.mentions.covering(end).is_none()
                && (!self.finder.words.is(WordClass::NeverAName, token.word)
                    || (end > start
                        && self
                            .finder
                            .words
                            .is(WordClass::OrganizationWord, token.word)));
            // "Joris van Aken"
            let particle = end > start && self.particle(end);
            if !(word || initial || particle || self.given(start, end)) {
                break;
            }
            end += 1;
        }
        let whole = end - start >= least && self.begins_name(start, end);
        let fits = whole && !self.headline(start..end) && !self.owned_or_placed(start, end);
        fits.then_some(end)
    }

    /// "Ryu Young-sang": whether a token is the second half of the given name of a Korean or Chinese person.
    fn given(&self, start: usize, at: usize) -> bool {
        let half = self.token(at).is_some_and(|t| {
            let short = t.kind == Kind::Letters && !t.capital && t.range().len() < 6;
            short && t.gap == Gap::Hyphen && !self.finder.words.is(WordClass::Attributive, t.word)
        });
        half && at == start + 2 && self.token(at - 1).is_some_and(|t| t.gap == Gap::Space)
    }

    /// Whether a small word stands between two parts of a person's name.
    fn particle(&self, at: usize) -> bool {
        let small = |i: usize| {
            let token = self.token(i);
            token.is_some_and(|t| !t.capital && self.finder.words.is(WordClass::Particle, t.word))
        };
        let name = |i: usize| {
            let token = self.token(i);
            token.is_some_and(|t| t.capital && t.gap == Gap::Space)
                && self.mentions.covering(i).is_none()
        };
        small(at) && (name(at + 1) || small(at + 1) && name(at + 2))
    }

    /// One word at the head of a sentence has a capital letter anyhow, unless it has more of them.
    pub(in crate::extract) fn begins_name(&self, start: usize, end: usize) -> bool {
        let first = self.text_of(start);
        let next = self.token(end);
        let cut = (start > 0 && self.mentions.tokens[start].gap == Gap::Hyphen)
            || next.is_some_and(|t| t.gap != Gap::Space && t.kind != Kind::Sign);
        let capitals = first.chars().filter(|c| c.is_uppercase()).count();
        let letters = first.chars().count();
        // "TWG", "EPFL": letters that no word list has.
        let unknown = self.mentions.tokens[start].word == UNKNOWN;
        let acronym = capitals == letters && letters <= ACRONYM && unknown;
        let one = letters > 2 && (capitals < letters || acronym);
        let inside = start > self.sentence.start || capitals > 1 || !self.ordinary(start);
        !cut && (end - start > 1 || one && inside)
    }

    /// Whether a word at the head of a sentence is one of the language: a known one, or one that ends like
    /// many others ("Investors", "Building").
    pub(in crate::extract) fn ordinary(&self, at: usize) -> bool {
        let token = &self.mentions.tokens[at];
        let text = self.text_of(at).to_lowercase();
        let endings = self.finder.words.classes.get("common-ending");
        let mut endings = endings.into_iter().flatten().flatten();
        token.word != UNKNOWN
            || endings.any(|ending| text.ends_with(self.finder.lexemes.text(*ending)))
    }

    /// Whether the other words of the sentence have capital letters too, as in the title of a text.
    ///
    /// In a sentence that ends with a full stop the words of one name count once, and the first word does not
    /// count: "Investors in Groq include Tern Ventures, Blue Fern Partners and Quiet Harbor Capital."
    pub(in crate::extract) fn headline(&self, name: Range<usize>) -> bool {
        let last = self.sentence.end.saturating_sub(1);
        let full = self.text_of(last) == ".";
        let free = |i: &usize| self.mentions.covering(*i).is_none();
        let (mut capital, mut small) = (0, 0);
        let mut within = false;
        for i in self
            .sentence
            .clone()
            .filter(|i| !name.contains(i))
            .filter(free)
        {
            let token = &self.mentions.tokens[i];
            let long = token.kind == Kind::Letters && token.range().len() > 3;
            let counted = !(full && (within || i == self.sentence.start));
            if token.capital && long {
                capital += usize::from(counted);
            } else if long {
                small += 1;
            }
            within = token.capital;
        }
        capital > 1 && small * 2 < capital
    }

    /// "its Loughton, England site": capitalised words that somebody owns, or that a country follows, name
    /// a place or a product.
    fn owned_or_placed(&self, start: usize, end: usize) -> bool {
        let owner = start > self.sentence.start
            && matches!(
                self.text_of(start - 1),
                "its" | "their" | "his" | "her" | "our"
            );
        let place = self
            .mentions
            .starting(end + 1)
            .filter(|m| self.text_of(end) == "," && !self.goes_on_with_name(m.tail))
            .and_then(|m| self.mentions.thing(m))
            .is_some_and(|t| t.classes & self.kinds.country != 0);
        owner || place
    }

    /// "…, Japan's Tern AI", "…, San Jose-based Tern": behind a country that only says where the next is.
    fn goes_on_with_name(&self, at: usize) -> bool {
        let token = self.token(at);
        self.text_of(at) == "'s" || token.is_some_and(|t| t.gap == Gap::Hyphen)
    }
}
