//! Tables: models as rows, models as columns, or the subject of the section as the only one.

pub mod cell;
pub mod column;
pub mod flat;
pub mod headed;
pub mod label;
pub mod labels;
pub mod note;
pub mod pairs;
pub mod sheet;
pub mod sublabel;
pub mod tabled;
pub mod twin;

use crate::document::{BlockKind, Document};
use crate::extract::candidate::{Candidate, Object};
use crate::extract::rule::Rules;
use crate::extract::scope::Scope;
use crate::extract::table::label::Labelled;
use crate::extract::table::note::Note;
use crate::mention::{ClassSet, Measure, Mentions, ThingIndex, What, WordClass};
use crate::model::{Modality, Value, Vocabulary};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// The cells of a table as ranges of tokens, row by row.
pub type Cells = Vec<Vec<Range<usize>>>;

/// Cuts the sentences of a table block into rows; `cells` are its cells in order.
pub fn rows(kind: &BlockKind, mut cells: impl Iterator<Item = Range<usize>>) -> Cells {
    let BlockKind::Table(rows) = kind else {
        return Vec::new();
    };
    rows.iter()
        .map(|row| row.iter().filter_map(|_| cells.next()).collect())
        .collect()
}

/// The cells of each table block of a document, in order.
pub(in crate::extract) fn all(mentions: &Mentions, document: &Document) -> Vec<Cells> {
    let blocks = mentions.sentences.chunk_by(|a, b| a.block == b.block);
    let tables = blocks.filter_map(|sentences| {
        let block = document.blocks.get(sentences.first()?.block)?;
        let table = matches!(block.kind, BlockKind::Table(_));
        table.then(|| rows(&block.kind, sentences.iter().map(|s| s.tokens.clone())))
    });
    tables.collect()
}

/// The facts of a table, and its cells that are texts of their own.
pub fn read(
    cells: &Cells,
    scope: &Scope<'_>,
    rules: &Rules,
    vocabulary: &Vocabulary,
) -> (Vec<Candidate>, Vec<Note>) {
    if cells.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let cells = &aligned(cells, scope);
    let reader = |named: ClassSet| Reader {
        cells,
        scope,
        rules,
        vocabulary,
        named,
    };
    let of_products = reader(scope.kinds.product());
    let of_organizations = reader(scope.kinds.organization);
    if of_organizations.of_rows() && !of_products.names_any() {
        let names = of_organizations.name_column();
        return (of_organizations.rows(names), Vec::new());
    }
    if of_organizations.of_columns() && !of_products.heads_any() {
        return (of_organizations.columns(0), Vec::new());
    }
    read_products(&of_products)
}

/// "| Alto 2 | Brio 1 | |" above "| Context | 1M | 256K |": a head whose first cell, which is empty, was lost, with its
/// cells above their columns.
fn aligned(cells: &Cells, scope: &Scope<'_>) -> Cells {
    let mut cells = cells.clone();
    let kinds = scope.kinds.product() | scope.kinds.organization;
    let named = |cell: &Range<usize>| {
        let named = scope.mentions.within(cell.clone()).first();
        named.is_some_and(|m| scope.is(m, kinds))
    };
    if let Some((head, rows)) = cells.split_first_mut() {
        let lost = head.len() > 2
            && head.last().is_some_and(Range::is_empty)
            && head[..head.len() - 1].iter().all(named);
        let width = head.len();
        let labelled = |row: &Vec<Range<usize>>| {
            row.len() == width
                && row.iter().all(|cell| !cell.is_empty())
                && row.first().is_some_and(|cell| !named(cell))
        };
        if lost && !rows.is_empty() && rows.iter().all(labelled) {
            head.rotate_right(1);
        }
    }
    cells
}

