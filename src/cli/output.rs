//! Where results go: standard output, or a file that is replaced as a whole.

use crate::cli::status::{Failure, Status};
use clap::ValueEnum;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tempfile::NamedTempFile;

/// A form of results: for people, or JSON lines for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Jsonl,
}

/// A place for results.
pub struct Output {
    inner: BufWriter<Inner>,
}

enum Inner {
    Standard(io::Stdout),
    File(NamedTempFile, PathBuf),
}

impl Output {
    /// Standard output for no path or `-`; else a file beside the one named, which replaces it when
    /// [`Self::finish`] is called.
    pub fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let inner = match path.filter(|p| *p != Path::new("-")) {
            None => Inner::Standard(io::stdout()),
            Some(path) => {
                let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
                let file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")));
                let file = file.map_err(|e| {
                    // The system's words alone: the name of the file made for the time being tells nothing.
                    let why = e
                        .raw_os_error()
                        .map_or_else(|| io::Error::from(e.kind()), io::Error::from_raw_os_error);
                    Failure::new(Status::Store, format!("{}: {why}", path.display()))
                        .hint("is the folder there, and may you write in it?")
                })?;
                pending(Some(file.path().to_path_buf()));
                Inner::File(file, path.to_path_buf())
            }
        };
        Ok(Self {
            inner: BufWriter::new(inner),
        })
    }

    /// Writes what is buffered and puts the file in its place.
    pub fn finish(self) -> Result<(), Failure> {
        let inner = self
            .inner
            .into_inner()
            .map_err(|e| Failure::from(e.into_error()))?;
        match inner {
            Inner::Standard(mut out) => out.flush().map_err(Failure::from),
            Inner::File(file, path) => {
                let shown = path.display().to_string();
                let persisted = file.persist(&path);
                let file: File = persisted
                    .map_err(|e| Failure::new(Status::Store, format!("{shown}: {}", e.error)))?;
                pending(None);
                readable(&file);
                Ok(())
            }
        }
    }
}

/// The file that is being written, for [`discard`].
static PENDING: Mutex<Option<PathBuf>> = Mutex::new(None);

fn pending(path: Option<PathBuf>) {
    if let Ok(mut pending) = PENDING.lock() {
        *pending = path;
    }
}

/// Removes a file that is half written, before the program ends without unwinding.
pub fn discard() {
    if let Ok(mut pending) = PENDING.lock()
        && let Some(path) = pending.take()
    {
        let _ = std::fs::remove_file(path);
    }
}

/// Temporary files are private; a result is as readable as any new file.
fn readable(file: &File) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let _ = file.set_permissions(std::fs::Permissions::from_mode(0o644));
    }
    #[cfg(not(unix))]
    let _ = file;
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl Write for Inner {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::File(file, _) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File(file, _) => file.flush(),
        }
    }
}

/// The ending of a file's name, in small letters.
pub fn ending(path: Option<&Path>) -> Option<String> {
    path?.extension()?.to_str().map(str::to_ascii_lowercase)
}
