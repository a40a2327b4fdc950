//! How much an input may be, and what an archive may unpack to.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Largest document, in bytes: a file, an entry of an archive, a line of JSON, a page.
pub const BYTES: u64 = 64 << 20;
/// How deep archives may lie in one another.
pub const DEPTH: u8 = 3;
/// How many bytes one packed byte may become, over all of an input; text is packed to a third or a tenth.
pub const RATIO: u64 = 200;
/// What every input may unpack to, in bytes, whatever its ratio.
pub const ALWAYS: u64 = 16 << 20;

/// More was unpacked than [`RATIO`] allows.
#[derive(Debug, thiserror::Error)]
#[error("it unpacks to more than {RATIO} times its size, as no texts do; no more of it is read")]
pub struct Exceeded;

/// What was read of a packed input and what it became; archives within it share the count.
#[derive(Debug, Clone, Default)]
pub(crate) struct Budget {
    packed: Rc<Cell<u64>>,
    unpacked: Rc<Cell<u64>>,
}

impl Budget {
    /// Counts bytes read of the outermost input.
    pub(crate) fn take_in(&self, bytes: u64) {
        self.packed.set(self.packed.get().saturating_add(bytes));
    }

    /// Counts bytes unpacked.
    ///
    /// # Errors
    /// [`Exceeded`].
    pub(crate) fn give_out(&self, bytes: u64) -> io::Result<()> {
        let all = self.unpacked.get().saturating_add(bytes);
        self.unpacked.set(all);
        if all > ALWAYS && all > self.packed.get().saturating_mul(RATIO) {
            return Err(io::Error::other(Exceeded));
        }
        Ok(())
    }
}

/// A reader whose bytes are counted on one side of a budget.
pub(crate) struct Counted<R> {
    inner: R,
    budget: Budget,
    packed: bool,
}

impl<R> Counted<R> {
    /// Of packed bytes.
    pub(crate) fn packed(inner: R, budget: &Budget) -> Self {
        Self {
            inner,
            budget: budget.clone(),
            packed: true,
        }
    }

    /// Of unpacked bytes.
    pub(crate) fn unpacked(inner: R, budget: &Budget) -> Self {
        Self {
            packed: false,
            ..Self::packed(inner, budget)
        }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        if self.packed {
            self.budget.take_in(read as u64);
        } else {
            self.budget.give_out(read as u64)?;
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_allows_what_texts_need() {
        let budget = Budget::default();
        budget.take_in(1000);
        assert!(budget.give_out(ALWAYS).is_ok());
        assert!(budget.give_out(1).is_err());
        budget.take_in(ALWAYS);
        assert!(budget.give_out(1).is_ok());
    }
}
