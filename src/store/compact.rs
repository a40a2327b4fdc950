//! An index made anew: closely packed from the one that is there, or from the text files.

use crate::store::fault::StoreError;
use crate::store::index::used::Used;
use crate::store::index::{Index, Pattern};
use crate::store::judged::Believe;
use crate::store::lock::Lock;
use crate::store::rebuild::Plan;
use crate::store::{Workspace, step};

/// Bytes of the index before and after; 0 where there was none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sizes {
    /// Before.
    pub before: u64,
    /// After.
    pub after: u64,
}

impl Workspace {
    /// Packs the index closely, without the terms that no quad uses; brings it in step first. Readers go on with
    /// the old one, writers wait.
    pub fn compact(&self, believe: &Believe<'_>) -> Result<Sizes, StoreError> {
        let _lock = Lock::wait(self.root())?;
        let index = step::settle(self, believe)?;
        let before = size(&index)?;
        let used = used(&index)?;
        let plan = Plan::of_index(self.root(), index, Some(used))?;
        let after = size(&plan.install(self.root(), self.namespaces())?)?;
        Ok(Sizes { before, after })
    }

    /// Makes the index anew from the text files and data sets, whatever the one that is there says.
    pub fn rebuild(&self, believe: &Believe<'_>) -> Result<Sizes, StoreError> {
        let _lock = Lock::wait(self.root())?;
        let before = step::bytes(self)?;
        let index = step::anew(self, believe, |plan| {
            plan.install(self.root(), self.namespaces())
        })?;
        let after = size(&index)?;
        Ok(Sizes { before, after })
    }
}

fn size(index: &Index) -> Result<u64, StoreError> {
    Ok(index.environment.env.real_disk_size()?)
}

/// The terms that the quads of an index name.
fn used(index: &Index) -> Result<Used, StoreError> {
    let transaction = index.read()?;
    let mut used = Used::default();
    for row in transaction.snapshot().quads(Pattern::default()) {
        let row = row?;
        for id in [row.subject, row.predicate, row.object, row.graph] {
            if id.is_listed() {
                used.add(id.payload());
            }
        }
    }
    Ok(used)
}
