//! Search over names, titles and quotations: ranked, and forgiving small misspellings.
//!
//! What fits and how well is said in one place (`word`, `weight`). With the feature `search` the texts of an index on
//! disk are found through an inverted index beside it (`inverted`); else, and in memory, by reading them all (`scan`).
//! Both answer the same.
//!
//! ```
//! use aikg::search::{Words, find};
//! use aikg::store::{Format, Input, Memory, wording::Kind};
//! let text = r#"<urn:x> <http://www.w3.org/2000/01/rdf-schema#label> "DeepSeek-V4" ."#;
//! let input = Input {
//!     shown: "a.nt".into(),
//!     format: Format::NTriples,
//!     reader: Box::new(text.as_bytes()),
//! };
//! let memory = Memory::load(vec![input], &aikg::model::Namespaces::default())?;
//! let found = find(&memory.snapshot(), &Words::of("deepsek"), &[Kind::Name], 10)?;
//! assert_eq!(found.hits[0].marks, vec![0..8]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod best;
#[cfg(feature = "search")]
pub(crate) mod inverted;
pub(crate) mod scan;
pub mod token;
pub mod weight;
pub mod word;

pub use best::Hit;
pub use word::Words;

use crate::search::best::Best;
use crate::search::weight::{Need, Survey, weigh};
use crate::store::wording::Kind;
use crate::store::{Snapshot, StoreError};

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The best first; equals by kind, IRI and text.
    pub hits: Vec<Hit>,
    /// Nothing has all of the words; these have some of them.
    pub partly: bool,
}

/// Finds the best texts of some kinds that have all of the words; where there are none, those that have any. Where no name
/// has them, it may be written otherwise: "gpt5" is GPT-5 too.
///
/// # Errors
/// The index cannot be read.
pub fn find(
    snapshot: &Snapshot<'_>,
    words: &Words,
    kinds: &[Kind],
    limit: usize,
) -> Result<Found, StoreError> {
    let mut found = written(snapshot, words, kinds, limit)?;
    let named = |found: &Found| !found.partly && found.hits.iter().any(|h| h.kind == Kind::Name);
    if named(&found) {
        return Ok(found);
    }
    for words in words.otherwise() {
        let other = written(snapshot, &words, kinds, limit)?;
        if other.partly || other.hits.is_empty() {
            continue;
        }
        if found.partly || found.hits.is_empty() {
            found = other;
        } else {
            let known = |hit: &Hit| found.hits.iter().any(|h| h.is(hit));
            let more: Vec<Hit> = other.hits.into_iter().filter(|h| !known(h)).collect();
            found.hits.extend(more);
            found.hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
            found.hits.truncate(limit);
        }
    }
    Ok(found)
}

/// The same for words as they are written.
fn written(
    snapshot: &Snapshot<'_>,
    words: &Words,
    kinds: &[Kind],
    limit: usize,
) -> Result<Found, StoreError> {
    #[cfg(feature = "search")]
    if let Some(found) = inverted::find(snapshot, words, kinds, limit)? {
        return Ok(found);
    }
    let texts = scan::Texts { snapshot, kinds };
    search(&texts, snapshot, words, limit)
}

/// Where texts are looked up.
pub(crate) trait Texts {
    /// How many texts there are, and how many have each word, by closeness.
    fn survey(&self, words: &Words) -> Result<Survey, StoreError>;

    /// Offers the texts that have what is needed.
    fn gather(&self, need: &Need, best: &mut Best<'_>) -> Result<(), StoreError>;
}

/// Finds the best of some texts.
pub(crate) fn search(
    texts: &impl Texts,
    snapshot: &Snapshot<'_>,
    words: &Words,
    limit: usize,
) -> Result<Found, StoreError> {
    let wanted = weigh(words, &texts.survey(words)?);
    for all in [true, false] {
        let mut best = Best::new(snapshot, limit);
        let need = Need {
            wanted: wanted.clone(),
            all,
        };
        if need.can_be() {
            texts.gather(&need, &mut best)?;
        }
        let hits = best.hits(&need.wanted)?;
        if !hits.is_empty() {
            return Ok(Found { hits, partly: !all });
        }
    }
    Ok(Found::default())
}
