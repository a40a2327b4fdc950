//! Quads added to and taken out of an index, within one write transaction.

use crate::model::Namespaces;
use crate::store::fault::StoreError;
use crate::store::index::block::{Keys, Packer};
use crate::store::index::bulk::{Closed, resolved};
use crate::store::index::count::Count;
use crate::store::index::environment::{Environment, Table};
use crate::store::index::id::{Id, Key, Row, Tag};
use crate::store::index::order::Order;
use crate::store::index::record::{self, Encoded, Hash};
use crate::store::index::snapshot::{Backing, DefaultGraph, Snapshot};
use crate::store::wording;
use heed::RwTxn;
use oxigraph::model::NamedNodeRef;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Bound;

/// A write transaction; nothing of it is seen before [`Edit::commit`].
pub(crate) struct Edit<'e> {
    pub(crate) environment: &'e Environment,
    pub(crate) txn: RwTxn<'e>,
    /// Number of this change.
    pub(crate) revision: u64,
    namespaces: &'e Namespaces,
    next: u64,
    /// Ids of terms looked up in this transaction.
    known: FxHashMap<Hash, Id>,
}

impl<'e> Edit<'e> {
    pub(crate) fn begin(
        environment: &'e Environment,
        namespaces: &'e Namespaces,
    ) -> Result<Self, StoreError> {
        let txn = environment.write()?;
        let next = note(environment, &txn, "next")?;
        let revision = note(environment, &txn, "revision")? + 1;
        Ok(Self {
            environment,
            txn,
            revision,
            namespaces,
            next,
            known: FxHashMap::default(),
        })
    }

    pub(crate) fn commit(mut self) -> Result<(), StoreError> {
        set_note(self.environment, &mut self.txn, "next", self.next)?;
        set_note(self.environment, &mut self.txn, "revision", self.revision)?;
        self.environment.commit(self.txn)
    }

    /// The index as it is within the transaction.
    pub(crate) fn snapshot(&self) -> Snapshot<'_> {
        let backing = Backing::Disk {
            environment: self.environment,
            txn: &self.txn,
        };
        Snapshot {
            backing,
            namespaces: self.namespaces,
            default: DefaultGraph::Union,
        }
    }

    /// The quads of a piece with ids of the index; terms that are new are entered in the dictionary.
    pub(crate) fn rows(&mut self, piece: Closed) -> Result<Vec<Row>, StoreError> {
        let mut ids = Vec::with_capacity(piece.records.len());
        for (tag, hash, record) in piece.records {
            ids.push(self.admit(tag, &record, hash)?);
        }
        Ok(resolved(piece.rows, &ids))
    }

    /// The id of an IRI, which is entered in the dictionary if new.
    pub(crate) fn iri(&mut self, iri: &str) -> Result<Id, StoreError> {
        let mut buffer = Vec::new();
        match record::encode_node(NamedNodeRef::new_unchecked(iri), &mut buffer) {
            Encoded::Inline(id) => Ok(id),
            Encoded::Record(tag) => self.admit(tag, &buffer, record::hash(&buffer)),
        }
    }

    fn admit(&mut self, tag: Tag, record: &[u8], hash: Hash) -> Result<Id, StoreError> {
        if let Some(id) = self.known.get(&hash) {
            return Ok(*id);
        }
        let tables = &self.environment.tables;
        let id = if let Some(known) = tables.ids.get(&self.txn, &hash)? {
            Id::read(known)
        } else {
            let id = Id::new(tag, self.next);
            self.next += 1;
            tables.ids.put(&mut self.txn, &hash, &id.bytes())?;
            tables.records.put(&mut self.txn, &id.place(), record)?;
            id
        };
        self.known.insert(hash, id);
        Ok(id)
    }

    /// Adds (`true`) and takes out (`false`) quads; of two changes of one the later counts.
    pub(crate) fn apply(&mut self, mut changes: Vec<(Row, bool)>) -> Result<(), StoreError> {
        changes.reverse();
        changes.par_sort_by_key(|(row, _)| *row);
        changes.dedup_by_key(|(row, _)| *row);
        for order in Order::ALL {
            let mut keys: Vec<(Key, bool)> = changes
                .iter()
                .map(|(row, add)| (order.key(*row), *add))
                .collect();
            keys.par_sort_unstable();
            let table = self.environment.tables.order(order);
            let done = change(table, &mut self.txn, &keys)?;
            if order == Order::Posg {
                self.count(&done)?;
                wording::observe(self, done.iter().map(|(key, _)| order.row(*key)))?;
            }
        }
        Ok(())
    }

    fn count(&mut self, done: &[(Key, bool)]) -> Result<(), StoreError> {
        let mut sums: BTreeMap<Id, (u64, u64)> = BTreeMap::new();
        for (key, add) in done {
            let [predicate, ..] = key.unpack();
            let (added, removed) = sums.entry(predicate).or_default();
            *(if *add { added } else { removed }) += 1;
        }
        let counts = self.environment.tables.counts;
        for (predicate, (added, removed)) in sums {
            let known = counts.get(&self.txn, &predicate.bytes())?;
            let mut count = known.map(Count::read).unwrap_or_default();
            count.quads = (count.quads + added).saturating_sub(removed);
            counts.put(&mut self.txn, &predicate.bytes(), &count.bytes())?;
        }
        Ok(())
    }
}

