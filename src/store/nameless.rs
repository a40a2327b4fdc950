//! A file that has no name until it is whole, so that a process which is killed leaves nothing of it.
//!
//! Linux can make such files on most file systems (`O_TMPFILE`). Elsewhere the file has a hidden name beside its place
//! until then.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file on its way to a place.
#[derive(Debug)]
pub struct Nameless {
    inner: Inner,
    place: PathBuf,
}

#[derive(Debug)]
enum Inner {
    #[cfg(target_os = "linux")]
    Unnamed(File),
    Hidden(NamedTempFile),
}

impl Nameless {
    /// A new file in the folder of a place, with the rights of any new file.
    ///
    /// # Errors
    /// The folder is not there, or cannot be written to.
    pub fn beside(place: &Path) -> io::Result<Self> {
        let folder = folder(place);
        #[cfg(target_os = "linux")]
        if let Some(file) = unnamed(folder)? {
            let place = place.to_path_buf();
            let inner = Inner::Unnamed(file);
            return Ok(Self { inner, place });
        }
        Ok(Self {
            inner: Inner::Hidden(hidden(folder)?),
            place: place.to_path_buf(),
        })
    }

    /// The hidden name that it has meanwhile, where the system makes no file without one.
    pub fn name(&self) -> Option<&Path> {
        match &self.inner {
            #[cfg(target_os = "linux")]
            Inner::Unnamed(_) => None,
            Inner::Hidden(file) => Some(file.path()),
        }
    }

    /// Makes what was written last, whatever happens to the machine.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn sync(&self) -> io::Result<()> {
        self.file().sync_all()
    }

    /// Puts it in its place; what stood there is replaced.
    ///
    /// # Errors
    /// The place cannot be written to.
    pub fn keep(self) -> io::Result<()> {
        match self.inner {
            #[cfg(target_os = "linux")]
            Inner::Unnamed(file) => name(&file, &self.place),
            Inner::Hidden(file) => file.persist(&self.place).map(drop).map_err(|e| e.error),
        }
    }

    fn file(&self) -> &File {
        match &self.inner {
            #[cfg(target_os = "linux")]
            Inner::Unnamed(file) => file,
            Inner::Hidden(file) => file.as_file(),
        }
    }
}

fn folder(place: &Path) -> &Path {
    let parent = place.parent().filter(|p| !p.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

/// A file without a name in a folder; `None` where the file system has none, or the system would not name it later.
#[cfg(target_os = "linux")]
fn unnamed(folder: &Path) -> io::Result<Option<File>> {
    use rustix::fs::{Mode, OFlags};
    use rustix::io::Errno;
    if !Path::new("/proc/self/fd").is_dir() {
        return Ok(None);
    }
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    match rustix::fs::open(folder, flags, Mode::from_raw_mode(0o666)) {
        Ok(file) => Ok(Some(file.into())),
        // What systems and file systems that do not know such files say.
        Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Gives a file its name.
#[cfg(target_os = "linux")]
fn name(file: &File, place: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    use rustix::io::Errno;
    use std::os::fd::AsRawFd;
    let source = format!("/proc/self/fd/{}", file.as_raw_fd());
    let link = |to: &Path| linkat(CWD, source.as_str(), CWD, to, AtFlags::SYMLINK_FOLLOW);
    match link(place) {
        Ok(()) => return Ok(()),
        Err(Errno::EXIST) => {}
        Err(error) => return Err(error.into()),
    }
    // A link replaces nothing, a name does.
    let spare = hidden(folder(place))?.into_temp_path();
    let _ = fs::remove_file(&spare);
    link(&spare)?;
    spare.persist(place).map_err(|e| e.error)
}

/// A file with a hidden name.
fn hidden(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

impl Write for Nameless {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file().flush()
    }
}

impl Seek for Nameless {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file().seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::{Inner, Nameless, hidden};
    use std::fs;
    use std::io::Write;
    use std::path::Path;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_there_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.csv");
        for text in ["one", "two"] {
            let mut file = Nameless::beside(&place).unwrap();
            file.write_all(text.as_bytes()).unwrap();
            // Where the system can, a process that is killed here leaves nothing behind.
            assert_eq!(
                file.name().is_some(),
                names(folder.path()).len() > usize::from(text == "two")
            );
            file.keep().unwrap();
            assert_eq!(fs::read_to_string(&place).unwrap(), text);
            assert_eq!(names(folder.path()), ["a.csv"]);
        }
        drop(Nameless::beside(&place).unwrap());
        assert_eq!(names(folder.path()), ["a.csv"]);
        assert!(Nameless::beside(&place.join("b")).is_err());
    }

    #[test]
    fn a_file_with_a_hidden_name_goes_or_stays_as_well() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.csv");
        let make = || Nameless {
            inner: Inner::Hidden(hidden(folder.path()).unwrap()),
            place: place.clone(),
        };
        drop(make());
        assert!(names(folder.path()).is_empty());
        let mut file = make();
        file.write_all(b"one").unwrap();
        file.keep().unwrap();
        assert_eq!(names(folder.path()), ["a.csv"]);
    }
}
