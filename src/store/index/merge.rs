//! The terms of a stock, each under its first id, and its quads with these ids.

use crate::store::fault::StoreError;
use crate::store::index::build::{Batch, Outlet};
use crate::store::index::environment::Tables;
use crate::store::index::id::{Id, Key, Row};
use crate::store::index::order::Order;
use crate::store::index::sort::{self, Merge, Sorter, Source};
use crate::store::index::spill::{Run, Spill};
use crate::store::index::stock::{Base, Part, Stock, term};
use crate::store::index::support::Support;
use rayon::prelude::*;
use std::iter::Peekable;
use std::path::Path;

/// Quads that are to be packed.
pub(crate) struct Quads {
    /// An index whose quads are among them.
    pub(crate) base: Option<Base>,
    content: Content,
}

enum Content {
    /// By subject, in no order.
    Held(Vec<Key>),
    /// Sorted in each order.
    Runs([Vec<Run>; 5]),
}

impl Quads {
    /// The quads that are not of the base, sorted in an order.
    pub(crate) fn sources<'k>(&self, order: Order) -> Vec<Source<'k>> {
        match &self.content {
            Content::Held(keys) => vec![sort::Part::Keys(sorted(keys, order)).read()],
            Content::Runs(runs) => order
                .of(runs)
                .iter()
                .map(|run| sort::Part::Run(run.clone()).read())
                .collect(),
        }
    }
}

/// Sends the dictionary to be written; gives the quads with the ids of the dictionary.
pub(crate) fn merge(stock: Stock, tables: &Tables, outlet: &Outlet) -> Result<Quads, StoreError> {
    let Stock {
        folder,
        base,
        terms,
        records,
        mut parts,
        rest,
        first,
        ..
    } = stock;
    let repeated = ids(&folder, base.as_ref(), terms, tables, outlet)?;
    let merged = Merge::new(repeated.finish().into_iter().map(sort::Part::read));
    let mut repeated = merged.peekable();
    let mut batch = Batch::of(tables.records);
    let mut support = Support::new(&folder, tables.support);
    if let Some(base) = &base {
        kept(base, &mut batch, outlet)?;
        support.keep(base, outlet)?;
    }
    let at = |e| StoreError::file(&folder, e);
    let mut records = records.read().map_err(at)?;
    let alone = parts.is_empty();
    parts.push(rest);
    let (mut spill, mut runs) = (Spill::new(&folder), <[Vec<Run>; 5]>::default());
    let mut content = Content::Held(Vec::new());
    let mut start = first;
    for mut part in parts {
        let known = Known::below(part.end, start, &mut repeated)?;
        for place in start..part.end {
            let record = records.take().map_err(at)?;
            if known.of(place).is_none() {
                batch.push(&Id(place).bytes(), record);
                outlet.flow(&mut batch);
            }
        }
        start = part.end;
        let said = std::mem::take(&mut part.said);
        let keys = known.resolve(part)?;
        support.note(&keys, said, outlet)?;
        if alone {
            content = Content::Held(keys);
            break;
        }
        sort_all(&keys, &mut spill, &mut runs)?;
    }
    outlet.send(batch);
    support.finish(outlet)?;
    if !alone {
        content = Content::Runs(runs);
    }
    Ok(Quads { base, content })
}

