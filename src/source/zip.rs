//! Zip archives: the documents in them. Nothing is unpacked to a disk.

use crate::source::SourceError;
use crate::source::input::{Data, Input, Sources, of_io, once};
use crate::source::kind::Kind;
use crate::source::limit::{BYTES, Budget, Counted};
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};
use zip::ZipArchive;
use zip::result::ZipError;

/// The documents of an archive, in the order in which it lists them: its files with the ending of a text,
/// a feed, a mail or another archive, hidden ones excepted.
pub(crate) fn sources(mut input: Input) -> Sources {
    if let Data::Stream(_) = input.data {
        match input.bytes() {
            Ok(bytes) => input.data = Data::Bytes(Cursor::new(bytes)),
            Err(fault) => return once(Err(fault)),
        }
    }
    let data = input.take_data();
    match Entries::open(input, data) {
        Ok(entries) => Box::new(entries.flatten()),
        Err(fault) => once(Err(fault)),
    }
}

struct Entries {
    input: Input,
    archive: ZipArchive<BufReader<Data>>,
    next: usize,
    /// Something in it could be read, or is at fault.
    any: bool,
}

impl Entries {
    fn open(input: Input, mut data: Data) -> Result<Self, SourceError> {
        if input.depth == 0 {
            let size = data.seek(SeekFrom::End(0)).and_then(|size| {
                data.rewind()?;
                Ok(size)
            });
            let size = size.map_err(|e| of_io(&input.origin, e))?;
            input.budget.take_in(size);
        }
        let archive = ZipArchive::new(BufReader::new(data)).map_err(|e| fault(&input.origin, e))?;
        Ok(Self {
            input,
            archive,
            next: 0,
            any: false,
        })
    }

    /// The file at a number; `None` if it is none that is read.
    fn entry(&mut self, number: usize) -> Result<Option<Input>, SourceError> {
        let origin = format!("{}, entry {}", self.input.origin, number + 1);
        let file = self.archive.by_index(number);
        let mut file = file.map_err(|e| fault(&origin, e))?;
        if file.is_dir() || file.is_symlink() {
            return Ok(None);
        }
        let Some(path) = file.enclosed_name() else {
            return Err(SourceError::Broken {
                origin,
                message: "its path leads out of the archive".into(),
            });
        };
        let shown = path.display().to_string().replace('\\', "/");
        let hidden = shown.split('/').any(|part| part.starts_with('.'));
        if hidden || shown.starts_with("__MACOSX/") || Kind::of_name(&shown).is_none() {
            return Ok(None);
        }
        let origin = format!("{}, {shown}", self.input.origin);
        let bytes = unpack(&mut file, &self.input.budget).map_err(|e| of_io(&origin, e))?;
        drop(file);
        if bytes.len() as u64 > BYTES {
            return Err(SourceError::TooLarge {
                origin,
                limit: BYTES,
            });
        }
        let (folder, name) = shown.rsplit_once('/').unwrap_or(("", &shown));
        let mut inner = self.input.inner(&shown, name, bytes);
        inner.folder = folder
            .rsplit('/')
            .next()
            .filter(|f| !f.is_empty())
            .map(String::from);
        Ok(Some(inner))
    }
}

/// At most one byte more than a document may have.
fn unpack(file: &mut impl Read, budget: &Budget) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    Counted::unpacked(file, budget)
        .take(BYTES + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn fault(origin: &str, error: ZipError) -> SourceError {
    match error {
        ZipError::Io(error) => of_io(origin, error),
        other => SourceError::Broken {
            origin: origin.to_string(),
            message: other.to_string(),
        },
    }
}

impl Iterator for Entries {
    type Item = Sources;

    fn next(&mut self) -> Option<Sources> {
        while self.next < self.archive.len() {
            let number = self.next;
            self.next += 1;
            let found = match self.entry(number) {
                Ok(None) => continue,
                Ok(Some(inner)) => inner.sources(),
                Err(fault) => {
                    if matches!(fault, SourceError::Bomb { .. }) {
                        self.next = usize::MAX;
                    }
                    once(Err(fault))
                }
            };
            self.any = true;
            return Some(found);
        }
        if std::mem::replace(&mut self.any, true) {
            return None;
        }
        let empty = SourceError::Empty(self.input.origin.clone());
        Some(once(Err(empty)))
    }
}
