//! Names that a list leaves short: "MTIA 300, 400 and 500", and "the 500" once the name was read.

use crate::mention::finder::{Finder, thing_of};
use crate::mention::lexicon::EntityIndex;
use crate::mention::things::{Things, plain_mention};
use crate::mention::token::{self, Gap, Kind, Token};
use crate::mention::{Measure, Mention, Thing, ThingIndex, What, WordClass, quantity};

impl Finder {
    /// A bare number at a place that goes on with a list of names, or stands for one of them.
    pub(super) fn sibling(
        &self,
        tokens: &[Token],
        at: usize,
        text: &str,
        list: &[Mention],
        things: &mut Things,
    ) -> Option<Mention> {
        if let Some(found) = self.other_size(tokens, at, text, list.last(), things) {
            return Some(found);
        }
        let end = self.number(tokens, at, text)?;
        let listed = list
            .last()
            .and_then(|last| self.listed(tokens, at..end, text, last, things));
        let thing = listed.or_else(|| self.bare(tokens, at..end, text, things, list.last()))?;
        Some(plain_mention(at..end, What::Thing(thing)))
    }

    /// "Qwen3.5-0.8B, 2B and 9B": the same model in another size, behind one whose name ends with its own.
    fn other_size(
        &self,
        tokens: &[Token],
        at: usize,
        text: &str,
        last: Option<&Mention>,
        things: &mut Things,
    ) -> Option<Mention> {
        let size = |at: usize| {
            let (number, unit) = (tokens.get(at)?, tokens.get(at + 1)?);
            let joined = number.kind == Kind::Digits && unit.gap == Gap::Joined;
            (joined && &text[unit.range()] == "B" && token::ends_word(tokens.get(at + 2)))
                .then_some(number)
        };
        let number = size(at).filter(|t| t.gap == Gap::Space)?;
        let counts = tokens.get(at + 2).is_some_and(|t| {
            let measured = self.words.is(WordClass::Measured, t.word);
            t.gap == Gap::Hyphen || (measured && &text[t.range()] != "in")
        });
        let last = last.filter(|_| !counts)?;
        let own = last.tokens.end.checked_sub(2)?;
        let joins = |t: &Token| self.words.is(WordClass::List, t.word);
        let between = last.tail..at;
        let listed = (1..=2).contains(&between.len()) && tokens[between].iter().all(joins);
        let model = &things.list[thing_of(last)? as usize];
        let head = model.broader.or(model.brand).or(model.known)?;
        if !listed || size(own).is_none() || model.classes & self.model == 0 {
            return None;
        }
        let start = tokens[last.tokens.start].start as usize;
        let stem = if own > last.tokens.start {
            &text[start..tokens[own].start as usize]
        } else {
            // Behind "2B", which was short itself.
            model
                .label
                .strip_suffix(&text[start..tokens[own + 1].end as usize])?
        };
        let end = tokens[at + 1].end as usize;
        let name = format!("{stem}{}", &text[number.start as usize..end]);
        let thing = self.called(&name, head, things);
        Some(plain_mention(at..at + 2, What::Thing(thing)))
    }

    /// The end of a number, with letters joined to it, that counts and measures nothing.
    fn number(&self, tokens: &[Token], at: usize, text: &str) -> Option<usize> {
        let first = tokens.get(at).filter(|t| t.kind == Kind::Digits)?;
        let slash = at > 0 && &text[tokens[at - 1].range()] == "/";
        if !(first.gap == Gap::Space || slash) {
            return None;
        }
        let letters =
            |t: &&Token| t.gap == Gap::Joined && t.kind == Kind::Letters && t.range().len() < 3;
        let end = at + 1 + usize::from(tokens.get(at + 1).as_ref().is_some_and(letters));
        if let Some((range, quantity)) = quantity::at(tokens, at, text, &self.words, &self.lexemes)
        {
            let plain = quantity.measure == Measure::Count && range.end <= at + 1;
            if !plain {
                return None;
            }
        }
        let free = tokens.get(end).is_none_or(|t| {
            let words = &self.words;
            let follows = [
                WordClass::List,
                WordClass::Auxiliary,
                WordClass::Preposition,
                WordClass::Clause,
                WordClass::Relative,
                WordClass::Passing,
            ];
            match t.kind {
                Kind::Sign => !matches!(&text[t.range()], "%" | "$" | "+" | "×" | ":"),
                Kind::Digits => false,
                Kind::Letters => {
                    t.gap == Gap::Space
                        && (follows.iter().any(|c| words.is(*c, t.word))
                            || self.tails.contains_key(&t.word))
                }
            }
        });
        free.then_some(end)
    }

