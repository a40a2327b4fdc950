//! Names never seen before in a list with others: "led by Sequoia, Acme Ventures and Nvidia".

use crate::extract::pattern::matcher::{Found, Match, Matcher, Wanted};
use crate::mention::{ClassSet, Gap, Kind, WordClass};
use std::ops::Range;

impl Matcher<'_> {
    /// The capitalised words in the lists that begin with what a match names, and in the list that ends
    /// with the name at its head.
    pub(in crate::extract) fn beside(&self, found: &Match) -> Vec<(Range<usize>, ClassSet)> {
        let Wanted::Names(own_subject, own_object) = self.wanted else {
            return Vec::new();
        };
        let objects = found
            .objects
            .iter()
            .filter(|(_, property)| property.is_none());
        let objects = objects.map(|(object, _)| (object, own_object));
        let subject = found.subject.iter().map(|subject| (subject, own_subject));
        let mut out = Vec::new();
        for (argument, classes) in subject.chain(objects) {
            let Some((place, classes)) = self.place(argument, classes) else {
                continue;
            };
            let mut all = self.behind_it(place.end, classes);
            if place.start == found.tokens.start && own_subject & self.kinds.person == 0 {
                all.extend(self.before_it(place.start, classes));
            }
            out.extend(all.into_iter().map(|range| (range, classes)));
        }
        out
    }

    /// Where an argument stands and which classes its place takes, if it takes people or organizations.
    fn place(&self, found: &Found, classes: ClassSet) -> Option<(Range<usize>, ClassSet)> {
        let takes = |c: ClassSet| c & (self.kinds.person | self.kinds.organization) != 0;
        match found {
            Found::Maker(_) | Found::Phrase(_) => None,
            Found::Capitals(range, classes) => Some((range.clone(), *classes)),
            Found::Mention(at) => {
                let mention = self.mentions.starting(*at)?;
                let thing = self.mentions.thing(mention)?;
                (takes(classes) && takes(thing.classes))
                    .then_some((mention.tokens.start..mention.tail, classes))
            }
        }
    }

    /// The new names of a list from the end of its first member on; none if "and" does not end it.
    fn behind_it(&self, mut end: usize, classes: ClassSet) -> Vec<Range<usize>> {
        let mut new = Vec::new();
        let (mut closed, mut members) = (false, 0);
        end = self.past_bracket(end);
        while let Some((next, last)) = self.joint(end)
            && (!closed || self.goes_on(end))
        {
            let start = self.past_words(next);
            let Some((stop, is_new)) = self.member(start, classes) else {
                break;
            };
            // "including A, B and C are in talks": a list that began with commas ends with its "and".
            let ends = members > 0 && self.text_of(end) != ",";
            if last && !ends && self.speaks_on(stop) {
                break;
            }
            if is_new {
                new.push(start..stop);
            }
            closed |= last;
            end = self.past_bracket(stop);
            members += 1;
        }
        // "from GV, Lux Capital, Tern Fund.": commas alone, where the sentence ends with the list.
        closed |= members > 1 && matches!(self.text_of(end), "" | "." | ")");
        if closed { new } else { Vec::new() }
    }

    /// "Jane Doe (through Tern Expeditions), …": behind a bracket that explains a member.
    fn past_bracket(&self, at: usize) -> usize {
        let inside = at + 1..(at + 12).min(self.sentence.end);
        let mut close = inside.filter(|i| self.text_of(*i) == ")");
        let explains = self.text_of(at) == "(" && at < self.sentence.end;
        close
            .next()
            .filter(|_| explains)
            .map_or(at, |close| close + 1)
    }

    /// The new names of a list up to the beginning of its last member.
    fn before_it(&self, mut start: usize, classes: ClassSet) -> Vec<Range<usize>> {
        let mut new = Vec::new();
        let mut closed = false;
        while let Some((end, last)) = self.joint_before(start) {
            let Some((begin, is_new)) = self.member_before(end, classes) else {
                break;
            };
            closed |= last;
            if is_new {
                new.push(begin..end);
            }
            start = begin;
        }
        if closed { new } else { Vec::new() }
    }

    /// A comma or "and" at a token: what follows it, and whether it comes before the last member.
    fn joint(&self, at: usize) -> Option<(usize, bool)> {
        let word = |i: usize| matches!(self.text_of(i), "and" | "&" | "or" | "plus");
        match self.text_of(at) {
            "," if self.goes_on(at) => Some((at + 1, true)),
            "," if word(at + 1) => Some((at + 2, true)),
            "," => Some((at + 1, false)),
            "as" | "along" | "alongside" if self.goes_on(at) => Some((at, true)),
            _ => word(at).then_some((at + 1, true)),
        }
    }

    /// "…, as well as", "along with": what goes on with a list that "and" has ended.
    fn goes_on(&self, at: usize) -> bool {
        let at = at + usize::from(self.text_of(at) == ",");
        match self.text_of(at) {
            "as" => self.text_of(at + 1) == "well" && self.text_of(at + 2) == "as",
            "along" => self.text_of(at + 1) == "with",
            "alongside" => true,
            _ => false,
        }
    }

    /// The same before a token: where the member in front of it ends.
    fn joint_before(&self, at: usize) -> Option<(usize, bool)> {
        let at = at.checked_sub(1).filter(|a| *a > self.sentence.start)?;
        match self.text_of(at) {
            "," => Some((at, false)),
            "and" | "&" | "or" if self.text_of(at - 1) == "," => Some((at - 1, true)),
            "and" | "&" | "or" => Some((at, true)),
            _ => None,
        }
    }

    /// Past what a member is called: "chipmaker", "investors like", "Japan's".
    fn past_words(&self, mut at: usize) -> usize {
        let words = &self.finder.words;
        let limit = (at + 8).min(self.sentence.end);
        while at < limit {
            if let Some(mention) = self.mentions.covering(at) {
                let thing = self.mentions.thing(mention);
                let placed = thing.is_some_and(|t| t.classes & self.kinds.country != 0);
                if !placed {
                    break;
                }
                at = mention.tail + usize::from(self.text_of(mention.tail) == "'s");
                continue;
            }
            let token = &self.mentions.tokens[at];
            let joins = matches!(self.text_of(at), "well" | "along" | "alongside" | "with");
            let skipped = joins
                || words.is(WordClass::Filler, token.word)
                || words.is(WordClass::CompanyWord, token.word);
            if token.capital || !skipped {
                break;
            }
            at += 1;
        }
        at
    }

    /// The member of a list that begins at a token: its end, and whether it is new.
    fn member(&self, at: usize, classes: ClassSet) -> Option<(usize, bool)> {
        if let Some(mention) = self.mentions.starting(at) {
            let thing = self.mentions.thing(mention)?;
            return (thing.classes & classes != 0).then_some((mention.tail, false));
        }
        let least = if classes & self.kinds.organization == 0 {
            2
        } else {
            1
        };
        if classes & self.kinds.organization != 0
            && let Some(end) = self.numbered(at)
        {
            return Some((end, true));
        }
        Some((self.capitals(at, least)?, true))
    }

    /// "01A", "8VC", "137 Ventures": the end of the name of an investor that begins with a number.
    pub(in crate::extract) fn numbered(&self, at: usize) -> Option<usize> {
        let words = &self.finder.words;
        let (number, next) = (self.token(at)?, self.token(at + 1)?);
        let named = number.kind == Kind::Digits && next.kind == Kind::Letters && next.capital;
        if !named || self.mentions.covering(at).is_some_and(|m| m.tail != at + 1) {
            return None;
        }
        let word = |i: usize| {
            let token = self.token(i)?;
            let of_investors = words.is(WordClass::InvestorWord, token.word);
            (of_investors && token.capital && token.gap == Gap::Space).then_some(i + 1)
        };
        match next.gap {
            Gap::Joined => Some(word(at + 2).unwrap_or(at + 2)),
            _ => word(at + 1),
        }
    }

    fn member_before(&self, end: usize, classes: ClassSet) -> Option<(usize, bool)> {
        let last = end.checked_sub(1).filter(|l| *l >= self.sentence.start)?;
        if let Some(mention) = self.mentions.covering(last) {
            let thing = self.mentions.thing(mention)?;
            return (thing.classes & classes != 0).then_some((mention.tokens.start, false));
        }
        let name = |i: &usize| {
            let token = &self.mentions.tokens[*i];
            token.kind == Kind::Letters
                && token.capital
                && token.gap != Gap::Joined
                && self.mentions.covering(*i).is_none()
        };
        let least = last.saturating_sub(3).max(self.sentence.start);
        let start = (least..=last).rev().take_while(name).last()?;
        let (stop, _) = self.member(start, classes)?;
        (stop == end).then_some((start, true))
    }

    /// Whether a verb follows: what seemed the last member is the subject of another clause.
    fn speaks_on(&self, at: usize) -> bool {
        let words = &self.finder.words;
        let token = self.token(at);
        token.is_some_and(|t| {
            words.is(WordClass::Say, t.word) || words.is(WordClass::Auxiliary, t.word)
        })
    }
}