/// Changes the blocks that hold the keys; returns what was not so before.
fn change(
    table: Table,
    txn: &mut RwTxn<'_>,
    changes: &[(Key, bool)],
) -> Result<Vec<(Key, bool)>, StoreError> {
    let mut done = Vec::new();
    let mut rest = changes;
    while let Some((first, _)) = rest.first() {
        let start = first.bytes();
        let range = (Bound::Included(&start[..]), Bound::Unbounded);
        let (name, old) = match table.range(txn, &range)?.next().transpose()? {
            Some((name, block)) => {
                let name = name.first_chunk().map_or(Key::LAST, Key::read);
                (name, Keys::new(block).collect())
            }
            None => (Key::LAST, Vec::new()),
        };
        let here = rest.partition_point(|(key, _)| *key <= name);
        let (these, others) = rest.split_at(here);
        rest = others;
        let before = done.len();
        let merged = merge(&old, these, &mut done);
        if done.len() > before {
            write(table, txn, name, &merged)?;
        }
    }
    Ok(done)
}

/// Sorted keys with sorted changes made; those that changed anything are added to `done`.
fn merge(old: &[Key], changes: &[(Key, bool)], done: &mut Vec<(Key, bool)>) -> Vec<Key> {
    let mut merged = Vec::with_capacity(old.len() + changes.len());
    let mut old = old.iter().copied().peekable();
    for &(key, add) in changes {
        while let Some(smaller) = old.next_if(|k| *k < key) {
            merged.push(smaller);
        }
        let had = old.next_if_eq(&key).is_some();
        if add {
            merged.push(key);
        }
        if had != add {
            done.push((key, add));
        }
    }
    merged.extend(old);
    merged
}

/// Puts keys in the place of the block of a name, in as many blocks as they need.
fn write(table: Table, txn: &mut RwTxn<'_>, name: Key, keys: &[Key]) -> Result<(), StoreError> {
    if keys.is_empty() {
        table.delete(txn, &name.bytes())?;
        return Ok(());
    }
    let mut blocks = Packer::even(keys);
    // The last block keeps the name: it takes all keys up to it.
    if let Some((last, _)) = blocks.last_mut() {
        *last = name;
    }
    for (last, block) in blocks {
        table.put(txn, &last.bytes(), &block)?;
    }
    Ok(())
}

/// A number kept in the notes; 0 where there is none.
pub(crate) fn note(
    environment: &Environment,
    txn: &heed::RoTxn<'_>,
    name: &str,
) -> Result<u64, StoreError> {
    let bytes = environment.tables.notes.get(txn, name.as_bytes())?;
    Ok(bytes
        .and_then(|b| b.first_chunk().copied())
        .map_or(0, u64::from_be_bytes))
}

/// Keeps a number in the notes.
pub(crate) fn set_note(
    environment: &Environment,
    txn: &mut RwTxn<'_>,
    name: &str,
    value: u64,
) -> Result<(), StoreError> {
    Ok(environment
        .tables
        .notes
        .put(txn, name.as_bytes(), &value.to_be_bytes())?)
}
