//! Names that are listed: "V4-Pro and V4-Flash", "Hugging Face, OpenRouter and Together AI".

use crate::extract::scope::Scope;
use crate::mention::{ClassSet, Gap, Mention, ThingIndex, What, WordClass};
use std::ops::Range;

/// Most words of a member that no one knows.
const UNKNOWN: usize = 5;
/// Most tokens between two known members, those in brackets left out.
const BETWEEN: usize = 12;

/// What stands between two members of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Joint {
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
            // "It competes with Google and Microsoft-backed OpenAI": Google is no backer.
            let before = self.previous(previous.tokens.start);
            let told = before.is_some_and(|b| matches!(self.word(b), "with" | "against"));
            if start == mention.tokens.start && told && self.attributive(mention) {
                break;
            }
            joints.push(joint);
            runs.push(self.resolve(previous, classes));
            start = previous.tokens.start;
        }
        joints.reverse();
        runs.reverse();
        // "After a deal with OpenAI, Cerebras …": a lone comma makes no list, and "Unlike OpenAI and Google,
        // Anthropic …": nor does one behind a list that is over.
        if joints == [Joint::Comma] {
            runs.remove(0);
        } else if joints.last() == Some(&Joint::Comma) && joints.contains(&Joint::Word) {
            runs.drain(..joints.len());
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
        let after = |end: usize| {
            let near = self.mentions.within(end..self.sentence.end).iter().take(3);
            let mut joined =
                near.filter_map(|m| self.joint(end..m.tokens.start).map(|joint| (m, joint)));
            joined.find_map(|(m, joint)| {
                let possessor = matches!(self.word(m.tail), "'s" | "'");
                let people = classes & self.kinds.organization == 0;
                if people && self.names_employer(m) {
                    return None;
                }
                if self.attributive(m) || self.names_employer(m) {
                    let next = self.mentions.within(m.tail..m.tail + 8).first()?;
                    return self.is(next, classes).then_some((next, joint));
                }
                let next = self.owned(m, classes).unwrap_or(m);
                if possessor && classes == self.kinds.organization && m.tokens == next.tokens {
                    return None;
                }
                let fits = self.is(next, classes) && matches!(next.what, What::Thing(_));
                fits.then_some((next, joint))
            })
        };
        while let Some((next, joint)) = after(end) {
            let over = joint == Joint::Comma && joints.last() == Some(&Joint::Word);
            // "including A, B and C are in talks": a list that began with commas ends with its "and".
            let ends = joints.contains(&Joint::Comma) && self.word(end) != ",";
            if over || (joint == Joint::Word && !ends && self.acts(next)) {
                break;
            }
            joints.push(joint);
            end = next.tail;
            members.extend(ended(self.resolve(next, classes), end));
        }
        if joints == [Joint::Comma] && !self.goes_on(end) {
            members.truncate(own);
        }
        members
    }

    /// "Harvey, Legora and a clutch of smaller startups": whether a list goes on behind its last known name.
    fn goes_on(&self, end: usize) -> bool {
        let and = usize::from(self.word(end) == ",") + end;
        let next = self.token(and + 1);
        let more = next.is_some_and(|t| self.finder.words.is(WordClass::ListTail, t.word));
        matches!(self.word(and), "and" | "or" | "&")
            && and + 1 < self.sentence.end
            && (more || self.unknown_name(and + 1))
    }

    /// "Microsoft-backed OpenAI": a name that only says whose the next is.
    pub(in crate::extract) fn attributive(&self, mention: &Mention) -> bool {
        let next = self.token(mention.tail).filter(|t| t.gap == Gap::Hyphen);
        next.is_some_and(|t| self.finder.words.is(WordClass::Attributive, t.word))
    }

    /// "and Amazon founder Ann Lee": an organization that only says who the next is.
    fn names_employer(&self, mention: &Mention) -> bool {
        let words = &self.finder.words;
        let next = self
            .mentions
            .within(mention.tail..self.sentence.end)
            .first();
        let person = next.filter(|m| self.is(m, self.kinds.person));
        let between = person.map(|m| mention.tail..m.tokens.start);
        let mut titles = between
            .and_then(|b| self.mentions.tokens.get(b))
            .into_iter()
            .flatten();
        let titled = titles
            .any(|t| words.is(WordClass::TitleWord, t.word) || words.is(WordClass::Ceo, t.word));
        let near = person.is_some_and(|m| m.tokens.start - mention.tail < 6);
        titled && near && self.is(mention, self.kinds.organization)
    }

    /// "… with Meta, and Google said": an organization that a new clause begins with.
    fn acts(&self, mention: &Mention) -> bool {
        let words = &self.finder.words;
        let rest = mention.tail..self.sentence.end;
        let mut rest = self.mentions.tokens.get(rest).into_iter().flatten();
        let next = rest.find(|t| !words.is(WordClass::CompanyNoun, t.word));
        let verbs = [WordClass::Say, WordClass::Auxiliary, WordClass::Launch];
        let verb = next.is_some_and(|t| verbs.iter().any(|verb| words.is(*verb, t.word)));
        verb && self.is(mention, self.kinds.organization)
    }

    /// "Hugging Face, and NVIDIA's day-0 NIM containers": the member behind the name of its owner.
    fn owned(&self, owner: &Mention, classes: ClassSet) -> Option<&Mention> {
        if self.word(owner.tail) != "'s" {
            return None;
        }
        let reach = owner.tail + 1..(owner.tail + 6).min(self.sentence.end);
        let owned = self
            .mentions
            .within(reach.clone())
            .iter()
            .find(|m| self.is(m, classes))?;
        let cut = (reach.start..owned.tokens.start).any(|i| self.word(i) == ",");
        (!cut).then_some(owned)
    }

    /// "and Dutch chipmaker ASML": a country does not divide a list.
    fn names_country(&self, token: usize) -> bool {
        let thing = self
            .mentions
            .covering(token)
            .and_then(|m| self.mentions.thing(m));
        thing.is_some_and(|t| t.classes & self.kinds.country != 0)
    }

    /// What joins two names into a list, if the tokens between them do.
    ///
    /// A member of the list that is no known name ("OpenRouter, Tern Cloud, Together AI") is passed over.
    pub(in crate::extract) fn joint(&self, between: Range<usize>) -> Option<Joint> {
        let mut joint = None;
        let mut unknown = 0;
        let mut depth = 0_usize;
        let mut outside = 0;
        let description = self.description(&between);
        for i in between {
            let token = &self.mentions.tokens[i];
            match self.word(i) {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ if depth > 0 => continue,
                "," => {
                    joint = joint.or(Some(Joint::Comma));
                    unknown = 0;
                }
                "and" | "&" | "or" | "/" | "as" | "well" | "plus" | "along" | "alongside" => {
                    joint = Some(Joint::Word);
                    unknown = 0;
                }
                "with" if i > 0 && self.word(i - 1) == "along" => {}
                // "Mistral AI, Japan's Sakana AI and Cohere"
                "'s" if i > 0 && self.names_country(i - 1) => {}
                _ if joint.is_some()
                    && unknown < UNKNOWN
                    && (self.unknown_name(i) || self.in_address(i)) =>
                {
                    unknown += 1;
                }
                "co" | "former" if joint.is_some() && unknown == 0 => {}
                _ if joint.is_some() && unknown == 0 && description.contains(&i) => {}
                _ if self.finder.words.is(WordClass::Filler, token.word)
                    || (joint.is_some()
                        && unknown == 0
                        && self.finder.words.is(WordClass::TitleWord, token.word))
                    || self.finder.words.is(WordClass::CompanyWord, token.word)
                    || self.names_country(i) => {}
                _ => return None,
            }
            outside += 1;
        }
        joint.filter(|_| depth == 0 && unknown == 0 && outside <= BETWEEN)
    }

    /// "tern.ai": whether a token is part of the address of a site.
    fn in_address(&self, at: usize) -> bool {
        let joined = |i: usize| {
            let token = self.mentions.tokens.get(i);
            token.is_some_and(|t| t.gap == Gap::Joined)
        };
        let dot = |i: usize| self.word(i) == "." && joined(i) && joined(i + 1);
        dot(at) || dot(at + 1) || at.checked_sub(1).is_some_and(dot)
    }

    /// Whether a token is a capitalised word that can be a part of a name.
    fn unknown_name(&self, at: usize) -> bool {
        let token = &self.mentions.tokens[at];
        let words = &self.finder.words;
        let organization = |m: &Mention| {
            let thing = self.mentions.thing(m);
            thing.is_some_and(|t| t.classes & self.kinds.organization != 0)
        };
        token.capital
            && self.mentions.covering(at).is_none_or(organization)
            && !words.is(WordClass::NeverAName, token.word)
            && !words.is(WordClass::Filler, token.word)
    }
}
