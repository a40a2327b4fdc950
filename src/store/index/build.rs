//! What was gathered to an index on disk: sorted, packed and appended in order.

use crate::store::fault::StoreError;
use crate::store::index::block::Packer;
use crate::store::index::bulk::Gathered;
use crate::store::index::count::Count;
use crate::store::index::environment::Environment;
use crate::store::index::id::{Id, Key, Row};
use crate::store::index::order::Order;
use crate::store::index::record::Hash;
use heed::{PutFlags, RwTxn};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::mpsc;

/// Counts by predicate, sorted.
type Counts = BTreeMap<Id, Count>;
/// A block and the last key that it may hold.
type Block = (Key, Vec<u8>);

/// Writes all quads and terms into an empty index, within a transaction.
///
/// The orders are sorted and packed on all cores while this thread appends what is ready.
pub(crate) fn build(
    environment: &Environment,
    txn: &mut RwTxn<'_>,
    gathered: &Gathered,
) -> Result<(), StoreError> {
    let (sender, receiver) = mpsc::channel::<(Order, Vec<Block>, Counts)>();
    let tables = &environment.tables;
    std::thread::scope(|scope| {
        scope.spawn(move || {
            Order::ALL
                .into_par_iter()
                .for_each_with(sender, |sender, order| {
                    let (blocks, counts) = pack(order, &gathered.rows);
                    // The receiver is gone only where writing failed, and then says so itself.
                    let _ = sender.send((order, blocks, counts));
                });
        });
        terms(environment, txn, gathered)?;
        let mut totals = Counts::new();
        for (order, blocks, counts) in receiver {
            let table = tables.order(order);
            for (last, block) in blocks {
                table.put_with_flags(txn, PutFlags::APPEND, &last.bytes(), &block)?;
            }
            for (id, count) in counts {
                let total = totals.entry(id).or_default();
                total.quads += count.quads;
                total.subjects += count.subjects;
                total.objects += count.objects;
            }
        }
        for (id, count) in totals {
            tables.counts.put(txn, &id.bytes(), &count.bytes())?;
        }
        Ok(())
    })
}

/// The sorted blocks of an order, and what it alone can count: subjects by predicate from the
/// order by subject, quads and objects from the order by predicate.
fn pack(order: Order, rows: &[Row]) -> (Vec<Block>, Counts) {
    let mut counts: FxHashMap<Id, Count> = FxHashMap::default();
    let mut before = None;
    let (mut packer, mut blocks) = (Packer::default(), Vec::new());
    for key in order.keys(rows) {
        blocks.extend(packer.push(key));
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
    // The last block takes all keys above it.
    blocks.extend(packer.finish().map(|(_, block)| (Key::LAST, block)));
    (blocks, counts.into_iter().collect())
}

/// The dictionary, both ways.
fn terms(
    environment: &Environment,
    txn: &mut RwTxn<'_>,
    gathered: &Gathered,
) -> Result<(), StoreError> {
    let tables = &environment.tables;
    let mut hashes: Vec<(Hash, Id)> = gathered.ids.iter().map(|(h, id)| (*h, *id)).collect();
    hashes.par_sort_unstable();
    for (hash, id) in &hashes {
        tables
            .ids
            .put_with_flags(txn, PutFlags::APPEND, hash, &id.bytes())?;
    }
    let mut ids: Vec<Id> = hashes.into_iter().map(|(_, id)| id).collect();
    ids.par_sort_unstable();
    for id in ids {
        let place = usize::try_from(id.payload()).unwrap_or(usize::MAX);
        let record = gathered.records.get(place).map_or(&[][..], |record| record);
        tables
            .records
            .put_with_flags(txn, PutFlags::APPEND, &id.bytes(), record)?;
    }
    Ok(())
}
