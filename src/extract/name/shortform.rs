//! Variants that a text calls by their suffixes alone: "Seed 2.0 Pro" and "Seed 2.0 Lite", then "Pro and Lite".
//!
//! A suffix stands for a variant where only one of the text's models ends with it, a sibling of the same head is
//! named too, and the place is one of a name: in a list of such, before "version", before a verb, alone in a cell.
//! A suffix of several words ("Flash-Lite") needs neither sibling nor place, and "Preview" behind it may be left out.

use crate::extract::kind::Kinds;
use crate::mention::things::plain_mention;
use crate::mention::token::{begins_word, ends_word};
use crate::mention::{Finder, Gap, Kind, Mention, Mentions, ThingIndex, What, WordClass};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The suffixes that stand for one variant each, with their words.
type Forms<'t> = BTreeMap<Vec<&'t str>, ThingIndex>;

/// No text speaks of so many variants; one that does is none for people.
const MOST: usize = 64;

/// Makes mentions of the suffixes that stand for variants.
pub fn admit(mentions: &mut Mentions, finder: &Finder, kinds: &Kinds, text: &str) {
    let forms = forms(mentions, finder, kinds, text);
    if forms.is_empty() || forms.len() > MOST {
        return;
    }
    let reader = Reader {
        mentions,
        finder,
        text,
        forms: &forms,
    };
    let new: Vec<Mention> = mentions
        .sentences
        .iter()
        .flat_map(|s| reader.sentence(s.tokens.clone()))
        .collect();
    if !new.is_empty() {
        mentions.join(&new);
    }
}

fn forms<'t>(mentions: &Mentions, finder: &Finder, kinds: &Kinds, text: &'t str) -> Forms<'t> {
    let mut meant: BTreeMap<Vec<&str>, BTreeSet<ThingIndex>> = BTreeMap::new();
    let mut heads: BTreeMap<String, BTreeSet<Vec<&str>>> = BTreeMap::new();
    let mut of: BTreeMap<Vec<&str>, String> = BTreeMap::new();
    for mention in &mentions.list {
        let What::Thing(index) = mention.what else {
            continue;
        };
        if !kinds.single_model(mentions.things[index as usize].classes) {
            continue;
        }
        let tokens = &mentions.tokens[mention.tokens.clone()];
        let suffix = |i: usize| {
            let token = &tokens[i];
            token.capital
                && token.kind == Kind::Letters
                && finder.words.suffixes.contains(&token.word)
        };
        let start = (0..tokens.len()).rev().take_while(|i| suffix(*i)).last();
        let Some(start) = start else { continue };
        let words = |range: Range<usize>| -> Vec<&str> {
            tokens[range].iter().map(|t| &text[t.range()]).collect()
        };
        let stage = finder
            .words
            .is(WordClass::Stage, tokens[tokens.len() - 1].word);
        let whole = tokens.len() - usize::from(stage && tokens.len() - start > 2);
        let form = words(start..whole);
        let head = if start > 0 {
            words(0..start).join(" ")
        } else {
            // "Nemotron 3 (Nano/Super)": the name is short already.
            let label = &mentions.things[index as usize].label;
            let head = label.strip_suffix(form.join(" ").as_str());
            head.map_or_else(String::new, |head| head.trim_end().to_string())
        };
        meant.entry(form.clone()).or_default().insert(index);
        heads.entry(head.clone()).or_default().insert(form.clone());
        of.insert(form, head);
    }
    let siblings = |form: &Vec<&str>| {
        let head = of.get(form).and_then(|head| heads.get(head));
        head.is_some_and(|forms| forms.len() > 1)
    };
    meant
        .into_iter()
        .filter(|(form, things)| things.len() == 1 && (form.len() > 1 || siblings(form)))
        .filter_map(|(form, things)| Some((form, *things.first()?)))
        .collect()
}

struct Reader<'a> {
    mentions: &'a Mentions,
    finder: &'a Finder,
    text: &'a str,
    forms: &'a Forms<'a>,
}

