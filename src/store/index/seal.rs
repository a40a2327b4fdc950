//! What the file of an index looked like when it was last written, so that a change by anything else is
//! noticed.
//!
//! `seal` beside the file has its size and time. While a transaction writes, the seal is open, so that a
//! process that dies then leaves an index that is trusted: LMDB keeps it whole.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

const NAME: &str = "seal";

/// Opens the seal: the file is about to be written.
pub(crate) fn break_open(folder: &Path) {
    // Without a seal the index is trusted; a folder that cannot be written to is told by the write itself.
    let _ = fs::write(folder.join(NAME), "open\n");
}

/// Seals the file as it is.
pub(crate) fn close(folder: &Path) {
    if let Some(stamp) = stamp(folder) {
        let _ = fs::write(folder.join(NAME), stamp);
    }
}

/// Whether the file is what was sealed; an open or missing seal says yes.
pub(crate) fn holds(folder: &Path) -> bool {
    let sealed = fs::read_to_string(folder.join(NAME)).unwrap_or_default();
    !sealed.ends_with(" sealed\n") || stamp(folder).is_none_or(|now| now == sealed)
}

fn stamp(folder: &Path) -> Option<String> {
    let metadata = fs::metadata(folder.join("data.mdb")).ok()?;
    let time = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let (size, nanos) = (metadata.len(), time.as_nanos());
    Some(format!("{size} {nanos} sealed\n"))
}

#[cfg(test)]
mod tests {
    use super::{break_open, close, holds};
    use std::fs;

    #[test]
    fn a_change_by_others_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data.mdb");
        fs::write(&data, "a").unwrap();
        assert!(holds(folder.path()));
        close(folder.path());
        assert!(holds(folder.path()));
        fs::write(&data, "ab").unwrap();
        assert!(!holds(folder.path()));
        break_open(folder.path());
        assert!(holds(folder.path()));
    }
}
