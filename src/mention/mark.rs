//! Marks names, learned after a text was searched, wherever they stand in it.

use crate::mention::things::plain_mention;
use crate::mention::token::{Token, begins_word, ends_word};
use crate::mention::{Finder, Mention, Mentions, ThingIndex, What};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::ops::Range;

/// Names as rows of words.
#[derive(Default)]
struct Written<'n> {
    names: FxHashMap<Vec<&'n str>, ThingIndex>,
    /// By first word, how long the names are.
    lengths: FxHashMap<&'n str, BTreeSet<usize>>,
}

impl Mentions {
    /// Marks all places of names that are no part of another name; the longest name wins. A number that
    /// belongs to the name is no quantity any more ("Step 3").
    pub fn mark(&mut self, names: &[(String, ThingIndex)], text: &str, finder: &Finder) {
        let mut written = Written::default();
        let cut: Vec<Vec<Token>> = names
            .iter()
            .map(|(name, _)| {
                let mut tokens = Vec::new();
                finder.lexemes.tokens(name, 0..name.len(), &mut tokens);
                tokens
            })
            .collect();
        for ((name, thing), tokens) in names.iter().zip(&cut) {
            let words: Vec<&str> = tokens.iter().map(|t| &name[t.range()]).collect();
            if let Some(first) = words.first() {
                written
                    .lengths
                    .entry(first)
                    .or_default()
                    .insert(words.len());
                written.names.insert(words, *thing);
            }
        }
        let mut new = Vec::new();
        for sentence in &self.sentences {
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                let range = self.named(&written, at, sentence.tokens.end, text);
                at += 1;
                if let Some((range, thing)) = range {
                    let mut mention = plain_mention(range, What::Thing(thing));
                    let classes = self.things[thing as usize].classes;
                    let tokens = &self.tokens[..sentence.tokens.end];
                    mention.tail = finder.tail(tokens, text, mention.tokens.end, classes);
                    at = mention.tail;
                    new.push(mention);
                }
            }
        }
        self.join(&new);
    }

    /// The longest name that begins at a token and is free to be one.
    fn named(
        &self,
        written: &Written<'_>,
        at: usize,
        limit: usize,
        text: &str,
    ) -> Option<(Range<usize>, ThingIndex)> {
        let first = &self.tokens[at];
        if !begins_word(&self.tokens, at) {
            return None;
        }
        let lengths = written.lengths.get(&text[first.range()])?;
        let (length, thing) = lengths.iter().rev().find_map(|length| {
            let end = at + length;
            let piece = self.tokens.get(at..end).filter(|_| end <= limit)?;
            let words: Vec<&str> = piece.iter().map(|t| &text[t.range()]).collect();
            let thing = written.names.get(&words)?;
            let whole = ends_word(self.tokens.get(end).filter(|_| end < limit));
            whole.then_some((*length, thing))
        })?;
        let range = at..at + length;
        let free = range.clone().all(|i| {
            self.covering(i).is_none_or(|m| {
                matches!(m.what, What::Quantity(_))
                    && m.tokens.start >= range.start
                    && m.tail <= range.end
            })
        });
        free.then_some((range, *thing))
    }

    /// Makes the name of a thing of a mention, which reaches to `tail` if what lies between is free.
    pub fn rename(&mut self, tokens: &Range<usize>, tail: usize, thing: ThingIndex) {
        let Some(number) = self.owner.get(tokens.start).copied().filter(|n| *n > 0) else {
            return;
        };
        let free = self
            .owner
            .get(tokens.end..tail)
            .is_some_and(|o| o.iter().all(|n| *n == 0 || *n == number));
        let Some(mention) = self.list.get_mut(number as usize - 1) else {
            return;
        };
        mention.what = What::Thing(thing);
        if free && mention.tail < tail {
            mention.tail = tail;
            self.owner[tokens.end..tail].fill(number);
        }
    }

    /// Adds mentions, in order; the numbers that they cover are none any more.
    pub(crate) fn join(&mut self, new: &[Mention]) {
        let old = std::mem::take(&mut self.list);
        let covered = |m: &Mention| {
            let next = new.partition_point(|n| n.tail <= m.tokens.start);
            new.get(next).is_some_and(|n| n.tokens.start < m.tail)
        };
        let mut all: Vec<Mention> = old.into_iter().filter(|m| !covered(m)).collect();
        all.extend_from_slice(new);
        all.sort_by_key(|m| m.tokens.start);
        self.settle(all);
    }
}
