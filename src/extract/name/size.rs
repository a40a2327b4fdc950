//! Members of a family that are called by their size alone: "the 31B Dense model", "The 26B activates …".

use crate::extract::candidate::{Candidate, Object};
use crate::extract::kind::Kinds;
use crate::extract::name::sized;
use crate::extract::subject::focus::Focus;
use crate::extract::subject::owner;
use crate::extract::value;
use crate::mention::things::plain_mention;
use crate::mention::{
    Finder, Gap, Kind, Measure, Mention, Mentions, ThingIndex, Token, What, WordClass, token,
};
use crate::model::Vocabulary;
use std::ops::Range;

/// What is needed to see whom a size calls.
pub struct Caller<'a> {
    /// Names and words.
    pub finder: &'a Finder,
    /// The kinds of things.
    pub kinds: &'a Kinds,
    /// What was spoken of before.
    pub focus: &'a Focus,
    /// The properties.
    pub vocabulary: &'a Vocabulary,
    /// The plain text.
    pub text: &'a str,
}

/// A size that calls a member, and the family or the model that it is of.
struct Called {
    size: Mention,
    /// Where the words end that go with the size.
    tail: usize,
    whole: ThingIndex,
    /// It calls a member of the whole, not the whole itself.
    member: bool,
    /// The name of the family stands right behind: "the 31B Gemma 4 model".
    before_name: bool,
}

