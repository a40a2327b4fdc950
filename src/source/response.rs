//! Fields of heads, and the body of an HTTP response as it was sent.

use crate::source::limit::{BYTES, Budget, Counted};
use crate::source::line::{self, Line};
use brotli_decompressor::Decompressor;
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};

/// Longest line of a head, in bytes.
const LINE: u64 = 64 << 10;
/// Most lines of a head.
const LINES: usize = 512;

/// Fields of a head by name in small letters; of several of one name the last counts.
pub(crate) type Fields = BTreeMap<String, String>;

/// Reads a head up to its empty line: its first line and its fields; `None` at the end of the stream.
///
/// # Errors
/// The stream fails, or a head has no end.
pub(crate) fn head(reader: &mut impl BufRead) -> io::Result<Option<(String, Fields)>> {
    let mut first: Option<String> = None;
    let mut fields = Fields::new();
    let mut last = String::new();
    for _ in 0..LINES {
        let Some(Line::Whole(bytes)) = line::next(reader, LINE)? else {
            // The stream ends here, or the line does not: the caller sees a head that is not whole.
            return Ok(first.map(|first| (first, fields)));
        };
        let text = String::from_utf8_lossy(line::bare(&bytes)).into_owned();
        match &first {
            None if text.trim().is_empty() => {}
            None => first = Some(text),
            Some(_) if text.is_empty() => break,
            Some(_) if text.starts_with([' ', '\t']) => {
                let value = fields.entry(last.clone()).or_default();
                value.push(' ');
                value.push_str(text.trim());
            }
            Some(_) => {
                if let Some((name, value)) = text.split_once(':') {
                    last = name.trim().to_ascii_lowercase();
                    fields.insert(last.clone(), value.trim().to_string());
                }
            }
        }
    }
    Ok(first.map(|first| (first, fields)))
}

/// A response as it was sent.
pub(crate) struct Response {
    /// Its status, such as 200.
    pub(crate) status: u16,
    /// What its body is said to be.
    pub(crate) media_type: Option<String>,
    /// Its body, without the encodings of the transfer; at most one byte more than [`BYTES`].
    pub(crate) body: Vec<u8>,
}

impl Response {
    /// Reads a response; `None` if the bytes are none.
    ///
    /// # Errors
    /// What is compressed is damaged, or breaks the budget.
    pub(crate) fn read(bytes: &[u8], budget: &Budget) -> io::Result<Option<Self>> {
        let mut rest = bytes;
        let Some((first, mut fields)) = head(&mut rest)? else {
            return Ok(None);
        };
        let status = first
            .strip_prefix("HTTP/")
            .and_then(|f| f.split(' ').nth(1));
        let Some(status) = status.and_then(|s| s.parse().ok()) else {
            return Ok(None);
        };
        let chunked = fields
            .get("transfer-encoding")
            .is_some_and(|e| e.contains("chunked"));
        // Many archives keep the head of a body that they have put together already.
        let joined = if chunked { unchunked(rest) } else { None };
        let body = joined.as_deref().unwrap_or(rest);
        let encoding = fields.remove("content-encoding").unwrap_or_default();
        Ok(Some(Self {
            status,
            media_type: fields.remove("content-type"),
            body: decoded(body, encoding.trim(), budget)?,
        }))
    }
}

/// The chunks of a body put together; `None` if it is not in chunks.
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let end = memchr::memchr(b'\n', rest)?;
        let size = std::str::from_utf8(rest.get(..end)?).ok()?;
        let size = size.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = rest.get(end + 1..)?;
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?;
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n")?;
    }
}

fn decoded(body: &[u8], encoding: &str, budget: &Budget) -> io::Result<Vec<u8>> {
    let packed: Box<dyn Read + '_> = match encoding.to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => Box::new(MultiGzDecoder::new(body)),
        "deflate" => Box::new(ZlibDecoder::new(body)),
        "br" => Box::new(Decompressor::new(body, 4096)),
        _ => return Ok(body.to_vec()),
    };
    let mut out = Vec::new();
    let mut limited = Counted::unpacked(packed, budget).take(BYTES + 1);
    limited.read_to_end(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn read(head: &str, body: &[u8]) -> Response {
        let mut bytes = head.replace('\n', "\r\n").into_bytes();
        bytes.extend_from_slice(body);
        let budget = Budget::default();
        Response::read(&bytes, &budget).unwrap().unwrap()
    }

    #[test]
    fn bodies_are_put_together() {
        let head = "HTTP/1.1 200 OK\nContent-Type: text/html\nTransfer-Encoding: chunked\n\n";
        let whole = read(head, b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
        assert_eq!((whole.status, &whole.body[..]), (200, &b"abcde"[..]));
        assert_eq!(whole.media_type.as_deref(), Some("text/html"));
        assert_eq!(read(head, b"<p>abc</p>").body, b"<p>abc</p>");
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"abc").unwrap();
        let head = "HTTP/1.1 404 No\nContent-Encoding: gzip\n\n";
        let whole = read(head, &packed.finish().unwrap());
        assert_eq!((whole.status, &whole.body[..]), (404, &b"abc"[..]));
    }

    #[test]
    fn what_is_no_response_is_told() {
        let read = |bytes: &[u8]| Response::read(bytes, &Budget::default());
        for none in [
            &b""[..],
            b"\r\n\r\n",
            b"GET / HTTP/1.1\r\n\r\n",
            b"HTTP/1.1\r\n\r\n",
        ] {
            assert!(read(none).unwrap().is_none());
        }
        let damaged = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0";
        assert!(read(damaged).is_err());
    }
}
