//! Which thing a value or an object is said of, where the pattern itself does not name it.

use crate::extract::rule::stanza::Attach;
use crate::extract::scope::Scope;
use crate::extract::subject::focus::members_of;
use crate::mention::{ClassSet, Mention, ThingIndex, What, WordClass};
use std::ops::Range;

/// The things a match is about and how they were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// The things.
    pub things: Vec<ThingIndex>,
    /// The token at which their name begins, if it stands in the same sentence.
    pub token: Option<usize>,
    /// Hundredths to take off the confidence.
    pub doubt: u8,
}

impl Scope<'_> {
    /// What a match is about.
    ///
    /// In this order: the name before the bracket that the match stands in; a name right behind it
    /// ("1.6T-parameter V4-Pro", "$15 for GPT-5.5"); the nearest name before it that is not merely
    /// compared with; a name behind an opening phrase ("With 120B parameters, Nemotron 3 …"); what was
    /// spoken of before.
    pub fn subject(
        &self,
        at: &Range<usize>,
        classes: ClassSet,
        attach: Attach,
    ) -> Option<Attached> {
        let loose = matches!(attach, Attach::Near | Attach::Sentence);
        if loose && (self.generic(at.start) || self.in_comparison(at.start)) {
            return None;
        }
        let found = match attach {
            Attach::Never => return None,
            Attach::Members => return self.members(at),
            Attach::Topic => return self.spoken_of(classes),
            Attach::First => self.first(at, classes).or_else(|| self.spoken_of(classes)),
            Attach::Near | Attach::Sentence => self
                .bracket(at, classes)
                .or_else(|| self.behind(at, classes))
                .or_else(|| self.before(at, classes, attach))
                .or_else(|| self.opening(at, classes)),
        };
        match (found, attach) {
            (None, Attach::Near)
                if (classes & self.kinds.product() == 0
                    || !self.indefinite(at)
                    || self.fragment())
                    && !self.of_a_model(at, classes)
                    && !self.of_hardware(at, classes) =>
            {
                self.spoken_of(classes)
            }
            (found, _) => found,
        }
    }

    /// "A one-million-token context window.": a sentence without a verb speaks of what was spoken of.
    fn fragment(&self) -> bool {
        let words = &self.finder.words;
        let tokens = &self.mentions.tokens[self.sentence.clone()];
        tokens.len() <= 12
            && !tokens.iter().any(|t| {
                words.is(WordClass::Auxiliary, t.word) || words.is(WordClass::VerbOfModel, t.word)
            })
    }

    /// The models of the family that is spoken of.
    fn members(&self, at: &Range<usize>) -> Option<Attached> {
        let family = self.family(at)?;
        let known = self.mentions.things[family as usize].known?;
        let things = members_of(known, &self.mentions.things, self.kinds);
        (things.len() > 1).then_some(Attached {
            things,
            token: None,
            doubt: 4,
        })
    }

    /// The family that a match is about.
    pub fn family(&self, at: &Range<usize>) -> Option<ThingIndex> {
        let named = self.before(at, self.kinds.family, Attach::Near);
        let found = named.or_else(|| self.spoken_of(self.kinds.family))?;
        found.things.first().copied()
    }

    /// "Kimi K2.6 (1.1T)": the name in front of the bracket, or one inside it before the match.
    fn bracket(&self, at: &Range<usize>, classes: ClassSet) -> Option<Attached> {
        let open = self.open_bracket(at.start)?;
        // "the H100 (80 GB HBM3), and with 8 TB/s": what only begins in the bracket is not of it.
        if self.open_bracket(at.end.saturating_sub(1)) != Some(open) {
            return None;
        }
        let inside = self.mentions.within(open + 1..at.start);
        if let Some(mention) = inside.iter().rev().find(|m| self.is(m, classes)) {
            return self.found(mention, 0, false, classes);
        }
        let mention = self.mentions.within(self.sentence.start..open).last()?;
        if mention.tail != open {
            return None;
        }
        self.is(mention, classes)
            .then(|| self.found(mention, 0, false, classes))
            .flatten()
    }

    fn behind(&self, at: &Range<usize>, classes: ClassSet) -> Option<Attached> {
        let mut i = at.end;
        let words = &self.finder.words;
        // "surpasses both R1 and GPT-4o": what is listed with the object is no subject.
        let listed =
            i < self.sentence.end && words.is(WordClass::List, self.mentions.tokens[i].word);
        let last = self.mentions.within(at.clone()).last();
        if listed && last.is_some_and(|m| m.tail == i && self.is(m, classes)) {
            return None;
        }
        let for_it =
            i < self.sentence.end && words.is(WordClass::For, self.mentions.tokens[i].word);
        if for_it {
            i += 1;
        }
        let mut skipped = 0;
        // "an 8B instruction model, InternLM3-8B-Instruct": a name set beside the noun.
        let apposed = self.indefinite(at);
        while i < self.sentence.end && skipped < 6 {
            if let Some(mention) = self.mentions.starting(i) {
                // "raised $5 million in its first round": whose it is was said before.
                if self.is(mention, classes) && self.word(i) != "its" {
                    return self.found(mention, 1, for_it, classes);
                }
                if !matches!(mention.what, What::Anaphor(_)) {
                    return None;
                }
            }
            let token = &self.mentions.tokens[i];
            let noun =
                words.is(WordClass::NounOfModel, token.word) && classes & self.kinds.product() != 0;
            if !(words.is(WordClass::Filler, token.word)
                || matches!(self.word(i), "each" | "every" | "single")
                || noun
                || (apposed && self.word(i) == "," && skipped > 0))
            {
                return None;
            }
            i += 1;
            skipped += 1;
        }
        None
    }

    /// The nearest name before a match; of organizations one behind "with", "from" and the like only if
    /// there is no other, and never where the sentence must name it ("backed by Acme, it raised …").
    fn before(&self, at: &Range<usize>, classes: ClassSet, attach: Attach) -> Option<Attached> {
        if classes & !self.kinds.organization == 0 {
            let strict = attach == Attach::Sentence;
            let any = || self.nearest(at, classes, false);
            return self
                .nearest(at, classes, true)
                .or_else(|| any().filter(|f| !strict || !f.token.is_some_and(|t| self.agent(t))));
        }
        self.nearest(at, classes, false)
    }

    fn nearest(&self, at: &Range<usize>, classes: ClassSet, acting: bool) -> Option<Attached> {
        let mut clause_end = at.start;
        let mut crossed = false;
        for mention in self
            .mentions
            .within(self.sentence.start..at.start)
            .iter()
            .rev()
        {
            crossed |= self.clause_break(mention.tail..clause_end);
            clause_end = mention.tokens.start;
            let bracket = self.open_bracket(mention.tokens.start);
            let beside = bracket == self.open_bracket(at.start);
            if classes & self.kinds.product() != 0
                && matches!(mention.what, What::Anaphor(_))
                && self.kin(mention)
            {
                return None;
            }
            if self.is(mention, classes)
                && !self.of_the_company(mention, classes)
                && (!self.compared(mention)
                    || self.relative(mention)
                    || self.possesses(mention, at.start))
                && (!self.owns_another(mention, classes) || self.apposed(mention, at.start))
                && !self.aside(mention, at.start)
                && !self.of_the_whole(mention, at, classes)
                && !self.whole_of_another(mention)
                && !(acting && (self.governed(mention) || self.employer(mention)))
                && (classes & !self.kinds.organization != 0
                    || !self.speaks(mention)
                    || !(acting || self.reporter(mention)))
                && (beside || bracket.is_none())
            {
                let doubt = if crossed { 4 } else { 0 } + if beside { 0 } else { 3 };
                return self.found(mention, doubt, true, classes);
            }
        }
        None
    }

    /// "With 120 billion parameters, Nemotron 3 Super …".
    fn opening(&self, at: &Range<usize>, classes: ClassSet) -> Option<Attached> {
        let first = self.mentions.tokens.get(self.sentence.start)?;
        let opener = self.finder.words.is(WordClass::Opener, first.word);
        let mention = self
            .mentions
            .within(at.end..self.sentence.end)
            .iter()
            .find(|m| self.is(m, classes) && !self.compared(m))?;
        if opener {
            return self.found(mention, 3, true, classes);
        }
        None
    }

    fn first(&self, at: &Range<usize>, classes: ClassSet) -> Option<Attached> {
        let mention = self
            .mentions
            .within(self.sentence.start..at.start)
            .iter()
            .find(|m| self.is(m, classes) && !self.compared(m) && !self.reporter(m))?;
        self.found(mention, 2, true, classes)
    }

    fn spoken_of(&self, classes: ClassSet) -> Option<Attached> {
        if classes & !self.kinds.organization == 0 && self.begins_with_another() {
            return None;
        }
        let things = &self.mentions.things;
        if let Some(topic) = self.focus.subject(classes, things) {
            return Some(Attached {
                things: vec![topic],
                token: None,
                doubt: 6,
            });
        }
        let topic = self.focus.topic(classes, things)?;
        Some(Attached {
            things: vec![topic],
            token: None,
            doubt: 12,
        })
    }

    fn found(
        &self,
        mention: &Mention,
        doubt: u8,
        listed: bool,
        classes: ClassSet,
    ) -> Option<Attached> {
        let things = if listed {
            self.list(mention, classes)
        } else {
            self.resolve(mention, classes)
        };
        let anaphor = matches!(mention.what, What::Anaphor(_));
        let doubt = doubt + if anaphor { 3 } else { 0 };
        (!things.is_empty()).then_some(Attached {
            things,
            token: Some(mention.tokens.start),
            doubt,
        })
    }
}
