//! What the file of an index looked like when it was last written, so that a change by anything else is
//! noticed.
//!
//! `seal` beside the file has its size and time, and under Unix its number and the time at which the system saw
//! it change, which no program can set back. While a transaction writes, the seal is open, so that a process
//! that dies then leaves an index that is trusted: LMDB keeps it whole.

use std::fs::{self, Metadata};
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
    if let Some(stamp) = Stamp::of(folder) {
        let _ = fs::write(folder.join(NAME), stamp.line());
    }
}

/// Whether the file is what was sealed, or a copy of it; an open or missing seal says yes. A copy is sealed
/// itself, where the folder can be written to.
pub(crate) fn holds(folder: &Path) -> bool {
    let sealed = fs::read_to_string(folder.join(NAME)).unwrap_or_default();
    if !sealed.ends_with(" sealed\n") {
        return true;
    }
    let Some(now) = Stamp::of(folder) else {
        return true;
    };
    if now.line() == sealed {
        return true;
    }
    let mut parts = sealed.split(' ');
    let [content, number, _] = [(); 3].map(|()| parts.next().unwrap_or_default());
    let copied = content == now.content && number != now.number;
    if copied {
        close(folder);
    }
    copied
}

/// What is noted of a file.
struct Stamp {
    /// Its size and the time of its content, which a copy keeps.
    content: String,
    /// Its number in the file system.
    number: String,
    /// When the system saw it change.
    changed: String,
}

impl Stamp {
    fn of(folder: &Path) -> Option<Self> {
        let metadata = fs::metadata(folder.join("data.mdb")).ok()?;
        let time = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let (number, changed) = system(&metadata);
        Some(Self {
            content: format!("{}/{}", metadata.len(), time.as_nanos()),
            number,
            changed,
        })
    }

    fn line(&self) -> String {
        let Self {
            content,
            number,
            changed,
        } = self;
        format!("{content} {number} {changed} sealed\n")
    }
}

/// Number of a file, and when the system saw it change.
#[cfg(unix)]
fn system(metadata: &Metadata) -> (String, String) {
    use std::os::unix::fs::MetadataExt;
    let changed = format!("{}.{:09}", metadata.ctime(), metadata.ctime_nsec());
    (format!("{}:{}", metadata.dev(), metadata.ino()), changed)
}

/// Other systems tell neither.
#[cfg(not(unix))]
fn system(_: &Metadata) -> (String, String) {
    ("-".into(), "-".into())
}

#[cfg(test)]
mod tests {
    use super::{break_open, close, holds};
    use std::fs;
    use std::path::Path;

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

    #[cfg(unix)]
    #[test]
    fn a_change_that_keeps_the_time_is_noticed_and_a_copy_is_none() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let data = folder.path().join("data.mdb");
        fs::write(&data, "a").unwrap();
        let time = fs::metadata(&data).unwrap().modified().unwrap();
        let keep = |path: &Path| {
            let file = fs::File::options().write(true).open(path).unwrap();
            file.set_modified(time).unwrap();
        };
        close(folder.path());
        for name in ["data.mdb", "seal"] {
            fs::copy(folder.path().join(name), other.path().join(name)).unwrap();
        }
        keep(&other.path().join("data.mdb"));
        assert!(holds(other.path()));
        for folder in [folder.path(), other.path()] {
            // The clock of a file system moves in steps of some milliseconds.
            let noticed = (0..100_000).any(|_| {
                fs::write(folder.join("data.mdb"), "b").unwrap();
                keep(&folder.join("data.mdb"));
                !holds(folder)
            });
            assert!(noticed);
        }
    }
}
