//! An index in memory: for the data that ship with the program, and for files of one command.

use crate::model::Namespaces;
use crate::store::index::bulk::Gathered;
use crate::store::index::id::{Id, Key};
use crate::store::index::order::Order;
use crate::store::index::record::Hash;
use crate::store::index::snapshot::{Backing, DefaultGraph, Snapshot};
use rustc_hash::FxHashMap;

/// Quads in memory, sorted in the five orders; read-only once made.
#[derive(Debug)]
pub struct Memory {
    namespaces: Namespaces,
    orders: [Vec<Key>; 5],
    ids: FxHashMap<Hash, Id>,
    records: Vec<Box<[u8]>>,
}

impl Memory {
    /// Sorts what was gathered.
    pub(crate) fn new(gathered: Gathered, namespaces: &Namespaces) -> Self {
        let Gathered { rows, ids, records } = gathered;
        Self {
            namespaces: namespaces.clone(),
            orders: Order::ALL.map(|order| order.keys(&rows)),
            ids,
            records,
        }
    }

    /// What queries read.
    pub fn snapshot(&self) -> Snapshot<'_> {
        Snapshot {
            backing: Backing::Memory(self),
            namespaces: &self.namespaces,
            default: DefaultGraph::Union,
        }
    }

    pub(crate) fn keys(&self, order: Order) -> &[Key] {
        order.of::<Vec<Key>>(&self.orders)
    }

    pub(crate) fn find(&self, hash: &Hash) -> Option<Id> {
        self.ids.get(hash).copied()
    }

    pub(crate) fn record(&self, id: Id) -> Option<&[u8]> {
        let place = usize::try_from(id.payload()).ok()?;
        self.records.get(place).map(|record| &**record)
    }
}
