//! Patterns found by the words they need, so that the cost of a sentence grows with its length and not
//! with the number of rules.

use crate::extract::pattern::bag::Bag;
use crate::extract::pattern::need::{Met, NeedSet, Needs, Own};
use crate::extract::pattern::places::{self, PLACES, Places};
use crate::extract::pattern::wordset::WordSet;
use crate::extract::pattern::{Node, Pattern};
use crate::mention::token::UNKNOWN;
use crate::mention::{Token, Word};
use rustc_hash::FxHashMap;

/// The patterns of many stanzas by the words one of which each needs.
#[derive(Debug, Default)]
pub struct Triggers {
    /// By word: the patterns that it may belong to.
    anchored: Vec<Vec<Trigger>>,
    /// Patterns without a word of their own.
    free: Vec<Trigger>,
    /// What patterns need besides words.
    needs: Needs,
    /// The sets of several words.
    sets: Vec<WordSet>,
    numbers: FxHashMap<Box<[Word]>, u32>,
}

/// Room for the patterns that may stand in a sentence, so that the list seldom grows.
const ACTIVE: usize = 64;

/// Most anchors of a pattern that are looked for before it is tried.
const ANCHORS: usize = 4;

/// A pattern by its numbers, and all that tells without a look at it that it cannot match.
#[derive(Debug, Clone, Copy)]
struct Trigger {
    /// The stanza's number, and in the lower half the pattern's.
    place: u64,
    needs: NeedSet,
    /// Words besides those it is found by, single ones first, as they tell quickest.
    others: [Anchor; ANCHORS],
    /// In the order of the pattern, the first among them.
    anchors: [Anchor; ANCHORS],
    /// The words that it begins with.
    words: Anchor,
    /// At the head of a sentence.
    head: bool,
    /// With any token.
    any: bool,
    /// With an argument for one of these needs.
    lead: NeedSet,
}

/// One word, or the number of a set of several; [`Anchor::NONE`] where there are fewer of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Anchor(u32);

impl Anchor {
    const NONE: Self = Self(UNKNOWN);
    const SET: u32 = 1 << 31;

    fn set(self) -> Option<usize> {
        (self.0 & Self::SET != 0).then_some((self.0 & !Self::SET) as usize)
    }
}

/// A pattern that may stand in a sentence.
pub struct Active<'p> {
    /// The number of its stanza.
    pub stanza: usize,
    /// The pattern.
    pub pattern: &'p Pattern,
    /// Where among the first tokens it can begin.
    starts: Places,
}

impl Active<'_> {
    /// The tokens at which it can begin.
    pub fn starts<'a>(&'a self, bag: &'a Bag<'_>) -> impl Iterator<Item = usize> + 'a {
        let first = bag.tokens().start;
        let near = places::tokens(self.starts).map(move |at| first + at);
        near.chain(bag.starts(&self.pattern.lead, PLACES))
    }
}

impl Triggers {
    /// Adds the patterns of the stanza of this number, whose arguments are of its own classes.
    pub fn add(&mut self, stanza: usize, patterns: &[Pattern], own: Own) {
        for (number, pattern) in patterns.iter().enumerate() {
            let lead = &pattern.lead;
            let trigger = Trigger {
                place: (stanza as u64) << 32 | (number as u64) & u64::from(u32::MAX),
                needs: self.needs.of(&pattern.nodes, own),
                others: self.others(pattern),
                anchors: self.anchors(&pattern.anchors),
                words: self.anchor(&lead.words),
                head: pattern.nodes.first() == Some(&Node::Start),
                any: lead.any,
                lead: self.needs.lead(&lead.arguments, own),
            };
            let Some(words) = pattern.anchor() else {
                self.free.push(trigger);
                continue;
            };
            for word in words.iter().map(|word| word as usize) {
                if self.anchored.len() <= word {
                    self.anchored.resize(word + 1, Vec::new());
                }
                self.anchored[word].push(trigger);
            }
        }
    }

    /// The anchors of a pattern without that by which it is found, those of the fewest words.
    fn others(&mut self, pattern: &Pattern) -> [Anchor; ANCHORS] {
        let found_by = pattern.anchor();
        let others = pattern.anchors.iter().filter(|set| Some(*set) != found_by);
        let mut others: Vec<&WordSet> = others.collect();
        others.sort_by_key(|set| set.iter().len());
        self.first(others)
    }

    /// The first of some sets and of the others those of the fewest words.
    fn anchors(&mut self, sets: &[WordSet]) -> [Anchor; ANCHORS] {
        let mut rare: Vec<usize> = (0..sets.len()).collect();
        rare.sort_by_key(|i| (*i > 0, sets[*i].iter().len()));
        rare.truncate(ANCHORS);
        rare.sort_unstable();
        self.first(rare.into_iter().map(|set| &sets[set]))
    }

