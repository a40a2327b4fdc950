//! A document from its first sentence to its last: what each states, and what it makes the text speak of.

use crate::document::{BlockKind, Document};
use crate::extract::candidate::Candidate;
use crate::extract::dates::{self, Dates};
use crate::extract::item::List;
use crate::extract::kind::Kinds;
use crate::extract::name::newcomer::Newcomers;
use crate::extract::name::size::Caller;
use crate::extract::name::{active, carded, sized};
use crate::extract::rule::Rules;
use crate::extract::rule::engine;
use crate::extract::scope::Scope;
use crate::extract::section::{self, Section};
use crate::extract::subject::focus::Focus;
use crate::extract::subject::{house, owner, title};
use crate::extract::table::{flat, sheet};
use crate::extract::{compose, line, modality, table};
use crate::mention::{ClassSet, Finder, Mentions, Sentence, ThingIndex, What};
use crate::model::Vocabulary;
use std::ops::Range;

/// In how many tokens a text without a name in its title says what it is about.
const BEGINNING: usize = 120;

/// Most tokens of a line that only names something, or says a word or two of it.
const SHORT: usize = 8;

/// A document with what is needed to read it.
pub struct Discourse<'a> {
    /// Names and words.
    pub finder: &'a Finder,
    /// The rules.
    pub rules: &'a Rules,
    /// The properties.
    pub vocabulary: &'a Vocabulary,
    /// The kinds of things.
    pub kinds: &'a Kinds,
    /// The document.
    pub document: &'a Document,
}

/// What was found in a sentence or table.
pub struct Seen<'s> {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The matches of rules.
    pub hits: &'s [engine::Hit],
    /// The candidates that came of it.
    pub candidates: &'s [Candidate],
}

