//! Statements set aside until belief is asked, so that all on one subject and property come together again.
//!
//! The hash of subject and property tells in which of the parts a statement waits. Much of a part goes to a
//! temporary file, which has no name, so that nothing of it stays behind when the process is killed.

use crate::model::Statement;
use crate::store::codec;
use crate::store::disk::read_at;
use crate::store::fault::StoreError;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How many parts there are.
const PARTS: u64 = 256;

/// Statements on their way to the parts.
#[derive(Debug, Default)]
pub(crate) struct Sheaf {
    bytes: Vec<u8>,
    /// Of each statement its part, and where its bytes end.
    ends: Vec<(usize, usize)>,
}

impl Sheaf {
    /// Adds a statement.
    pub(crate) fn push(&mut self, statement: &Statement) {
        codec::write(statement, &mut self.bytes);
        self.ends.push((part(statement), self.bytes.len()));
    }
}

/// The part of a statement, by the FNV-1a hash of its subject and property.
fn part(statement: &Statement) -> usize {
    let subject = statement.subject.as_str().bytes();
    // No text has this byte.
    let pair = subject.chain([0xFF]).chain(statement.property.bytes());
    let hash = pair.fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    usize::try_from((hash ^ hash >> 32) % PARTS).unwrap_or_default()
}

/// All statements that were set aside.
#[derive(Debug)]
pub(crate) struct Partitions {
    folder: PathBuf,
    file: Option<File>,
    end: u64,
    parts: Vec<Part>,
    most: usize,
}

/// Statements of one part.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// Place and length of its pieces in the file.
    pieces: Vec<(u64, usize)>,
    /// The last of it.
    held: Vec<u8>,
}

impl Part {
    /// How many bytes its statements take.
    pub(crate) fn len(&self) -> usize {
        let written: usize = self.pieces.iter().map(|(_, length)| length).sum();
        written + self.held.len()
    }
}

impl Partitions {
    /// None yet; of each part so many bytes, about, are held, and the rest written in a folder.
    pub(crate) fn holding(folder: &Path, most: usize) -> Self {
        Self {
            folder: folder.to_path_buf(),
            file: None,
            end: 0,
            parts: (0..PARTS).map(|_| Part::default()).collect(),
            most,
        }
    }

    /// Sets statements aside.
    ///
    /// # Errors
    /// The disk is full, or the folder cannot be written to.
    pub(crate) fn put(&mut self, sheaf: &Sheaf) -> Result<(), StoreError> {
        let mut start = 0;
        for (part, end) in &sheaf.ends {
            let Some(part) = self.parts.get_mut(*part) else {
                continue;
            };
            part.held
                .extend_from_slice(sheaf.bytes.get(start..*end).unwrap_or_default());
            start = *end;
            if part.held.len() >= self.most {
                let at = |e| StoreError::file(&self.folder, e);
                let mut file = match self.file.take() {
                    Some(file) => file,
                    None => tempfile::tempfile_in(&self.folder).map_err(at)?,
                };
                file.write_all(&part.held).map_err(at)?;
                self.file = Some(file);
                part.pieces.push((self.end, part.held.len()));
                self.end += part.held.len() as u64;
                part.held.clear();
            }
        }
        Ok(())
    }

    /// The next parts, of about so many bytes together, at least one; none at the end.
    pub(crate) fn next(&mut self, bytes: usize) -> Vec<Part> {
        let mut sum = 0;
        let within = self.parts.iter().take_while(|part| {
            sum += part.len();
            sum <= bytes
        });
        let count = within.count().max(1).min(self.parts.len());
        self.parts.drain(..count).collect()
    }

    /// The statements of a part, in the order in which they were set aside.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(crate) fn read(&self, part: &Part) -> Result<Vec<Statement>, StoreError> {
        let at = |e| StoreError::file(&self.folder, e);
        let mut bytes = Vec::with_capacity(part.len());
        for (place, length) in &part.pieces {
            let from = bytes.len();
            bytes.resize(from + length, 0);
            if let (Some(file), Some(piece)) = (&self.file, bytes.get_mut(from..)) {
                read_at(file, piece, *place).map_err(at)?;
            }
        }
        bytes.extend_from_slice(&part.held);
        let (mut rest, mut out) = (&bytes[..], Vec::new());
        while !rest.is_empty() {
            let damaged = || at(io::ErrorKind::InvalidData.into());
            out.push(codec::read(&mut rest).ok_or_else(damaged)?);
        }
        Ok(out)
    }
}
