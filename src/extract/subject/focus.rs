//! What a text is speaking of: the things that pronouns, short phrases and bare values go back to.

use crate::extract::kind::Kinds;
use crate::mention::lexicon::EntityIndex;
use crate::mention::{ClassSet, Mentions, Thing, ThingIndex};
use crate::model::Date;
use std::sync::Arc;

/// The things spoken of, the latest last.
#[derive(Debug, Clone, Default)]
pub struct Focus {
    /// All things named so far that can be spoken of, the latest last, each once.
    recent: Vec<ThingIndex>,
    /// What the last sentences were about: one thing of each kind.
    topics: Vec<ThingIndex>,
    /// The members of the last list of models ("V4-Pro and V4-Flash").
    group: Vec<ThingIndex>,
    /// The last two things named side by side, be they families ("Kimi K2 and GLM-4.5").
    pair: Vec<ThingIndex>,
    /// The date that a heading gives, and how deep the heading is.
    date: Option<(Date, u8)>,
    /// How deep the last heading is.
    depth: u8,
    /// Of what a property was last said under this heading, for properties that others follow.
    told: Vec<(Arc<str>, ThingIndex)>,
}

impl Focus {
    /// Begins with what the title names.
    pub fn new(title: &[ThingIndex]) -> Self {
        let mut focus = Self::default();
        for &thing in title.iter().rev() {
            focus.mention(thing);
        }
        focus
    }

    /// A heading of some depth begins what follows; it may be or hold a date. Deeper headings stand under
    /// the date of the one above them.
    pub fn head(&mut self, depth: u8, date: Option<Date>) {
        self.depth = depth;
        self.told.clear();
        let above = self.date.filter(|(_, of)| *of < depth);
        self.date = date.map(|date| (date, depth)).or(above);
    }

    /// A line that is nothing but a date begins what follows.
    pub fn date_line(&mut self, date: Date) {
        self.date = Some((date, self.depth));
    }

    /// The date of the heading that the text stands under.
    pub fn date(&self) -> Option<Date> {
        self.date.map(|(date, _)| date)
    }

    /// A property was said of a thing: "Acme raised $5 million".
    pub fn tell(&mut self, property: &Arc<str>, thing: ThingIndex) {
        self.told.retain(|(other, _)| other != property);
        self.told.push((Arc::clone(property), thing));
    }

    /// Of what a property was last said: whose round "the round" is.
    pub fn told(&self, property: &str) -> Option<ThingIndex> {
        let told = self.told.iter().find(|(other, _)| **other == *property);
        told.map(|(_, thing)| *thing)
    }

    /// A thing was named.
    pub fn mention(&mut self, thing: ThingIndex) {
        self.recent.retain(|t| *t != thing);
        self.recent.push(thing);
    }

    /// The sentence, heading or item was about this.
    pub fn turn_to(&mut self, thing: ThingIndex, things: &[Thing], kinds: &Kinds) {
        let sort = |t: ThingIndex| kinds.sort(things[t as usize].classes);
        self.topics.retain(|t| sort(*t) != sort(thing));
        self.topics.push(thing);
        self.mention(thing);
    }

    /// A digression is over: what sentences are about is as it was before.
    pub fn return_to(&mut self, before: &Self) {
        self.topics.clone_from(&before.topics);
    }

    /// Of models and hardware, what sentences are about is as it was before; of all else, as it is now.
    pub fn return_to_products(&mut self, before: &Self, things: &[Thing], kinds: &Kinds) {
        let product = |t: &ThingIndex| things[*t as usize].classes & kinds.product() != 0;
        if before.topics.iter().any(product) {
            self.topics.retain(|t| !product(t));
            self.topics
                .extend(before.topics.iter().copied().filter(product));
        }
    }

    /// Several models were named as a list.
    pub fn gather(&mut self, members: &[ThingIndex]) {
        if members.len() > 1 {
            self.group = members.to_vec();
        }
    }

    /// Two things were named side by side.
    pub fn pair(&mut self, two: &[ThingIndex]) {
        if two.len() == 2 {
            self.pair = two.to_vec();
        }
    }

    /// The thing of these classes that is spoken of.
    pub fn topic(&self, classes: ClassSet, things: &[Thing]) -> Option<ThingIndex> {
        let fits = |t: &&ThingIndex| things[**t as usize].classes & classes != 0;
        self.topics
            .iter()
            .rev()
            .find(fits)
            .or_else(|| self.recent.iter().rev().find(fits))
            .copied()
    }

    /// The thing of these classes that sentences were about, not merely named.
    pub fn subject(&self, classes: ClassSet, things: &[Thing]) -> Option<ThingIndex> {
        self.topics
            .iter()
            .rev()
            .find(|t| things[**t as usize].classes & classes != 0)
            .copied()
    }

    /// The `count` things (0: all that are at hand) of some classes that "both" or "the two models" stand for.
    ///
    /// The members of the last list, if it has so many; else the members of the family spoken of, if
    /// the text names so many; else the last so many named.
    pub fn group(
        &self,
        count: usize,
        wanted: ClassSet,
        mentions: &Mentions,
        kinds: &Kinds,
    ) -> Vec<ThingIndex> {
        let fits = |n: usize| if count == 0 { n > 1 } else { n == count };
        let of = |classes: ClassSet| {
            let is = move |t: &ThingIndex| mentions.things[*t as usize].classes & classes != 0;
            count == 2 && !self.pair.is_empty() && self.pair.iter().all(is)
        };
        let pair = of(wanted);
        if of(wanted & !kinds.model) {
            return self.pair.clone();
        }
        if wanted & kinds.model == 0 {
            return self.last_of(count, wanted, None, &mentions.things, kinds);
        }
        if fits(self.group.len()) {
            return self.group.clone();
        }
        let things = &mentions.things;
        if let Some(family) = self
            .topic(kinds.family, things)
            .and_then(|t| things[t as usize].known)
        {
            let members = members_of(family, things, kinds);
            if fits(members.len()) {
                return members;
            }
        }
        if pair {
            return self.pair.clone();
        }
        let last = self.last_of(count, kinds.model, None, things, kinds);
        if last.is_empty() {
            self.group.clone()
        } else {
            last
        }
    }

    /// The last `count` things of some classes named, of one brand if one is given; none if there are not so many.
    pub fn last_of(
        &self,
        count: usize,
        wanted: ClassSet,
        brand: Option<EntityIndex>,
        things: &[Thing],
        kinds: &Kinds,
    ) -> Vec<ThingIndex> {
        let fits = |t: &&ThingIndex| {
            let thing = &things[**t as usize];
            kinds.single(thing.classes, wanted) && (brand.is_none() || thing.brand == brand)
        };
        let named: Vec<ThingIndex> = self.recent.iter().filter(fits).copied().collect();
        if count == 0 || named.len() < count {
            return Vec::new();
        }
        named[named.len() - count..].to_vec()
    }
}

/// The models of a family that a text names, in order of their first mention.
pub fn members_of(family: EntityIndex, things: &[Thing], kinds: &Kinds) -> Vec<ThingIndex> {
    let mut out = Vec::new();
    for (i, thing) in things.iter().enumerate() {
        let member = thing.broader == Some(family) && thing.known != Some(family);
        if member && kinds.single_model(thing.classes) {
            out.extend(u32::try_from(i));
        }
    }
    out
}