    /// The name that a number stands for behind another of its kind: the same but for the number.
    fn listed(
        &self,
        tokens: &[Token],
        number: std::ops::Range<usize>,
        text: &str,
        last: &Mention,
        things: &mut Things,
    ) -> Option<ThingIndex> {
        let between = last.tail..number.start;
        let joins = |t: &Token| self.words.is(WordClass::List, t.word) || &text[t.range()] == "/";
        if between.is_empty() || between.len() > 2 || !tokens[between].iter().all(joins) {
            return None;
        }
        let previous = &things.list[thing_of(last)? as usize];
        if previous.classes & (self.model | self.chip) == 0 {
            return None;
        }
        let model = last
            .tokens
            .clone()
            .rev()
            .find(|i| tokens[*i].kind == Kind::Digits)?;
        let alike = tokens[model..last.tokens.end]
            .iter()
            .map(|t| t.kind)
            .eq(tokens[number.clone()].iter().map(|t| t.kind))
            && digits(&text[tokens[model].range()]) == digits(&text[tokens[number.start].range()]);
        if !alike {
            return None;
        }
        let head = if model > last.tokens.start {
            let start = tokens[last.tokens.start].start as usize;
            text[start..tokens[model].start as usize].to_string()
        } else {
            // Behind "the 400", which was short itself.
            let label = &previous.label;
            let short = &text[tokens[model].range()];
            label.strip_suffix(short)?.to_string()
        };
        let name = format!("{head}{}", token::written(&tokens[number], text));
        Some(self.called(&name, previous.broader.or(previous.known)?, things))
    }

    /// The thing of a full name: the known one, with or without the maker in front, else a new one with this head.
    pub(super) fn called(&self, name: &str, head: EntityIndex, things: &mut Things) -> ThingIndex {
        let mut tokens = Vec::new();
        self.lexemes.tokens(name, 0..name.len(), &mut tokens);
        let kind = self.lexicon.known(head).classes & (self.model | self.chip);
        for start in 0..tokens.len().saturating_sub(1) {
            let hit = self.lexicon.longest(&tokens[start..]);
            let whole = hit.filter(|hit| start + hit.tokens == tokens.len());
            let fits = |e: &EntityIndex| self.lexicon.known(*e).classes & kind != 0;
            let known = whole.and_then(|hit| hit.candidates.iter().map(|(e, _)| *e).find(fits));
            if let Some(known) = known {
                return things.known(known, &self.lexicon);
            }
        }
        things.new_member(name, head, self)
    }

    /// "the 450", "both the 450 and 500": the one thing named before whose name ends with that number.
    fn bare(
        &self,
        tokens: &[Token],
        number: std::ops::Range<usize>,
        text: &str,
        things: &Things,
        last: Option<&Mention>,
    ) -> Option<ThingIndex> {
        let before = tokens.get(number.start.checked_sub(1)?)?;
        let short = last
            .is_some_and(|m| m.tokens.len() == 1 && tokens[m.tokens.start].kind == Kind::Digits);
        let goes_on = short && self.words.is(WordClass::List, before.word);
        let written = token::written(&tokens[number], text);
        if !(matches!(&text[before.range()], "the" | "The") || goes_on) || written.len() < 3 {
            return None;
        }
        let fits = |thing: &Thing| {
            thing.classes & (self.model | self.chip) != 0
                && thing.label.strip_suffix(&written).is_some_and(|head| {
                    head.ends_with([' ', '-']) || head.ends_with(char::is_alphabetic)
                })
        };
        let mut named = (0..).zip(&things.list).filter(|(_, thing)| fits(thing));
        let (index, _) = named.next()?;
        named.next().is_none().then_some(index)
    }
}

/// How many digits a number has before and behind its point.
fn digits(number: &str) -> (usize, Option<usize>) {
    match number.split_once('.') {
        Some((whole, rest)) => (whole.len(), Some(rest.len())),
        None => (number.len(), None),
    }
}