/// The facts of a table whose rows or columns are models or chips, or which stands below the name of one.
fn read_products(reader: &Reader<'_>) -> (Vec<Candidate>, Vec<Note>) {
    let cells = reader.cells;
    let (head, subjects_in_head) = reader.head();
    let name_column = reader.name_column();
    let in_column = cells.iter().skip(1).filter(|row| {
        row.get(name_column)
            .is_some_and(|c| reader.subject(c).is_some())
    });
    let rows_named = in_column.count();
    let most = rows_named * 2 >= cells.len() - 1;
    // "Microarchitecture | Hopper" among rows of label and value does not make a column of names.
    let listed = name_column == 0 || most;
    let mut variants = reader.variants(name_column);
    let mut notes = Vec::new();
    let facts = if subjects_in_head > 0 && subjects_in_head >= rows_named {
        let facts = reader.columns(head);
        notes = reader.notes_of_columns(head, &facts);
        facts
    } else if rows_named > 0 && listed {
        let facts = reader.rows(name_column);
        notes = reader.notes_of_rows(name_column, &facts);
        // "TPU Pod size | 256 chips": a label that names a thing makes no rows of things.
        let labels = facts.is_empty() && !most;
        if labels { reader.pairs() } else { facts }
    } else {
        reader.pairs()
    };
    variants.extend(facts);
    (variants, notes)
}

/// A table with what is needed to read it.
pub(in crate::extract) struct Reader<'a> {
    pub(in crate::extract) cells: &'a Cells,
    pub(in crate::extract) scope: &'a Scope<'a>,
    pub(in crate::extract) rules: &'a Rules,
    pub(in crate::extract) vocabulary: &'a Vocabulary,
    /// The classes of the things that rows or columns are.
    pub(in crate::extract) named: ClassSet,
}