    fn first<'s>(&mut self, sets: impl IntoIterator<Item = &'s WordSet>) -> [Anchor; ANCHORS] {
        let mut anchors = [Anchor::NONE; ANCHORS];
        for (slot, set) in anchors.iter_mut().zip(sets) {
            *slot = self.anchor(set);
        }
        anchors
    }

    fn anchor(&mut self, set: &WordSet) -> Anchor {
        let words: Box<[Word]> = set.iter().collect();
        if let [word] = *words {
            return Anchor(word);
        }
        let next = u32::try_from(self.sets.len()).unwrap_or(u32::MAX) & !Anchor::SET;
        let known = *self.numbers.entry(words).or_insert(next);
        if known == next {
            self.sets.push(set.clone());
        }
        Anchor(known | Anchor::SET)
    }

    /// Whether all words that a pattern needs stand in a sentence, in whatever order.
    #[inline]
    fn stand(&self, trigger: &Trigger, bag: &Bag<'_>) -> bool {
        let mut others = trigger.others.iter().take_while(|a| **a != Anchor::NONE);
        others.all(|anchor| match anchor.set() {
            Some(set) => self.sets.get(set).is_some_and(|words| bag.some(words)),
            None => bag.holds(anchor.0),
        })
    }

    /// Where an anchor stands.
    fn places(&self, anchor: Anchor, bag: &Bag<'_>) -> Places {
        match anchor.set() {
            Some(set) => {
                let words = self.sets.get(set).into_iter().flat_map(WordSet::iter);
                words.fold(0, |all, word| all | bag.places(word))
            }
            None if anchor == Anchor::NONE => 0,
            None => bag.places(anchor.0),
        }
    }

    /// Where among the first tokens a pattern can begin, so that all anchors follow in their order; `None` if nowhere
    /// in the sentence.
    fn starts(&self, trigger: &Trigger, met: &Met, bag: &Bag<'_>) -> Option<Places> {
        let count = bag.words().len();
        let mut starts = Places::MAX;
        if count <= PLACES {
            for anchor in trigger.anchors.iter().rev() {
                if *anchor != Anchor::NONE {
                    let last = (self.places(*anchor, bag) & starts).checked_ilog2()?;
                    starts = before(last);
                }
            }
            // The first anchor may be what the pattern begins with.
            starts = starts << 1 | 1;
        }
        if !trigger.any {
            starts &= met.places(trigger.lead) | self.places(trigger.words, bag);
        }
        if trigger.head {
            starts &= 1;
        }
        (starts != 0 || count > PLACES && !trigger.head).then_some(starts)
    }

    /// Whether any pattern may stand in some tokens.
    pub fn touch(&self, tokens: &[Token]) -> bool {
        let anchored = |token: &Token| self.anchored.get(token.word as usize);
        let mut tokens = tokens.iter();
        !self.free.is_empty() || tokens.any(|t| anchored(t).is_some_and(|all| !all.is_empty()))
    }

    /// All patterns that a sentence may hold, in order, each once; `pattern` knows them by the numbers of
    /// stanza and pattern.
    pub fn of<'p>(
        &self,
        bag: &Bag<'_>,
        pattern: impl Fn(usize, usize) -> Option<&'p Pattern>,
    ) -> Vec<Active<'p>> {
        let met = self.needs.met(bag);
        let may_stand = |t: &Trigger| t.needs & !met.all == 0 && self.stand(t, bag);
        // One number for stanza and pattern sorts quickest.
        let mut active: Vec<(u64, Places)> = Vec::with_capacity(ACTIVE);
        let mut add = |triggers: &[Trigger]| {
            for trigger in triggers.iter().filter(|t| may_stand(t)) {
                let starts = self.starts(trigger, &met, bag);
                active.extend(starts.map(|starts| (trigger.place, starts)));
            }
        };
        add(&self.free);
        for word in bag.words() {
            if let Some(triggers) = self.anchored.get(*word as usize) {
                add(triggers);
            }
        }
        active.sort_unstable();
        active.dedup();
        let known = |(place, starts): (u64, Places)| {
            let stanza = usize::try_from(place >> 32).ok()?;
            let number = usize::try_from(place & u64::from(u32::MAX)).ok()?;
            let pattern = pattern(stanza, number)?;
            Some(Active {
                stanza,
                pattern,
                starts,
            })
        };
        active.into_iter().filter_map(known).collect()
    }
}

/// All places before a token.
fn before(at: u32) -> Places {
    (1 << at) - 1
}
