//! The quads of a pattern, read in order from either kind of index.

use crate::store::fault::StoreError;
use crate::store::index::block::Keys;
use crate::store::index::environment::Table;
use crate::store::index::id::{Key, Row};
use crate::store::index::order::{Pattern, Plan};
use heed::types::Bytes;
use heed::{RoRange, RoTxn};
use std::ops::Bound;

/// Quads that fit a pattern, sorted by the order of its plan.
pub(crate) struct Rows<'a> {
    pattern: Pattern,
    plan: Plan,
    keys: Keys<'a>,
    source: Source<'a>,
}

enum Source<'a> {
    Blocks(RoRange<'a, Bytes, Bytes>),
    Slice(std::slice::Iter<'a, Key>),
    Done,
}

impl<'a> Rows<'a> {
    /// Over a table of blocks, each named by its last possible key.
    pub(crate) fn blocks(
        pattern: Pattern,
        plan: Plan,
        table: Table,
        txn: &'a RoTxn<'a>,
    ) -> Result<Self, StoreError> {
        let first = plan.first.bytes();
        let range = (Bound::Included(&first[..]), Bound::Unbounded);
        let source = Source::Blocks(table.range(txn, &range)?);
        Ok(Self {
            pattern,
            plan,
            keys: Keys::default(),
            source,
        })
    }

    /// Over sorted keys.
    pub(crate) fn slice(pattern: Pattern, plan: Plan, keys: &'a [Key]) -> Self {
        let start = keys.partition_point(|key| *key < plan.first);
        let keys = keys.get(start..).unwrap_or_default();
        let source = Source::Slice(keys.iter());
        Self {
            pattern,
            plan,
            keys: Keys::default(),
            source,
        }
    }

    fn key(&mut self) -> Result<Option<Key>, StoreError> {
        loop {
            if let Some(key) = self.keys.next() {
                return Ok(Some(key));
            }
            match &mut self.source {
                Source::Blocks(range) => match range.next() {
                    Some(entry) => {
                        self.keys = Keys::new(entry?.1);
                        if let Some(key) = self.keys.seek(self.plan.first) {
                            return Ok(Some(key));
                        }
                    }
                    None => return Ok(None),
                },
                Source::Slice(keys) => return Ok(keys.next().copied()),
                Source::Done => return Ok(None),
            }
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let key = match self.key() {
                Ok(key) => key?,
                Err(error) => return Some(Err(error)),
            };
            if key < self.plan.first {
                continue;
            }
            if key > self.plan.last {
                self.keys = Keys::default();
                self.source = Source::Done;
                return None;
            }
            let row = self.plan.order.row(key);
            if self.plan.exact || self.pattern.fits(row) {
                return Some(Ok(row));
            }
        }
    }
}
