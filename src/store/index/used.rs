//! A set of places of a dictionary, or of pages.

use rustc_hash::FxHashMap;

/// Places of a group.
const GROUP: u64 = 1 << 14;

/// Places, a bit each, in groups: a place that is far off by mistake takes no more than others.
#[derive(Debug, Default)]
pub(crate) struct Used(FxHashMap<u64, Vec<u64>>);

impl Used {
    /// Adds a place; whether it is new.
    pub(crate) fn add(&mut self, place: u64) -> bool {
        let (group, word, bit) = Self::parts(place);
        let words = self.0.entry(group).or_insert_with(|| {
            let words = usize::try_from(GROUP / 64).unwrap_or(0);
            vec![0; words]
        });
        let Some(word) = words.get_mut(word) else {
            return false;
        };
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Whether it has a place.
    pub(crate) fn has(&self, place: u64) -> bool {
        let (group, word, bit) = Self::parts(place);
        let word = self.0.get(&group).and_then(|words| words.get(word));
        word.is_some_and(|word| word & bit != 0)
    }

    /// Whether all of them are among others.
    pub(crate) fn within(&self, others: &Self) -> bool {
        self.0.iter().all(|(group, words)| {
            let others = others.0.get(group).map_or(&[][..], |words| words);
            let others = others.iter().chain(std::iter::repeat(&0));
            words
                .iter()
                .zip(others)
                .all(|(own, other)| own & !other == 0)
        })
    }

    fn parts(place: u64) -> (u64, usize, u64) {
        let word = usize::try_from(place % GROUP / 64).unwrap_or(0);
        (place / GROUP, word, 1 << (place % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::Used;

    #[test]
    fn a_place_is_new_once() {
        let (mut some, mut more) = (Used::default(), Used::default());
        for place in [0, 63, 64, 1 << 43] {
            assert!(some.add(place) && !some.add(place) && more.add(place));
        }
        assert!(more.add(65) && some.has(63) && !some.has(65));
        assert!(some.within(&more) && !more.within(&some));
    }
}
