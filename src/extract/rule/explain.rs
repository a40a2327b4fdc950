//! What the rules make of a text: which matched what and what became of it, and why others did not.

use crate::document::Document;
use crate::extract::candidate::Candidate;
use crate::extract::discourse::Seen;
use crate::extract::reader::Reader;
use crate::extract::rule::trace::{self, Attempt};
use crate::extract::statement::{self, same_claim};
use crate::mention::{Mention, Mentions, Thing, What, token};
use crate::model::evidence::DocumentId;
use crate::model::{Entity, Reading, Skipped, Statement};
use std::ops::Range;

/// How a document is read, step by step.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// What comes of it.
    pub reading: Reading,
    /// All names never seen before, also those that no statement is on.
    pub newcomers: Vec<Entity>,
    /// The sentences and tables, in order.
    pub passages: Vec<Passage>,
    /// For each rule, in order, its name and where it was tried and did not match; nowhere if none of its
    /// words stands in the text.
    pub attempts: Vec<(String, Vec<Attempt>)>,
}

/// A sentence or table.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Its text, cut at the edges of mentions.
    pub spans: Vec<Span>,
    /// What rules, labels, tables and names found in it.
    pub findings: Vec<Finding>,
}

/// A piece of a text: a mention with its kind, or what stands between mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The plain text.
    pub text: String,
    /// Local name of a class, `date`, `number` or `it` (what stands for something named before).
    pub kind: Option<String>,
}

/// A match, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What found it: `rule:NAME@1`, a label, a table or a name.
    pub rule: String,
    /// The words.
    pub words: String,
    /// The statements that could be made of it; none if no subject fits, or a word of the sentence rules it out.
    pub outcomes: Vec<Outcome>,
}

/// A statement that could be made, and why it was left out, if it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The statement.
    pub statement: Statement,
    /// Why it was left out.
    pub refused: Option<String>,
}

impl Reader {
    /// Reads a document as [`Self::read`] does, and says what led there.
    pub fn explain(&self, document: &Document, id: &DocumentId, recorded_at: &str) -> Explanation {
        let mut mentions = self.mentions(document);
        let mut seen: Vec<(Range<usize>, Vec<(usize, Range<usize>)>, usize)> = Vec::new();
        let watch = &mut |s: &Seen<'_>| {
            let hits = s.hits.iter().map(|h| (h.rule, h.found.tokens.clone()));
            seen.push((s.tokens.clone(), hits.collect(), s.candidates.len()));
        };
        let candidates = self.discourse(document).candidates(&mut mentions, watch);
        let reading = self.read(document, id, recorded_at);
        let teller = Teller {
            reader: self,
            document,
            mentions: &mentions,
            reading: &reading,
        };
        let mut outcomes = teller.outcomes(candidates).into_iter();
        let mut passages = Vec::new();
        for (tokens, hits, candidates) in &seen {
            let outcomes = outcomes.by_ref().take(*candidates).flatten().collect();
            passages.push(Passage {
                spans: teller.spans(tokens.clone()),
                findings: teller.findings(hits, outcomes),
            });
        }
        let attempts = trace::attempts(self, document, &mentions, &seen);
        let newcomers = mentions.things.iter().filter_map(|t| t.provisional.clone());
        Explanation {
            newcomers: newcomers.collect(),
            attempts,
            passages,
            reading,
        }
    }
}

struct Teller<'a> {
    reader: &'a Reader,
    document: &'a Document,
    mentions: &'a Mentions,
    reading: &'a Reading,
}