impl Discourse<'_> {
    /// The candidates of all sentences and tables, in order; `watch` is shown each of them.
    pub fn candidates(
        &self,
        mentions: &mut Mentions,
        watch: &mut impl FnMut(&Seen<'_>),
    ) -> Vec<Candidate> {
        let topic = self.topic(mentions);
        let mut focus = self.opening(topic, mentions);
        let headless = carded::headless(mentions, self.kinds, self.document);
        let mut list = List::default();
        let mut sections: Vec<Section> = Vec::new();
        let mut newcomers = Newcomers::default();
        let dates = Dates::of(mentions, self.document, self.finder);
        let mut out = Vec::new();
        let mut at = 0;
        while at < mentions.sentences.len() {
            let block = mentions.sentences[at].block;
            let kind = self.document.blocks.get(block).map(|b| &b.kind);
            if block < headless {
                at += 1;
                continue;
            }
            if let Some(BlockKind::Item(_)) = kind {
                out.extend(self.item(at, mentions, &mut focus, &mut list));
            } else if let Some(before) = list.before.take() {
                focus.return_to(&before);
            }
            let heading = matches!(kind, Some(BlockKind::Heading(_)));
            let under_name = heading && self.under_name(at, mentions);
            if let Some(topic) = topic.filter(|_| heading && !under_name) {
                focus.turn_to(topic, &mentions.things, self.kinds);
            }
            if let Some((cells, lines)) = self.tabular(at, mentions) {
                let head = mentions.sentences[at].clone();
                let plain = !matches!(kind, Some(BlockKind::Table(_)));
                if plain && !self.caption(&head.tokens, mentions) {
                    out.extend(self.sentence(&head, mentions, &focus, &mut newcomers, watch));
                }
                for cell in cells.iter().filter_map(|row| row.first()) {
                    let scope = self.scope(mentions, cell.clone(), &focus);
                    out.extend(section::stated(&mut sections, &scope, true));
                }
                out.extend(self.table(&cells, mentions, &mut focus, &mut newcomers, watch));
                at += lines;
                continue;
            }
            let sentence = mentions.sentences[at].clone();
            if let Some(BlockKind::Heading(depth)) = kind {
                let headed = self.headed(&sentence, mentions);
                let above = list.headed.filter(|_| under_name);
                list.headed = headed.or(above);
                self.section(&mut sections, &sentence, *depth, mentions);
                let date = dates::of_heading(&sentence, mentions);
                focus.head(dates.depth(*depth), date);
            } else if let Some(date) = dates.line(at) {
                focus.date_line(date);
                at += 1;
                continue;
            }
            let text = self.document.plain.as_str();
            newcomers.mark(sentence.tokens.clone(), mentions, self.finder, text);
            if !self.caption(&sentence.tokens, mentions) {
                let found = self.sentence(&sentence, mentions, &focus, &mut newcomers, watch);
                let scope = self.scope(mentions, sentence.tokens.clone(), &focus);
                let listed = heading || matches!(kind, Some(BlockKind::Item(_)));
                out.extend(section::stated(&mut sections, &scope, listed));
                self.follow(&sentence, kind, mentions, &mut focus);
                self.tell(&found, &mut focus);
                out.extend(found);
            }
            at += 1;
        }
        out
    }

    /// Notes of what the properties that others follow were said.
    fn tell(&self, found: &[Candidate], focus: &mut Focus) {
        let told = |c: &&Candidate| self.rules.followed.contains(&*c.property);
        for candidate in found.iter().filter(told) {
            focus.tell(&candidate.property, candidate.subject);
        }
    }

    /// "Mistral Large 3", "API only": whether a heading stands below a line that is nothing but the name of a model or
    /// chip, with no more than other short lines between.
    fn under_name(&self, at: usize, mentions: &Mentions) -> bool {
        let short = |at: usize| {
            let sentence = mentions.sentences.get(at)?;
            let kind = self.document.blocks.get(sentence.block).map(|b| &b.kind);
            let line = matches!(kind, Some(BlockKind::Heading(_) | BlockKind::Paragraph));
            (line && sentence.tokens.len() <= SHORT).then_some(sentence)
        };
        let name = |sentence: &Sentence| match mentions.within(sentence.tokens.clone()) {
            [mention] => {
                let thing = mentions.thing(mention);
                let product = thing.is_some_and(|t| t.classes & self.kinds.product() != 0);
                product && mention.tokens == sentence.tokens
            }
            _ => false,
        };
        let above = (at.saturating_sub(3)..at).rev().map_while(short);
        above.into_iter().any(name)
    }

    /// What is spoken of before the first sentence: the topic, and a company that the title names.
    fn opening(&self, topic: Option<ThingIndex>, mentions: &Mentions) -> Focus {
        let mut focus = Focus::new(&mentions.title);
        let company = |t: &ThingIndex| {
            let of = classes(mentions, *t);
            of & self.kinds.organization != 0 && of & self.kinds.publisher == 0
        };
        let company = mentions.title.iter().copied().find(company);
        for thing in topic.into_iter().chain(company) {
            focus.turn_to(thing, &mentions.things, self.kinds);
        }
        focus
    }

    /// The table that begins here, its head a row of cells or a line of plain text, and the number of
    /// sentences it takes up.
    fn tabular(&self, at: usize, mentions: &Mentions) -> Option<(table::Cells, usize)> {
        let rest = &mentions.sentences[at..];
        let block = rest.first()?.block;
        let kind = self.document.blocks.get(block).map(|b| &b.kind);
        if let Some(kind @ BlockKind::Table(_)) = kind {
            let cells = rest.iter().take_while(|s| s.block == block);
            let count = cells.clone().count();
            return Some((table::rows(kind, cells.map(|s| s.tokens.clone())), count));
        }
        let plain = |s: &&Sentence| {
            let kind = self.document.blocks.get(s.block).map(|b| &b.kind);
            matches!(kind, Some(BlockKind::Paragraph | BlockKind::Heading(_)))
        };
        let lines = rest.iter().take_while(plain);
        let lines = lines.take(60).map(|s| s.tokens.clone());
        flat::begins(lines.clone().take(40), mentions, self.kinds)
            .or_else(|| sheet::begins(lines, mentions, self.rules, self.kinds))
    }

    /// What the document is about: the first model or chip of its title, else of its beginning.
    fn topic(&self, mentions: &Mentions) -> Option<ThingIndex> {
        let fits = |t: &ThingIndex| classes(mentions, *t) & self.kinds.product() != 0;
        let titled = mentions.title.iter().copied().find(fits);
        titled.or_else(|| {
            let begins = mentions
                .list
                .iter()
                .take_while(|m| m.tokens.start < BEGINNING);
            begins.into_iter().find_map(|m| match m.what {
                What::Thing(index) if fits(&index) => Some(index),
                _ => None,
            })
        })
    }

    pub(in crate::extract) fn scope<'a>(
        &'a self,
        mentions: &'a Mentions,
        tokens: Range<usize>,
        focus: &'a Focus,
    ) -> Scope<'a> {
        Scope {
            finder: self.finder,
            mentions,
            text: self.document.plain.as_str(),
            sentence: tokens,
            focus,
            kinds: self.kinds,
            issued: self.document.issued,
        }
    }

    fn table(
        &self,
        cells: &table::Cells,
        mentions: &mut Mentions,
        focus: &mut Focus,
        newcomers: &mut Newcomers,
        watch: &mut impl FnMut(&Seen<'_>),
    ) -> Vec<Candidate> {
        let all = cells.iter().flatten();
        let (Some(first), Some(last)) = (all.clone().next(), all.last()) else {
            return Vec::new();
        };
        let scope = self.scope(mentions, first.start..last.end, focus);
        let (mut found, notes) = table::read(cells, &scope, self.rules, self.vocabulary);
        for cell in cells.iter().flatten().filter(|cell| !cell.is_empty()) {
            found.extend(owner::stated(&self.scope(mentions, cell.clone(), focus)));
        }
        found.extend(active::stated(&found, &scope));
        watch(&Seen {
            tokens: first.start..last.end,
            hits: &[],
            candidates: &found,
        });
        let (first, last) = (first.start, last.end);
        for (subject, tokens) in notes {
            let mut own = focus.clone();
            own.turn_to(subject, &mentions.things, self.kinds);
            let block = usize::MAX;
            let note = Sentence { tokens, block };
            newcomers.mark(
                note.tokens.clone(),
                mentions,
                self.finder,
                self.document.plain.as_str(),
            );
            found.extend(self.sentence(&note, mentions, &own, newcomers, watch));
        }
        let mut models = Vec::new();
        for mention in mentions.within(first..last) {
            if let What::Thing(index) = mention.what {
                focus.mention(index);
                if classes(mentions, index) & self.kinds.model != 0 && !models.contains(&index) {
                    models.push(index);
                }
            }
        }
        focus.gather(&models);
        found
    }

    fn sentence(
        &self,
        sentence: &Sentence,
        mentions: &mut Mentions,
        focus: &Focus,
        newcomers: &mut Newcomers,
        watch: &mut impl FnMut(&Seen<'_>),
    ) -> Vec<Candidate> {
        let tokens = sentence.tokens.clone();
        if tokens.is_empty() {
            return Vec::new();
        }
        let text = self.document.plain.as_str();
        let caller = Caller {
            finder: self.finder,
            kinds: self.kinds,
            focus,
            vocabulary: self.vocabulary,
            text,
        };
        let called = caller.name(&tokens, mentions);
        let mut hits = engine::matches(&self.scope(mentions, tokens.clone(), focus), self.rules);
        newcomers.admit(&mut hits, mentions, self.finder, text);
        let sizes = sized::take(
            &mut hits,
            &self.scope(mentions, tokens.clone(), focus),
            self.rules,
        );
        let members = sizes.iter().flat_map(sized::Sizes::of_members);
        let members: Vec<(ThingIndex, usize)> = members.collect();
        let mut all = sized::state(
            &sizes,
            mentions,
            self.finder,
            self.rules,
            self.vocabulary,
            text,
        );
        let scope = self.scope(mentions, tokens.clone(), focus);
        let mut found: Vec<Candidate> = hits
            .iter()
            .flat_map(|hit| compose::candidates(hit, &hits, &scope, self.rules, self.vocabulary))
            .collect();
        // "The family comes in 7B and 13B": the sizes are those of its members, not its own.
        found.retain(|c| !members.contains(&(c.subject, c.anchor.start)));
        let doubtful = self.doubtful(&found);
        let mut doubtful = doubtful.into_iter();
        found.retain(|_| !doubtful.next().unwrap_or(false));
        Self::one_maker(&mut found);
        found.extend(line::labelled(&scope, self.rules, self.vocabulary));
        found.extend(active::stated(&found, &scope));
        found.extend(owner::stated(&scope));
        found.extend(house::stated(&scope));
        title::give(&mut found, mentions, &self.finder.words, text);
        if !found.is_empty() {
            let claimant = modality::claimant(&scope);
            for candidate in &mut found {
                // What a name itself states, no one claims.
                let named = candidate.rule.starts_with("rule:name/");
                candidate.claimed_by = claimant.filter(|c| *c != candidate.subject && !named);
            }
        }
        all.extend(called);
        all.extend(found);
        watch(&Seen {
            tokens,
            hits: &hits,
            candidates: &all,
        });
        all
    }
}

pub(in crate::extract) fn classes(mentions: &Mentions, thing: ThingIndex) -> ClassSet {
    mentions.things[thing as usize].classes
}
