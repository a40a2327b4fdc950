//! Terms and quads as numbers.

/// A term of 48 bits: a 4-bit tag over a 44-bit payload.
///
/// The payload is the place in the dictionary, or the value itself where the tag is one of
/// `inline`. 0 is the default graph. Two terms are the same term exactly if their ids are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(pub(crate) u64);

/// What kind of term an id stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    Iri = 1,
    Blank = 2,
    Literal = 3,
    Integer = 4,
    Decimal = 5,
    Boolean = 6,
    Date = 7,
    DateTime = 8,
}

impl Id {
    /// The default graph.
    pub(crate) const DEFAULT: Self = Self(0);
    /// Bits of the payload.
    pub(crate) const PAYLOAD: u32 = 44;
    /// One more than the largest payload.
    pub(crate) const LIMIT: u64 = 1 << Self::PAYLOAD;

    pub(crate) fn new(tag: Tag, payload: u64) -> Self {
        debug_assert!(payload < Self::LIMIT);
        Self(((tag as u64) << Self::PAYLOAD) | (payload & (Self::LIMIT - 1)))
    }

    pub(crate) fn tag(self) -> Option<Tag> {
        Some(match self.0 >> Self::PAYLOAD {
            1 => Tag::Iri,
            2 => Tag::Blank,
            3 => Tag::Literal,
            4 => Tag::Integer,
            5 => Tag::Decimal,
            6 => Tag::Boolean,
            7 => Tag::Date,
            8 => Tag::DateTime,
            _ => return None,
        })
    }

    pub(crate) fn payload(self) -> u64 {
        self.0 & (Self::LIMIT - 1)
    }

    /// Whether the term is an IRI.
    pub fn is_iri(self) -> bool {
        self.tag() == Some(Tag::Iri)
    }

    /// Whether the term is to be looked up in the dictionary.
    pub(crate) fn is_listed(self) -> bool {
        matches!(self.tag(), Some(Tag::Iri | Tag::Blank | Tag::Literal))
    }

    /// The number, of 48 bits.
    pub fn number(self) -> u64 {
        self.0
    }

    /// The id of a number; a number that is none is a term that no index has.
    pub fn of(number: u64) -> Self {
        Self(number & ((1 << 48) - 1))
    }

    /// Six bytes, so that byte order is number order.
    pub(crate) fn bytes(self) -> [u8; 6] {
        let [_, _, bytes @ ..] = self.0.to_be_bytes();
        bytes
    }

    /// The place in the dictionary in six bytes, so that byte order is number order.
    pub(crate) fn place(self) -> [u8; 6] {
        Self(self.payload()).bytes()
    }

    /// The id of the first six bytes.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut whole = [0; 8];
        for (place, byte) in whole.iter_mut().skip(2).zip(bytes.iter().take(6)) {
            *place = *byte;
        }
        Self(u64::from_be_bytes(whole))
    }
}

/// A quad: subject, predicate, object, graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Row {
    /// Subject.
    pub subject: Id,
    /// Predicate.
    pub predicate: Id,
    /// Object.
    pub object: Id,
    /// Graph; `Id(0)` is the default graph.
    pub graph: Id,
}

/// Four ids of 48 bits in the sequence of an order. Word by word it sorts as its bytes do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct Key(pub(crate) [u64; 3]);

/// Of each number of leading bytes the bits behind them.
const OWN: [[u64; 3]; Key::LEN + 1] = {
    let mut masks = [[u64::MAX; 3]; Key::LEN + 1];
    let mut shared = 1;
    while shared <= Key::LEN {
        masks[shared] = masks[shared - 1];
        masks[shared][(shared - 1) / 8] = match shared % 8 {
            0 => 0,
            bytes => u64::MAX >> (8 * bytes),
        };
        shared += 1;
    }
    masks
};

impl Key {
    /// Bytes of a key.
    pub(crate) const LEN: usize = 24;
    /// Above every key.
    pub(crate) const LAST: Self = Self([u64::MAX; 3]);

    pub(crate) fn pack([a, b, c, d]: [Id; 4]) -> Self {
        Self([
            a.0 << 16 | b.0 >> 32,
            b.0 << 32 | c.0 >> 16,
            c.0 << 48 | d.0,
        ])
    }

    pub(crate) fn unpack(self) -> [Id; 4] {
        let Self([x, y, z]) = self;
        let low = |n: u64| n & 0xFFFF_FFFF_FFFF;
        [
            Id(x >> 16),
            Id(low(x << 32 | y >> 32)),
            Id(low(y << 16 | z >> 48)),
            Id(low(z)),
        ]
    }

    #[inline]
    pub(crate) fn bytes(self) -> [u8; Self::LEN] {
        let mut out = [0; Self::LEN];
        let [a, b, c] = self.0.map(u64::to_be_bytes);
        out[..8].copy_from_slice(&a);
        out[8..16].copy_from_slice(&b);
        out[16..].copy_from_slice(&c);
        out
    }

    #[inline]
    pub(crate) fn read(bytes: &[u8; Self::LEN]) -> Self {
        // Every look-up reads some dozens of keys: three loads each.
        let (words, _) = bytes.as_chunks();
        let word = |at: usize| words.get(at).map_or(0, |word| u64::from_be_bytes(*word));
        Self([word(0), word(1), word(2)])
    }

    /// This key with the leading bytes, so many, of another.
    #[inline]
    pub(crate) fn after(self, other: Self, shared: u8) -> Option<Self> {
        let own = OWN.get(usize::from(shared))?;
        let word = |at: usize| (other.0[at] & !own[at]) | (self.0[at] & own[at]);
        Some(Self([word(0), word(1), word(2)]))
    }

    /// How many leading bytes two keys share.
    pub(crate) fn shared(self, other: Self) -> usize {
        for (i, (a, b)) in self.0.into_iter().zip(other.0).enumerate() {
            if a != b {
                return i * 8 + (a ^ b).leading_zeros() as usize / 8;
            }
        }
        Self::LEN
    }
}

#[cfg(test)]
mod tests {
    use super::{Id, Key};
    use proptest::prelude::*;

    fn id() -> impl Strategy<Value = Id> {
        (0u64..1 << 48).prop_map(Id)
    }

    proptest! {
        #[test]
        fn a_key_comes_back(ids in [id(), id(), id(), id()], other in [id(), id(), id(), id()]) {
            let (key, next) = (Key::pack(ids), Key::pack(other));
            prop_assert_eq!(key.unpack(), ids);
            prop_assert_eq!(Key::read(&key.bytes()), key);
            for shared in 0..=24u8 {
                let mut bytes = key.bytes();
                bytes[..usize::from(shared)].copy_from_slice(&next.bytes()[..usize::from(shared)]);
                prop_assert_eq!(key.after(next, shared), Some(Key::read(&bytes)));
            }
            prop_assert_eq!(key.after(next, 25), None);
            prop_assert_eq!(key.cmp(&next), ids.cmp(&other));
            prop_assert_eq!(key.bytes().cmp(&next.bytes()), ids.cmp(&other));
            let bytes: Vec<u8> = ids.iter().flat_map(|i| i.bytes()).collect();
            prop_assert_eq!(&key.bytes()[..], &bytes[..]);
            prop_assert_eq!(Id::read(&ids[0].bytes()), ids[0]);
        }
    }
}
