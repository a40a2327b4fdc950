//! Sorted keys packed into short runs of bytes.
//!
//! A block is the number of its keys (2 bytes) and for each key one byte that counts the leading
//! bytes it shares with the key before, then the bytes that it does not. Next to one LMDB entry a
//! quad this is a third of the space, and a scan runs over memory in order.

use crate::store::index::id::Key;

/// Most bytes of a block: four entries fill an LMDB page of 4,096 bytes.
const LARGEST: usize = 984;

/// A block being filled.
#[derive(Debug)]
pub(crate) struct Packer {
    bytes: Vec<u8>,
    count: u16,
    last: Key,
    largest: usize,
}

impl Default for Packer {
    fn default() -> Self {
        Self {
            bytes: Vec::new(),
            count: 0,
            last: Key::default(),
            largest: LARGEST,
        }
    }
}

impl Packer {
    /// Keys in the fewest blocks that hold them, all about as full, so that the next key in between
    /// finds room.
    pub(crate) fn even(keys: &[Key]) -> Vec<(Key, Vec<u8>)> {
        let mut size = 0;
        let mut before = None;
        for key in keys {
            size += 1 + Key::LEN - before.replace(*key).map_or(0, |b: Key| b.shared(*key));
        }
        let blocks = (size + 2).div_ceil(LARGEST).max(1);
        let largest = match blocks {
            1 => LARGEST,
            more => (size / more + 3 * Key::LEN).min(LARGEST),
        };
        let mut packer = Self {
            largest,
            ..Self::default()
        };
        let mut out: Vec<_> = keys.iter().filter_map(|key| packer.push(*key)).collect();
        out.extend(packer.finish());
        out
    }

    /// Adds the next key in order; returns the block that was full before it, and its last key.
    pub(crate) fn push(&mut self, key: Key) -> Option<(Key, Vec<u8>)> {
        let mut shared = if self.count == 0 {
            0
        } else {
            self.last.shared(key)
        };
        let full = if self.bytes.len() + 1 + Key::LEN - shared > self.largest {
            shared = 0;
            self.finish()
        } else {
            None
        };
        if self.count == 0 {
            self.bytes.reserve(LARGEST);
            self.bytes.extend_from_slice(&[0, 0]);
        }
        self.bytes.push(u8::try_from(shared).unwrap_or(0));
        self.bytes
            .extend_from_slice(key.bytes().get(shared..).unwrap_or_default());
        self.count += 1;
        self.last = key;
        full
    }

    /// The block so far with its last key; nothing where it is empty.
    pub(crate) fn finish(&mut self) -> Option<(Key, Vec<u8>)> {
        let mut bytes = std::mem::take(&mut self.bytes);
        let count = std::mem::take(&mut self.count);
        *bytes.first_chunk_mut::<2>()? = count.to_le_bytes();
        Some((self.last, bytes))
    }
}

/// Walks the keys of a block; a damaged block ends early.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keys<'a> {
    block: &'a [u8],
    /// Where the next key begins.
    at: usize,
    current: Key,
}

impl<'a> Keys<'a> {
    pub(crate) fn new(block: &'a [u8]) -> Self {
        Self {
            block,
            at: 2,
            current: Key::default(),
        }
    }

    /// The first key of a block just begun that is not below another.
    ///
    /// Most keys are passed over without a look at them: one that shares more with the key before it than that one does
    /// with the key looked for is below it too.
    #[inline]
    pub(crate) fn seek(&mut self, target: Key) -> Option<Key> {
        let mut common = 0;
        loop {
            let shared = *self.block.get(self.at)?;
            if usize::from(shared) > common {
                self.at += 1 + Key::LEN.checked_sub(shared.into())?;
                continue;
            }
            // What the key before shares with the other, this one has of it as well.
            let start = (self.at + 1).checked_sub(shared.into())?;
            let bytes = self.block.get(start..)?.first_chunk()?;
            self.current = Key::read(bytes).after(target, shared)?;
            self.at = start + Key::LEN;
            if self.current >= target {
                return Some(self.current);
            }
            common = self.current.shared(target);
        }
    }

    /// Whether nothing is left, as it is at the end of a block that is not damaged.
    pub(crate) fn is_done(&self) -> bool {
        self.at >= self.block.len()
    }

    /// How many keys a block holds.
    pub(crate) fn count(block: &[u8]) -> usize {
        let head = block.first_chunk::<2>().copied().unwrap_or_default();
        u16::from_le_bytes(head).into()
    }
}

impl Iterator for Keys<'_> {
    type Item = Key;

    /// Reads a key's bytes from where they would begin if it shared none: what stands before its own is of the key before
    /// and gives way to the shared bytes.
    #[inline]
    fn next(&mut self) -> Option<Key> {
        let shared = *self.block.get(self.at)?;
        let start = (self.at + 1).checked_sub(shared.into())?;
        let bytes = self.block.get(start..)?.first_chunk()?;
        self.current = Key::read(bytes).after(self.current, shared)?;
        self.at = start + Key::LEN;
        Some(self.current)
    }
}

#[cfg(test)]
mod tests {
    use super::{Keys, LARGEST, Packer};
    use crate::store::index::id::{Id, Key};
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    fn key() -> impl Strategy<Value = Key> {
        let id = prop_oneof![0u64..4, (0u64..1 << 48)].prop_map(Id);
        vec(id, 4).prop_map(|ids| Key::pack([ids[0], ids[1], ids[2], ids[3]]))
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(keys in btree_set(key(), 0..400)) {
            let (mut packer, mut blocks) = (Packer::default(), Vec::new());
            for key in &keys {
                blocks.extend(packer.push(*key));
            }
            blocks.extend(packer.finish());
            let mut back = Vec::new();
            for (last, block) in &blocks {
                prop_assert!(block.len() <= LARGEST);
                prop_assert_eq!(Keys::count(block), Keys::new(block).count());
                back.extend(Keys::new(block));
                prop_assert_eq!(back.last(), Some(last));
            }
            prop_assert!(back.iter().eq(&keys));
        }

        #[test]
        fn a_key_is_found_as_by_looking_at_all(keys in btree_set(key(), 1..60), target in key()) {
            for target in keys.iter().copied().chain([target, Key::default(), Key::LAST]) {
                for (_, block) in Packer::even(&keys.iter().copied().collect::<Vec<_>>()) {
                    let (mut plain, mut sought) = (Keys::new(&block), Keys::new(&block));
                    prop_assert_eq!(sought.seek(target), plain.find(|key| *key >= target));
                    prop_assert!(sought.eq(plain));
                }
            }
        }

        #[test]
        fn a_damaged_block_ends(bytes in vec(any::<u8>(), 0..200)) {
            prop_assert!(Keys::new(&bytes).count() <= 200);
            let mut keys = Keys::new(&bytes);
            prop_assert!(keys.seek(Key::LAST).is_none_or(|key| key == Key::LAST));
        }
    }
}
