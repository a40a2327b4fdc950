//! Where results go: standard output, or a file that is replaced as a whole.

use crate::cli::status::{Failure, Status, said};
use aikg::store::Nameless;
use clap::ValueEnum;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

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
    /// A device or a pipe with a name, which is written to as it is.
    Device(File),
    File(Nameless, PathBuf),
}

impl Output {
    /// Standard output for no path or `-`; else a file beside the one named, which replaces it when
    /// [`Self::finish`] is called.
    pub fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let inner = match path.filter(|p| *p != Path::new("-")) {
            None => Inner::Standard(io::stdout()),
            Some(path) => begun(path)?,
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
            Inner::Device(mut file) => file.flush().map_err(Failure::from),
            Inner::File(file, path) => {
                let kept = file.keep();
                kept.map_err(|e| unwritable(&path, &e))?;
                pending(None);
                Ok(())
            }
        }
    }
}

/// What is written to for a path.
fn begun(path: &Path) -> Result<Inner, Failure> {
    if path.is_dir() {
        return Err(Failure::usage(
            format!("{}: it is a folder", path.display()),
            "name a file in it",
        ));
    }
    if path.starts_with("/dev") || path.exists() && !path.is_file() {
        let file = File::options().write(true).open(path);
        return file.map(Inner::Device).map_err(|e| unwritable(path, &e));
    }
    let file = Nameless::beside(path).map_err(|e| unwritable(path, &e))?;
    pending(file.name().map(Path::to_path_buf));
    Ok(Inner::File(file, path.to_path_buf()))
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|f| !f.is_dir()) {
        let message = format!(
            "{}: there is no folder {}",
            path.display(),
            folder.display()
        );
        return Failure::new(Status::Store, message).hint("make it, or name another");
    }
    // The system's words alone: the name of a file made for the time being tells nothing.
    let plain = error
        .raw_os_error()
        .map_or_else(|| error.kind().into(), io::Error::from_raw_os_error);
    let message = format!("{}: {}", path.display(), said(&plain));
    Failure::new(Status::Store, message).hint("may you write in its folder?")
}

/// The file with a hidden name that is being written, for [`discard`].
static PENDING: Mutex<Option<PathBuf>> = Mutex::new(None);

fn pending(path: Option<PathBuf>) {
    let named = path.is_some();
    if let Ok(mut pending) = PENDING.lock() {
        *pending = path;
    }
    if named {
        // Whoever has set what Ctrl-C does keeps that.
        let _ = ctrlc::set_handler(|| {
            discard();
            std::process::exit(INTERRUPTED);
        });
    }
}

/// The exit status of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Removes a file that is half written, before the program ends without unwinding.
pub fn discard() {
    if let Ok(mut pending) = PENDING.lock()
        && let Some(path) = pending.take()
    {
        let _ = std::fs::remove_file(path);
    }
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
            Self::Device(file) => file.write(bytes),
            Self::File(file, _) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::Device(file) => file.flush(),
            Self::File(file, _) => file.flush(),
        }
    }
}

/// The ending of a file's name, in small letters.
pub fn ending(path: Option<&Path>) -> Option<String> {
    path?.extension()?.to_str().map(str::to_ascii_lowercase)
}
