//! Names at a place of a text: known ones, new ones with a known head, variants by their suffix.

use crate::mention::finder::{Finder, thing_of};
use crate::mention::lexicon::{EntityIndex, Strength};
use crate::mention::support::Support;
use crate::mention::things::{Things, plain_mention};
use crate::mention::token::{self, Gap, Kind, Token, UNKNOWN};
use crate::mention::{ClassSet, Mention, Thing, ThingIndex, What, WordClass, shape};

/// "Velum V2": whether a short name is only the end of a longer one that no one knows.
fn tail_of_another(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| tokens.get(i));
    before.is_some_and(|t| t.kind == Kind::Letters && t.capital && t.word == UNKNOWN)
        && tokens[at].gap != Gap::Joined
}

impl Finder {
    /// Whether a span is written like a name: not all in small letters where the name is not.
    pub(super) fn written(&self, tokens: &[Token], text: &str, entity: EntityIndex) -> bool {
        let surface = &text[tokens[0].start as usize..tokens[tokens.len() - 1].end as usize];
        let label = &self.lexicon.known(entity).label;
        if surface.contains(|c: char| c.is_uppercase()) {
            // "Math Competition": MATH is a test, "Math" a word.
            let short = |name: &str| name.bytes().all(|b| b.is_ascii_uppercase());
            let word = surface.bytes().skip(1).all(|b| b.is_ascii_lowercase());
            let classes = self.lexicon.known(entity).classes;
            let test = classes & self.benchmark != 0 && short(label);
            // "What It Tells Us": the country is written US.
            let pronoun = surface == "Us";
            return !(pronoun || test && word && surface.len() > 1);
        }
        let digits = surface.bytes().any(|b| b.is_ascii_digit());
        let letters = surface.bytes().filter(u8::is_ascii_alphabetic).count();
        !label.contains(|c: char| c.is_uppercase()) || (digits && (letters > 1 || tokens.len() > 2))
    }

    /// A known name, or a new one with a known head.
    pub(super) fn name(
        &self,
        tokens: &[Token],
        at: usize,
        text: &str,
        support: &Support,
        things: &mut Things,
    ) -> Option<Mention> {
        let token = &tokens[at];
        // "MiniCPM3-4B" holds no name "3-4B", nor "4bit" one "bit".
        let within = |kind: Kind| at > 0 && tokens[at - 1].kind == kind;
        if token.gap == Gap::Joined
            && match token.kind {
                Kind::Letters => within(Kind::Digits),
                Kind::Digits => within(Kind::Letters),
                Kind::Sign => false,
            }
        {
            return None;
        }
        if let Some(mention) = things.local(tokens, at, text) {
            return Some(mention);
        }
        let hit = self.lexicon.longest(&tokens[at..]);
        if hit.is_none_or(|hit| hit.tokens == 1)
            && let Some(mention) = things.person(tokens, at, text)
        {
            return Some(mention);
        }
        let hit = hit?;
        let end = at + hit.tokens;
        let entity = self
            .company_or_family(hit.candidates, tokens, end)
            .or_else(|| support.choose(hit.candidates, &self.lexicon))?;
        let strength = hit.candidates.iter().find(|(e, _)| *e == entity);
        let short = strength.is_some_and(|(_, s)| matches!(s, Strength::Short | Strength::Derived));
        if !self.written(&tokens[at..end], text, entity) || (short && tail_of_another(tokens, at)) {
            return None;
        }
        // "16 MB of L4 cache".
        let cache = tokens
            .get(end)
            .is_some_and(|t| self.words.is(WordClass::Cache, t.word));
        if cache && end - at <= 2 {
            return None;
        }
        // "Exor Ventures" is another than Exor, and "G2 Venture Partners" no chip.
        let house = tokens.get(end).is_some_and(|t| {
            t.capital && t.gap == Gap::Space && self.words.is(WordClass::InvestorWord, t.word)
        });
        if house {
            return None;
        }
        let whole = self.whole(tokens, end, text, entity);
        let thing = if whole > end {
            let name = token::written(&tokens[at..whole], text);
            things.new_member(&name, entity, self)
        } else {
            things.known(entity, &self.lexicon)
        };
        Some(plain_mention(at..whole, What::Thing(thing)))
    }

