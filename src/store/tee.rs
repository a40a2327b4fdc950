//! Bytes copied while they are read.

use std::io::{self, Read, Write};

/// Writes what is read from it to somewhere else, too.
pub(crate) struct Tee<R, W> {
    reader: R,
    pub(crate) writer: W,
    /// Bytes so far.
    pub(crate) size: u64,
    /// Why writing failed: whoever reads sees only that reading did.
    pub(crate) failure: Option<io::Error>,
}

impl<R, W> Tee<R, W> {
    /// Of a reader, into a writer.
    pub(crate) fn new(reader: R, writer: W) -> Self {
        Self {
            reader,
            writer,
            size: 0,
            failure: None,
        }
    }
}

impl<R: Read, W: Write> Read for Tee<R, W> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        let bytes = buffer.get(..count).unwrap_or_default();
        self.writer.write_all(bytes).map_err(|e| {
            let kind = e.kind();
            self.failure = Some(e);
            io::Error::from(kind)
        })?;
        self.size += count as u64;
        Ok(count)
    }
}
