//! What stands around the names of companies and people: what they are called, and what parts a subject
//! from its verb.

use crate::extract::pattern::matcher::Matcher;
use crate::extract::pattern::{Accept, Role};
use crate::mention::{ClassSet, Gap, Kind, Mention, What, WordClass};

impl Matcher<'_> {
    /// "backed" in "Microsoft-backed OpenAI".
    pub(in crate::extract) fn attributive(&self, at: usize) -> bool {
        let token = self.token(at);
        token.is_some_and(|t| {
            t.gap == Gap::Hyphen && self.finder.words.is(WordClass::Attributive, t.word)
        })
    }

    /// Past "Mr." and "Dr." in front of a person.
    pub(in crate::extract) fn past_honorific(&self, at: usize) -> usize {
        let words = &self.finder.words;
        let token = self.token(at);
        let stands = token.is_some_and(|t| t.capital && words.is(WordClass::Honorific, t.word));
        at + if !stands {
            0
        } else if self.text_of(at + 1) == "." {
            2
        } else {
            1
        }
    }

    /// "Cruise founder Kyle Vogt": the person behind a title.
    pub(in crate::extract) fn titled_person(&self, at: usize) -> Option<&Mention> {
        let words = &self.finder.words;
        let mut end = self.mentions.starting(at).map_or(at, |m| m.tail);
        let mut titled = false;
        while end < self.sentence.end && end - at < 9 {
            if let Some(mention) = self.mentions.starting(end) {
                let thing = self.mentions.thing(mention)?;
                return (titled && thing.classes & self.kinds.person != 0).then_some(mention);
            }
            let word = self.mentions.tokens[end].word;
            let title = words.is(WordClass::TitleWord, word) || words.is(WordClass::Ceo, word);
            titled |= title;
            let joint = matches!(self.text_of(end), "'s" | "and" | "co" | "former" | "&");
            if !(title || joint) {
                return None;
            }
            end += 1;
        }
        None
    }

    /// "The Paris-based startup": its end, if no name follows.
    pub(in crate::extract) fn placed_phrase(&self, at: usize) -> Option<usize> {
        if !self.text_of(at).eq_ignore_ascii_case("the") {
            return None;
        }
        let mention = self.mentions.starting(at + 1)?;
        let placed = self.mentions.thing(mention)?.classes & self.kinds.country != 0;
        let end = self.past_description(at + 1);
        let named = self
            .mentions
            .starting(end)
            .is_some_and(|m| self.mentions.thing(m).is_some());
        let capital = self.mentions.tokens.get(end).is_some_and(|t| t.capital);
        let noun = self
            .finder
            .words
            .is(WordClass::CompanyNoun, self.mentions.tokens[end - 1].word);
        (placed && noun && !named && !capital && end > mention.tail).then_some(end)
    }

    /// "French AI startup", "cloud provider": what may stand in front of a company's name.
    pub(in crate::extract) fn past_description(&self, at: usize) -> usize {
        let words = &self.finder.words;
        let mut end = at;
        while end < self.sentence.end && end - at < 8 {
            let word = self.mentions.tokens[end].word;
            if let Some(mention) = self.mentions.starting(end) {
                let placed = self
                    .mentions
                    .thing(mention)
                    .is_some_and(|t| t.classes & self.kinds.country != 0);
                if placed {
                    end = mention.tail;
                } else if self.attributive(mention.tail) {
                    end = mention.tail + 1;
                } else {
                    break;
                }
            } else if words.is(WordClass::CompanyWord, word) || words.is(WordClass::Filler, word) {
                end += 1;
            } else {
                break;
            }
        }
        self.past_trade(end).unwrap_or(end)
    }

    /// "marketing data startup Tern": past what a company does, up to the noun in front of its name.
    fn past_trade(&self, at: usize) -> Option<usize> {
        let words = &self.finder.words;
        let plain = |i: usize| {
            let token = self.token(i);
            token.is_some_and(|t| {
                let other = [
                    WordClass::Preposition,
                    WordClass::Auxiliary,
                    WordClass::Barrier,
                ];
                let joins = other.into_iter().any(|class| words.is(class, t.word));
                let known = words.is(WordClass::CompanyWord, t.word);
                let word = t.kind == Kind::Letters && (!t.capital || known);
                word && !joins && self.mentions.covering(i).is_none()
            })
        };
        let noun = |i: &usize| words.is(WordClass::CompanyNoun, self.mentions.tokens[*i].word);
        let last = (at..at + 5).take_while(|i| plain(*i)).find(noun)?;
        let named = self.mentions.starting(last + 1).is_some()
            || self
                .mentions
                .tokens
                .get(last + 1)
                .is_some_and(|t| t.capital);
        (last > at && named && last + 1 < self.sentence.end).then_some(last + 1)
    }

    /// Where a verb may stand behind its subject: past an apposition ("Lambda, an AI cloud, raised"), a
    /// bracket, a date ("on Monday") and adverbs ("also", "reportedly").
    pub(in crate::extract) fn past_asides(
        &self,
        role: &Role,
        accept: &Accept,
        end: usize,
    ) -> Vec<usize> {
        let (Accept::Name(classes) | Accept::Known(classes)) = accept else {
            return Vec::new();
        };
        let classes = self.classes_of(role, *classes);
        let bodies = self.kinds.organization | self.kinds.person;
        let product = *role == Role::Subject && classes & self.kinds.product() != 0;
        if classes & bodies == 0 && !product {
            return Vec::new();
        }
        let mut ends = Vec::new();
        // "backed by Nvidia, Oracle and Cisco, the company": the list of which the name is the first.
        if matches!(role, Role::Object(None)) {
            ends.extend(self.past_list(end, classes));
        }
        // "the underlying model (K2 V2) outperforms …".
        if product && self.bracketed(end) {
            ends.push(end + 1);
        }
        let plain = self.past_adverbs(end);
        if plain > end {
            ends.push(plain);
        }
        if classes & self.kinds.organization != 0
            && let Some(unit) = self.division(end)
        {
            ends.push(unit);
            ends.push(self.past_adverbs(unit));
        }
        self.past_apposition(end, plain, classes, product, &mut ends);
        ends
    }

    /// Where what is set beside a name that ends at a token is over, if it begins at `plain`, behind adverbs.
    fn past_apposition(
        &self,
        end: usize,
        plain: usize,
        classes: ClassSet,
        product: bool,
        ends: &mut Vec<usize>,
    ) {
        let close = match self.text_of(plain) {
            "," => ",",
            "(" => ")",
            "—" => "—",
            "–" => "–",
            _ => return,
        };
        // "Another founder, Ann Lee, joined": the comma that ends what the name itself explains.
        let name = end.checked_sub(1).and_then(|i| self.mentions.covering(i));
        let explains = name
            .and_then(|m| m.tokens.start.checked_sub(1))
            .is_some_and(|i| i >= self.sentence.start && self.text_of(i) == ",");
        if close == "," && explains {
            ends.push(plain + 1);
        }
        let next = self.mentions.tokens.get(plain + 1);
        let apposed = next.is_some_and(|t| self.finder.words.is(WordClass::Apposition, t.word));
        // "Kimi K2, Moonshot AI's latest model, costs …".
        let owner = self.mentions.starting(plain + 1);
        let owned = owner.is_some_and(|m| matches!(self.text_of(m.tail), "'s" | "'"));
        if product && close == "," && !(apposed || owned) {
            return;
        }
        let people = classes & self.kinds.organization == 0 && classes & self.kinds.person != 0;
        for at in plain + 1..(plain + 26).min(self.sentence.end) {
            // "Ann Lee, once an adviser, works with Tom Roe, who leads": what follows is said of the other.
            let other = self
                .mentions
                .starting(at)
                .and_then(|m| self.mentions.thing(m));
            if people && other.is_some_and(|t| t.classes & self.kinds.person != 0) {
                break;
            }
            let text = self.text_of(at);
            if text == close && at > plain + 1 {
                ends.push(at + 1);
                let after = self.past_adverbs(at + 1);
                if after > at + 1 {
                    ends.push(after);
                }
            }
            if matches!(text, ";" | ":" | "|" | "!" | "?") || (close == ")" && text == close) {
                break;
            }
        }
    }

    /// Whether the name that ends at a token fills a bracket.
    fn bracketed(&self, end: usize) -> bool {
        let name = end.checked_sub(1).and_then(|i| self.mentions.covering(i));
        let open = name.and_then(|m| m.tokens.start.checked_sub(1));
        let verb = self.mentions.tokens.get(end + 1);
        open.is_some_and(|o| self.text_of(o) == "(")
            && self.text_of(end) == ")"
            && verb.is_some_and(|t| t.kind == Kind::Letters)
    }

    pub(in crate::extract) fn past_adverbs(&self, from: usize) -> usize {
        let words = &self.finder.words;
        let mut at = from;
        while at < self.sentence.end && at - from < 8 {
            let token = &self.mentions.tokens[at];
            let dated = |i: usize| {
                let mention = self.mention(i)?;
                matches!(mention.what, What::Date(_)).then_some(mention.tail)
            };
            let preposition = words.is(WordClass::OfPeriod, token.word) || self.text_of(at) == "on";
            if let Some(tail) = dated(at) {
                at = tail;
            } else if let Some(tail) = dated(at + 1).filter(|_| preposition) {
                at = tail;
            } else if words.is(WordClass::Adverb, token.word) {
                at += 1;
            } else {
                break;
            }
        }
        at
    }
}
