//! Counts what was found, what is wrong and what is missing.

use crate::eval::criteria::Criteria;
use crate::eval::gold::{Fact, Gold};
use crate::eval::matching::Sheet;
use crate::eval::row::Row;
use std::collections::{BTreeMap, BTreeSet};

/// What was found (true positives), wrong (false positives) and missing (false negatives).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Facts of the gold that were found.
    pub found: usize,
    /// Rows that the gold does not have.
    pub wrong: usize,
    /// Facts of the gold that were not found.
    pub missing: usize,
}

impl Counts {
    /// The share of right rows among those that count, 0 to 1; 1 where none count.
    pub fn precision(self) -> f64 {
        share(self.found, self.found + self.wrong)
    }

    /// The share of the gold that was found, 0 to 1; 1 where there is none.
    pub fn recall(self) -> f64 {
        share(self.found, self.found + self.missing)
    }

    /// The harmonic mean of precision and recall (F1).
    pub fn balance(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 {
            2.0 * p * r / (p + r)
        } else {
            0.0
        }
    }
}

/// A share of a whole, 1 of nothing.
#[allow(clippy::cast_precision_loss)] // Counts of rows.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

/// A row that is not right.
#[derive(Debug, Clone, PartialEq)]
pub struct Wrong {
    /// The document.
    pub document: String,
    /// The row.
    pub row: Row,
    /// What the gold has to say of it; empty if nothing.
    pub reason: String,
}

/// Facts of the gold, any of which would have done, that were not found.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing {
    /// The document.
    pub document: String,
    /// The first of them.
    pub fact: Fact,
    /// How many others would have done.
    pub others: usize,
}

/// All that comparing gives.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Score {
    /// Over all documents and properties.
    pub total: Counts,
    /// By property.
    pub properties: BTreeMap<String, Counts>,
    /// By document.
    pub documents: BTreeMap<String, Counts>,
    /// Rows that are not right, in order of document and row.
    pub wrong: Vec<Wrong>,
    /// What was not found, in order of document and fact.
    pub missing: Vec<Missing>,
    /// Rows that say what need not be found, those in a currency that the gold has nothing in among them.
    pub optional: usize,
    /// Rows that say what another said already.
    pub repeats: usize,
    /// Rows of documents that the gold does not have.
    pub unknown: usize,
    /// Rows of properties that are not scored.
    pub ignored: BTreeMap<String, usize>,
    /// For each row that was judged and says its confidence: that, and whether it is right.
    pub judged: Vec<(f64, bool)>,
}

/// Compares rows with the gold, in order; with `core`, only those of the properties that matter most.
pub fn score(gold: &[Gold], rows: &[Row], criteria: &Criteria, core: bool) -> Score {
    let mut marking = Marking {
        criteria,
        core,
        score: Score::default(),
        hit: BTreeSet::new(),
    };
    let sheets: BTreeMap<&str, Sheet<'_>> = gold
        .iter()
        .map(|g| (g.doc.as_str(), Sheet::new(g, criteria)))
        .collect();
    for row in rows {
        match row.document().and_then(|d| sheets.get(d)) {
            Some(sheet) => marking.row(row, sheet),
            None => marking.score.unknown += 1,
        }
    }
    for sheet in sheets.values() {
        marking.units(sheet);
    }
    marking
        .score
        .wrong
        .sort_by(|a, b| a.document.cmp(&b.document));
    marking.score
}

/// What became of a row.
enum Mark {
    Found(usize),
    Repeat,
    Optional,
    Wrong(String),
}

struct Marking<'g> {
    criteria: &'g Criteria,
    core: bool,
    score: Score,
    /// Document and unit of what was found.
    hit: BTreeSet<(&'g str, usize)>,
}

impl<'g> Marking<'g> {
    fn wanted(&self, property: &str) -> bool {
        self.criteria.kinds.contains_key(property)
            && (!self.core || self.criteria.core.contains(property))
    }

    fn row(&mut self, row: &Row, sheet: &Sheet<'g>) {
        let property = row.property().unwrap_or_default();
        if !self.criteria.kinds.contains_key(property) {
            *self.score.ignored.entry(property.into()).or_default() += 1;
            return;
        }
        if !self.wanted(property) {
            return;
        }
        if sheet.unasked(row) {
            self.score.optional += 1;
            return;
        }
        let mark = self.mark(row, sheet);
        if let Some(confidence) = row.confidence() {
            let right = !matches!(mark, Mark::Wrong(_));
            self.score.judged.push((confidence, right));
        }
        let document = sheet.gold.doc.as_str();
        match mark {
            Mark::Found(unit) => {
                self.hit.insert((document, unit));
            }
            Mark::Repeat => self.score.repeats += 1,
            Mark::Optional => self.score.optional += 1,
            Mark::Wrong(reason) => {
                self.count(document, property, |c| c.wrong += 1);
                self.score.wrong.push(Wrong {
                    document: document.into(),
                    row: row.clone(),
                    reason,
                });
            }
        }
    }

    fn mark(&self, row: &Row, sheet: &Sheet<'g>) -> Mark {
        let said = sheet.said(row);
        let facts = || said.iter().map(|n| &sheet.gold.facts[*n]);
        if row.negated() {
            return match facts().any(Fact::negated) {
                true => Mark::Optional,
                false => Mark::Wrong("denied, and the gold has no denial".into()),
            };
        }
        let units: Vec<usize> = said.iter().filter_map(|n| sheet.unit[*n]).collect();
        let document = sheet.gold.doc.as_str();
        if let Some(new) = units.iter().find(|u| !self.hit.contains(&(document, **u))) {
            return Mark::Found(*new);
        }
        if !units.is_empty() {
            return Mark::Repeat;
        }
        if facts().any(|f| f.opt) {
            return Mark::Optional;
        }
        Mark::Wrong(match () {
            () if !said.is_empty() => "the text denies it".into(),
            () if !sheet.knows(&row.subject()) => "the subject is nothing that the gold has".into(),
            () => match sheet.instead(row) {
                none if none.is_empty() => String::new(),
                some => {
                    let all: Vec<String> = some.into_iter().collect();
                    format!("the gold has {}", all.join(", "))
                }
            },
        })
    }

    fn units(&mut self, sheet: &Sheet<'g>) {
        let document = sheet.gold.doc.as_str();
        self.score.documents.entry(document.into()).or_default();
        for (number, facts) in sheet.units.iter().enumerate() {
            let Some((first, others)) = facts.split_first() else {
                continue;
            };
            if !self.wanted(&first.p) {
                continue;
            }
            if self.hit.contains(&(document, number)) {
                self.count(document, &first.p, |c| c.found += 1);
                continue;
            }
            self.count(document, &first.p, |c| c.missing += 1);
            self.score.missing.push(Missing {
                document: document.into(),
                fact: (*first).clone(),
                others: others.len(),
            });
        }
    }

    fn count(&mut self, document: &str, property: &str, add: impl Fn(&mut Counts)) {
        add(&mut self.score.total);
        add(self.score.properties.entry(property.into()).or_default());
        add(self.score.documents.entry(document.into()).or_default());
    }
}
