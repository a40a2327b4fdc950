//! A sentence as reading sees it: its mentions, what stands around them, what was spoken of before.

use crate::extract::kind::Kinds;
use crate::extract::subject::focus::Focus;
use crate::mention::{
    ClassSet, Finder, Gap, Kind, Measure, Mention, Mentions, Thing, ThingIndex, Token, What,
    WordClass,
};
use crate::model::Date;
use std::ops::Range;

/// Tokens behind a match among which the noun of its article stands.
const BEHIND: usize = 4;

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
    /// When the text was published.
    pub issued: Option<Date>,
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
    pub(in crate::extract) fn described(&self, mention: &Mention) -> bool {
        let next = self.word(mention.tail);
        mention.tail < self.sentence.end && matches!(next, "that" | "which" | "behind" | "whose")
    }

    /// Whether `'s` and nothing but fillers stand between two tokens ("Google's closed-source …").
    pub fn possessed(&self, from: usize, to: usize) -> bool {
        let tokens = &self.mentions.tokens;
        to > from
            && to - from <= 10
            && matches!(self.word(from), "'s" | "'")
            && (from + 1..to).all(|i| {
                let word = tokens[i].word;
                self.finder.words.is(WordClass::Filler, word)
                    || self.finder.words.is(WordClass::Epithet, word)
            })
    }

    /// "its big brother", "its predecessor": not what the pronoun stands for but what belongs to it.
    pub(in crate::extract) fn kin(&self, pronoun: &Mention) -> bool {
        let words = &self.finder.words;
        let behind = pronoun.tail..(pronoun.tail + 3).min(self.sentence.end);
        let mut tokens = self.mentions.tokens.get(behind).into_iter().flatten();
        tokens.any(|t| words.is(WordClass::Kin, t.word))
    }

    /// Whether a word or phrase of a class stands anywhere in the sentence.
    pub(in crate::extract) fn says(&self, class: &str) -> bool {
        self.finder
            .words
            .holds(class, &self.mentions.tokens[self.sentence.clone()])
    }

    /// "comparable to R1, which boasts …": the name that a relative clause goes back to.
    pub(in crate::extract) fn relative(&self, mention: &Mention) -> bool {
        let comma = usize::from(self.word(mention.tail) == ",");
        let next = self.token(mention.tail + comma);
        next.is_some_and(|t| self.finder.words.is(WordClass::Relative, t.word))
    }

    /// "models under 500M parameters": what stands before a value names no model of its own.
    pub(in crate::extract) fn generic(&self, at: usize) -> bool {
        let words = &self.finder.words;
        let mut before = self.previous(at);
        for _ in 0..4 {
            let Some(i) = before else { return false };
            let word = self.mentions.tokens[i].word;
            if self.mentions.covering(i).is_some() {
                return false;
            }
            if words.is(WordClass::Generic, word) {
                return true;
            }
            if !(words.is(WordClass::Approximator, word) || words.is(WordClass::For, word)) {
                return false;
            }
            before = self.previous(i);
        }
        false
    }

    /// "$5 per 1 million output tokens": a number that only says of how many the price is.
    pub(in crate::extract) fn is_measure(&self, at: usize) -> bool {
        let before = self.previous(at);
        before.is_some_and(|i| matches!(self.word(i), "per" | "/" | "every"))
            && before.and_then(|i| self.previous(i)).is_some_and(|i| {
                let mention = self.mentions.covering(i);
                mention.is_some_and(money)
            })
    }

    /// Whether a number is the end of a range whose beginning stands before it ("7B–9B").
    pub(in crate::extract) fn ends_range(&self, at: usize) -> bool {
        let tokens = &self.mentions.tokens;
        let Some(before) = self.previous(at) else {
            return false;
        };
        let quantity = |i: usize| {
            let mention = self.mentions.covering(i);
            mention.filter(|m| matches!(m.what, What::Quantity(_)))
        };
        if tokens[at].gap == Gap::Hyphen {
            return quantity(before).is_some();
        }
        if !self.finder.words.is(WordClass::Range, tokens[before].word) {
            return false;
        }
        let Some(first) = self.previous(before).and_then(quantity) else {
            return false;
        };
        let bare =
            matches!(&first.what, What::Quantity(q) if !q.scaled && q.measure == Measure::Count);
        let from = self
            .previous(first.tokens.start)
            .is_some_and(|i| self.word(i) == "from");
        tokens[before].kind == Kind::Sign || (bare && !from)
    }

    /// "compared to the MI350's 288GB", "than the V100, which has 32GB": whether a name owns what begins
    /// at a token, with nothing but fillers and amounts between them, or its relative clause goes on to it.
    pub(in crate::extract) fn possesses(&self, mention: &Mention, at: usize) -> bool {
        let from = mention.tail;
        let which = self.word(from) == "," && self.word(from + 1) == "which";
        if which && from + 1 < at && !(from + 1..at).any(|i| self.word(i) == ",") {
            return true;
        }
        from < at
            && at - from <= 8
            && self.word(from) == "'s"
            && (from + 1..at).all(|i| {
                let amount = self.mentions.covering(i).map(|m| &m.what);
                matches!(amount, Some(What::Quantity(_)))
                    || self
                        .finder
                        .words
                        .is(WordClass::Filler, self.mentions.tokens[i].word)
            })
    }

    /// Whether a new clause with a subject of its own begins within these tokens.
    pub(in crate::extract) fn clause_break(&self, tokens: Range<usize>) -> bool {
        tokens.start < tokens.end
            && self.mentions.tokens[tokens]
                .iter()
                .any(|t| self.finder.words.is(WordClass::Clause, t.word))
    }

    /// "a 1.6 trillion parameter model" that no name stands beside: any such model. "a 256K context window" is
    /// what something has that was spoken of.
    pub(in crate::extract) fn indefinite(&self, at: &Range<usize>) -> bool {
        let article = |i: usize| matches!(self.word(i), "a" | "an" | "A" | "An" | "any");
        let before = self.previous(at.start);
        if !(article(at.start) || before.is_some_and(article)) {
            return false;
        }
        let near = at.start..(at.end + BEHIND).min(self.sentence.end);
        let words = &self.finder.words;
        let mut near = near.take_while(|i| *i < at.end || !self.divides(*i));
        near.any(|i| words.is(WordClass::ThingNoun, self.mentions.tokens[i].word))
    }

    /// Whether a mention names one whose trade is to invest.
    pub(in crate::extract) fn backer(&self, mention: &Mention) -> bool {
        let thing = self.mentions.thing(mention);
        thing.is_some_and(|t| {
            t.classes & self.kinds.investor != 0 && t.classes & self.kinds.maker == 0
        })
    }

    /// "backed by Acme": who does what the sentence says of another.
    pub(in crate::extract) fn agent(&self, at: usize) -> bool {
        let end = self.mentions.starting(at).map_or(at + 1, |m| m.tail);
        let told = self.word(end) == "," && matches!(self.word(end + 1), "which" | "who");
        !told && self.previous(at).is_some_and(|b| self.word(b) == "by")
    }

    /// "by former Alibaba vice president Ann Lee": whom a person worked for once is not spoken of.
    pub(in crate::extract) fn formerly(&self, mention: &Mention) -> bool {
        let words = &self.finder.words;
        let before = self.previous(mention.tokens.start);
        before.is_some_and(|b| words.is(WordClass::Former, self.mentions.tokens[b].word))
    }

    /// "A two-year-old startup has raised …": a sentence that begins with a company it does not name.
    pub(in crate::extract) fn unnamed(&self, until: usize) -> bool {
        let article = matches!(self.word(self.sentence.start), "A" | "An" | "One");
        article
            && self.mentions.tokens[self.sentence.start..until.max(self.sentence.start)]
                .iter()
                .any(|t| self.finder.words.is(WordClass::CompanyWord, t.word))
    }

    /// Whether a mention names one that only reports.
    pub(in crate::extract) fn reporter(&self, mention: &Mention) -> bool {
        let thing = self.mentions.thing(mention);
        thing.is_some_and(|t| t.classes & self.kinds.publisher != 0)
    }

    /// The bracket that is still open at a token.
    pub(in crate::extract) fn open_bracket(&self, at: usize) -> Option<usize> {
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
    pub(in crate::extract) fn aside(&self, mention: &Mention, until: usize) -> bool {
        let closed = (mention.tail..until).any(|i| self.word(i) == ",");
        let relative = (self.sentence.start..mention.tokens.start)
            .rev()
            .find_map(|i| match self.word(i) {
                "which" | "who" => Some(true),
                "," => Some(false),
                _ => None,
            });
        closed && relative == Some(true) || self.dashed(mention, until)
    }

    /// "the MI325X—which is as the MI300X is—has 256 GB": whether a name stands between two dashes before a place.
    fn dashed(&self, mention: &Mention, until: usize) -> bool {
        let dash = |i: &usize| matches!(self.word(*i), "—" | "–");
        let before = (self.sentence.start + 1..mention.tokens.start).rev();
        let named = |at: usize| {
            let named = self.mentions.within(self.sentence.start..at).iter();
            named.rev().any(|m| matches!(m.what, What::Thing(_)))
        };
        let mut before = before.filter(dash);
        // "its line-up — A2 and A3 — is": what is set beside a name is no aside.
        let clause = |at: usize| {
            let next = self.mentions.tokens.get(at + 1);
            next.is_some_and(|t| self.finder.words.is(WordClass::Relative, t.word)) && named(at)
        };
        (mention.tail..until).any(|i| dash(&i)) && before.next().is_some_and(clause)
    }

    /// "Reuters reports that …": who says it is not what it is said of.
    pub(in crate::extract) fn speaks(&self, mention: &Mention) -> bool {
        let next = self.token(mention.tail);
        let says = next.is_some_and(|t| self.finder.words.is(WordClass::Say, t.word));
        says && self.word(mention.tail + 1) == "that"
    }

    /// "V4-Flash is the small tier of DeepSeek-V4": the whole behind "of" is not what is spoken of.
    pub(in crate::extract) fn owns_another(&self, mention: &Mention, classes: ClassSet) -> bool {
        let before = self.previous(mention.tokens.start);
        before.is_some_and(|b| self.word(b) == "of")
            && self
                .mentions
                .within(self.sentence.start..mention.tokens.start)
                .iter()
                .any(|m| {
                    matches!(m.what, What::Thing(_) | What::Anaphor(_))
                        && self.is(m, classes)
                        && !self.compared(m)
                        && !self.reporter(m)
                })
    }

    /// The token at a place, if it is one of the sentence or before it.
    pub(in crate::extract) fn token(&self, at: usize) -> Option<&Token> {
        let token = self.mentions.tokens.get(at);
        token.filter(|_| at < self.sentence.end)
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

/// Whether a mention is an amount of money.
pub(in crate::extract) fn money(mention: &Mention) -> bool {
    matches!(&mention.what, What::Quantity(q) if matches!(q.measure, Measure::Money(_)))
}
