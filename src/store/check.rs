//! The index compared with itself and with what the text files make.

use crate::store::fault::StoreError;
use crate::store::index::audit::audit;
use crate::store::index::generation;
use crate::store::index::{Id, Index, Row, Snapshot, pages, seal};
use crate::store::judged::Believe;
use crate::store::layout::INDEX;
use crate::store::lock::Lock;
use crate::store::origin::Changes;
use crate::store::{Workspace, ledger, step};
use oxigraph::model::Term;
use rustc_hash::FxHashMap;
use std::fs;
use tempfile::TempDir;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checkup {
    /// Whether there is an index; without one, the next command that asks makes it.
    pub present: bool,
    /// Its quads.
    pub quads: u64,
    /// Its terms.
    pub terms: u64,
    /// Text files that changed since the index last followed them; the next command that asks makes it follow.
    pub changed: u64,
    /// Whether it was compared with what the text files make.
    pub compared: bool,
    /// What is wrong with the index, one sentence each.
    pub faults: Vec<String>,
    /// Text files that cannot be read, one sentence each: no index can be made of them.
    pub broken: Vec<String>,
}

impl Checkup {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty() && self.broken.is_empty()
    }
}

impl Workspace {
    /// Looks through the index: its pages, orders, dictionary and counts; with `deep` also its quads, against those
    /// that the text files make. Writers wait meanwhile.
    ///
    /// # Errors
    /// A file that cannot be read. Damage is no error: it is what is found.
    pub fn check(&self, deep: bool, believe: &Believe<'_>) -> Result<Checkup, StoreError> {
        let _lock = match Lock::wait(self.root()) {
            // Where nothing can be written nobody else writes.
            Err(_) if Lock::is_barred(self.root()) => None,
            held => Some(held?),
        };
        let mut checkup = Checkup::default();
        let Some(folder) = generation::current_folder(&self.root().join(INDEX))? else {
            // Nothing that was made of the files vouches for them.
            if deep {
                checkup.broken = self.broken(believe)?;
            }
            return Ok(checkup);
        };
        checkup.present = true;
        if let Err(fault) = pages::check(&folder.join("data.mdb")) {
            checkup.faults.push(fault);
            return Ok(checkup);
        }
        let looked = self.look(deep, believe, &mut checkup);
        match looked {
            Err(e @ (StoreError::Damaged { .. } | StoreError::Index(_))) => {
                checkup.faults.push(e.to_string());
                Ok(checkup)
            }
            other => other.map(|()| checkup),
        }
    }

    /// What keeps an index from being made of the text files: one is made and thrown away.
    fn broken(&self, believe: &Believe<'_>) -> Result<Vec<String>, StoreError> {
        let folder = self.aside()?;
        let made = step::anew(self, believe, |plan| {
            plan.write(folder.path(), self.namespaces())
        });
        match made {
            Err(e @ (StoreError::Syntax { .. } | StoreError::Meaning { .. })) => {
                Ok(vec![e.to_string()])
            }
            other => other.map(|_| Vec::new()),
        }
    }

    /// A folder for an index that is thrown away.
    fn aside(&self) -> Result<TempDir, StoreError> {
        let base = self.root().join(INDEX);
        let made = match Lock::is_barred(self.root()) {
            true => tempfile::tempdir(),
            false => fs::create_dir_all(&base).and_then(|()| tempfile::tempdir_in(&base)),
        };
        made.map_err(|e| StoreError::file(base, e))
    }

    /// Whether the file of the index is as aikg left it, as far as its size and times tell; without an index it is.
    pub fn is_sealed(&self) -> Result<bool, StoreError> {
        let folder = generation::current_folder(&self.root().join(INDEX))?;
        Ok(folder.is_none_or(|folder| seal::holds(&folder)))
    }

    fn look(
        &self,
        deep: bool,
        believe: &Believe<'_>,
        checkup: &mut Checkup,
    ) -> Result<(), StoreError> {
        let Some(index) = Index::current(&self.root().join(INDEX), self.namespaces())? else {
            checkup.faults.push(
                "it was made by another program or for other namespaces, or something else changed its file"
                    .into(),
            );
            return Ok(());
        };
        let transaction = index.read()?;
        let audit = audit(&transaction)?;
        checkup.quads = audit.quads;
        checkup.terms = audit.terms;
        checkup.faults = audit.faults;
        let notes = ledger::notes(&index.environment, &transaction.txn)?;
        let changes = Changes::find(self.root(), notes)?;
        checkup.changed = (changes.changed.len() + changes.removed.len()) as u64;
        if !deep || checkup.changed > 0 || changes.pending || !checkup.is_sound() {
            return Ok(());
        }
        let folder = self.aside()?;
        let fresh = step::anew(self, believe, |plan| {
            plan.write(folder.path(), self.namespaces())
        })?;
        let made = fresh.read()?;
        let (here, there) = (transaction.snapshot(), made.snapshot());
        let extra = lacking(&here, &there)?;
        let missing = lacking(&there, &here)?;
        checkup.compared = true;
        if extra + missing > 0 {
            checkup.faults.push(format!(
                "it lacks {missing} quads that the text files make, and has {extra} that they do not"
            ));
        }
        Ok(())
    }
}

/// How many quads of one index another does not have.
fn lacking(of: &Snapshot<'_>, other: &Snapshot<'_>) -> Result<u64, StoreError> {
    let mut ids: FxHashMap<Id, Option<Id>> = FxHashMap::default();
    let mut lacking = 0;
    let mut find = |id: Id| -> Result<Option<Id>, StoreError> {
        if !id.is_listed() {
            return Ok(Some(id));
        }
        if let Some(known) = ids.get(&id) {
            return Ok(*known);
        }
        let term: Term = of.term(id)?;
        let found = other.id(term.as_ref())?;
        if ids.len() == KNOWN {
            ids.clear();
        }
        ids.insert(id, found);
        Ok(found)
    };
    for row in of.by_subject() {
        let Row {
            subject,
            predicate,
            object,
            graph,
        } = row?;
        let parts = [
            find(subject)?,
            find(predicate)?,
            find(object)?,
            find(graph)?,
        ];
        let there = match parts {
            [Some(subject), Some(predicate), Some(object), Some(graph)] => other.holds(
                Row {
                    subject,
                    predicate,
                    object,
                    graph,
                }
                .into(),
            )?,
            _ => false,
        };
        lacking += u64::from(!there);
    }
    Ok(lacking)
}

/// Terms whose ids in the other index are held in memory.
const KNOWN: usize = 1 << 20;
