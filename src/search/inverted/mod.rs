//! The inverted index of the texts of an index on disk, which a search brings in step with it first.
//!
//! It stands in the folder of its index and notes the revision that it is of. It holds numbers of the index and what
//! is looked up; the texts themselves stay there. What cannot be used is made anew; where that cannot be done, and while
//! another process does it, a search reads all texts instead, so that it never sees those of another revision.

mod cut;
mod lookup;
mod place;

use crate::search::inverted::lookup::Inverted;
use crate::search::inverted::place::Place;
use crate::search::word::Words;
use crate::search::{Found, search};
use crate::store::wording::Kind;
use crate::store::{Snapshot, StoreError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use tantivy::TantivyError;

/// Searches the inverted index of an index on disk; `None` where there is none to use.
///
/// # Errors
/// The index cannot be read.
pub(crate) fn find(
    snapshot: &Snapshot<'_>,
    words: &Words,
    kinds: &[Kind],
    limit: usize,
) -> Result<Option<Found>, StoreError> {
    let Some((folder, revision)) = snapshot.revision()? else {
        return Ok(None);
    };
    let place = Place::beside(&folder);
    for anew in [false, true] {
        let attempt = || -> Result<Option<Found>, StoreError> {
            let Some(index) = place.ready(snapshot, revision, anew)? else {
                return Ok(None);
            };
            let texts = Inverted::open(&place, &index, kinds)?;
            // Another process may have brought it in step with a later revision meanwhile.
            if place.revision(&index)?.is_none_or(|r| r > revision.last) {
                return Ok(None);
            }
            search(&texts, snapshot, words, limit).map(Some)
        };
        // The library trusts its files: those that a fault of the disk has changed may make it panic.
        match catch_unwind(AssertUnwindSafe(attempt)) {
            Ok(Err(StoreError::Damaged { path, .. })) if path == place.folder => {}
            Ok(result) => return result,
            Err(_) => {}
        }
    }
    Ok(None)
}

fn damaged(folder: &Path, error: &TantivyError) -> StoreError {
    StoreError::Damaged {
        path: folder.to_path_buf(),
        message: error.to_string(),
    }
}

#[cfg(test)]
mod tests;
