//! Bytes of a page to characters.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// How far into a page its encoding is looked for, in bytes; browsers look at the first 1024.
const PROLOGUE: usize = 4096;

/// Decodes a page: by its byte order mark, else by the encoding that a `<meta>` or an XML declaration
/// names, else as UTF-8, else as Windows-1252.
///
/// A named encoding is taken at its word only if the bytes are not UTF-8 as they stand: many a page names one and
/// is served in another. Bytes that fit no character become U+FFFD.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && declared(bytes).is_none_or(Encoding::is_ascii_compatible)
    {
        return Cow::Borrowed(text);
    }
    let encoding = declared(bytes).filter(|e| *e != UTF_8).unwrap_or_else(|| {
        let bad = std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), str::len);
        // Text that is UTF-8 for long and breaks at one place is broken UTF-8.
        if bytes[..bad].iter().filter(|b| !b.is_ascii()).count() > 8 {
            UTF_8
        } else {
            WINDOWS_1252
        }
    });
    encoding.decode_without_bom_handling(bytes).0
}

/// The encoding that the head of a page names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PROLOGUE)];
    let lower = head.to_ascii_lowercase();
    for key in [b"charset".as_slice(), b"encoding"] {
        for at in memchr::memmem::find_iter(&lower, key) {
            let rest = lower[at + key.len()..].trim_ascii_start();
            let Some(rest) = rest.strip_prefix(b"=") else {
                continue;
            };
            let rest = rest.trim_ascii_start();
            let rest = rest.strip_prefix(b"\"").unwrap_or(rest);
            let rest = rest.strip_prefix(b"'").unwrap_or(rest);
            let end = rest
                .iter()
                .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':')))
                .unwrap_or(rest.len());
            // A page whose declaration can be read byte by byte is not in UTF-16.
            if let Some(encoding) = Encoding::for_label(&rest[..end]) {
                return Some(if encoding.is_ascii_compatible() {
                    encoding
                } else {
                    UTF_8
                });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn encodings_are_told_in_order() {
        assert_eq!(decode(b"\xef\xbb\xbfZ\xc3\xbcrich"), "Zürich");
        assert_eq!(decode(b"\xff\xfeZ\0"), "Z");
        assert_eq!(
            decode(b"<meta charset=\"windows-1251\">\xcf\xf0\xe8"),
            "<meta charset=\"windows-1251\">При"
        );
        assert_eq!(
            decode(b"<meta content='text/html; charset=ISO-8859-1'>Z\xc3\xbcrich"),
            "<meta content='text/html; charset=ISO-8859-1'>Zürich"
        );
        assert_eq!(
            decode("<meta charset=gbk>价".as_bytes()),
            "<meta charset=gbk>价"
        );
        assert_eq!(decode(b"It\x92s \x80 5"), "It’s € 5");
        assert_eq!(
            decode(b"<meta charset=utf-8>a\xffb"),
            "<meta charset=utf-8>aÿb"
        );
    }
}