impl Teller<'_> {
    /// What became of each candidate, in the order given.
    fn outcomes(&self, candidates: Vec<Candidate>) -> Vec<Option<(Candidate, Outcome)>> {
        let settled = Reader::settled(&candidates);
        let one = |candidate: Candidate, settled: bool| {
            let reader = self.reader;
            let refused = reader.refused(&candidate, settled, self.document, self.mentions);
            let statement = self.statement(candidate.clone())?;
            let refused = refused.or_else(|| self.outdone(&statement));
            let refused = refused.map(String::from);
            Some((candidate, Outcome { statement, refused }))
        };
        let pairs = candidates.into_iter().zip(settled);
        pairs.map(|(c, settled)| one(c, settled)).collect()
    }

    /// The statement that a candidate would be, were it the only one.
    fn statement(&self, candidate: Candidate) -> Option<Statement> {
        let alone = statement::reading(
            self.document,
            self.mentions,
            vec![candidate],
            Skipped::new(),
            &self.reading.citation.id,
            &self.reading.citation.recorded_at,
            self.reader.vocabulary(),
        );
        alone.statements.into_iter().next()
    }

    /// Why a statement that passed the guard is not in the reading.
    fn outdone(&self, statement: &Statement) -> Option<&'static str> {
        let mut kept = self.reading.statements.iter();
        if kept.any(|s| s == statement) {
            return None;
        }
        let mut kept = self.reading.statements.iter();
        Some(if kept.any(|s| same_claim(s, statement)) {
            "it is said more surely elsewhere"
        } else {
            statement::OUTDONE
        })
    }

    /// The candidates by what found them: matches of rules first, then labels, tables and names.
    fn findings(
        &self,
        hits: &[(usize, Range<usize>)],
        outcomes: Vec<(Candidate, Outcome)>,
    ) -> Vec<Finding> {
        let mut findings: Vec<(Finding, Range<usize>)> = Vec::new();
        for (rule, tokens) in hits {
            let Some(rule) = self.reader.rules().list.get(*rule) else {
                continue;
            };
            // Several patterns of a rule may match the same words.
            let again = |(f, t): &(Finding, Range<usize>)| *f.rule == *rule.mark && t == tokens;
            if !findings.iter().any(again) {
                findings.push((self.finding(&rule.mark, tokens.clone()), tokens.clone()));
            }
        }
        for (candidate, outcome) in outcomes {
            let within = |tokens: &Range<usize>| {
                candidate.tokens.start <= tokens.start && tokens.end <= candidate.tokens.end
            };
            let place = findings
                .iter()
                .position(|(f, tokens)| *f.rule == *candidate.rule && within(tokens));
            let place = place.unwrap_or_else(|| {
                let tokens = candidate.tokens.clone();
                findings.push((self.finding(&candidate.rule, tokens.clone()), tokens));
                findings.len() - 1
            });
            let outcomes = &mut findings[place].0.outcomes;
            if !outcomes.contains(&outcome) {
                outcomes.push(outcome);
            }
        }
        findings.into_iter().map(|(finding, _)| finding).collect()
    }

    fn finding(&self, rule: &str, tokens: Range<usize>) -> Finding {
        let text = self.document.plain.as_str();
        let tokens = self.mentions.tokens.get(tokens).unwrap_or_default();
        Finding {
            rule: rule.to_string(),
            words: token::written(tokens, text),
            outcomes: Vec::new(),
        }
    }

    fn spans(&self, tokens: Range<usize>) -> Vec<Span> {
        let text = self.document.plain.as_str();
        let place = |tokens: Range<usize>| {
            let tokens = self.mentions.tokens.get(tokens);
            tokens.and_then(token::span).unwrap_or_default()
        };
        let whole = place(tokens.clone());
        let mut spans = Vec::new();
        let mut at = whole.start;
        let mut push = |range: Range<usize>, kind: Option<String>| {
            let text = text.get(range).unwrap_or_default().to_string();
            if !text.is_empty() {
                spans.push(Span { text, kind });
            }
        };
        for mention in self.mentions.within(tokens) {
            let range = place(mention.tokens.clone());
            push(at..range.start, None);
            at = range.end;
            push(range, Some(self.kind(mention)));
        }
        push(at..whole.end, None);
        spans
    }

    fn kind(&self, mention: &Mention) -> String {
        let word = match &mention.what {
            What::Thing(index) => return self.class(&self.mentions.things[*index as usize]),
            What::Quantity(_) => "number",
            What::Date(_) => "date",
            What::Anaphor(_) => "it",
        };
        word.to_string()
    }

    /// The first of a thing's classes that is below no other of them, by name.
    fn class(&self, thing: &Thing) -> String {
        let vocabulary = self.reader.vocabulary();
        let lexicon = &self.reader.finder().lexicon;
        let has = |name: &&String| thing.classes & lexicon.bits(&[name.as_str()]) != 0;
        let all: Vec<&String> = vocabulary.classes.keys().filter(has).collect();
        let lowest = |name: &&&String| {
            let mut others = all.iter().filter(|o| ***o != ***name);
            !others.any(|o| vocabulary.is_a(o, name))
        };
        all.iter()
            .find(lowest)
            .map_or_else(String::new, |c| (**c).clone())
    }
}
