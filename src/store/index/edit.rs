//! Quads added to and taken out of an index, within one write transaction.

use crate::model::Namespaces;
use crate::store::fault::StoreError;
use crate::store::index::block::{Keys, Packer};
use crate::store::index::count::Count;
use crate::store::index::environment::{Environment, Table};
use crate::store::index::id::{Id, Key, Row};
use crate::store::index::order::Order;
use crate::store::index::record::{self, Encoded};
use crate::store::index::snapshot::{Backing, Snapshot};
use heed::RwTxn;
use oxigraph::model::{Quad, TermRef};
use std::collections::BTreeMap;
use std::ops::Bound;

/// A write transaction; nothing of it is seen before [`Edit::commit`].
pub(crate) struct Edit<'e> {
    pub(crate) environment: &'e Environment,
    pub(crate) txn: RwTxn<'e>,
    namespaces: &'e Namespaces,
    next: u64,
}

impl<'e> Edit<'e> {
    pub(crate) fn begin(
        environment: &'e Environment,
        namespaces: &'e Namespaces,
    ) -> Result<Self, StoreError> {
        let txn = environment.write()?;
        let next = note(environment, &txn, "next")?;
        Ok(Self {
            environment,
            txn,
            namespaces,
            next,
        })
    }

    pub(crate) fn commit(mut self) -> Result<(), StoreError> {
        set_note(self.environment, &mut self.txn, "next", self.next)?;
        Ok(self.txn.commit()?)
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
        }
    }

    /// The ids of a quad; terms that are new are entered in the dictionary.
    pub(crate) fn row(&mut self, quad: &Quad) -> Result<Row, StoreError> {
        let mut buffer = Vec::new();
        let subject = record::encode_subject(quad.subject.as_ref(), &mut buffer);
        let subject = self.admit(subject, &buffer)?;
        let predicate = self.id(quad.predicate.as_ref().into())?;
        let object = self.id(quad.object.as_ref())?;
        let graph = record::encode_graph(quad.graph_name.as_ref(), &mut buffer);
        let graph = self.admit(graph, &buffer)?;
        Ok(Row {
            subject,
            predicate,
            object,
            graph,
        })
    }

    /// The id of a term, which is entered in the dictionary if new.
    pub(crate) fn id(&mut self, term: TermRef<'_>) -> Result<Id, StoreError> {
        let mut buffer = Vec::new();
        let encoded = record::encode(term, &mut buffer);
        self.admit(encoded, &buffer)
    }

    fn admit(&mut self, encoded: Encoded, record: &[u8]) -> Result<Id, StoreError> {
        let tag = match encoded {
            Encoded::Inline(id) => return Ok(id),
            Encoded::Record(tag) => tag,
        };
        let hash = record::hash(record);
        let tables = &self.environment.tables;
        if let Some(known) = tables.ids.get(&self.txn, &hash)? {
            return Ok(Id::read(known));
        }
        let id = Id::new(tag, self.next);
        self.next += 1;
        tables.ids.put(&mut self.txn, &hash, &id.bytes())?;
        tables.records.put(&mut self.txn, &id.bytes(), record)?;
        Ok(id)
    }

    /// Adds (`true`) and takes out (`false`) quads.
    pub(crate) fn apply(&mut self, changes: &BTreeMap<Row, bool>) -> Result<(), StoreError> {
        for order in Order::ALL {
            let mut keys: Vec<(Key, bool)> = changes
                .iter()
                .map(|(row, add)| (order.key(*row), *add))
                .collect();
            keys.sort_unstable();
            let table = self.environment.tables.order(order);
            let done = change(table, &mut self.txn, &keys)?;
            if order == Order::Posg {
                self.count(&done)?;
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
