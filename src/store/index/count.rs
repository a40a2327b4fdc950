//! How many quads there are of a kind, without reading most of them.

use crate::store::fault::StoreError;
use crate::store::index::block::Keys;
use crate::store::index::id::{Id, Key};
use crate::store::index::order::{Order, Pattern};
use crate::store::index::snapshot::{Backing, Snapshot};
use oxigraph::model::{NamedNodeRef, TermRef};
use std::ops::Bound;

/// Quads up to which a pattern is counted for a plan.
const CAP: u64 = 20_000;

/// How often a predicate stands in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Quads with it.
    pub quads: u64,
    /// Different subjects with it, as counted when the index was last built; 0 if unknown.
    pub subjects: u64,
    /// Different objects with it, as counted when the index was last built; 0 if unknown.
    pub objects: u64,
}

impl Snapshot<'_> {
    /// How many quads fit, counted up to about `cap`; needs no look at most of them.
    pub fn count(&self, pattern: Pattern, cap: u64) -> Result<u64, StoreError> {
        let plan = pattern.plan();
        let Backing::Disk { environment, txn } = self.backing else {
            return self.count_each(pattern, cap);
        };
        if !plan.exact {
            return self.count_each(pattern, cap);
        }
        let table = environment.tables.order(plan.order);
        let first = plan.first.bytes();
        let mut sum = 0;
        let mut inside = false;
        for entry in table.range(txn, &(Bound::Included(&first[..]), Bound::Unbounded))? {
            let (name, block) = entry?;
            let name = name.first_chunk().map_or(Key::LAST, Key::read);
            if inside && name <= plan.last {
                sum += Keys::count(block) as u64;
            } else {
                let within = |key: &Key| plan.first <= *key && *key <= plan.last;
                sum += Keys::new(block).filter(within).count() as u64;
            }
            inside = true;
            if sum >= cap || name >= plan.last {
                break;
            }
        }
        Ok(sum.min(cap))
    }

    /// How many quads have these parts, counted up to some thousands, with how many different subjects and objects
    /// their predicate has.
    pub fn size(
        &self,
        subject: Option<TermRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
    ) -> Result<Count, StoreError> {
        let mut ids = [None; 3];
        let parts = [subject, predicate.map(TermRef::from), object];
        for (id, part) in ids.iter_mut().zip(parts) {
            let Some(term) = part else { continue };
            *id = self.id(term)?;
            if id.is_none() {
                return Ok(Count::default());
            }
        }
        let [subject, predicate, object] = ids;
        let pattern = Pattern {
            subject,
            predicate,
            object,
            graph: None,
        };
        let known = match pattern.predicate {
            Some(predicate) => self.predicate(predicate)?,
            None => Count::default(),
        };
        let alone = pattern.subject.is_none() && pattern.object.is_none();
        let quads = match known.quads {
            quads if alone && quads > 0 => quads,
            _ => self.count(pattern, CAP)?,
        };
        Ok(Count { quads, ..known })
    }

    /// How often a predicate stands in the index.
    pub fn predicate(&self, predicate: Id) -> Result<Count, StoreError> {
        let Backing::Disk { environment, txn } = self.backing else {
            let pattern = Pattern {
                predicate: Some(predicate),
                ..Pattern::default()
            };
            let quads = self.count_each(pattern, u64::MAX)?;
            return Ok(Count {
                quads,
                ..Count::default()
            });
        };
        let entry = environment.tables.counts.get(txn, &predicate.bytes())?;
        Ok(entry.map(Count::read).unwrap_or_default())
    }

    /// How many quads there are.
    pub fn total(&self) -> Result<u64, StoreError> {
        match self.backing {
            Backing::Memory(memory) => Ok(memory.keys(Order::Spog).len() as u64),
            Backing::Disk { environment, txn } => {
                let mut sum = 0;
                for entry in environment.tables.counts.iter(txn)? {
                    sum += Count::read(entry?.1).quads;
                }
                Ok(sum)
            }
        }
    }

    fn count_each(&self, pattern: Pattern, cap: u64) -> Result<u64, StoreError> {
        let mut sum = 0;
        for row in self.rows(pattern)? {
            row?;
            sum += 1;
            if sum >= cap {
                break;
            }
        }
        Ok(sum)
    }
}

impl Count {
    pub(crate) fn bytes(self) -> [u8; 24] {
        Key([self.quads, self.subjects, self.objects]).bytes()
    }

    pub(crate) fn read(bytes: &[u8]) -> Self {
        let Key([quads, subjects, objects]) = bytes.first_chunk().map_or(Key([0; 3]), Key::read);
        Self {
            quads,
            subjects,
            objects,
        }
    }
}
