//! The best of many texts, in memory that goes by how many are wanted.

use crate::search::weight::{Wanted, marks};
use crate::store::wording::Kind;
use crate::store::{Id, Snapshot, StoreError, Wording};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// A text that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// IRI of the entity or document that has it; of the statement where that stands in no graph.
    pub owner: String,
    /// The text.
    pub text: String,
    /// Where its words stand, in bytes.
    pub marks: Vec<Range<usize>>,
    /// IRIs of the statements with this quotation, sorted.
    pub statements: Vec<String>,
    /// The larger, the better it fits; in parts of 256,000.
    pub score: u64,
}

impl Hit {
    /// Whether another is the same text of the same thing.
    pub(crate) fn is(&self, other: &Self) -> bool {
        (self.kind, &self.owner, &self.text) == (other.kind, &other.owner, &other.text)
    }
}

/// Place of a text among others.
type Rank = (Reverse<u64>, Kind, String, String);

/// What counts as one: an entity, whatever its names; a title or a quotation of a document.
type Thing = (Kind, Id, Option<Id>);

/// Keeps the best texts, of an entity its best name. Equals are sorted by kind, IRI and text, so that the order in
/// which they come does not matter.
pub(crate) struct Best<'s> {
    snapshot: &'s Snapshot<'s>,
    limit: usize,
    kept: BTreeMap<Rank, Wording>,
    ranks: HashMap<Thing, Rank>,
}

impl<'s> Best<'s> {
    pub(crate) fn new(snapshot: &'s Snapshot<'s>, limit: usize) -> Self {
        Self {
            snapshot,
            limit,
            kept: BTreeMap::new(),
            ranks: HashMap::new(),
        }
    }

    /// Takes a text if it is among the best.
    pub(crate) fn offer(&mut self, score: u64, wording: Wording) -> Result<(), StoreError> {
        let full = self.kept.len() >= self.limit;
        let worst = self.kept.last_key_value().map_or(0, |(rank, _)| rank.0.0);
        if self.limit == 0 || (full && score < worst) {
            return Ok(());
        }
        let owner = self.snapshot.words(wording.owner)?;
        let text = self.snapshot.words(wording.text)?;
        let rank = (Reverse(score), wording.kind, owner, text);
        let single = (wording.kind != Kind::Name).then_some(wording.text);
        let thing = (wording.kind, wording.owner, single);
        match self.ranks.get(&thing) {
            Some(known) if *known <= rank => return Ok(()),
            Some(known) => {
                self.kept.remove(known);
            }
            None => {}
        }
        self.ranks.insert(thing, rank.clone());
        self.kept.insert(rank, wording);
        if self.kept.len() > self.limit
            && let Some((_, last)) = self.kept.pop_last()
        {
            let single = (last.kind != Kind::Name).then_some(last.text);
            self.ranks.remove(&(last.kind, last.owner, single));
        }
        Ok(())
    }

    /// The best first.
    pub(crate) fn hits(self, wanted: &[Wanted]) -> Result<Vec<Hit>, StoreError> {
        let mut hits = Vec::with_capacity(self.kept.len());
        for ((Reverse(score), kind, owner, text), wording) in self.kept {
            hits.push(Hit {
                kind,
                owner,
                marks: marks(wanted, &text),
                text,
                statements: self.snapshot.quoting(wording)?.into_iter().collect(),
                score,
            });
        }
        Ok(hits)
    }
}
