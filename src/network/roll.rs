//! Numbers for things as they first come.

use crate::network::graph::place;
use rustc_hash::FxHashMap;

/// Things in the order in which they first come, each found again by its key.
pub(super) struct Roll<K, T> {
    places: FxHashMap<K, Option<u32>>,
    pub(super) items: Vec<T>,
}

impl<K, T> Default for Roll<K, T> {
    fn default() -> Self {
        Self {
            places: FxHashMap::default(),
            items: Vec::new(),
        }
    }
}

impl<K: std::hash::Hash + Eq, T> Roll<K, T> {
    /// The place of a thing, which `item` gives when its key comes first; `None` if it gives none.
    pub(super) fn find<E>(
        &mut self,
        key: K,
        item: impl FnOnce() -> Result<Option<T>, E>,
    ) -> Result<Option<u32>, E> {
        if let Some(known) = self.places.get(&key) {
            return Ok(*known);
        }
        let found = item()?.map(|item| self.push(item));
        self.places.insert(key, found);
        Ok(found)
    }

    /// The place of a thing that is taken in any case.
    pub(super) fn add(&mut self, key: K, item: T) -> u32 {
        if let Some(Some(known)) = self.places.get(&key) {
            return *known;
        }
        let found = self.push(item);
        self.places.insert(key, Some(found));
        found
    }

    fn push(&mut self, item: T) -> u32 {
        self.items.push(item);
        place(self.items.len() - 1)
    }
}