    /// The end of a name that begins with that of an entity, which ends at a token: with the version and the
    /// suffixes that make another of it.
    fn whole(&self, tokens: &[Token], end: usize, text: &str, entity: EntityIndex) -> usize {
        let known = self.lexicon.known(entity);
        let family = known.classes & self.family != 0;
        let model = known.classes & self.model != 0;
        let extendable =
            known.classes & (self.model | self.chip) != 0 || self.heads.contains(&entity);
        let organization = known.classes & self.organization != 0;
        let followed = organization && self.lexicon.longest(&tokens[end..]).is_some();
        // "MI400 MI350": two chips in a row, each with its number.
        let another = known.classes & self.chip != 0
            && tokens[end - 1].kind != Kind::Letters
            && tokens
                .get(end)
                .is_some_and(|t| t.gap == Gap::Space && t.kind == Kind::Letters)
            && tokens
                .get(end + 1)
                .is_some_and(|t| t.gap == Gap::Joined && t.kind == Kind::Digits);
        if another {
            end
        } else if extendable && !followed {
            shape::extend(tokens, end, text, &self.words, family, model, !organization)
        } else {
            end
        }
    }

    /// Of a name that a company and its family of models share ("Mistral"), the family where a noun
    /// or a version says so, else the company.
    fn company_or_family(
        &self,
        candidates: &[(EntityIndex, Strength)],
        tokens: &[Token],
        end: usize,
    ) -> Option<EntityIndex> {
        let of = |classes: ClassSet| {
            let fits = |e: &EntityIndex| self.lexicon.known(*e).classes & classes != 0;
            candidates.iter().map(|(e, _)| *e).find(fits)
        };
        let (company, family) = (of(self.organization)?, of(self.model)?);
        let related = self.lexicon.known(family).brand == Some(company);
        let next = tokens.get(end);
        let version = next.is_some_and(|t| t.gap == Gap::Hyphen || t.kind == Kind::Digits);
        let noun = next.is_some_and(|t| self.words.is(WordClass::NounOfFamily, t.word));
        related.then_some(if version || noun { family } else { company })
    }

    /// "the Pro variant", "Lightning version": the last model named whose name ends with that suffix.
    pub(super) fn variant(
        &self,
        tokens: &[Token],
        at: usize,
        text: &str,
        things: &Things,
    ) -> Option<Mention> {
        let (token, noun) = (tokens.get(at)?, tokens.get(at + 1)?);
        let suffix = token.capital && self.words.suffixes.contains(&token.word);
        if !suffix || !self.words.is(WordClass::NounOfVariant, noun.word) {
            return None;
        }
        let ending = text[token.range()].to_lowercase();
        let fits = |thing: &Thing| {
            let label = thing.label.to_lowercase();
            thing.classes & self.model != 0
                && label
                    .strip_suffix(&ending)
                    .is_some_and(|head| head.ends_with([' ', '-']))
        };
        let index = things.list.iter().rposition(fits)?;
        let named = What::Thing(u32::try_from(index).ok()?);
        Some(Mention {
            tail: at + 2,
            ..plain_mention(at..at + 1, named)
        })
    }

    /// The end of a name that ends at a token and is of these classes, with the nouns behind it that only
    /// say what it is.
    pub(super) fn tail(
        &self,
        tokens: &[Token],
        text: &str,
        from: usize,
        classes: ClassSet,
    ) -> usize {
        let plural = from.checked_sub(1).and_then(|last| tokens.get(last..));
        let plural = plural.is_some_and(|rest| self.lexicon.pluralised(rest));
        let from = from + usize::from(plural);
        let mut end = from;
        let fits = |t: &Token| self.tails.get(&t.word).is_some_and(|of| classes & of != 0);
        while tokens
            .get(end)
            .is_some_and(|t| t.gap == Gap::Space && fits(t))
            && end - from < 3
        {
            end += 1;
        }
        // "CoreWeave, Inc. today", "Nebius Group N.V. has".
        if classes & self.organization != 0 {
            let comma = tokens.get(end).is_some_and(|t| &text[t.range()] == ",");
            let form = tokens.get(end + 1).is_some_and(|t| {
                let written = self.lexemes.text(t.word);
                t.capital && fits(t) && self.words.abbreviations.contains(written)
            });
            end += if comma && form { 2 } else { 0 };
            end = self.dotted_form(tokens, end, text);
        }
        // "Nvidia Corp. and": the dot of a short form, where the sentence goes on.
        let dot = tokens
            .get(end)
            .is_some_and(|t| t.gap == Gap::Joined && &text[t.range()] == ".");
        // The short form may be a part of the name itself ("Microsoft Corp").
        let last = end.checked_sub(1).and_then(|i| tokens.get(i));
        let short = classes & self.organization != 0 && last.is_some_and(fits);
        if dot && short && tokens.len() > end + 1 {
            end += 1;
        }
        end
    }

