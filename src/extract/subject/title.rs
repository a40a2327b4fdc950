//! The title that a sentence gives a person at an organization: "CTO and co-founder", "head of compute".

use crate::extract::candidate::Candidate;
use crate::mention::{
    Gap, Kind, Mention, Mentions, ThingIndex, Token, What, WordClass, Words, token,
};
use crate::model::Value;
use std::ops::Range;

/// The qualifier that keeps it.
pub const QUALIFIER: &str = "title";

/// Longest field of work behind "of", in tokens ("vice president of cloud and AI").
const FIELD: usize = 4;

/// How far behind a match its people may stand, and how long a bracket with a title is, in tokens.
const REACH: usize = 12;

/// Gives those who work for or lead an organization the title that stands in their words.
pub fn give(candidates: &mut [Candidate], mentions: &Mentions, words: &Words, text: &str) {
    for candidate in candidates {
        if let Some(title) = own(candidate, mentions, words, text) {
            candidate.property = "worksFor".into();
            candidate
                .qualifiers
                .insert(QUALIFIER.into(), Value::Text(title));
        } else if matches!(&*candidate.property, "ceoOf" | "worksFor")
            && let Some(title) = title(candidate, mentions, words, text)
        {
            candidate
                .qualifiers
                .insert(QUALIFIER.into(), Value::Text(title));
        }
    }
}

/// "Ann Lee (CEO), Bo Chen (CTO)": the title in brackets behind one who would lead an organization, if it is another.
fn own(from: &Candidate, mentions: &Mentions, words: &Words, text: &str) -> Option<String> {
    if &*from.property != "ceoOf" {
        return None;
    }
    let near = from.tokens.start..from.tokens.end + REACH;
    let is = |m: &&Mention| matches!(m.what, What::Thing(t) if t == from.subject);
    let person = mentions.within(near).iter().find(is)?;
    let word = |at: usize| mentions.tokens.get(at).map_or("", |t| &text[t.range()]);
    let inside = person.tail + 1..person.tail + REACH;
    let close = inside.clone().find(|at| word(*at) == ")")?;
    let page = Page {
        mentions,
        words,
        text,
        tokens: inside.start..close,
    };
    let title = page.next(inside.start).filter(|title| !page.leads(title))?;
    (word(person.tail) == "(").then(|| token::written(&mentions.tokens[title], text))
}

/// The title in a candidate's words that stands nearest to its person, with no other person between, as it
/// is written. Who leads an organization has the title of a leader.
fn title(from: &Candidate, mentions: &Mentions, words: &Words, text: &str) -> Option<String> {
    let page = Page {
        mentions,
        words,
        text,
        tokens: from.tokens.clone(),
    };
    let is = |m: &&Mention, thing: ThingIndex| matches!(m.what, What::Thing(t) if t == thing);
    let named = mentions.within(from.tokens.clone()).iter();
    let person = named.clone().find(|m| is(m, from.subject))?;
    let leads = &*from.property == "ceoOf";
    let mut titles = Vec::new();
    let mut at = from.tokens.start;
    while let Some(title) = page.next(at) {
        at = title.end;
        if !leads || page.leads(&title) {
            titles.push(title);
        }
    }
    let gap = |title: &Range<usize>| match title.end <= person.tokens.start {
        true => title.end..person.tokens.start,
        false => person.tail..title.start,
    };
    let nearest = titles.into_iter().min_by_key(|t| gap(t).len())?;
    let between = gap(&nearest);
    let people = mentions.within(between).iter();
    let alone = people
        .filter_map(|m| mentions.thing(m))
        .all(|t| t.classes & mentions.things[from.subject as usize].classes == 0);
    alone.then(|| token::written(&mentions.tokens[nearest], text))
}

struct Page<'a> {
    mentions: &'a Mentions,
    words: &'a Words,
    text: &'a str,
    tokens: Range<usize>,
}

impl Page<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        let free = |at: usize| {
            let mention = self.mentions.covering(at);
            mention.is_none_or(|m| !matches!(m.what, What::Thing(_)))
        };
        let inside = self.tokens.contains(&at) && free(at);
        self.mentions.tokens.get(at).filter(|_| inside)
    }

    /// The next title from a token on.
    fn next(&self, from: usize) -> Option<Range<usize>> {
        let head = (from..self.tokens.end).find(|at| self.heads(*at))?;
        let mut start = head;
        while start > from && self.part(start - 1) {
            start -= 1;
        }
        let mut end = head + 1;
        while let Some(next) = self.further(end) {
            end = next;
        }
        Some(start..end)
    }

    /// Whether a title is that of a chief executive.
    fn leads(&self, title: &Range<usize>) -> bool {
        self.words
            .holds("ceo", &self.mentions.tokens[title.clone()])
    }

    /// "founder", "CTO".
    fn heads(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| {
            self.words.is(WordClass::TitleWord, t.word) || self.words.is(WordClass::Ceo, t.word)
        })
    }

    /// "senior", "co-", or a head.
    fn part(&self, at: usize) -> bool {
        self.heads(at)
            || self
                .token(at)
                .is_some_and(|t| self.words.is(WordClass::TitlePart, t.word))
    }

    fn word(&self, at: usize) -> &str {
        self.token(at).map_or("", |t| &self.text[t.range()])
    }

    /// The end of a title that goes on at a token: a further word of it, another title behind "and", a field
    /// of work behind "of".
    fn further(&self, at: usize) -> Option<usize> {
        if self.heads(at) {
            return Some(at + 1);
        }
        match self.word(at) {
            "of" => self.field(at + 1),
            "and" | "&" | "/" | "," => {
                let other = (at + 1..at + 5).find(|i| self.heads(*i))?;
                (at + 1..other).all(|i| self.part(i)).then_some(other + 1)
            }
            _ => {
                let joined = self.part(at).then(|| self.further(at + 1)).flatten();
                joined.filter(|end| *end > at + 1)
            }
        }
    }

    /// "compute" of "head of compute at Acme": words up to the organization's preposition.
    fn field(&self, start: usize) -> Option<usize> {
        let letters = |at: usize| {
            let token = self.token(at);
            token.is_some_and(|t| t.kind == Kind::Letters && t.gap != Gap::Joined)
        };
        let closes = |at: usize| matches!(self.word(at), "at" | "for" | "with");
        let end = (start..=start + FIELD).find(|at| closes(*at) || !letters(*at))?;
        (end > start && closes(end)).then_some(end)
    }
}
