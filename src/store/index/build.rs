//! A stock to an index on disk: sorted, packed and appended in order.
//!
//! One thread sorts and packs, on all cores where it can; this one appends what is ready.

use crate::store::fault::StoreError;
use crate::store::index::block::Packer;
use crate::store::index::count::Count;
use crate::store::index::environment::{Environment, Table, Tables};
use crate::store::index::id::{Id, Key};
use crate::store::index::merge::{Quads, merge};
use crate::store::index::order::Order;
use crate::store::index::sort::Merge;
use crate::store::index::stock::Stock;
use heed::{PutFlags, RwTxn};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::mpsc::{self, SyncSender};

/// Counts by predicate, sorted.
type Counts = BTreeMap<Id, Count>;

/// Bytes of a batch, about.
const BATCH: usize = 1 << 20;
/// Batches that wait to be written.
const WAITING: usize = 64;
/// Bytes after which what was written is committed: until then it is held in memory.
const COMMIT: usize = 192 << 20;

/// Writes all of a stock into an empty index; gives the transaction of the last part, which is still open.
pub(crate) fn build(environment: &Environment, stock: Stock) -> Result<RwTxn<'_>, StoreError> {
    let (sender, receiver) = mpsc::sync_channel(WAITING);
    let tables = &environment.tables;
    std::thread::scope(|scope| {
        let maker = scope.spawn(move || make(stock, tables, &Outlet(sender)));
        let mut txn = environment.write()?;
        let mut bytes = 0;
        for batch in receiver {
            if bytes > COMMIT {
                txn.commit()?;
                txn = environment.write()?;
                bytes = 0;
            }
            bytes += batch.write(&mut txn)?;
        }
        let made = maker.join();
        let counts = made.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        for (id, count) in counts {
            tables.counts.put(&mut txn, &id.bytes(), &count.bytes())?;
        }
        Ok(txn)
    })
}

fn make(stock: Stock, tables: &Tables, outlet: &Outlet) -> Result<Counts, StoreError> {
    let quads = merge(stock, tables, outlet)?;
    let counts: Vec<FxHashMap<Id, Count>> = Order::ALL
        .into_par_iter()
        .map(|order| pack(order, &quads, tables.order(order), outlet))
        .collect::<Result<_, _>>()?;
    let mut totals = Counts::new();
    for (id, count) in counts.into_iter().flatten() {
        let total = totals.entry(id).or_default();
        total.quads += count.quads;
        total.subjects += count.subjects;
        total.objects += count.objects;
    }
    Ok(totals)
}

/// Packs the blocks of an order; gives what it alone can count: subjects by predicate in the
/// order by subject, quads and objects in the order by predicate.
fn pack(
    order: Order,
    quads: &Quads,
    table: Table,
    outlet: &Outlet,
) -> Result<FxHashMap<Id, Count>, StoreError> {
    let transaction = quads.base.as_ref().map(|base| base.index.read());
    let transaction = transaction.transpose()?;
    let mut sources = quads.sources(order);
    if let Some(transaction) = &transaction {
        let rows = transaction.snapshot().by(order)?;
        sources.push(Box::new(rows.map(move |row| Ok(order.key(row?)))));
    }
    let mut counts: FxHashMap<Id, Count> = FxHashMap::default();
    let mut before = None;
    let (mut packer, mut batch) = (Packer::default(), Batch::of(table));
    for key in Merge::new(sources) {
        let key = key?;
        if let Some((last, block)) = packer.push(key) {
            batch.push(&last.bytes(), &block);
            outlet.flow(&mut batch);
        }
        let [first, second, _, _] = key.unpack();
        let new = before.replace((first, second)) != Some((first, second));
        match order {
            Order::Spog if new => counts.entry(second).or_default().subjects += 1,
            Order::Posg => {
                let count = counts.entry(first).or_default();
                count.quads += 1;
                count.objects += u64::from(new);
            }
            _ => {}
        }
    }
    if let Some((_, block)) = packer.finish() {
        // The last block takes all keys above it.
        batch.push(&Key::LAST.bytes(), &block);
    }
    outlet.send(batch);
    Ok(counts)
}

/// Entries of a table, in order.
pub(crate) struct Batch {
    table: Table,
    bytes: Vec<u8>,
    /// Lengths of key and value.
    lengths: Vec<(usize, usize)>,
}

impl Batch {
    /// An empty one.
    pub(crate) fn of(table: Table) -> Self {
        Self {
            table,
            bytes: Vec::new(),
            lengths: Vec::new(),
        }
    }

    /// Adds an entry.
    pub(crate) fn push(&mut self, key: &[u8], value: &[u8]) {
        self.bytes.extend_from_slice(key);
        self.bytes.extend_from_slice(value);
        self.lengths.push((key.len(), value.len()));
    }

    /// Appends the entries to the table; how many bytes they have.
    fn write(&self, txn: &mut RwTxn<'_>) -> Result<usize, StoreError> {
        let mut rest = &self.bytes[..];
        for (key, value) in &self.lengths {
            let (entry, after) = rest.split_at_checked(key + value).unwrap_or_default();
            let (key, value) = entry.split_at_checked(*key).unwrap_or_default();
            self.table
                .put_with_flags(txn, PutFlags::APPEND, key, value)?;
            rest = after;
        }
        Ok(self.bytes.len())
    }
}

/// Where batches go to be written.
#[derive(Clone)]
pub(crate) struct Outlet(SyncSender<Batch>);

impl Outlet {
    /// Sends a batch if it is full; an empty one takes its place.
    pub(crate) fn flow(&self, batch: &mut Batch) {
        if batch.bytes.len() >= BATCH {
            let table = batch.table;
            self.send(std::mem::replace(batch, Batch::of(table)));
        }
    }

    /// Sends a batch.
    pub(crate) fn send(&self, batch: Batch) {
        // Who writes is gone only where writing failed, and then says so itself.
        let _ = self.0.send(batch);
    }
}
