//! Where each word of a sentence stands.

use crate::mention::Word;

/// Tokens of a sentence, a bit for each of the first [`PLACES`].
pub type Places = u128;

/// How many tokens [`Places`] tells apart.
pub const PLACES: usize = Places::BITS as usize;

/// The tokens in order.
pub fn tokens(mut places: Places) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let next = (places != 0).then(|| places.trailing_zeros() as usize);
        places &= places.wrapping_sub(1);
        next
    })
}

/// The place of one token; none behind those that are told apart.
#[inline]
pub fn place(at: usize) -> Places {
    if at < PLACES { 1 << at } else { 0 }
}

/// The words of a sentence with their places, quick to look up.
#[derive(Debug)]
pub struct WordPlaces {
    /// A bit for each word by the end of its number: most other words are told apart by it.
    digest: [u64; BLOCKS],
    /// Open addressing: the number of an entry and one, 0 where there is none.
    slots: Vec<u32>,
    entries: Vec<(Word, Places)>,
}

const BLOCKS: usize = 8;

fn digest(word: Word) -> (usize, u64) {
    (word as usize / 64 % BLOCKS, 1 << (word % 64))
}

impl WordPlaces {
    /// The places of some words, in their order.
    pub fn of(words: &[Word]) -> Self {
        let mut all = Self {
            digest: [0; BLOCKS],
            slots: vec![0; (2 * words.len() + 1).next_power_of_two()],
            entries: Vec::with_capacity(words.len()),
        };
        for (at, word) in words.iter().enumerate() {
            let (block, bit) = digest(*word);
            all.digest[block] |= bit;
            match all.find(*word) {
                Ok(entry) => all.entries[entry].1 |= place(at),
                Err(slot) => {
                    all.entries.push((*word, place(at)));
                    all.slots[slot] = u32::try_from(all.entries.len()).unwrap_or(u32::MAX);
                }
            }
        }
        all
    }

    /// The entry of a word, or the slot where it would be noted.
    fn find(&self, word: Word) -> Result<usize, usize> {
        // Multiplied by the golden ratio, numbers near each other go to slots far apart.
        let mut slot = word.wrapping_mul(0x9E37_79B1) as usize >> 8;
        loop {
            slot &= self.slots.len() - 1;
            match (self.slots[slot] as usize).checked_sub(1) {
                None => return Err(slot),
                Some(entry) if self.entries[entry].0 == word => return Ok(entry),
                Some(_) => slot += 1,
            }
        }
    }

    /// Whether a word stands in the sentence.
    #[inline]
    pub fn holds(&self, word: Word) -> bool {
        let (block, bit) = digest(word);
        self.digest[block] & bit != 0 && self.find(word).is_ok()
    }

    /// Where a word stands.
    #[inline]
    pub fn get(&self, word: Word) -> Places {
        let (block, bit) = digest(word);
        if self.digest[block] & bit == 0 {
            return 0;
        }
        self.find(word).map_or(0, |entry| self.entries[entry].1)
    }
}

#[cfg(test)]
mod tests {
    use super::{PLACES, WordPlaces, place, tokens};

    #[test]
    fn a_word_is_found_at_all_of_its_places() {
        let words: Vec<u32> = (0..300).map(|at| at % 7 * 64).collect();
        let places = WordPlaces::of(&words);
        for word in 0..500 {
            let at = (0..PLACES).filter(|at| words[*at] == word);
            assert_eq!(places.get(word), at.fold(0, |all, at| all | place(at)));
            assert_eq!(places.holds(word), words.contains(&word));
        }
    }

    #[test]
    fn tokens_come_in_order() {
        let all: Vec<usize> = tokens(place(0) | place(5) | place(127) | place(128)).collect();
        assert_eq!(all, [0, 5, 127]);
    }

    #[test]
    fn nothing_holds_nothing() {
        assert!(!WordPlaces::of(&[]).holds(0));
    }
}
