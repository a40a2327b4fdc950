//! The index brought in step with the text files: built anew, or changed where they changed.

use crate::model::{Judgements, Namespaces, Vocabulary};
use crate::store::believed::{self, Pair};
use crate::store::fault::StoreError;
use crate::store::index::edit::{Edit, note, set_note};
use crate::store::index::{Index, Pattern, Row};
use crate::store::judged::Believe;
use crate::store::layout::{self, Kind};
use crate::store::ledger::{self, Note};
use crate::store::origin::{Changes, Origin};
use crate::store::term;
use oxigraph::model::NamedNode;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What following the text files needs to know.
pub(crate) struct Follow<'a> {
    pub(crate) root: &'a Path,
    pub(crate) namespaces: &'a Namespaces,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) judgements: &'a Judgements,
    pub(crate) believe: &'a Believe<'a>,
}

/// The quads to add and take out so far, and what belief must look at again.
#[derive(Default)]
struct Draft {
    rows: BTreeMap<Row, bool>,
    pairs: BTreeSet<Pair>,
}

impl Follow<'_> {
    /// Makes an index follow changed files, in one transaction.
    pub(crate) fn follow(&self, index: &Index, changes: &Changes) -> Result<(), StoreError> {
        let environment = &index.environment;
        let mut edit = Edit::begin(environment, self.namespaces)?;
        let mut draft = Draft::default();
        for (path, note) in &changes.removed {
            self.forget(&mut edit, path, note, &mut draft)?;
            ledger::drop(environment, &mut edit.txn, path)?;
        }
        for (path, note) in &changes.changed {
            self.learn(&mut edit, path, note.as_ref(), &mut draft)?;
        }
        for (path, note) in &changes.touched {
            ledger::keep(environment, &mut edit.txn, path, note)?;
        }
        edit.apply(&draft.rows)?;
        let believed = self.believed(&mut edit, &draft.pairs)?;
        edit.apply(&believed)?;
        edit.commit()
    }

    /// Takes out what a file said and no other says.
    fn forget(
        &self,
        edit: &mut Edit<'_>,
        path: &Path,
        note: &Note,
        draft: &mut Draft,
    ) -> Result<(), StoreError> {
        let environment = edit.environment;
        for row in ledger::said(environment, &edit.txn, note.number)? {
            if ledger::withdraw(environment, &mut edit.txn, note.number, row)? {
                draft.rows.insert(row, false);
            }
        }
        let Some(Kind::Document(id)) = layout::kind(path) else {
            return Ok(());
        };
        let snapshot = edit.snapshot();
        let graph = snapshot.iri(&term::iri(&self.namespaces.document, id.as_str()))?;
        let Some(graph) = graph else {
            return Ok(());
        };
        let believed = snapshot.iri(&self.namespaces.graph(believed::GRAPH))?;
        let mut subjects = BTreeSet::new();
        for row in snapshot.quads(Pattern {
            graph: Some(graph),
            ..Pattern::default()
        }) {
            let row = row?;
            subjects.insert(row.subject);
            draft.rows.insert(row, false);
        }
        for subject in subjects {
            let Some(statement) = snapshot.statement(subject, graph)? else {
                continue;
            };
            draft.pairs.insert((statement.subject, statement.property));
            // Rank and reason are made again for a statement that stays.
            let judged = Pattern {
                subject: Some(subject),
                graph: believed,
                ..Pattern::default()
            };
            for row in snapshot.quads(judged).take_while(|_| believed.is_some()) {
                draft.rows.insert(row?, false);
            }
        }
        Ok(())
    }

    /// Adds what a file says, in the place of what it said before.
    fn learn(
        &self,
        edit: &mut Edit<'_>,
        path: &Path,
        before: Option<&Note>,
        draft: &mut Draft,
    ) -> Result<(), StoreError> {
        let environment = edit.environment;
        let number = match before {
            Some(note) => {
                self.forget(edit, path, note, draft)?;
                note.number
            }
            None => next_file(edit)?,
        };
        let (origin, note) =
            Origin::read(self.root, path, number, self.namespaces, self.judgements)?;
        for quad in &origin.own {
            draft.rows.insert(edit.row(quad)?, true);
        }
        for quad in &origin.shared {
            let row = edit.row(quad)?;
            draft.rows.insert(row, true);
            ledger::support(environment, &mut edit.txn, number, row)?;
        }
        let pairs = origin
            .statements
            .into_iter()
            .map(|s| (s.subject, s.property));
        draft.pairs.extend(pairs);
        ledger::keep(environment, &mut edit.txn, path, &note)
    }

    /// The changes of the believed graph that pairs of subject and property need.
    fn believed(
        &self,
        edit: &mut Edit<'_>,
        pairs: &BTreeSet<Pair>,
    ) -> Result<BTreeMap<Row, bool>, StoreError> {
        let mut rows = BTreeMap::new();
        let graph = NamedNode::new_unchecked(self.namespaces.graph(believed::GRAPH));
        let graph = edit.id(graph.as_ref().into())?;
        for (subject, property) in pairs {
            let snapshot = edit.snapshot();
            let statements = snapshot.statements(Some(subject), Some(property))?;
            let one = snapshot.iri(&term::iri(&self.namespaces.entity, subject.as_str()))?;
            let two = snapshot.iri(&term::iri(&self.namespaces.vocabulary, property))?;
            if let (Some(subject), Some(predicate)) = (one, two) {
                let old = Pattern {
                    subject: Some(subject),
                    predicate: Some(predicate),
                    object: None,
                    graph: Some(graph),
                };
                for row in snapshot.quads(old) {
                    rows.entry(row?).or_insert(false);
                }
            }
            for statement in &statements {
                let iri = term::iri(&self.namespaces.statement, statement.id().as_str());
                if let Some(subject) = snapshot.iri(&iri)? {
                    let old = Pattern {
                        subject: Some(subject),
                        graph: Some(graph),
                        ..Pattern::default()
                    };
                    for row in snapshot.quads(old) {
                        rows.entry(row?).or_insert(false);
                    }
                }
            }
            for quad in believed::quads(&statements, self.vocabulary, self.namespaces, self.believe)
            {
                rows.insert(edit.row(&quad)?, true);
            }
        }
        Ok(rows)
    }
}

/// The next free number of a file.
fn next_file(edit: &mut Edit<'_>) -> Result<u32, StoreError> {
    let environment = edit.environment;
    let next = note(environment, &edit.txn, "file")?;
    set_note(environment, &mut edit.txn, "file", next + 1)?;
    u32::try_from(next).map_err(|_| StoreError::Damaged {
        path: environment.path.clone(),
        message: "too many files".into(),
    })
}