    /// Behind the form of a company that is written with dots ("N.V.", "S.A."), if one stands at a place.
    fn dotted_form(&self, tokens: &[Token], at: usize, text: &str) -> usize {
        let Some([first, dot, second, last]) = tokens.get(at..at + 4) else {
            return at;
        };
        let letter = |t: &Token| t.capital && t.range().len() == 1;
        let dots = [dot, last].into_iter().all(|t| &text[t.range()] == ".");
        let joined = [dot, second, last]
            .into_iter()
            .all(|t| t.gap == Gap::Joined);
        let form = first.gap == Gap::Space && joined && dots && letter(first) && letter(second);
        let written = text[first.start as usize..second.end as usize].to_lowercase();
        let known = form && self.words.abbreviations.contains(&written);
        at + if known { 4 } else { 0 }
    }

    /// "the B100 Blackwell GPU": whether the family of a chip stands right behind its name, as a part of it.
    pub(super) fn family_behind(
        &self,
        last: &Mention,
        next: &Mention,
        tokens: &[Token],
        things: &Things,
    ) -> bool {
        let (Some(chip), Some(family)) = (thing_of(last), thing_of(next)) else {
            return false;
        };
        let (chip, family) = (&things.list[chip as usize], &things.list[family as usize]);
        let beside = last.tail == next.tokens.start && tokens[next.tokens.start].gap == Gap::Space;
        let of = chip.broader.is_some() && chip.broader == family.known;
        beside && of && chip.classes & self.chip != 0
    }

    /// The maker whose name begins that of a chip or system: "AMD Instinct", "Huawei Ascend 950".
    pub(super) fn maker_in_name(
        &self,
        tokens: &[Token],
        mention: &Mention,
        text: &str,
        things: &mut Things,
    ) -> Option<ThingIndex> {
        let thing = &things.list[thing_of(mention)? as usize];
        let brand = thing
            .brand
            .filter(|_| thing.classes & (self.chip | self.system) != 0)?;
        let name = token::written(&tokens[mention.tokens.clone()], text).to_lowercase();
        let maker = self.lexicon.known(brand).label.to_lowercase();
        let rest = name.strip_prefix(&maker)?;
        rest.starts_with([' ', '-'])
            .then(|| things.known(brand, &self.lexicon))
    }

    /// Whether an organisation's name and the next name are one: "NVIDIA H200", "Google Gemini 3".
    pub(super) fn joins(
        &self,
        last: &Mention,
        next: &Mention,
        tokens: &[Token],
        things: &Things,
    ) -> bool {
        let (Some(maker), Some(thing)) = (thing_of(last), thing_of(next)) else {
            return false;
        };
        let adjacent = last.tail == next.tokens.start
            && last.tail == last.tokens.end
            && tokens[next.tokens.start].gap != Gap::Joined;
        let brand = things.list[thing as usize].brand;
        let first = &things.list[maker as usize];
        // "M5 MacBook Pro": a chip in front of the machine that has it is part of the machine's name.
        let machine = things.list[thing as usize].classes & self.system != 0
            && first.classes & self.chip != 0
            && first.brand == brand;
        let owns = |brand, maker| self.lexicon.one_house(brand, maker);
        let owned = brand.zip(first.known).is_some_and(|(b, m)| owns(b, m));
        adjacent && brand.is_some() && (machine || owned)
    }
}
