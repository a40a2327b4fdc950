//! What can stand in the place of an argument: a name, a value, capitalised words that become a name.

use crate::extract::name::newcomer;
use crate::extract::pattern::matcher::{Found, Matcher, Wanted};
use crate::extract::pattern::{Accept, Role};
use crate::mention::{ClassSet, Gap, Kind, Measure, Mention, What, WordClass};
use rust_decimal::Decimal;

/// A number this large counts things even as a part of a word ("200,000-token").
const LARGE: Decimal = Decimal::ONE_THOUSAND;

/// Where the owners of a name lead.
enum Reached {
    /// To a name that fits, and its end.
    Name(Found, usize),
    /// To a token that no fitting name begins at.
    Token(usize),
}

impl Matcher<'_> {
    /// What stands at a token in the place of an argument, and where it ends.
    pub(in crate::extract) fn argument(
        &self,
        role: &Role,
        accept: &Accept,
        at: usize,
    ) -> Option<(Found, usize)> {
        if let (Accept::Name(0), Role::Subject, Wanted::Coined(shape)) = (accept, role, self.wanted)
        {
            let end = self.coined(at, shape)?;
            return Some((Found::Capitals(at..end, 0), self.past_form(end)));
        }
        if let Accept::Name(classes) | Accept::Known(classes) = accept {
            let set = self.classes_of(role, *classes);
            let known = matches!(accept, Accept::Known(_));
            return self.name(set, at, *role == Role::Subject, known);
        }
        if *accept == Accept::Maker {
            let start = self.skip_fillers(at, WordClass::Filler);
            let maker = self.mention(start)?.maker;
            return maker.map(|_| (Found::Maker(start), start));
        }
        let start = self.skip_fillers(at, WordClass::Approximator);
        let mention = self.mention(start)?;
        let fits = match (&mention.what, accept) {
            (What::Date(_), Accept::Date) => true,
            (What::Quantity(q), Accept::Count) => {
                q.measure == Measure::Count
                    && (q.scaled || q.value >= LARGE || !self.compounded(mention.tail))
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
        let next = self.token(end);
        next.is_some_and(|t| t.gap == Gap::Hyphen && t.kind == Kind::Letters)
    }

    pub(in crate::extract) fn classes_of(&self, role: &Role, stated: ClassSet) -> ClassSet {
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
        let (person, organization) = (self.kinds.person, self.kinds.organization);
        if classes & person != 0 {
            start = self.past_honorific(start);
        }
        if classes & person != 0
            && classes & organization != 0
            && let Some(mention) = self.titled_person(start)
        {
            return Some((Found::Mention(mention.tokens.start), mention.tail));
        }
        match self.past_owners(classes, start, subject)? {
            Reached::Name(found, end) => return Some((found, end)),
            Reached::Token(token) => start = token,
        }
        if classes & (person | organization) == 0 {
            return None;
        }
        if classes & organization != 0 {
            start = self.past_description(start);
            if let Some(mention) = self.titled_person(start).filter(|_| classes & person != 0) {
                return Some((Found::Mention(mention.tokens.start), mention.tail));
            }
            if let Some(end) = self.numbered(start).filter(|_| !known) {
                return Some((Found::Capitals(start..end, classes), end));
            }
            if let Some(mention) = self.mention(start) {
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
        self.unknown(classes, start)
    }

    /// A name of the classes at a token or behind its owners ("Huawei's"), or the token behind those.
    fn past_owners(&self, classes: ClassSet, at: usize, subject: bool) -> Option<Reached> {
        let mut start = at;
        let organization = self.kinds.organization;
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
                && self.attributive(mention.tail)
                && self.named_behind(mention.tail + 1);
            match self.mentions.thing(mention) {
                // "Alphabet Inc.'s Google": whose the name is does not matter.
                Some(thing)
                    if !subject
                        && thing.classes & classes & organization != 0
                        && self.text_of(mention.tail) == "'s"
                        && self.organization_at(mention.tail + 1) =>
                {
                    start = mention.tail + 1;
                }
                Some(_) if attributive => {
                    start = self.skip_fillers(mention.tail + 1, WordClass::Filler);
                }
                Some(thing) if thing.classes & classes != 0 => {
                    let owned = self.owned_product(mention, classes).filter(|_| !subject);
                    let named = owned.unwrap_or(mention);
                    return Some(Reached::Name(
                        Found::Mention(named.tokens.start),
                        named.tail,
                    ));
                }
                Some(_) if matches!(self.text_of(mention.tail), "'s" | "'") => {
                    start = self.skip_fillers(mention.tail + 1, WordClass::Filler);
                }
                _ => break,
            }
        }
        Some(Reached::Token(start))
    }

    /// Whether a name, or a word with a capital, stands behind fillers at a token.
    fn named_behind(&self, at: usize) -> bool {
        let at = self.skip_fillers(at, WordClass::Filler);
        let at = self.past_description(at);
        let thing = self.mention(at).and_then(|m| self.mentions.thing(m));
        thing.is_some() || self.token(at).is_some_and(|t| t.capital)
    }

    /// "TSMC's Arizona unit": where the part of an organization ends whose name ends at a token.
    pub(in crate::extract) fn division(&self, tail: usize) -> Option<usize> {
        let named = |at: usize| {
            let thing = self.mentions.covering(at).map(|m| self.mentions.thing(m));
            thing.is_some_and(|t| t.is_none_or(|t| t.classes & self.kinds.country == 0))
        };
        let noun = |at: usize| {
            let token = self.token(at);
            token.is_some_and(|t| self.finder.words.is(WordClass::Division, t.word))
        };
        let near = tail + 1..tail + 4;
        matches!(self.text_of(tail), "'s" | "'")
            .then(|| {
                near.clone()
                    .take_while(|at| !named(*at))
                    .find(|at| noun(*at))
            })
            .flatten()
            .map(|at| at + 1)
    }

    /// Capitalised words in the place of a person or an organization.
    fn unknown(&self, classes: ClassSet, start: usize) -> Option<(Found, usize)> {
        let organization = self.kinds.organization;
        let least = if classes & organization == 0 { 2 } else { 1 };
        let end = self.capitals(start, least)?;
        if classes & organization == 0 && !self.introduced(start, end) {
            return None;
        }
        if classes & self.kinds.person == 0
            && newcomer::person(&self.mentions.tokens[start..end], self.finder)
        {
            return None;
        }
        // "Velora Inc. raised": the form of the company is no part of its name.
        let form = self.mentions.tokens[start..end]
            .iter()
            .rposition(|t| !self.is_form(t));
        let name = form.map_or(end, |last| start + last + 1);
        let past = if name < end {
            self.past_form(end - 1)
        } else {
            end
        };
        Some((Found::Capitals(start..name, classes), past.max(end)))
    }

    fn organization_at(&self, at: usize) -> bool {
        let mention = self.mention(at);
        let thing = mention.and_then(|m| self.mentions.thing(m));
        thing.is_some_and(|t| t.classes & self.kinds.organization != 0)
    }

    /// "on Microsoft's Azure AI Foundry": the product, where products and their owners will do.
    fn owned_product(&self, owner: &Mention, classes: ClassSet) -> Option<&Mention> {
        if classes & self.kinds.service == 0 || !matches!(self.text_of(owner.tail), "'s" | "'") {
            return None;
        }
        let at = self.skip_fillers(owner.tail + 1, WordClass::Filler);
        let owned = self.mention(at)?;
        let thing = self.mentions.thing(owned)?;
        (thing.classes & classes & self.kinds.service != 0).then_some(owned)
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

    pub(in crate::extract) fn text_of(&self, at: usize) -> &str {
        self.token(at).map_or("", |t| &self.text[t.range()])
    }
}
