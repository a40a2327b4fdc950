//! An index compared with itself: orders, dictionary and counts.

use crate::store::fault::StoreError;
use crate::store::index::block::Keys;
use crate::store::index::count::Count;
use crate::store::index::edit::note;
use crate::store::index::id::{Id, Key, Row};
use crate::store::index::order::Order;
use crate::store::index::record;
use crate::store::index::snapshot::Transaction;
use crate::store::index::used::Used;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// What was found in an index.
#[derive(Debug, Default)]
pub(crate) struct Audit {
    pub(crate) quads: u64,
    pub(crate) terms: u64,
    /// What is wrong, one sentence each.
    pub(crate) faults: Vec<String>,
}

/// What an order holds.
#[derive(Default)]
struct Content {
    quads: u64,
    /// A sum over the quads that does not depend on their sequence.
    sum: u64,
    /// Quads by predicate; in one order alone.
    counts: FxHashMap<Id, u64>,
    /// Terms in use by tag; in one order alone.
    used: [Used; 3],
    fault: Option<String>,
}

/// Compares all that an index says twice.
pub(crate) fn audit(transaction: &Transaction) -> Result<Audit, StoreError> {
    let index = transaction.environment.clone();
    let contents: Vec<Content> = Order::ALL
        .into_par_iter()
        .map(|order| {
            let txn = index.read()?;
            let table = index.tables.order(order);
            let mut content = Content::default();
            let mut last = None;
            for entry in table.iter(&txn)? {
                let (name, block) = entry?;
                if let Err(fault) = content.block(order, name, block, &mut last) {
                    content.fault = Some(format!("the order {order:?}: {fault}"));
                    break;
                }
            }
            Ok(content)
        })
        .collect::<Result<_, StoreError>>()?;
    let mut audit = Audit::default();
    audit
        .faults
        .extend(contents.iter().filter_map(|c| c.fault.clone()));
    let first = contents.first().map_or(0, |c| c.quads);
    let same =
        |c: &Content| (c.quads, c.sum) == contents.first().map_or((0, 0), |c| (c.quads, c.sum));
    if audit.faults.is_empty() && !contents.iter().all(same) {
        audit
            .faults
            .push("its five orders do not hold the same quads".into());
    }
    audit.quads = first;
    if let Some(content) = contents.first() {
        dictionary(transaction, &content.used, &mut audit)?;
        counts(transaction, &content.counts, &mut audit)?;
    }
    Ok(audit)
}

impl Content {
    /// Takes the keys of a block in; `last` is the last key before.
    fn block(
        &mut self,
        order: Order,
        name: &[u8],
        block: &[u8],
        last: &mut Option<Key>,
    ) -> Result<(), &'static str> {
        let name: Key = name.first_chunk().map(Key::read).ok_or("a name is short")?;
        let mut keys = Keys::new(block);
        let mut count = 0;
        for key in keys.by_ref() {
            if last.replace(key).is_some_and(|before| before >= key) || key > name {
                return Err("quads are out of order");
            }
            count += 1;
            self.row(order, order.row(key))?;
        }
        if !keys.is_done() || count != Keys::count(block) {
            return Err("a block is damaged");
        }
        Ok(())
    }

    fn row(&mut self, order: Order, row: Row) -> Result<(), &'static str> {
        self.quads += 1;
        self.sum = self.sum.wrapping_add(mixed(row));
        if order != Order::Spog {
            return Ok(());
        }
        *self.counts.entry(row.predicate).or_default() += 1;
        for id in [row.subject, row.predicate, row.object, row.graph] {
            match id.tag() {
                Some(tag) => {
                    if let Some(used) = self.used.get_mut((tag as usize).wrapping_sub(1)) {
                        used.add(id.payload());
                    } else if record::decode_inline(id).is_none() {
                        return Err("a number is no term");
                    }
                }
                None if id == row.graph && id == Id::DEFAULT => {}
                None => return Err("a number is no term"),
            }
        }
        Ok(())
    }
}

/// A number that differs where one part of a quad does.
fn mixed(row: Row) -> u64 {
    let parts = [row.subject, row.predicate, row.object, row.graph];
    // The multiplier and the shifts are those of SplitMix64.
    parts.into_iter().fold(0x9E37_79B9_7F4A_7C15, |sum, id| {
        let mut n = (sum ^ id.0).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        n = (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        n ^ (n >> 31)
    })
}

/// Every record stands under its own hash and kind, and every term of a quad has one.
fn dictionary(
    transaction: &Transaction,
    used: &[Used; 3],
    audit: &mut Audit,
) -> Result<(), StoreError> {
    let (environment, txn) = (&transaction.environment, &transaction.txn);
    let tables = &environment.tables;
    let next = note(environment, txn, "next")?;
    let (mut known, mut wrong) = (<[Used; 3]>::default(), 0_u64);
    for entry in tables.ids.iter(txn)? {
        let (hash, id) = entry?;
        let id = Id::read(id);
        let record = tables.records.get(txn, &id.place())?;
        let sound = record.is_some_and(|r| record::hash(r) == hash && record::tag(r) == id.tag());
        let tag = id.tag().map_or(usize::MAX, |tag| tag as usize - 1);
        match known.get_mut(tag) {
            Some(known) if sound && id.payload() < next => {
                known.add(id.payload());
            }
            _ => wrong += 1,
        }
        audit.terms += 1;
    }
    if wrong > 0 || tables.records.len(txn)? != audit.terms {
        let message = format!(
            "its dictionary is damaged: {wrong} of {} terms",
            audit.terms
        );
        audit.faults.push(message);
    }
    if !used
        .iter()
        .zip(&known)
        .all(|(used, known)| used.within(known))
    {
        audit
            .faults
            .push("its quads name terms that its dictionary does not have".into());
    }
    Ok(())
}

/// The quads of each predicate are as many as was noted.
fn counts(
    transaction: &Transaction,
    counted: &FxHashMap<Id, u64>,
    audit: &mut Audit,
) -> Result<(), StoreError> {
    let mut noted = 0;
    for entry in transaction
        .environment
        .tables
        .counts
        .iter(&transaction.txn)?
    {
        let (id, count) = entry?;
        let (id, count) = (Id::read(id), Count::read(count));
        noted += usize::from(count.quads > 0);
        if counted.get(&id).copied().unwrap_or(0) != count.quads {
            audit
                .faults
                .push("its counts of quads by predicate are wrong".into());
            return Ok(());
        }
    }
    if noted != counted.len() {
        audit
            .faults
            .push("its counts of quads by predicate are not complete".into());
    }
    Ok(())
}
