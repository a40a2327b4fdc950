//! Names written as paths: "@cf/baai/bge-small-en-v1.5".

use crate::extract::scope::Scope;
use crate::mention::{Gap, Kind, What};
use std::ops::Range;

impl Scope<'_> {
    /// Where what is behind the last "/" begins, of words without spaces that a cell begins with.
    pub(in crate::extract) fn past_path(&self, cell: &Range<usize>) -> Option<usize> {
        let mut joined = self.joined(cell);
        let slash = joined.by_ref().filter(|at| self.word(*at) == "/").last()?;
        let name = self.mentions.tokens.get(slash + 1)?;
        (slash + 1 < cell.end && name.gap != Gap::Space).then_some(slash + 1)
    }

    /// The name at the end of a path that is all of a cell, if it has letters and a number and nobody knows it.
    pub(in crate::extract) fn named_by_path(&self, cell: &Range<usize>) -> Option<Range<usize>> {
        let name = self.past_path(cell)?..cell.end;
        let tokens = &self.mentions.tokens[name.clone()];
        let whole = self.joined(cell).count() == cell.len();
        let digits = tokens.iter().any(|t| t.kind == Kind::Digits);
        let letters = tokens.first().is_some_and(|t| t.kind == Kind::Letters);
        let named = self.mentions.within(name.clone());
        let known = named.iter().any(|m| matches!(m.what, What::Thing(_)));
        (whole && digits && letters && !known).then_some(name)
    }

    /// The tokens from the start of a cell up to its first space.
    fn joined(&self, cell: &Range<usize>) -> impl Iterator<Item = usize> {
        let tokens = &self.mentions.tokens;
        let start = cell.start;
        cell.clone()
            .take_while(move |at| *at == start || tokens[*at].gap != Gap::Space)
    }
}