impl Reader<'_> {
    fn sentence(&self, tokens: Range<usize>) -> Vec<Mention> {
        let mut found: Vec<(Range<usize>, ThingIndex)> = Vec::new();
        let mut at = tokens.start;
        while at < tokens.end {
            match self.form(at, &tokens) {
                Some((end, thing)) => {
                    found.push((at..end, thing));
                    at = end;
                }
                None => at += 1,
            }
        }
        let named = |i: usize| {
            let (range, _) = &found[i];
            let listed = |a: usize, b: usize| {
                let between = found.get(a).zip(found.get(b));
                between.is_some_and(|((x, _), (y, _))| self.joined(x.end..y.start))
            };
            listed(i, i + 1)
                || i.checked_sub(1).is_some_and(|before| listed(before, i))
                || self.placed(range, &tokens)
        };
        let all = (0..found.len()).filter(|i| named(*i));
        all.map(|i| {
            let (range, thing) = &found[i];
            let mut mention = plain_mention(range.clone(), What::Thing(*thing));
            let noun = self.is(WordClass::NounOfVariant, range.end) && range.end < tokens.end;
            mention.tail += usize::from(noun && self.mentions.covering(range.end).is_none());
            mention
        })
        .collect()
    }

    /// The longest suffix that begins at a token and is no part of a longer name.
    fn form(&self, at: usize, sentence: &Range<usize>) -> Option<(usize, ThingIndex)> {
        let tokens = &self.mentions.tokens;
        if self.mentions.covering(at).is_some()
            || !begins_word(tokens, at)
            || self.follows_name(at, sentence)
        {
            return None;
        }
        let limit = sentence.end;
        let fits = |words: &&Vec<&str>| {
            let end = at + words.len();
            let same = |(i, word): (usize, &&str)| &self.text[tokens[at + i].range()] == *word;
            end <= limit
                && words.iter().enumerate().all(same)
                && ends_word(tokens.get(end).filter(|_| end < limit))
        };
        let form = self.forms.keys().filter(fits).max_by_key(|w| w.len())?;
        let end = at + form.len();
        let next = tokens.get(end).filter(|_| end < limit);
        let goes_on = next.is_some_and(|t| {
            (t.capital && t.kind == Kind::Letters) || t.kind == Kind::Digits || t.gap == Gap::Hyphen
        });
        let thing = self.forms.get(form)?;
        (!goes_on).then_some((end, *thing))
    }

    /// "ChatGPT Pro", "Google Workspace Plus": whether a name stands right before a token.
    fn follows_name(&self, at: usize, sentence: &Range<usize>) -> bool {
        let Some(before) = at.checked_sub(1).filter(|b| sentence.contains(b)) else {
            return false;
        };
        let named = self
            .mentions
            .covering(before)
            .is_some_and(|m| !matches!(m.what, What::Anaphor(_)));
        let token = &self.mentions.tokens[before];
        let capital = token.capital && token.kind == Kind::Letters;
        named || (capital && !self.is(WordClass::Filler, before))
    }

    fn is(&self, class: WordClass, at: usize) -> bool {
        let token = self.mentions.tokens.get(at);
        token.is_some_and(|t| self.finder.words.is(class, t.word))
    }

    /// Whether two suffixes stand in one list.
    fn joined(&self, between: Range<usize>) -> bool {
        let mut between = between.peekable();
        between.peek().is_some() && between.all(|i| self.is(WordClass::List, i))
    }

    /// Whether a suffix stands where a name would: before "version" or a verb, or alone.
    fn placed(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        let next = range.end < sentence.end;
        let alone = range.start == sentence.start && !next;
        if range.len() > 1 {
            return true;
        }
        let first = &self.mentions.tokens[range.start];
        let plain = self.finder.words.is(WordClass::PlainSuffix, first.word);
        let noun = next && self.is(WordClass::NounOfVariant, range.end);
        let verb = next && self.is(WordClass::VerbOfModel, range.end);
        let begins = range.start == sentence.start;
        alone || noun || (verb && !(plain && begins))
    }
}
