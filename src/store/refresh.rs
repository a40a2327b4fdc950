//! The index brought in step with the text files that changed.
//!
//! Few changes are made in one transaction. Many are made a part at a time, so that memory does not go by their
//! number: first what the files say, with the pairs of subject and property to ask belief about noted as
//! pending, then belief.

use crate::model::{Judgements, Namespaces, Vocabulary};
use crate::store::believed::{self, Pair, Verdict};
use crate::store::fault::StoreError;
use crate::store::index::bulk::Closed;
use crate::store::index::edit::{Edit, note, set_note};
use crate::store::index::{Index, Pattern, Row};
use crate::store::judged::Believe;
use crate::store::layout::{self, Kind};
use crate::store::ledger::{self, Note};
use crate::store::origin::{Changes, Origin};
use crate::store::pending::{self, Pending};
use crate::store::term;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Files that change in one transaction; of more, each so many.
const PART: usize = 250;
/// Subjects that belief is asked about in one transaction.
const SUBJECTS: usize = 200;

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
    rows: Vec<(Row, bool)>,
    pairs: BTreeSet<Pair>,
}

/// What a file says, ready for the index.
struct Learned {
    note: Note,
    own: Closed,
    shared: Closed,
    pairs: BTreeSet<Pair>,
}

impl Follow<'_> {
    /// Makes an index follow changed files.
    pub(crate) fn follow(&self, index: &Index, changes: &Changes) -> Result<(), StoreError> {
        let few = changes.removed.len() + changes.changed.len() <= PART && !changes.pending;
        if few {
            let mut edit = Edit::begin(&index.environment, self.namespaces)?;
            let draft = self.files(&mut edit, &changes.removed, &changes.changed)?;
            Self::touch(&mut edit, changes)?;
            let pairs = pending::ids(&mut edit, &draft.pairs, self.namespaces)?;
            self.believe(&mut edit, &pairs)?;
            return edit.commit();
        }
        for removed in changes.removed.chunks(PART) {
            self.part(index, removed, &[])?;
        }
        for changed in changes.changed.chunks(PART) {
            self.part(index, &[], changed)?;
        }
        let mut edit = Edit::begin(&index.environment, self.namespaces)?;
        Self::touch(&mut edit, changes)?;
        edit.commit()?;
        while self.settle(index)? {}
        Ok(())
    }

    /// Makes the changes of some files, and notes what belief must look at.
    fn part(
        &self,
        index: &Index,
        removed: &[(PathBuf, Note)],
        changed: &[(PathBuf, Option<Note>)],
    ) -> Result<(), StoreError> {
        let mut edit = Edit::begin(&index.environment, self.namespaces)?;
        let draft = self.files(&mut edit, removed, changed)?;
        let pairs = pending::ids(&mut edit, &draft.pairs, self.namespaces)?;
        pending::keep(&mut edit, &pairs)?;
        edit.commit()
    }

    /// Notes the new stamps of files that say the same.
    fn touch(edit: &mut Edit<'_>, changes: &Changes) -> Result<(), StoreError> {
        for (path, note) in &changes.touched {
            ledger::keep(edit.environment, &mut edit.txn, path, note)?;
        }
        Ok(())
    }

    /// Takes out what files said, and adds what they say.
    fn files(
        &self,
        edit: &mut Edit<'_>,
        removed: &[(PathBuf, Note)],
        changed: &[(PathBuf, Option<Note>)],
    ) -> Result<Draft, StoreError> {
        let mut draft = Draft::default();
        for (path, note) in removed {
            self.forget(edit, path, note, &mut draft)?;
            ledger::drop(edit.environment, &mut edit.txn, path)?;
        }
        let mut numbered = Vec::with_capacity(changed.len());
        for (path, before) in changed {
            let number = match before {
                Some(note) => note.number,
                None => next_file(edit)?,
            };
            numbered.push((path, number));
        }
        let learned: Vec<Learned> = numbered
            .into_par_iter()
            .map(|(path, number)| self.read(path, number))
            .collect::<Result<_, _>>()?;
        for (learned, (path, before)) in learned.into_iter().zip(changed) {
            if let Some(note) = before {
                self.forget(edit, path, note, &mut draft)?;
            }
            Self::learn(edit, path, learned, &mut draft)?;
        }
        edit.apply(std::mem::take(&mut draft.rows))?;
        Ok(draft)
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
                draft.rows.push((row, false));
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
            draft.rows.push((row, false));
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
                draft.rows.push((row?, false));
            }
        }
        Ok(())
    }

    /// Reads a file.
    fn read(&self, path: &Path, number: u32) -> Result<Learned, StoreError> {
        let (origin, note) =
            Origin::read(self.root, path, number, self.namespaces, self.judgements)?;
        let pair = |s: crate::model::Statement| (s.subject, s.property);
        Ok(Learned {
            note,
            own: Closed::of(&origin.own),
            shared: Closed::of(&origin.shared),
            pairs: origin.statements.into_iter().map(pair).collect(),
        })
    }

    /// Adds what a file says.
    fn learn(
        edit: &mut Edit<'_>,
        path: &Path,
        learned: Learned,
        draft: &mut Draft,
    ) -> Result<(), StoreError> {
        let environment = edit.environment;
        for row in edit.rows(learned.own)? {
            draft.rows.push((row, true));
        }
        for row in edit.rows(learned.shared)? {
            draft.rows.push((row, true));
            ledger::support(environment, &mut edit.txn, learned.note.number, row)?;
        }
        draft.pairs.extend(learned.pairs);
        ledger::keep(environment, &mut edit.txn, path, &learned.note)
    }

    /// Makes the changes of the believed graph that pairs of subject and property need.
    fn believe(&self, edit: &mut Edit<'_>, pairs: &Pending) -> Result<(), StoreError> {
        let mut verdicts = Vec::with_capacity(pairs.len());
        for (subject, properties) in pairs {
            let snapshot = edit.snapshot();
            verdicts.push(Verdict::on(
                &snapshot,
                *subject,
                properties,
                self.vocabulary,
                self.believe,
            )?);
        }
        Self::pronounce(edit, verdicts)
    }

    /// The same for some of what is pending, on all cores; whether there was any.
    fn settle(&self, index: &Index) -> Result<bool, StoreError> {
        let pairs = pending::first(&index.environment, &index.read()?.txn, SUBJECTS)?;
        if pairs.is_empty() {
            return Ok(false);
        }
        let verdicts: Vec<Verdict> = pairs
            .par_iter()
            .map(|(subject, properties)| {
                let transaction = index.read()?;
                let snapshot = transaction.snapshot();
                Verdict::on(
                    &snapshot,
                    *subject,
                    properties,
                    self.vocabulary,
                    self.believe,
                )
            })
            .collect::<Result<_, _>>()?;
        let mut edit = Edit::begin(&index.environment, self.namespaces)?;
        Self::pronounce(&mut edit, verdicts)?;
        pending::drop(&mut edit, &pairs)?;
        edit.commit()?;
        Ok(true)
    }

    fn pronounce(edit: &mut Edit<'_>, verdicts: Vec<Verdict>) -> Result<(), StoreError> {
        let mut rows = Vec::new();
        for verdict in verdicts {
            rows.extend(verdict.before.into_iter().map(|row| (row, false)));
            let after = edit.rows(verdict.after)?;
            rows.extend(after.into_iter().map(|row| (row, true)));
        }
        edit.apply(rows)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Statement;
    use crate::store::layout::ARTICLES;
    use crate::store::{Format, Judged, Rank, Workspace, ledger};

    fn believe(_: &Vocabulary, statements: &[Statement]) -> Vec<Judged> {
        let judge = |s: &Statement| Judged {
            statement: s.id(),
            rank: Rank::Preferred,
            reason: format!("one of {}", statements.len()),
            believed: true,
        };
        statements.iter().map(judge).collect()
    }

    fn dump(index: &Index) -> BTreeSet<String> {
        let mut out = Vec::new();
        let transaction = index.read().unwrap();
        let snapshot = transaction.snapshot();
        snapshot.dump(&mut out, None, Format::NQuads).unwrap();
        let text = String::from_utf8(out).unwrap();
        text.lines().map(String::from).collect()
    }

    #[test]
    fn who_opens_the_index_next_asks_belief_about_what_is_pending() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::init(folder.path()).unwrap();
        let whole = dump(&workspace.index(&believe).unwrap());
        let articles = folder.path().join(ARTICLES);
        let aside = folder.path().join("aside");
        std::fs::rename(&articles, &aside).unwrap();
        let index = workspace.index(&believe).unwrap();
        assert!(dump(&index) != whole);
        std::fs::rename(&aside, &articles).unwrap();
        let (vocabulary, judgements) = (
            workspace.vocabulary().unwrap(),
            workspace.judgements().unwrap(),
        );
        let follow = Follow {
            root: folder.path(),
            namespaces: workspace.namespaces(),
            vocabulary: &vocabulary,
            judgements: &judgements,
            believe: &believe,
        };
        let transaction = index.read().unwrap();
        let notes = ledger::notes(&index.environment, &transaction.txn).unwrap();
        let changes = Changes::find(folder.path(), notes).unwrap();
        assert!(!changes.changed.is_empty());
        // The process ends here: what the files say is in, belief was not asked.
        follow.part(&index, &[], &changes.changed).unwrap();
        assert!(dump(&index) != whole);
        assert!(dump(&workspace.index(&believe).unwrap()) == whole);
        let transaction = index.read().unwrap();
        assert!(pending::none(&index.environment, &transaction.txn).unwrap());
    }
}
