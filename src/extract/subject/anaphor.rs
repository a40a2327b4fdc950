//! What pronouns, "both" and "the two models" stand for.

use crate::extract::scope::Scope;
use crate::extract::subject::focus::members_of;
use crate::mention::{ClassSet, Mention, ThingIndex, What, WordClass};

impl Scope<'_> {
    /// The things that a mention names or stands for.
    pub fn resolve(&self, mention: &Mention, classes: ClassSet) -> Vec<ThingIndex> {
        match mention.what {
            What::Thing(index) => match self.counted(mention) {
                Some(count) => self.members_meant(index, count),
                None => vec![index],
            },
            What::Anaphor(index) => {
                // "The model" is no chip, whatever a rule would take.
                let classes = self.finder.meant(index, classes);
                let count = self.finder.words.anaphors[index].count;
                if count == 1 && self.of_another_sort(index, mention.tokens.start, classes) {
                    return Vec::new();
                }
                if count == 1 {
                    return self
                        .one(mention.tokens.start, classes)
                        .into_iter()
                        .collect();
                }
                let mut group = self.sentence_group(mention.tokens.start, count, classes);
                if group.is_empty() {
                    group = self.focus.group(count, classes, self.mentions, self.kinds);
                }
                group.retain(|t| self.thing(*t).classes & classes != 0);
                group
            }
            _ => Vec::new(),
        }
    }

    /// "The processor is cheap. Microsoft built it …": whether "it" goes back to a piece of hardware where a model is looked
    /// for, or the other way round.
    fn of_another_sort(&self, anaphor: usize, at: usize, classes: ClassSet) -> bool {
        let any = self.finder.words.anaphors[anaphor].classes.is_empty();
        let product = self.kinds.product();
        let things = &self.mentions.things;
        let before = self.mentions.within(self.sentence.start..at).iter();
        let named = |m: &Mention| matches!(m.what, What::Thing(_)) && self.is(m, product);
        let last = self.focus.subject(product, things);
        any && classes & !product == 0
            && !before.into_iter().any(named)
            && last.is_some_and(|last| self.thing(last).classes & classes == 0)
    }

    /// The members that "the two Qwen models" or "both V4 models" mean: those of the family, if the text
    /// names so many, else the last so many of the brand; the family itself if there are none.
    fn members_meant(&self, family: ThingIndex, count: usize) -> Vec<ThingIndex> {
        let things = &self.mentions.things;
        let thing = self.thing(family);
        let members = thing
            .known
            .map(|known| members_of(known, things, self.kinds));
        if let Some(members) = members.filter(|m| m.len() == count) {
            return members;
        }
        // "both Claude 4 models": those with that number in their names.
        let version = thing.label.rsplit(' ').next();
        let version = version.filter(|v| v.starts_with(|c: char| c.is_ascii_digit()));
        if let Some(version) = version {
            let named = (0_u32..).zip(things).filter(|(_, t)| {
                self.kinds.single_model(t.classes)
                    && t.brand == thing.brand
                    && t.label.split([' ', '-']).any(|part| part == version)
            });
            let members: Vec<ThingIndex> = named.map(|(index, _)| index).collect();
            if members.len() == count {
                return members;
            }
        }
        let last = self
            .focus
            .last_of(count, self.kinds.model, thing.brand, things, self.kinds);
        if last.is_empty() { vec![family] } else { last }
    }

    /// "the two Qwen models": how many members of the family are meant.
    fn counted(&self, mention: &Mention) -> Option<usize> {
        let mut before = self.previous(mention.tokens.start)?;
        // "both of the new Claude models".
        for _ in 0..3 {
            if !matches!(self.word(before), "of" | "the" | "new" | "these" | "its") {
                break;
            }
            before = self.previous(before)?;
        }
        let plural = self.word(mention.tail.checked_sub(1)?).ends_with('s');
        if mention.tail == mention.tokens.end || !plural {
            return None;
        }
        match self.word(before).to_lowercase().as_str() {
            "two" | "both" => Some(2),
            "three" => Some(3),
            "four" => Some(4),
            _ => None,
        }
    }

    /// What "it" stands for: the first thing of the classes named before in the sentence, else the topic.
    pub(in crate::extract) fn one(&self, at: usize, classes: ClassSet) -> Option<ThingIndex> {
        let young = (at..at + 5).any(|i| matches!(self.word(i), "startup" | "lab" | "start"));
        // "Backed by Nvidia and Oracle, the company …": who did it is not who it was done to.
        let begun = self.token(self.sentence.start);
        let begun = begun.is_some_and(|t| self.finder.words.is(WordClass::Attributive, t.word));
        let passive = begun && self.word(self.sentence.start + 1) == "by";
        let mut before = self.mentions.within(self.sentence.start..at).iter();
        // "It sits between Haiku and Opus, and it …": both stand for the same.
        let again = before.next().is_some_and(|m| match m.what {
            What::Anaphor(first) => {
                self.finder.stands_for(first, classes)
                    && self.finder.words.anaphors[first].count == 1
                    && m.tokens.start == self.sentence.start
            }
            _ => false,
        });
        let named = self
            .mentions
            .within(self.sentence.start..at)
            .iter()
            .filter(|_| !again && !passive)
            .find_map(|m| match m.what {
                What::Thing(index)
                    if self.thing(index).classes & classes != 0
                        && !(self.compared(m)
                            || self.whole_of_topic(m, index)
                            || self.placed(m, at)
                            || self.reporter(m)
                            || self.attributive(m)
                            || (self.employer(m) && self.governed(m))
                            || self.backer(m)
                            || (young && (self.giant(index) || self.grown(index)))) =>
                {
                    Some(index)
                }
                _ => None,
            });
        let topic = self.focus.topic(classes, &self.mentions.things);
        // "The startup" is no house that rents out clouds; then it is what the title names.
        let titled = self.mentions.title.iter().copied().find(|t| {
            let of = self.thing(*t).classes;
            of & self.kinds.organization != 0 && !self.giant(*t)
        });
        let topic = match topic {
            Some(topic) if young && self.giant(topic) => titled.or(Some(topic)),
            topic => topic,
        };
        named.or(topic)
    }

    /// "As the fast variant of the Grok 4.1 series, this model …": whether a family stands behind a preposition, and the
    /// model that is spoken of is one of it.
    pub(in crate::extract) fn whole_of_topic(&self, mention: &Mention, family: ThingIndex) -> bool {
        let whole = self.kinds.family | self.kinds.series;
        let (product, things) = (self.kinds.product(), &self.mentions.things);
        let topic = self.focus.subject(product & !whole, things);
        self.thing(family).classes & whole != 0
            && topic.is_some_and(|t| self.member_of(t, family))
            && self.governed(mention)
    }

    /// Whether a thing is one of a family.
    pub(in crate::extract) fn member_of(&self, thing: ThingIndex, family: ThingIndex) -> bool {
        let known = self.thing(family).known;
        known.is_some() && self.thing(thing).broader == known && thing != family
    }

    /// "The accelerator slots into the Vera Rubin platform, and Nvidia ships it …": whether a chip or system
    /// is only the place of another, which the sentence begins with.
    fn placed(&self, mention: &Mention, at: usize) -> bool {
        let hardware = |m: &Mention| {
            let thing = self.mentions.thing(m);
            thing.is_some_and(|t| t.classes & self.kinds.hardware != 0)
        };
        let noun = |i: usize| {
            let word = self.mentions.tokens[i].word;
            self.finder.words.is(WordClass::ChipNoun, word) && self.mentions.covering(i).is_none()
        };
        let before = self.sentence.start..mention.tokens.start;
        hardware(mention)
            && matches!(self.word(self.sentence.start), "The" | "Its" | "This")
            && mention.tail < at
            && before.clone().any(noun)
            && !self.mentions.within(before).iter().any(hardware)
            && self.governed(mention)
    }

    /// Whether a thing makes models and rents out its cloud too.
    fn giant(&self, index: ThingIndex) -> bool {
        let of = self.thing(index).classes;
        of & self.kinds.cloud != 0 && of & self.kinds.maker != 0 && of & self.kinds.supplier == 0
    }

    /// Whether a thing supplies or funds others and makes no models: no "startup".
    fn grown(&self, index: ThingIndex) -> bool {
        let of = self.thing(index).classes;
        of & (self.kinds.supplier | self.kinds.investor) != 0 && of & self.kinds.maker == 0
    }

    /// The things of some classes named before in the same sentence, if they are so many.
    fn sentence_group(&self, at: usize, count: usize, wanted: ClassSet) -> Vec<ThingIndex> {
        let mut named: Vec<ThingIndex> = Vec::new();
        for mention in self.mentions.within(self.sentence.start..at) {
            if let What::Thing(index) = mention.what {
                let single = self.kinds.single(self.thing(index).classes, wanted);
                if single && !named.contains(&index) {
                    named.push(index);
                }
            }
        }
        let fits = if count == 0 {
            named.len() > 1
        } else {
            named.len() >= count
        };
        if !fits {
            return Vec::new();
        }
        let skip = if count == 0 { 0 } else { named.len() - count };
        named.split_off(skip)
    }
}
