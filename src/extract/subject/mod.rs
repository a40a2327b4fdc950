//! Whom or what a match of a rule is about.

pub mod affiliation;
pub mod anaphor;
pub mod attach;
pub mod bystander;
pub mod compare;
pub mod focus;
pub mod follow;
pub mod house;
pub mod larger;
pub mod list;
pub mod owner;
pub mod preposition;
pub mod title;
pub mod told;

use crate::extract::compose::Composer;
use crate::extract::pattern::matcher::{Found, Match};
use crate::extract::rule::stanza::Attach;
use crate::extract::subject::attach::Attached;
use crate::mention::{Mention, ThingIndex, What};

impl Composer<'_> {
    /// Where subject and object are of the same classes, those of the object's own kind.
    pub(in crate::extract) fn subject_classes(&self) -> u64 {
        let rule = self.rule;
        let kinds = self.scope.kinds;
        let object = self
            .hit
            .found
            .objects
            .first()
            .and_then(|(found, _)| self.mention_of(found));
        let Some(thing) = object.and_then(|m| self.scope.mentions.thing(m)) else {
            return rule.subject;
        };
        if rule.subject != rule.object {
            return rule.subject;
        }
        match thing.classes {
            c if c & kinds.model != 0 => rule.subject & kinds.model,
            c if c & kinds.hardware != 0 => {
                let system = self.scope.finder.lexicon.bits(&["System"]);
                let whole = c & system != 0;
                let own = if whole {
                    system
                } else {
                    kinds.hardware & !system
                };
                rule.subject & own
            }
            _ => rule.subject,
        }
    }

    /// What the match is about. The subject of a swapped rule is attached by the object's classes.
    pub(in crate::extract) fn subjects(&self) -> Option<Attached> {
        let rule = self.rule;
        match &self.hit.found.subject {
            Some(Found::Mention(token)) => {
                let mention = self.scope.mentions.starting(*token)?;
                let things = if rule.stanza.alone || self.in_bracket_of(mention) {
                    self.scope.resolve(mention, rule.subject)
                } else {
                    self.listed(mention, rule.subject)
                };
                Some(Attached {
                    things,
                    token: Some(*token),
                    doubt: 0,
                })
            }
            Some(Found::Maker(token)) => {
                let maker = self.scope.mentions.starting(*token)?.maker?;
                Some(Attached {
                    things: vec![maker],
                    token: Some(*token),
                    doubt: 0,
                })
            }
            Some(Found::Phrase(range)) => {
                let organization = self.scope.kinds.organization;
                let topic = self.scope.one(range.start, organization)?;
                Some(Attached {
                    things: vec![topic],
                    token: Some(range.start),
                    doubt: 3,
                })
            }
            Some(Found::Capitals(..)) => None,
            None => self.affiliated(self.followed().or_else(|| self.attached())),
        }
    }

    /// "GPT-4o and DeepSeek-V3 (671B)": whether the object stands in a bracket right behind the name, of
    /// which alone it is said.
    fn in_bracket_of(&self, mention: &Mention) -> bool {
        let mut objects = self.objects(&self.hit.found);
        self.scope.word(mention.tail) == "("
            && objects.any(|o| self.scope.open_bracket(o.tokens.start) == Some(mention.tail))
    }

    /// The mention that an argument was matched by, if it was one.
    fn mention_of(&self, found: &Found) -> Option<&Mention> {
        match found {
            Found::Mention(token) => self.scope.mentions.starting(*token),
            Found::Maker(_) | Found::Capitals(..) | Found::Phrase(_) => None,
        }
    }

    /// The mentions among the objects of a match.
    pub(in crate::extract) fn objects(&self, found: &Match) -> impl Iterator<Item = &Mention> {
        let objects = found.objects.iter();
        objects.filter_map(|(found, _)| self.mention_of(found))
    }

    /// "beating X and Y": what is attached and not listed with the object.
    fn unlisted(&self, classes: u64) -> Option<Attached> {
        let attach = self.rule.stanza.attach;
        let tokens = &self.hit.found.tokens;
        let found = self.scope.subject(tokens, classes, attach)?;
        let listed = self.objects_listed(classes);
        if !found.things.iter().any(|t| listed.contains(t)) {
            return Some(found);
        }
        let found = self.other_than(&listed, classes);
        found.or_else(|| {
            let topic = self.scope.subject(tokens, classes, Attach::Topic)?;
            let same = topic.things.iter().any(|t| listed.contains(t));
            (!same && attach == Attach::Near).then_some(topic)
        })
    }

    /// What is attached, past all that may not be.
    pub(in crate::extract) fn attached(&self) -> Option<Attached> {
        let classes = self.subject_classes();
        let attach = self.rule.stanza.attach;
        if classes & !self.scope.kinds.organization != 0 && self.rule.except == 0 {
            return self.unlisted(classes);
        }
        if self.rule.stanza.plain
            && let Some(comma) = self.comma_before()
        {
            return self.apposed(comma, classes);
        }
        // "Nvidia bought the Israeli firm": another than the one that the sentence names.
        if attach == Attach::Topic && self.rule.stanza.plain && self.named_before(classes) {
            return None;
        }
        let mut tokens = self.hit.found.tokens.clone();
        let mut by_class = true;
        for _ in 0..4 {
            let found = self.scope.subject(&tokens, classes, attach);
            // "drew Nvidia and Samsung, with existing investors …": one that gives is not given to.
            let mut things = found.iter().flat_map(|f| &f.things);
            if things.any(|t| self.gives(*t))
                && let Some(told) = self.told_of(classes)
            {
                return Some(told);
            }
            let nowhere = found.as_ref().is_none_or(|f| f.token.is_none());
            if nowhere && let Some(told) = self.told(classes) {
                return Some(told);
            }
            if nowhere && self.scope.unnamed(tokens.start) {
                return self.titled(classes);
            }
            // "led by Tern Ventures, with money from Acme": past investors the company spoken of is meant.
            let passed = nowhere && tokens.start < self.hit.found.tokens.start;
            let other = || self.other(classes).filter(|_| !self.rule.stanza.swap);
            if passed && (!by_class || other().is_some()) {
                break;
            }
            let mut found = found?;
            if nowhere && self.rule.stanza.follows.is_some() {
                let free = !found.things.iter().any(|t| self.barred(*t));
                return self.titled(classes).or_else(|| free.then_some(found));
            }
            if self.rule.stanza.alone {
                found.things = found.things.split_off(found.things.len().saturating_sub(1));
            }
            if !found.things.iter().any(|t| self.barred(*t)) {
                return Some(found);
            }
            let of = |t: &ThingIndex| self.scope.thing(*t).classes & self.rule.except != 0;
            by_class &= found.things.iter().all(of);
            match found.token.filter(|token| *token < tokens.start) {
                Some(token) => tokens.start = token,
                None => break,
            }
        }
        let other = self.other(classes).filter(|_| !self.rule.stanza.swap);
        if other.is_some() || attach == Attach::Sentence {
            return other;
        }
        self.titled(classes)
    }

    /// Whether a match before this one, of a rule on the same property that follows another as this one does,
    /// has a thing for its object.
    fn gives(&self, thing: ThingIndex) -> bool {
        if self.rule.stanza.follows.is_none() {
            return false;
        }
        let start = self.hit.found.tokens.start;
        let before = self.hits.iter().filter(|hit| {
            let rule = self.rules.list.get(hit.rule);
            let same = rule.is_some_and(|r| r.property == self.rule.property && r.stanza.swap);
            same && hit.found.tokens.start < start
        });
        let mut objects = before.flat_map(|hit| self.objects(&hit.found));
        let organization = self.scope.kinds.organization;
        objects.any(|m| self.listed(m, organization).contains(&thing))
    }

    /// Whether the sentence names a thing of these classes before the match, or right behind it.
    fn named_before(&self, classes: u64) -> bool {
        let before = self.scope.sentence.start..self.hit.found.tokens.start;
        let mentions = self.scope.mentions.within(before).iter();
        let named = |m: &Mention| matches!(m.what, What::Thing(_)) && self.scope.is(m, classes);
        let end = self.hit.found.tokens.end;
        let next = self.scope.mentions.tokens.get(end);
        let follows = next.is_some_and(|t| t.capital && end < self.scope.sentence.end);
        follows || mentions.into_iter().any(named)
    }

    /// The comma right before the match.
    fn comma_before(&self) -> Option<usize> {
        let before = self.scope.previous(self.hit.found.tokens.start)?;
        (self.scope.word(before) == ",").then_some(before)
    }

    /// "Nebius, the Amsterdam company": the name before a comma, behind which the match stands.
    fn apposed(&self, comma: usize, classes: u64) -> Option<Attached> {
        let before = self.scope.mentions.within(self.scope.sentence.start..comma);
        let mention = before.last().filter(|m| m.tail == comma)?;
        let things = self.scope.resolve(mention, classes);
        let fits = self.scope.is(mention, classes) && !things.iter().any(|t| self.barred(*t));
        fits.then_some(Attached {
            things,
            token: Some(mention.tokens.start),
            doubt: 1,
        })
    }

    /// The nearest name before the match that may be attached.
    pub(in crate::extract) fn other(&self, classes: u64) -> Option<Attached> {
        let strict = self.rule.stanza.attach == Attach::Sentence;
        let apart = |m: &Mention| strict && self.scope.agent(m.tokens.start);
        let free = |things: &[ThingIndex]| !things.iter().any(|t| self.barred(*t));
        self.nearest_before(classes, 5, apart, free)
    }

    /// The nearest name before the match, not merely compared with, that is not set `apart` and stands for
    /// things that are `free`.
    fn nearest_before(
        &self,
        classes: u64,
        doubt: u8,
        apart: impl Fn(&Mention) -> bool,
        free: impl Fn(&[ThingIndex]) -> bool,
    ) -> Option<Attached> {
        let before = self.scope.sentence.start..self.hit.found.tokens.start;
        let mentions = self.scope.mentions.within(before).iter().rev();
        let mut named =
            mentions.filter(|m| self.scope.is(m, classes) && !self.scope.compared(m) && !apart(m));
        named.find_map(|mention| {
            let things = self.scope.resolve(mention, classes);
            free(&things).then_some(Attached {
                things,
                token: Some(mention.tokens.start),
                doubt,
            })
        })
    }

    /// The things of the subject's classes that the match names as objects, with those listed behind them.
    fn objects_listed(&self, classes: u64) -> Vec<ThingIndex> {
        let named = self.objects(&self.hit.found);
        let things =
            named.filter(|m| matches!(m.what, What::Thing(_)) && self.scope.is(m, classes));
        things
            .flat_map(|m| self.scope.list_from(m, classes))
            .map(|(thing, _)| thing)
            .collect()
    }

    /// The nearest name before the match that is none of these.
    fn other_than(&self, barred: &[ThingIndex], classes: u64) -> Option<Attached> {
        let free = |things: &[ThingIndex]| {
            !things.is_empty() && !things.iter().any(|t| barred.contains(t))
        };
        self.nearest_before(classes, 2, |_| false, free)
    }

    /// What the title names, where the text says "a startup", or was last speaking of the object.
    pub(in crate::extract) fn titled(&self, classes: u64) -> Option<Attached> {
        let attach = self.rule.stanza.attach;
        if !matches!(attach, Attach::Near | Attach::Topic | Attach::Sentence) {
            return None;
        }
        let title = self.scope.mentions.title.iter().copied();
        let thing = title
            .filter(|t| self.scope.thing(*t).classes & classes != 0)
            .find(|t| !self.barred(*t))?;
        Some(Attached {
            things: vec![thing],
            token: None,
            doubt: 12,
        })
    }

    /// Whether a thing may not be attached: by its class, or because the match names it already.
    pub(in crate::extract) fn barred(&self, thing: ThingIndex) -> bool {
        let same = self.objects(&self.hit.found).any(|m| {
            // "backing from Alibaba and Tencent": neither is what the other backs.
            let listed = || {
                self.listed(m, self.scope.kinds.organization)
                    .contains(&thing)
            };
            matches!(m.what, What::Thing(other) if other == thing) || listed()
        });
        same || self.scope.thing(thing).classes & self.rule.except != 0
    }

    /// A mention with those listed on both sides of it.
    pub(in crate::extract) fn listed(&self, mention: &Mention, classes: u64) -> Vec<ThingIndex> {
        let mut things = self.scope.list(mention, classes);
        for (thing, _) in self.scope.list_from(mention, classes) {
            if !things.contains(&thing) {
                things.push(thing);
            }
        }
        things
    }
}
