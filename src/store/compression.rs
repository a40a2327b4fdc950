//! Compressed RDF: gzip and Zstandard, in and out.

use std::io::{self, Read, Write};

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Compression {
    /// Not at all.
    #[default]
    None,
    /// gzip, `.gz`.
    Gzip,
    /// Zstandard, `.zst`.
    Zstd,
}

/// What gzip and Zstandard begin with.
const GZIP: [u8; 2] = [0x1F, 0x8B];
const ZSTD: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];
/// Level of zstd for what is written.
const LEVEL: i32 = 3;

impl Compression {
    /// What the ending of a file's name says, and the name without it.
    pub fn of_file(name: &str) -> (Self, &str) {
        let lower = name.to_ascii_lowercase();
        let known = [(".gz", Self::Gzip), (".zst", Self::Zstd)];
        let found = known
            .into_iter()
            .find(|(ending, _)| lower.ends_with(ending));
        match found {
            Some((ending, kind)) => (
                kind,
                name.get(..name.len() - ending.len()).unwrap_or_default(),
            ),
            None => (Self::None, name),
        }
    }

    /// Reads what is compressed as if it were not; the first bytes tell.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn unpack<'r>(mut reader: Box<dyn Read + 'r>) -> io::Result<Box<dyn Read + 'r>> {
        let mut head = Vec::new();
        (&mut reader).take(4).read_to_end(&mut head)?;
        let kind = if head.starts_with(&GZIP) {
            Self::Gzip
        } else if head.starts_with(&ZSTD) {
            Self::Zstd
        } else {
            Self::None
        };
        let whole = io::Cursor::new(head).chain(reader);
        Ok(match kind {
            Self::None => Box::new(whole),
            Self::Gzip => Box::new(Whole(flate2::read::MultiGzDecoder::new(whole))),
            Self::Zstd => Box::new(Whole(zstd::Decoder::new(whole)?)),
        })
    }
}

/// A reader of compressed bytes that says in one way that they are not whole: each library has its own words for it.
struct Whole<R>(R);

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "its compressed content ends too early",
            ),
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other => {
                io::Error::new(
                    io::ErrorKind::InvalidData,
                    "its compressed content is broken",
                )
            }
            _ => error,
        })
    }
}

/// Compresses what is written.
pub enum Compressed<W: Write> {
    /// Not at all.
    None(W),
    /// With gzip.
    Gzip(flate2::write::GzEncoder<W>),
    /// With Zstandard.
    Zstd(zstd::Encoder<'static, W>),
}

impl<W: Write> Compressed<W> {
    /// Will write to a writer.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn new(writer: W, compression: Compression) -> io::Result<Self> {
        Ok(match compression {
            Compression::None => Self::None(writer),
            Compression::Gzip => Self::Gzip(flate2::write::GzEncoder::new(
                writer,
                flate2::Compression::default(),
            )),
            Compression::Zstd => Self::Zstd(zstd::Encoder::new(writer, LEVEL)?),
        })
    }

    /// Writes what is left, and gives the writer back.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(self) -> io::Result<W> {
        match self {
            Self::None(writer) => Ok(writer),
            Self::Gzip(encoder) => encoder.finish(),
            Self::Zstd(encoder) => encoder.finish(),
        }
    }
}

impl<W: Write> Write for Compressed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::None(writer) => writer.write(bytes),
            Self::Gzip(encoder) => encoder.write(bytes),
            Self::Zstd(encoder) => encoder.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::None(writer) => writer.flush(),
            Self::Gzip(encoder) => encoder.flush(),
            Self::Zstd(encoder) => encoder.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Compressed, Compression};
    use std::io::{Read, Write};

    #[test]
    fn what_is_packed_is_unpacked() {
        for (name, bytes) in [
            ("a.nq", "x"),
            ("a.nq.gz", "y\n"),
            ("a.NQ.ZST", ""),
            ("a", "ab\0c"),
        ] {
            let (kind, _) = Compression::of_file(name);
            let mut packed = Compressed::new(Vec::new(), kind).unwrap();
            packed.write_all(bytes.as_bytes()).unwrap();
            let packed = packed.finish().unwrap();
            let mut back = String::new();
            let mut reader = Compression::unpack(Box::new(&packed[..])).unwrap();
            reader.read_to_string(&mut back).unwrap();
            assert_eq!(back, bytes);
        }
        for kind in [Compression::Gzip, Compression::Zstd] {
            let mut packed = Compressed::new(Vec::new(), kind).unwrap();
            packed.write_all(&[7; 1000]).unwrap();
            let packed = packed.finish().unwrap();
            let half = &packed[..packed.len() - 6];
            let mut reader = Compression::unpack(Box::new(half)).unwrap();
            let told = reader.read_to_end(&mut Vec::new()).unwrap_err().to_string();
            assert_eq!(told, "its compressed content ends too early", "{kind:?}");
        }
        assert_eq!(
            Compression::of_file("b/a.NQ.ZST"),
            (Compression::Zstd, "b/a.NQ")
        );
    }
}
