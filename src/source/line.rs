//! Lines of a stream, none longer than a limit.

use std::io::{self, BufRead, Read};

/// A line of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Its bytes, with its end.
    Whole(Vec<u8>),
    /// It was longer than the limit, and is passed over.
    TooLong,
}

/// The next line; `None` at the end of the stream.
pub(crate) fn next(reader: &mut impl BufRead, limit: u64) -> io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    reader.take(limit + 1).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.len() as u64 <= limit || bytes.ends_with(b"\n") {
        return Ok(Some(Line::Whole(bytes)));
    }
    loop {
        let buffer = reader.fill_buf()?;
        let (used, ended) = match memchr::memchr(b'\n', buffer) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        reader.consume(used);
        if ended {
            return Ok(Some(Line::TooLong));
        }
    }
}

/// Bytes without the end of their line.
pub(crate) fn bare(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_too_long_is_passed_over() {
        let mut reader = &b"ab\r\nabcdefgh\ncd"[..];
        let mut lines = || next(&mut reader, 4).unwrap();
        assert_eq!(lines(), Some(Line::Whole(b"ab\r\n".to_vec())));
        assert_eq!(lines(), Some(Line::TooLong));
        assert_eq!(lines(), Some(Line::Whole(b"cd".to_vec())));
        assert_eq!(lines(), None);
        assert_eq!(bare(b"ab\r\n"), b"ab");
    }
}