impl Reader<'_> {
    fn rows(&self, names: usize) -> Vec<Candidate> {
        let head = &self.cells[0];
        let mut out = Vec::new();
        for row in &self.cells[1..] {
            let Some(subject) = row.get(names).and_then(|c| self.subject(c)) else {
                continue;
            };
            for (column, cell) in row
                .iter()
                .enumerate()
                .filter(|(column, _)| *column != names)
            {
                if let Some(label) = head.get(column) {
                    self.cell(subject, label, cell, row, &mut out);
                }
            }
        }
        out
    }

    fn columns(&self, head: usize) -> Vec<Candidate> {
        let mut out = Vec::new();
        let Some((head, rows)) = self.cells[head..].split_first() else {
            return out;
        };
        for row in rows {
            let named = |c: &Range<usize>| self.subject(c).is_some();
            let first = head.iter().skip(1).position(named).map_or(1, |i| i + 1);
            for (column, cell) in row.iter().enumerate().skip(first) {
                if let Some(subject) = head.get(column).and_then(|c| self.subject(c))
                    && !self.again(head, column, subject)
                {
                    // "General | MMLU | 5-shot | 86.7": of several labels, the nearest that says something.
                    let before = out.len();
                    for label in row.iter().take(first).rev() {
                        if out.len() == before {
                            self.cell(subject, label, cell, row, &mut out);
                        }
                    }
                }
            }
        }
        out
    }

    pub(in crate::extract) fn cell(
        &self,
        subject: ThingIndex,
        label: &Range<usize>,
        cell: &Range<usize>,
        row: &[Range<usize>],
        out: &mut Vec<Candidate>,
    ) {
        if self.of_several(subject, cell) || self.per_several(subject, label) {
            return;
        }
        if self.labelled(subject, label, cell, out) {
            return;
        }
        let meanings = label::meanings(self.scope, self.rules, label, self.classes(subject));
        if !meanings.first().is_some_and(|m| m.heads(self.scope, label)) {
            out.extend(self.score(subject, label, cell));
            return;
        }
        for value in label::values(
            self.scope,
            self.rules,
            self.vocabulary,
            &meanings,
            label,
            cell,
        ) {
            // The row's name and the value together are the receipt, if they are not too far apart.
            let first = row.first().map_or(value.anchor.start, |c| c.start);
            let whole = first..value.anchor.end;
            let tokens = if whole.len() <= 40 {
                whole
            } else {
                value.anchor.clone()
            };
            out.push(candidate(subject, value, tokens, "table"));
        }
    }

    /// "14.3 kW system" below the name of a chip: what a machine of many has.
    fn of_several(&self, subject: ThingIndex, cell: &Range<usize>) -> bool {
        let named = |at: usize| self.scope.mentions.covering(at).is_some();
        let several = |at: usize| self.is(WordClass::Aggregate, at) && !named(at);
        self.single(subject) && cell.clone().any(several)
    }

    /// "Peak compute per pod" as a label of a chip's values.
    fn per_several(&self, subject: ThingIndex, label: &Range<usize>) -> bool {
        let mut pairs = label.clone().skip(1);
        self.single(subject)
            && pairs.any(|at| self.is(WordClass::Aggregate, at) && self.is(WordClass::Per, at - 1))
    }

    /// Whether a thing is one chip, and no machine of many.
    fn single(&self, subject: ThingIndex) -> bool {
        let system = self.scope.finder.lexicon.bits(&["System"]);
        let of = self.classes(subject);
        of & self.scope.kinds.hardware != 0 && of & system == 0
    }

    pub(in crate::extract) fn is(&self, class: WordClass, at: usize) -> bool {
        let word = self.scope.mentions.tokens[at].word;
        self.scope.finder.words.is(class, word)
    }

    /// Whether a column stands beside another one of the same chip ("H100 SXM | H100 PCIe"): whose name it is
    /// that both go by, only the first can tell.
    fn again(&self, head: &[Range<usize>], column: usize, subject: ThingIndex) -> bool {
        let hardware = self.classes(subject) & self.scope.kinds.hardware != 0;
        let mut before = head.iter().take(column).skip(1);
        hardware && before.any(|cell| self.subject(cell) == Some(subject))
    }

    /// The number below the name of a benchmark.
    fn score(
        &self,
        subject: ThingIndex,
        label: &Range<usize>,
        cell: &Range<usize>,
    ) -> Option<Candidate> {
        let benchmark = self.scope.finder.lexicon.bits(&["Benchmark"]);
        let named = self.scope.mentions.within(label.clone()).first()?;
        let What::Thing(index) = named.what else {
            return None;
        };
        let thing = &self.scope.mentions.things[index as usize];
        if thing.classes & benchmark == 0 || self.classes(subject) & self.scope.kinds.model == 0 {
            return None;
        }
        let value = self.scope.mentions.within(cell.clone()).first()?;
        let What::Quantity(quantity) = &value.what else {
            return None;
        };
        let plain =
            matches!(quantity.measure, Measure::Percent | Measure::Count) && !quantity.scaled;
        let at_head = value.tokens.start <= cell.start + 1;
        (plain && at_head).then(|| Candidate {
            subject,
            property: "benchmarkScore".into(),
            object: Object::Value(Value::Decimal(quantity.value.normalize())),
            qualifiers: BTreeMap::from([(Arc::from("benchmark"), Value::Entity(thing.id.clone()))]),
            tokens: value.tokens.clone(),
            anchor: value.tokens.clone(),
            modality: Modality::Asserted,
            claimed_by: None,
            attached: false,
            rule: "rule:table/benchmarkScore@1".into(),
            confidence: 88,
        })
    }

    pub(in crate::extract) fn classes(&self, subject: ThingIndex) -> ClassSet {
        self.scope.mentions.things[subject as usize].classes
    }
}

/// A candidate from a labelled value.
pub fn candidate(
    subject: ThingIndex,
    value: Labelled,
    tokens: Range<usize>,
    reader: &str,
) -> Candidate {
    let qualifiers = value.qualifiers.iter();
    let (subject, object) = match value.object {
        Object::Thing(thing) if value.swap => (thing, Object::Thing(subject)),
        object => (subject, object),
    };
    Candidate {
        subject,
        rule: format!("rule:{reader}/{}@1", value.property).into(),
        qualifiers: qualifiers
            .map(|(k, v)| (Arc::from(k.as_str()), Value::Text(v.clone())))
            .collect(),
        property: value.property.into(),
        object,
        tokens,
        anchor: value.anchor,
        modality: Modality::Asserted,
        claimed_by: None,
        attached: false,
        confidence: value.confidence,
    }
}
