//! A header block: lines of `Key: value` at the head of a plain text, closed by an empty line.

use crate::source::Hints;

/// What the header says, and where the body begins (0 if there is no header).
#[derive(Debug, Default)]
pub struct Header {
    /// Fields understood.
    pub known: Hints,
    /// First byte after the empty line.
    pub body: usize,
}

/// Reads the header of a text: every line must be `Key: value` with a key that is understood.
pub fn read(text: &str) -> Header {
    let mut known = Hints::default();
    let mut at = 0;
    let mut fields = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        let bare = line.trim().trim_start_matches('\u{feff}');
        if bare.is_empty() {
            break;
        }
        match bare.split_once(':') {
            Some((key, value)) if known.set(key, value) => fields += 1,
            _ => return Header::default(),
        }
    }
    if fields > 0 {
        Header { known, body: at }
    } else {
        Header::default()
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_header_needs_known_keys_only() {
        let header = read("Title: T\nDate: 2026-04-24\n\nText.");
        assert_eq!(
            (header.known.title.as_deref(), header.body),
            (Some("T"), 27)
        );
        assert_eq!(read("Note: this is prose\n\nText.").body, 0);
        assert_eq!(read("Title: T\nPublisher:\n\nText.").body, 21);
        assert_eq!(read("It comes in two sizes:\n\nText.").body, 0);
    }
}