/// Sends the ids by hash; gives the places of terms that stand at an earlier place too, with their id there.
fn ids(
    folder: &Path,
    base: Option<&Base>,
    terms: Sorter,
    tables: &Tables,
    outlet: &Outlet,
) -> Result<Sorter, StoreError> {
    let transaction = base.map(|base| base.index.read()).transpose()?;
    let mut sources: Vec<Source<'_>> = terms.finish().into_iter().map(sort::Part::read).collect();
    if let (Some(base), Some(transaction)) = (base, &transaction) {
        let table = transaction.environment.tables.ids;
        let known = table.iter(&transaction.txn)?.map(|entry| {
            let (hash, id) = entry?;
            let hash = hash.first_chunk().copied().unwrap_or_default();
            Ok(term(&hash, Id::read(id)))
        });
        let used = |key: &Result<Key, StoreError>| match key {
            Ok(Key([_, _, id])) => base.has(Id(*id)),
            Err(_) => true,
        };
        sources.push(Box::new(known.filter(used)));
    }
    let mut repeated = Sorter::new(folder);
    let mut batch = Batch::of(tables.ids);
    let mut before = None;
    for key in Merge::new(sources) {
        let Key([one, two, id]) = key?;
        match before {
            Some((hash, first)) if hash == (one, two) => {
                repeated.push(Key([Id(id).payload(), first, 0]))?;
            }
            _ => {
                before = Some(((one, two), id));
                let hash = Key([one, two, 0]).bytes();
                batch.push(hash.get(..16).unwrap_or_default(), &Id(id).bytes());
                outlet.flow(&mut batch);
            }
        }
    }
    outlet.send(batch);
    Ok(repeated)
}

/// Sends the records of an index that is taken over.
fn kept(base: &Base, batch: &mut Batch, outlet: &Outlet) -> Result<(), StoreError> {
    let transaction = base.index.read()?;
    let records = transaction.environment.tables.records;
    for entry in records.iter(&transaction.txn)? {
        let (place, record) = entry?;
        if base.has(Id::read(place)) {
            batch.push(place, record);
            outlet.flow(batch);
        }
    }
    Ok(())
}

/// The terms of a part of which an earlier place is known.
struct Known {
    first: u64,
    /// By place from the first on; 0 where the place itself is the earliest.
    ids: Vec<Id>,
}

impl Known {
    /// Those below a place, and not below `first`.
    fn below(end: u64, first: u64, repeated: &mut Peekable<Merge<'_>>) -> Result<Self, StoreError> {
        let count = usize::try_from(end.saturating_sub(first)).unwrap_or(0);
        let mut ids = vec![Id(0); count];
        let below = |next: &Result<Key, StoreError>| match next {
            Ok(Key([place, ..])) => *place < end,
            Err(_) => true,
        };
        while let Some(next) = repeated.next_if(below) {
            let Key([place, id, _]) = next?;
            let place = usize::try_from(place.saturating_sub(first)).unwrap_or(usize::MAX);
            if let Some(known) = ids.get_mut(place) {
                *known = Id(id);
            }
        }
        Ok(Self { first, ids })
    }

    fn of(&self, place: u64) -> Option<Id> {
        let place = usize::try_from(place.checked_sub(self.first)?).ok()?;
        self.ids.get(place).copied().filter(|id| *id != Id(0))
    }

    /// The quads of a part, with the first ids of their terms.
    fn resolve(&self, part: Part) -> Result<Vec<Key>, StoreError> {
        let mut keys = part.held;
        for key in part.run.into_iter().flatten() {
            keys.push(key?);
        }
        let of = |id: Id| match id.is_listed() {
            true => self.of(id.payload()).unwrap_or(id),
            false => id,
        };
        keys.par_iter_mut().for_each(|key| {
            let row = Order::Spog.row(*key);
            *key = Order::Spog.key(Row {
                subject: of(row.subject),
                predicate: of(row.predicate),
                object: of(row.object),
                graph: of(row.graph),
            });
        });
        Ok(keys)
    }
}

/// Keys by subject, sorted in another order.
fn sorted(keys: &[Key], order: Order) -> Vec<Key> {
    let mut keys: Vec<Key> = keys
        .iter()
        .map(|key| order.key(Order::Spog.row(*key)))
        .collect();
    keys.par_sort_unstable();
    keys
}

/// Adds a run of the keys to each order.
fn sort_all(keys: &[Key], spill: &mut Spill, runs: &mut [Vec<Run>; 5]) -> Result<(), StoreError> {
    for (order, runs) in Order::ALL.into_iter().zip(runs) {
        runs.push(spill.write(sorted(keys, order))?);
    }
    Ok(())
}
