//! People and organisations never seen before, told by the rule that found them.

use crate::extract::pattern::matcher::Found;
use crate::extract::rule::engine::Hit;
use crate::mention::things::plain_mention;
use crate::mention::token::{self, Gap};
use crate::mention::{ClassSet, Finder, Mentions, Thing, ThingIndex, Token, What, WordClass};
use crate::model::Entity;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The newcomers of a document: once one is told, its name stands for it in all that follows.
#[derive(Debug, Default)]
pub struct Newcomers {
    /// Forms of their names as written, by their first word, with the thing each means.
    forms: FxHashMap<String, Vec<(Vec<String>, ThingIndex)>>,
}

impl Newcomers {
    /// Marks the names of those already told in a sentence.
    pub fn mark(
        &self,
        sentence: Range<usize>,
        mentions: &mut Mentions,
        finder: &Finder,
        text: &str,
    ) {
        if self.forms.is_empty() {
            return;
        }
        let mut at = sentence.start;
        while at < sentence.end {
            match self.form(at, sentence.end, mentions, finder, text) {
                Some((end, thing)) => {
                    mentions.put(plain_mention(at..end, What::Thing(thing)));
                    at = end;
                }
                None => at += 1,
            }
        }
    }

    fn form(
        &self,
        at: usize,
        limit: usize,
        mentions: &Mentions,
        finder: &Finder,
        text: &str,
    ) -> Option<(usize, ThingIndex)> {
        let word = |i: usize| mentions.tokens.get(i).map_or("", |t| &text[t.range()]);
        let free = |i: usize| i < limit && mentions.covering(i).is_none();
        if !mentions.tokens[at].capital || !free(at) {
            return None;
        }
        let forms = self.forms.get(word(at))?;
        let fits = |words: &Vec<String>| {
            let written = words.iter().enumerate();
            written
                .into_iter()
                .all(|(i, w)| free(at + i) && word(at + i) == w)
                && token::ends_word(mentions.tokens.get(at + words.len()))
        };
        // "Jane Pang" is another than the Pang named before; "Pang Inc." is not.
        let capital = |i: usize| {
            free(i)
                && mentions.tokens[i].capital
                && !finder.tails.contains_key(&mentions.tokens[i].word)
        };
        let beside = at.checked_sub(1).is_some_and(capital) || capital(at + 1);
        let (words, thing) = forms
            .iter()
            .filter(|(words, _)| fits(words) && (words.len() > 1 || !beside))
            .max_by_key(|(words, _)| words.len())?;
        Some((at + words.len(), *thing))
    }

    /// Makes mentions of the capitalised words that matches took for names, so that they are things like
    /// all others, and points the matches at them.
    pub fn admit(
        &mut self,
        hits: &mut [Hit],
        mentions: &mut Mentions,
        finder: &Finder,
        text: &str,
    ) {
        for hit in hits {
            let found = &mut hit.found;
            let objects = found.objects.iter_mut().map(|(found, _)| found);
            for found in found.subject.iter_mut().chain(objects) {
                if let Found::Capitals(range, classes) = found.clone() {
                    *found = Found::Mention(range.start);
                    self.welcome(range, classes, mentions, finder, text);
                }
            }
            for (range, classes) in std::mem::take(&mut found.beside) {
                self.welcome(range, classes, mentions, finder, text);
            }
        }
    }

    fn welcome(
        &mut self,
        range: Range<usize>,
        classes: ClassSet,
        mentions: &mut Mentions,
        finder: &Finder,
        text: &str,
    ) {
        // The number of "137 Ventures" is part of the name.
        let other = |i: usize| {
            let mention = mentions.covering(i);
            mention.is_some_and(|m| !matches!(m.what, What::Quantity(_)))
        };
        if range.clone().any(other) {
            return;
        }
        let class = class_of(&range, classes, mentions, finder);
        let words: Vec<String> = mentions.tokens[range.clone()]
            .iter()
            .map(|t| text[t.range()].to_string())
            .collect();
        let thing = thing(&range, class, mentions, finder, text);
        let tokens = &mentions.tokens[range.clone()];
        // "Moffett AI", then "Moffett": no word of the language, and a word of companies' names behind it.
        let own = tokens.len() == 2
            && tokens[0].word == token::UNKNOWN
            && finder.words.is(WordClass::OrganizationWord, tokens[1].word);
        mentions.put(plain_mention(range, What::Thing(thing)));
        self.learn(words, (class == "Person", own), thing);
    }

    /// Keeps a name, the last name of a person, and what a company's name begins with: capitals ("TWG Global"), or a word
    /// of its own.
    fn learn(&mut self, words: Vec<String>, (person, own): (bool, bool), thing: ThingIndex) {
        let capitals = |w: &str| w.len() > 2 && w.chars().all(char::is_uppercase);
        let short = match (person, words.first(), words.last()) {
            (true, _, Some(last)) => Some(last).filter(|w| w.chars().count() > 2),
            (false, Some(first), _) => Some(first).filter(|w| own || capitals(w)),
            _ => None,
        };
        let short = short.filter(|_| words.len() > 1).map(|w| vec![w.clone()]);
        for form in short.into_iter().chain([words]) {
            let Some(first) = form.first() else { continue };
            let forms = self.forms.entry(first.clone()).or_default();
            if !forms.iter().any(|(known, _)| *known == form) {
                forms.push((form, thing));
            }
        }
    }
}

/// Whether words are the name of a person rather than of an organization: the first of two or more is a first name,
/// and the last no word of companies' names.
pub(in crate::extract) fn person(words: &[Token], finder: &Finder) -> bool {
    let [first, .., last] = words else {
        return false;
    };
    finder.words.is(WordClass::FirstName, first.word)
        && !finder.words.is(WordClass::OrganizationWord, last.word)
        && words.iter().all(|t| t.gap == Gap::Space)
}

/// The class that a newcomer in a place for these has; where people and organizations may stand, a person
/// is told by the first name.
fn class_of(
    range: &Range<usize>,
    classes: ClassSet,
    mentions: &Mentions,
    finder: &Finder,
) -> &'static str {
    let person = classes & finder.lexicon.bits(&["Person"]) != 0;
    let organization = classes & finder.lexicon.bits(&["Organization"]) != 0;
    let tokens = &mentions.tokens[range.clone()];
    let named = self::person(tokens, finder);
    if person && (!organization || named) {
        "Person"
    } else if classes & finder.lexicon.bits(&["Investor"]) != 0 {
        "Investor"
    } else {
        "Organization"
    }
}

fn thing(
    range: &Range<usize>,
    class: &str,
    mentions: &mut Mentions,
    finder: &Finder,
    text: &str,
) -> ThingIndex {
    let name = token::written(&mentions.tokens[range.clone()], text);
    let classes: &[&str] = match class {
        "Investor" => &["Organization", "Investor"],
        other => &[other],
    };
    let entity = Entity::unseen(&name, classes).shaped(match class {
        "Person" => "capitals in the place of a person",
        _ => "capitals in the place of an organization",
    });
    mentions.thing_of(Thing::unseen(entity, &finder.lexicon))
}
