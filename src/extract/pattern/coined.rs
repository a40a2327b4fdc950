//! Runs of tokens that can be names although no one knows them.

use crate::extract::name::introduction::Shape;
use crate::extract::pattern::matcher::Matcher;
use crate::mention::token::{begins_word, ends_word};
use crate::mention::{Gap, Kind, Token, What, WordClass};

/// Longest coined name, in tokens.
const LONGEST: usize = 10;

impl Matcher<'_> {
    /// The end of a run that a maker could have coined for a product: `Step3`, `dots3-note Preview`,
    /// `Trinity Large Thinking`; nothing, if it does not have the shape.
    pub(in crate::extract) fn coined(&self, start: usize, shape: Shape) -> Option<usize> {
        let tokens = &self.mentions.tokens;
        if start >= self.sentence.end || !begins_word(tokens, start) || !self.heads(start) {
            return None;
        }
        let mut end = start + 1;
        while end < self.sentence.end && end - start < LONGEST {
            let token = &tokens[end];
            let goes_on = match token.gap {
                Gap::Joined => token.kind != Kind::Sign,
                // "GPT-style", "cloud-based": a word made of a name is none.
                Gap::Hyphen if lower(token) && !self.suffix(token) && tokens[start].capital => {
                    return None;
                }
                Gap::Hyphen => token.kind != Kind::Sign,
                Gap::Space if token.capital => {
                    self.heads(end) || (self.suffix(token) && self.free(end))
                }
                Gap::Space => self.version(end),
            };
            if !goes_on {
                break;
            }
            end += 1;
        }
        let tail = |t: &Token| t.gap == Gap::Space && self.finder.tails.contains_key(&t.word);
        // "Norhaven Systems": a part of a company's name.
        let own = |t: &Token| {
            shape == Shape::Title
                && t.capital
                && self.finder.words.is(WordClass::OrganizationWord, t.word)
                && !self.is_form(t)
        };
        while end > start + 1 && tail(&tokens[end - 1]) && !own(&tokens[end - 1]) {
            end -= 1;
        }
        let whole = ends_word(self.token(end));
        (whole && self.shaped(start, end, shape)).then_some(end)
    }

    /// Whether a word says only of what form a company is, and is a short one ("Inc").
    pub(in crate::extract) fn is_form(&self, token: &Token) -> bool {
        let of = self.finder.tails.get(&token.word);
        let short = self
            .finder
            .words
            .abbreviations
            .contains(self.finder.lexemes.text(token.word));
        let organization = of.is_some_and(|of| of & self.kinds.organization != 0);
        token.gap == Gap::Space && token.capital && short && organization
    }

    /// Past the form of a company and its full stop ("Inc.").
    pub(in crate::extract) fn past_form(&self, mut at: usize) -> usize {
        let tokens = &self.mentions.tokens[..self.sentence.end];
        // "Core Scientific, Inc."
        let form = tokens.get(at + 1).is_some_and(|t| self.is_form(t));
        at += usize::from(form && self.text_of(at) == ",");
        if tokens.get(at).is_some_and(|t| self.is_form(t)) && self.free(at) {
            at += 1;
            let dot =
                tokens.get(at).is_some_and(|t| t.gap == Gap::Joined) && self.text_of(at) == ".";
            at += usize::from(dot && at + 1 < tokens.len());
        }
        at
    }

    /// Whether a token can begin a coined name or a further word of it.
    fn heads(&self, at: usize) -> bool {
        let Some(token) = self.mentions.tokens.get(at) else {
            return false;
        };
        let mixed = self.mentions.tokens.get(at + 1).is_some_and(|n| {
            n.gap == Gap::Joined && n.kind == Kind::Digits && at + 1 < self.sentence.end
        });
        token.kind == Kind::Letters
            && (token.capital || mixed)
            && self.free(at)
            && !self.finder.words.is(WordClass::NeverAName, token.word)
            && !self.finder.words.is(WordClass::Filler, token.word)
    }

    /// "3", "3.5" behind a space, where it counts nothing.
    fn version(&self, at: usize) -> bool {
        let token = &self.mentions.tokens[at];
        let alone = self.mentions.covering(at).is_none_or(|m| {
            matches!(m.what, What::Quantity(_)) && m.tokens.len() == 1 && m.tail == m.tokens.end
        });
        token.kind == Kind::Digits && alone && token.range().len() <= 3
    }

    fn free(&self, at: usize) -> bool {
        self.mentions.covering(at).is_none()
    }

    fn suffix(&self, token: &Token) -> bool {
        self.finder.words.suffixes.contains(&token.word)
    }

    fn shaped(&self, start: usize, end: usize, shape: Shape) -> bool {
        let tokens = &self.mentions.tokens[start..end];
        let digits = tokens.iter().any(|t| t.kind == Kind::Digits);
        let suffixed = tokens.len() > 1 && tokens.last().is_some_and(|t| self.suffix(t));
        let inner = |t: &Token| {
            let word = self.text_of_token(t);
            let upper = word.chars().skip(1).filter(|c| c.is_uppercase()).count();
            upper > 0 && word.chars().any(char::is_lowercase)
        };
        let coined = digits || suffixed || tokens.iter().any(inner);
        match shape {
            Shape::Version => coined,
            // Any word may begin a sentence with a capital letter.
            Shape::Title => coined || tokens.len() > 1 || start > self.sentence.start,
        }
    }
}

fn lower(token: &Token) -> bool {
    token.kind == Kind::Letters && !token.capital
}
