//! Names that are listed: "V4-Pro and V4-Flash", "Hugging Face, OpenRouter and Together AI".

use crate::extract::scope::Scope;
use crate::mention::{ClassSet, Mention, ThingIndex, What, WordClass};
use std::ops::Range;

/// What stands between two members of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// A comma alone.
    Comma,
    /// "and", "or" and the like.
    Word,
}

impl Scope<'_> {
    /// A mention and the others of its list ("V4-Pro and V4-Flash"), in order.
    pub fn list(&self, mention: &Mention, classes: ClassSet) -> Vec<ThingIndex> {
        let mut runs = vec![self.resolve(mention, classes)];
        let mut joints = Vec::new();
        let mut start = mention.tokens.start;
        while let Some(previous) = self.mentions.within(self.sentence.start..start).last() {
            let Some(joint) = self.joint(previous.tail..start) else {
                break;
            };
            if !self.is(previous, classes) || matches!(previous.what, What::Anaphor(_)) {
                break;
            }
            joints.push(joint);
            runs.push(self.resolve(previous, classes));
            start = previous.tokens.start;
        }
        joints.reverse();
        runs.reverse();
        // "After a deal with OpenAI, Cerebras …": a lone comma makes no list.
        if joints == [Joint::Comma] {
            runs.remove(0);
        }
        runs.concat()
    }

    /// A mention and those listed behind it ("Hugging Face, OpenRouter and Together AI").
    pub fn list_from(&self, mention: &Mention, classes: ClassSet) -> Vec<(ThingIndex, usize)> {
        let ended = |things: Vec<ThingIndex>, end: usize| things.into_iter().map(move |t| (t, end));
        let mut members: Vec<(ThingIndex, usize)> =
            ended(self.resolve(mention, classes), mention.tail).collect();
        let own = members.len();
        let mut joints = Vec::new();
        let mut end = mention.tail;
        while let Some(next) = self.next_name(end, classes) {
            let Some(joint) = self.joint(end..next.tokens.start) else {
                break;
            };
            if !self.is(next, classes) || !matches!(next.what, What::Thing(_)) {
                break;
            }
            if joint == Joint::Word && self.acts(next) {
                break;
            }
            joints.push(joint);
            end = next.tail;
            members.extend(ended(self.resolve(next, classes), end));
        }
        if joints == [Joint::Comma] {
            members.truncate(own);
        }
        members
    }

    /// "… with Meta, and Google said": an organization that a new clause begins with.
    fn acts(&self, mention: &Mention) -> bool {
        let words = &self.finder.words;
        let next = self.mentions.tokens.get(mention.tail);
        let verb = next
            .filter(|_| mention.tail < self.sentence.end)
            .is_some_and(|t| {
                words.is(WordClass::Say, t.word) || words.is(WordClass::Auxiliary, t.word)
            });
        verb && self.is(mention, self.kinds.organization)
    }

    /// The next mention; past a country, if organizations are listed ("and Dutch chipmaker ASML").
    fn next_name(&self, end: usize, classes: ClassSet) -> Option<&Mention> {
        let mut following = self.mentions.within(end..self.sentence.end).iter();
        let country = self.finder.lexicon.bits(&["Country"]);
        let placed = |m: &Mention| {
            let thing = self.mentions.thing(m);
            thing.is_some_and(|t| t.classes & country != 0)
        };
        let first = following.next()?;
        if classes & self.kinds.organization != 0 && placed(first) {
            return following.next();
        }
        // "OpenAI and Alphabet's Google": whose it is is no member.
        if matches!(self.word(first.tail), "'s" | "'") {
            return following
                .next()
                .filter(|m| m.tokens.start == first.tail + 1);
        }
        Some(first)
    }

    /// What joins two names into a list, if the tokens between them do.
    fn joint(&self, between: Range<usize>) -> Option<Joint> {
        let mut joint = None;
        let mut depth = 0_usize;
        let mut outside = 0;
        for i in between {
            let token = &self.mentions.tokens[i];
            match self.word(i) {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ if depth > 0 => continue,
                "," => joint = joint.or(Some(Joint::Comma)),
                "and" | "&" | "or" | "/" | "as" | "well" | "plus" => joint = Some(Joint::Word),
                _ if self.finder.words.is(WordClass::Filler, token.word)
                    || self.finder.words.is(WordClass::CompanyWord, token.word)
                    || self.mentions.covering(i).is_some() => {}
                _ => return None,
            }
            outside += 1;
        }
        joint.filter(|_| depth == 0 && outside <= 8)
    }
}
