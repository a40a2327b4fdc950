//! Any number of keys sorted in little memory: sorted runs, merged while they are read.

use crate::store::fault::StoreError;
use crate::store::index::id::Key;
use crate::store::index::spill::{Run, Spill};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::path::Path;

/// Keys that are sorted in memory at once.
const AT_ONCE: usize = 2 << 20;

/// Takes keys in, in any order.
#[derive(Debug)]
pub(crate) struct Sorter {
    spill: Spill,
    runs: Vec<Run>,
    keys: Vec<Key>,
    most: usize,
}

impl Sorter {
    /// An empty one, which writes in a folder what does not fit in memory.
    pub(crate) fn new(folder: &Path) -> Self {
        Self::holding(folder, AT_ONCE)
    }

    /// The same that holds so many keys in memory.
    pub(crate) fn holding(folder: &Path, most: usize) -> Self {
        Self {
            spill: Spill::new(folder),
            runs: Vec::new(),
            keys: Vec::new(),
            most,
        }
    }

    /// Takes a key in.
    pub(crate) fn push(&mut self, key: Key) -> Result<(), StoreError> {
        if self.keys.len() == self.most {
            self.flush()?;
        }
        self.keys.push(key);
        Ok(())
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        self.keys.par_sort_unstable();
        self.runs.push(self.spill.write(self.keys.drain(..))?);
        Ok(())
    }

    /// What was taken in, as sorted parts.
    pub(crate) fn finish(mut self) -> Vec<Part> {
        self.keys.par_sort_unstable();
        let mut parts: Vec<Part> = self.runs.into_iter().map(Part::Run).collect();
        parts.push(Part::Keys(self.keys));
        parts
    }
}

/// Sorted keys, on disk or in memory.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    Run(Run),
    Keys(Vec<Key>),
}

impl Part {
    /// The keys in order.
    pub(crate) fn read<'k>(self) -> Source<'k> {
        match self {
            Self::Run(run) => Box::new(run.into_iter()),
            Self::Keys(keys) => Box::new(keys.into_iter().map(Ok)),
        }
    }
}

/// Keys in order.
pub(crate) type Source<'k> = Box<dyn Iterator<Item = Result<Key, StoreError>> + 'k>;

/// The keys of several sources in order, each once.
pub(crate) struct Merge<'k> {
    sources: Vec<Source<'k>>,
    waiting: BinaryHeap<Reverse<(Key, usize)>>,
    /// The smallest key that was not given yet, and its source.
    first: Option<(Key, usize)>,
    failure: Option<StoreError>,
}

impl<'k> Merge<'k> {
    /// Over sources that are each in order.
    pub(crate) fn new(sources: impl IntoIterator<Item = Source<'k>>) -> Self {
        let mut merge = Self {
            sources: sources.into_iter().collect(),
            waiting: BinaryHeap::new(),
            first: None,
            failure: None,
        };
        for place in 0..merge.sources.len() {
            let key = merge.pull(place);
            merge.waiting.extend(key.map(|key| Reverse((key, place))));
        }
        merge.first = merge.waiting.pop().map(|Reverse(first)| first);
        merge
    }

    fn pull(&mut self, place: usize) -> Option<Key> {
        match self.sources.get_mut(place)?.next()? {
            Ok(key) => Some(key),
            Err(failure) => {
                self.failure = Some(failure);
                None
            }
        }
    }

    /// The smallest key; the next of its source may come again before any other.
    fn step(&mut self) -> Option<Key> {
        let (key, place) = self.first?;
        let next = self.pull(place).map(|next| (next, place));
        self.first = match (next, self.waiting.peek()) {
            (Some(next), Some(Reverse(other))) if *other < next => {
                self.waiting.push(Reverse(next));
                self.waiting.pop().map(|Reverse(first)| first)
            }
            (Some(next), _) => Some(next),
            (None, _) => self.waiting.pop().map(|Reverse(first)| first),
        };
        Some(key)
    }
}

impl Iterator for Merge<'_> {
    type Item = Result<Key, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(failure) = self.failure.take() {
                self.first = None;
                return Some(Err(failure));
            }
            let key = self.step()?;
            if self.failure.is_none() && self.first.is_some_and(|(next, _)| next == key) {
                continue;
            }
            return Some(Ok(key));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Merge, Part, Sorter};
    use crate::store::index::id::Key;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_goes_in_comes_out_sorted_once(keys in vec((0u64..9, any::<u64>(), 0u64..3), 0..500), most in 1usize..200) {
            let folder = tempfile::tempdir().unwrap();
            let mut sorter = Sorter::holding(folder.path(), most);
            let keys: Vec<Key> = keys.into_iter().map(|(a, b, c)| Key([a, b, c])).collect();
            for key in &keys {
                sorter.push(*key).unwrap();
            }
            let merged = Merge::new(sorter.finish().into_iter().map(Part::read));
            let merged: Vec<Key> = merged.map(Result::unwrap).collect();
            let plain: BTreeSet<Key> = keys.into_iter().collect();
            prop_assert!(merged.into_iter().eq(plain));
        }
    }
}
