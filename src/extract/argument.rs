//! What can stand in the place of an argument: a name, a value, capitalised words that become a name.

use crate::extract::matcher::{Found, Matcher, Wanted};
use crate::extract::pattern::{Accept, Role};
use crate::mention::{ClassSet, Gap, Kind, Measure, Mention, What, WordClass};
use std::ops::Range;

impl Matcher<'_> {
    /// What stands at a token in the place of an argument, and where it ends.
    pub(super) fn argument(
        &self,
        role: &Role,
        accept: &Accept,
        at: usize,
    ) -> Option<(Found, usize)> {
        if let (Accept::Name(0), Role::Subject, Wanted::Coined(shape)) = (accept, role, self.wanted)
        {
            let end = self.coined(at, shape)?;
            return Some((Found::Capitals(at..end, 0), end));
        }
        if let Accept::Name(classes) | Accept::Known(classes) = accept {
            let set = self.classes_of(role, *classes);
            let known = matches!(accept, Accept::Known(_));
            return self.name(set, at, *role == Role::Subject, known);
        }
        let start = self.skip_fillers(at, WordClass::Approximator);
        let mention = self
            .mentions
            .starting(start)
            .filter(|_| start < self.sentence.end)?;
        let fits = match (&mention.what, accept) {
            (What::Date(_), Accept::Date) => true,
            (What::Quantity(q), Accept::Count) => {
                q.measure == Measure::Count && (q.scaled || !self.compounded(mention.tail))
            }
            (What::Quantity(q), Accept::Unit(dimension)) => {
                matches!(&q.measure, Measure::Unit(d) if d == dimension)
            }
            (What::Quantity(q), Accept::Money) => matches!(q.measure, Measure::Money(_)),
            (What::Quantity(q), Accept::Percent) => q.measure == Measure::Percent,
            _ => false,
        };
        fits.then_some((Found::Mention(start), mention.tail))
    }

    /// Whether a number is part of a word ("5-shot", "8-bit").
    fn compounded(&self, end: usize) -> bool {
        let next = self
            .mentions
            .tokens
            .get(end)
            .filter(|_| end < self.sentence.end);
        next.is_some_and(|t| t.gap == Gap::Hyphen && t.kind == Kind::Letters)
    }

    fn classes_of(&self, role: &Role, stated: ClassSet) -> ClassSet {
        match (stated, role, self.wanted) {
            (0, Role::Subject, Wanted::Names(subject, _)) => subject,
            (0, _, Wanted::Names(_, object)) => object,
            (classes, _, _) => classes,
        }
    }

    /// A name of the classes behind fillers and a possessor ("its new", "Huawei's"), or what stands for it;
    /// unless it must be `known`, capitalised words too.
    fn name(
        &self,
        classes: ClassSet,
        at: usize,
        subject: bool,
        known: bool,
    ) -> Option<(Found, usize)> {
        if !known && let Some(found) = self.pronoun(classes, at, subject) {
            return Some(found);
        }
        if !known
            && subject
            && classes & !self.kinds.organization == 0
            && let Some(end) = self.placed_phrase(at)
        {
            return Some((Found::Phrase(at..end), end));
        }
        let mut start = self.skip_fillers(at, WordClass::Filler);
        for _ in 0..2 {
            if start >= self.sentence.end {
                return None;
            }
            let Some(mention) = self.mentions.starting(start) else {
                break;
            };
            let bodies = self.kinds.organization | self.kinds.person;
            let body = |t: &crate::mention::Thing| t.classes & bodies != 0;
            let attributive = !subject
                && self.mentions.thing(mention).is_some_and(body)
                && self.attributive(mention.tail);
            match self.mentions.thing(mention) {
                Some(_) if attributive => {
                    start = self.skip_fillers(mention.tail + 1, WordClass::Filler);
                }
                Some(thing) if thing.classes & classes != 0 => {
                    return Some((Found::Mention(start), mention.tail));
                }
                Some(_) if matches!(self.text_of(mention.tail), "'s" | "'") => {
                    start = self.skip_fillers(mention.tail + 1, WordClass::Filler);
                }
                _ => break,
            }
        }
        let (person, organization) = (self.kinds.person, self.kinds.organization);
        if classes & (person | organization) == 0 {
            return None;
        }
        if classes & organization != 0 {
            start = self.past_description(start);
            if let Some(mention) = self.titled_person(start).filter(|_| classes & person != 0) {
                return Some((Found::Mention(mention.tokens.start), mention.tail));
            }
            if let Some(mention) = self
                .mentions
                .starting(start)
                .filter(|_| start < self.sentence.end)
            {
                let thing = self.mentions.thing(mention)?;
                let fits = thing.classes & classes != 0;
                return fits.then_some((Found::Mention(start), mention.tail));
            }
        }
        if classes & person != 0
            && classes & organization != 0
            && let Some(mention) = self.titled_person(start)
        {
            return Some((Found::Mention(mention.tokens.start), mention.tail));
        }
        if known || self.mentions.covering(start).is_some() {
            return None;
        }
        let least = if classes & organization == 0 { 2 } else { 1 };
        let end = self.capitals(start, least)?;
        if classes & organization == 0 && !self.introduced(start, end) {
            return None;
        }
        Some((Found::Capitals(start..end, classes), end))
    }

    /// "backed" in "Microsoft-backed OpenAI".
    fn attributive(&self, at: usize) -> bool {
        let token = self
            .mentions
            .tokens
            .get(at)
            .filter(|_| at < self.sentence.end);
        token.is_some_and(|t| {
            t.gap == Gap::Hyphen && self.finder.words.is(WordClass::Attributive, t.word)
        })
    }

    /// Whether capitalised words are presented as a person: by a first name, by a title in front of them, or
    /// by what follows a comma.
    fn introduced(&self, start: usize, end: usize) -> bool {
        let words = &self.finder.words;
        let first = words.is(WordClass::FirstName, self.mentions.tokens[start].word);
        let titled = start > self.sentence.start && {
            let word = self.mentions.tokens[start - 1].word;
            words.is(WordClass::TitleWord, word) || words.is(WordClass::Ceo, word)
        };
        first || titled || matches!(self.text_of(end), "," | "(")
    }

    /// "Cruise founder Kyle Vogt": the person behind a title.
    fn titled_person(&self, at: usize) -> Option<&Mention> {
        let words = &self.finder.words;
        let mut end = self.mentions.starting(at).map_or(at, |m| m.tail);
        let mut titled = false;
        while end < self.sentence.end && end - at < 9 {
            if let Some(mention) = self.mentions.starting(end) {
                let thing = self.mentions.thing(mention)?;
                return (titled && thing.classes & self.kinds.person != 0).then_some(mention);
            }
            let word = self.mentions.tokens[end].word;
            let title = words.is(WordClass::TitleWord, word) || words.is(WordClass::Ceo, word);
            titled |= title;
            let joint = matches!(self.text_of(end), "'s" | "and" | "co" | "former" | "&");
            if !(title || joint) {
                return None;
            }
            end += 1;
        }
        None
    }

    /// "The Paris-based startup": its end, if no name follows.
    fn placed_phrase(&self, at: usize) -> Option<usize> {
        if !self.text_of(at).eq_ignore_ascii_case("the") {
            return None;
        }
        let country = self.finder.lexicon.bits(&["Country"]);
        let mention = self.mentions.starting(at + 1)?;
        let placed = self.mentions.thing(mention)?.classes & country != 0;
        let end = self.past_description(at + 1);
        let named = self
            .mentions
            .starting(end)
            .is_some_and(|m| self.mentions.thing(m).is_some());
        let capital = self.mentions.tokens.get(end).is_some_and(|t| t.capital);
        let noun = self
            .finder
            .words
            .is(WordClass::CompanyNoun, self.mentions.tokens[end - 1].word);
        (placed && noun && !named && !capital && end > mention.tail).then_some(end)
    }

    /// "French AI startup", "cloud provider": what may stand in front of a company's name.
    fn past_description(&self, at: usize) -> usize {
        let words = &self.finder.words;
        let country = self.finder.lexicon.bits(&["Country"]);
        let mut end = at;
        while end < self.sentence.end && end - at < 8 {
            let word = self.mentions.tokens[end].word;
            if let Some(mention) = self.mentions.starting(end) {
                let placed = self
                    .mentions
                    .thing(mention)
                    .is_some_and(|t| t.classes & country != 0);
                if placed {
                    end = mention.tail;
                } else if self.attributive(mention.tail) {
                    end = mention.tail + 1;
                } else {
                    break;
                }
            } else if words.is(WordClass::CompanyWord, word) || words.is(WordClass::Filler, word) {
                end += 1;
            } else {
                break;
            }
        }
        end
    }

    /// Where a verb may stand behind its subject: past an apposition ("Lambda, an AI cloud, raised"), a
    /// bracket, a date ("on Monday") and adverbs ("also", "reportedly").
    pub(super) fn past_asides(&self, role: &Role, accept: &Accept, end: usize) -> Vec<usize> {
        let (Accept::Name(classes) | Accept::Known(classes)) = accept else {
            return Vec::new();
        };
        let classes = self.classes_of(role, *classes);
        if classes & (self.kinds.organization | self.kinds.person) == 0 {
            return Vec::new();
        }
        let mut ends = Vec::new();
        let plain = self.past_adverbs(end);
        if plain > end {
            ends.push(plain);
        }
        let close = match self.text_of(plain) {
            "," => ",",
            "(" => ")",
            "—" => "—",
            "–" => "–",
            _ => return ends,
        };
        for at in plain + 1..(plain + 26).min(self.sentence.end) {
            let text = self.text_of(at);
            if text == close && at > plain + 1 {
                ends.push(at + 1);
                let after = self.past_adverbs(at + 1);
                if after > at + 1 {
                    ends.push(after);
                }
            }
            if matches!(text, ";" | ":" | "|" | "!" | "?") || (close == ")" && text == close) {
                break;
            }
        }
        ends
    }

    fn past_adverbs(&self, from: usize) -> usize {
        let words = &self.finder.words;
        let mut at = from;
        while at < self.sentence.end && at - from < 8 {
            let token = &self.mentions.tokens[at];
            let dated = |i: usize| {
                let mention = self
                    .mentions
                    .starting(i)
                    .filter(|_| i < self.sentence.end)?;
                matches!(mention.what, What::Date(_)).then_some(mention.tail)
            };
            let preposition = words.is(WordClass::OfPeriod, token.word) || self.text_of(at) == "on";
            if let Some(tail) = dated(at) {
                at = tail;
            } else if let Some(tail) = dated(at + 1).filter(|_| preposition) {
                at = tail;
            } else if words.is(WordClass::Adverb, token.word) {
                at += 1;
            } else {
                break;
            }
        }
        at
    }

    /// "Both are open-weight": what stands for the subject is taken like its name; "its" is not. For an
    /// object only phrases of its own kind stand ("the startup"), not "it".
    fn pronoun(&self, classes: ClassSet, at: usize, subject: bool) -> Option<(Found, usize)> {
        let mention = self
            .mentions
            .starting(at)
            .filter(|_| at < self.sentence.end)?;
        let What::Anaphor(index) = mention.what else {
            return None;
        };
        let possessive = self.text_of(at).eq_ignore_ascii_case("its")
            || matches!(
                self.text_of(mention.tail),
                "'s" | "that" | "which" | "behind" | "whose"
            );
        let own = classes & !self.kinds.organization == 0 && self.finder.stands_for(index, classes);
        let fits = if subject {
            self.finder.stands_for(index, classes)
        } else {
            own && !self.finder.stands_for(index, self.kinds.model)
        };
        (fits && !possessive).then_some((Found::Mention(at), mention.tail))
    }

    fn skip_fillers(&self, mut at: usize, class: WordClass) -> usize {
        let mut skipped = 0;
        while skipped < 4 && at < self.sentence.end {
            let token = &self.mentions.tokens[at];
            let covered = self
                .mentions
                .covering(at)
                .is_some_and(|m| !matches!(m.what, What::Anaphor(_)));
            if covered || !self.finder.words.is(class, token.word) {
                break;
            }
            at += 1;
            skipped += 1;
        }
        at
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
    fn begins_name(&self, start: usize, end: usize) -> bool {
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
    fn ordinary(&self, at: usize) -> bool {
        let token = &self.mentions.tokens[at];
        let text = self.text_of(at).to_lowercase();
        let endings = self.finder.words.classes.get("common-ending");
        let mut endings = endings.into_iter().flatten().flatten();
        token.word != crate::mention::token::UNKNOWN
            || endings.any(|ending| text.ends_with(self.finder.lexemes.text(*ending)))
    }

    /// Whether the other words of the sentence have capital letters too, as in the title of a text.
    fn headline(&self, name: Range<usize>) -> bool {
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

    pub(super) fn text_of(&self, at: usize) -> &str {
        self.mentions
            .tokens
            .get(at)
            .filter(|_| at < self.sentence.end)
            .map_or("", |t| &self.text[t.range()])
    }
}
