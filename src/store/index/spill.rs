//! Keys that do not fit in memory, as runs in a temporary file.
//!
//! A run is keys in the order in which they were written, packed as blocks, each after its length
//! (2 bytes). The file has no name, so that nothing of it stays behind when the process is killed.

use crate::store::disk::read_at;
use crate::store::fault::StoreError;
use crate::store::index::block::{Keys, Packer};
use crate::store::index::id::Key;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes that a run is read by.
const WINDOW: usize = 64 << 10;

/// A temporary file of runs; it is made when the first is written.
#[derive(Debug)]
pub(crate) struct Spill {
    folder: PathBuf,
    file: Option<Arc<File>>,
    end: u64,
}

impl Spill {
    /// Will write in a folder.
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_path_buf(),
            file: None,
            end: 0,
        }
    }

    /// Writes keys as one run.
    ///
    /// # Errors
    /// The disk is full, or the folder cannot be written to.
    pub(crate) fn write(&mut self, keys: impl IntoIterator<Item = Key>) -> Result<Run, StoreError> {
        let at = |e| StoreError::file(&self.folder, e);
        let file = match &self.file {
            Some(file) => Arc::clone(file),
            None => Arc::new(tempfile::tempfile_in(&self.folder).map_err(at)?),
        };
        self.file = Some(Arc::clone(&file));
        let start = self.end;
        let mut writer = BufWriter::with_capacity(WINDOW, &*file);
        let mut packer = Packer::default();
        let mut end = start;
        let mut put = |(_, block): (Key, Vec<u8>)| {
            let length = u16::try_from(block.len()).unwrap_or(0);
            end += 2 + u64::from(length);
            writer.write_all(&length.to_le_bytes())?;
            writer.write_all(&block)
        };
        for key in keys {
            packer.push(key).map_or(Ok(()), &mut put).map_err(at)?;
        }
        packer.finish().map_or(Ok(()), &mut put).map_err(at)?;
        writer.flush().map_err(at)?;
        drop(writer);
        self.end = end;
        Ok(Run {
            file,
            folder: self.folder.clone(),
            start,
            end,
        })
    }
}

/// A run that was written; it can be read any number of times.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    file: Arc<File>,
    folder: PathBuf,
    start: u64,
    end: u64,
}

impl IntoIterator for Run {
    type Item = Result<Key, StoreError>;
    type IntoIter = Reader;

    fn into_iter(self) -> Reader {
        Reader {
            run: self,
            window: Vec::new(),
            used: 0,
            keys: Vec::new().into_iter(),
        }
    }
}

/// Reads a run from its beginning.
pub(crate) struct Reader {
    run: Run,
    window: Vec<u8>,
    used: usize,
    keys: std::vec::IntoIter<Key>,
}

impl Reader {
    /// The next bytes of the run; short only at its end.
    fn take(&mut self, count: usize) -> io::Result<&[u8]> {
        if self.window.len() - self.used < count {
            self.window.drain(..self.used);
            self.used = 0;
            let (have, left) = (self.window.len(), self.run.end - self.run.start);
            let more = usize::try_from(left).map_or(WINDOW, |left| left.min(WINDOW));
            self.window.resize(have + more, 0);
            let fresh = self.window.get_mut(have..).unwrap_or_default();
            read_at(&self.run.file, fresh, self.run.start)?;
            self.run.start += more as u64;
        }
        let bytes = self.window.get(self.used..self.used + count);
        self.used += count;
        bytes.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    fn fill(&mut self) -> io::Result<bool> {
        if self.run.start == self.run.end && self.used == self.window.len() {
            return Ok(false);
        }
        let length = self.take(2)?.first_chunk().copied().unwrap_or_default();
        let block = self.take(u16::from_le_bytes(length).into())?;
        let keys: Vec<Key> = Keys::new(block).collect();
        self.keys = keys.into_iter();
        Ok(true)
    }
}

impl Iterator for Reader {
    type Item = Result<Key, StoreError>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(key) = self.keys.next() {
                return Some(Ok(key));
            }
            match self.fill() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(e) => return Some(Err(StoreError::file(&self.run.folder, e))),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Spill;
    use crate::store::index::id::Key;

    #[test]
    fn runs_of_one_file_are_read_side_by_side() {
        let folder = tempfile::tempdir().unwrap();
        let mut spill = Spill::new(folder.path());
        let keys = |from: u64| (0..20_000).map(move |n| Key([from, n * n, n]));
        let runs: Vec<_> = (0..3).map(|n| spill.write(keys(n)).unwrap()).collect();
        let mut readers: Vec<_> = runs.into_iter().map(IntoIterator::into_iter).collect();
        for at in 0..20_000 {
            for (n, reader) in readers.iter_mut().enumerate() {
                let key = reader.next().unwrap().unwrap();
                assert_eq!(key, Key([n as u64, at * at, at]));
            }
        }
        assert!(readers.iter_mut().all(|reader| reader.next().is_none()));
        assert_eq!(spill.write([]).unwrap().into_iter().count(), 0);
    }
}