impl Caller<'_> {
    /// Makes names of the sizes of a sentence that stand for members, and says of each its size and family.
    pub fn name(&self, sentence: &Range<usize>, mentions: &mut Mentions) -> Vec<Candidate> {
        let sizes: Vec<Mention> = mentions
            .within(sentence.clone())
            .iter()
            .filter(|m| self.short(m, mentions))
            .cloned()
            .collect();
        let mut out = Vec::new();
        for size in sizes {
            let Some(called) = self.called(size, sentence, mentions) else {
                continue;
            };
            let written = token::written(&mentions.tokens[called.size.tokens.clone()], self.text);
            let member = if called.member {
                sized::member(called.whole, &written, mentions, self.finder)
            } else {
                called.whole
            };
            out.extend(self.said(&called, member));
            if called.before_name {
                let tokens = called.size.tokens.start..called.tail;
                mentions.join(&[plain_mention(tokens, What::Thing(member))]);
            } else {
                mentions.rename(&called.size.tokens, called.tail, member);
            }
        }
        out
    }

    /// "31B": a number with a scale of one letter, as names have it.
    fn short(&self, mention: &Mention, mentions: &Mentions) -> bool {
        let What::Quantity(quantity) = &mention.what else {
            return false;
        };
        let [_, letter] = &mentions.tokens[mention.tokens.clone()] else {
            return false;
        };
        quantity.measure == Measure::Count
            && quantity.scaled
            && letter.kind == Kind::Letters
            && self.text[letter.range()].eq_ignore_ascii_case("b")
    }

    fn called(
        &self,
        size: Mention,
        sentence: &Range<usize>,
        mentions: &Mentions,
    ) -> Option<Called> {
        if let Some((tail, whole)) = self.before_name(&size, sentence, mentions) {
            return Some(Called {
                size,
                tail,
                whole,
                member: true,
                before_name: true,
            });
        }
        let word = |i: usize| -> Option<&Token> {
            mentions.tokens.get(i).filter(|_| sentence.contains(&i))
        };
        let is = |class, i: usize| word(i).is_some_and(|t| self.finder.words.is(class, t.word));
        let said = |i: usize| word(i).map_or("", |t| &self.text[t.range()]);
        let mut before = size.tokens.start.checked_sub(1)?;
        let mut skipped = 0;
        while is(WordClass::Filler, before)
            && !matches!(
                said(before).to_lowercase().as_str(),
                "the" | "a" | "an" | "its"
            )
            && skipped < 2
        {
            before = before.checked_sub(1)?;
            skipped += 1;
        }
        let mut end = size.tokens.end;
        let mut kind = false;
        while is(WordClass::KindOfModel, end) || (kind && matches!(said(end), "-" | "of")) {
            kind = true;
            end += 1;
        }
        let noun = is(WordClass::NounOfVariant, end);
        let tail = end + usize::from(noun);
        let fits = match said(before).to_lowercase().as_str() {
            "the" => noun || is(WordClass::VerbOfModel, end),
            "a" | "an" => (noun || kind) && self.listed(sentence.start..before, mentions),
            _ => false,
        };
        if !fits {
            return None;
        }
        let listed = !said(before).eq_ignore_ascii_case("the");
        let (whole, member) = self.whole(&size, listed, sentence, mentions)?;
        // In a list the words behind a size tell the members apart.
        let tail = if listed && kind {
            size.tokens.end
        } else {
            tail
        };
        Some(Called {
            size,
            tail,
            whole,
            member,
            before_name: false,
        })
    }

    /// "the 31B Gemma 4 model": the family right behind a size, and where its name ends.
    fn before_name(
        &self,
        size: &Mention,
        sentence: &Range<usize>,
        mentions: &Mentions,
    ) -> Option<(usize, ThingIndex)> {
        let behind = mentions
            .starting(size.tail)
            .filter(|m| sentence.contains(&m.tokens.start))?;
        let What::Thing(index) = behind.what else {
            return None;
        };
        let family = mentions.things[index as usize].classes & self.kinds.family != 0;
        let model = mentions.things[index as usize].classes & self.kinds.model != 0;
        let apart = mentions.tokens[behind.tokens.start].gap == Gap::Space;
        (family && model && apart).then_some((behind.tail, index))
    }

    /// "in four variants: … a 26B MoE": whether a list of kinds leads to a place.
    fn listed(&self, before: Range<usize>, mentions: &Mentions) -> bool {
        let mut kinds = false;
        before.into_iter().any(|i| {
            let token = &mentions.tokens[i];
            kinds |= self.finder.words.is(WordClass::Kinds, token.word);
            kinds
                && matches!(
                    &self.text[token.range()],
                    ":" | "—" | "–" | "including" | "namely"
                )
        })
    }

    /// The family, or the one model, that is spoken of where a size stands, and whether the size calls a
    /// member of it.
    fn whole(
        &self,
        size: &Mention,
        listed: bool,
        sentence: &Range<usize>,
        mentions: &Mentions,
    ) -> Option<(ThingIndex, bool)> {
        let things = &mentions.things;
        let near = mentions
            .within(sentence.start..size.tokens.start)
            .iter()
            .rev();
        let mut near = near.filter_map(|m| match m.what {
            What::Thing(index) if things[index as usize].classes & self.kinds.model != 0 => {
                Some(index)
            }
            _ => None,
        });
        let topic = near
            .next()
            .or_else(|| self.focus.topic(self.kinds.model, things))?;
        let thing = &things[topic as usize];
        let written = token::written(&mentions.tokens[size.tokens.clone()], self.text);
        // "Qwen3.8-27B", then "the 27B".
        let mut named = (0_u32..).zip(things).filter(|(_, t)| {
            self.kinds.single_model(t.classes)
                && t.brand == thing.brand
                && Self::sized(&t.label, Some(&written))
        });
        match (named.next(), named.next()) {
            (Some((one, _)), None) => return Some((one, false)),
            (Some(_), Some(_)) => return None,
            (None, _) => {}
        }
        if thing.classes & self.kinds.family != 0 {
            return (!Self::sized(&thing.label, None)).then_some((topic, true));
        }
        if listed || Self::sized(&thing.label, None) {
            let family = mentions.known(thing.broader?, &self.finder.lexicon)?;
            return Some((family, true));
        }
        let label = format!("{} {written}", thing.label);
        self.finder.model(&label).map(|_| (topic, true))
    }

    /// Whether a size, or this one, is a part of a name.
    fn sized(label: &str, size: Option<&str>) -> bool {
        label.split([' ', '-']).any(|part| match size {
            Some(size) => part.eq_ignore_ascii_case(size),
            None => {
                let digits = part.strip_suffix(['b', 'B']).unwrap_or("");
                let digits = digits.strip_prefix(['e', 'E']).unwrap_or(digits);
                digits.starts_with(|c: char| c.is_ascii_digit())
            }
        })
    }

    fn said(&self, called: &Called, member: ThingIndex) -> Vec<Candidate> {
        let What::Quantity(quantity) = &called.size.what else {
            return Vec::new();
        };
        let property = self.vocabulary.properties.get("totalParameters");
        let number = property.and_then(|p| value::of_quantity(quantity.value, p));
        let tokens = called.size.tokens.clone();
        let say = |property: &str, object: Object| {
            owner::candidate(
                member,
                property,
                object,
                tokens.clone(),
                "rule:name/called@1",
                86,
            )
        };
        let mut out: Vec<Candidate> = number
            .map(|n| say("totalParameters", Object::Value(n)))
            .into_iter()
            .collect();
        if called.member {
            out.push(say("variantOf", Object::Thing(called.whole)));
        }
        out
    }
}
