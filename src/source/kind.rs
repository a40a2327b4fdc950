//! What an input is: one document, or something that holds several.

use crate::source::Media;

/// The kinds of inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One document.
    Document(Media),
    /// An RSS, Atom or JSON feed.
    Feed,
    /// One mail.
    Message,
    /// Mails one after another, as mbox.
    Mailbox,
    /// A document a line, as JSON.
    Lines,
    /// A web archive.
    Warc,
    /// A zip archive.
    Zip,
    /// Something compressed with gzip.
    Gzip,
}

/// Bytes that are looked at to tell a kind.
pub(crate) const HEAD: usize = 1024;

impl Kind {
    /// Told by marks that no text begins with, then by a media type, then by a name's ending, then by the
    /// first words. A name that ends as a text's does is a text's, whatever its words look like.
    pub fn of(name: &str, media_type: Option<&str>, head: &[u8]) -> Self {
        // Servers call plain text what they know nothing of.
        let vague = Some(Self::Document(Media::Text));
        let typed = media_type.and_then(Self::of_type);
        Self::of_mark(head)
            .or(typed.filter(|_| typed != vague))
            .or_else(|| Self::of_name(name))
            .unwrap_or_else(|| Self::of_words(head))
    }

    /// What the ending of a name says; that of a compressed file is the one before `.gz`.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.strip_suffix(".gz").unwrap_or(name);
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        Some(match ending.as_str() {
            "rss" | "atom" => Self::Feed,
            "eml" => Self::Message,
            "mbox" => Self::Mailbox,
            "jsonl" | "ndjson" => Self::Lines,
            "warc" | "wet" => Self::Warc,
            "zip" => Self::Zip,
            other => return Media::of_ending(other).map(Self::Document),
        })
    }

    /// What a media type says.
    pub fn of_type(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        Some(match essence.to_ascii_lowercase().as_str() {
            "application/rss+xml" | "application/atom+xml" | "application/feed+json" => Self::Feed,
            "message/rfc822" => Self::Message,
            "application/mbox" => Self::Mailbox,
            "application/x-ndjson" | "application/jsonl" | "application/jsonlines" => Self::Lines,
            "application/warc" => Self::Warc,
            "application/zip" => Self::Zip,
            "application/gzip" | "application/x-gzip" => Self::Gzip,
            _ => return Media::of_type(media_type).map(Self::Document),
        })
    }

    /// Whether a folder or an archive gives files of that name. What holds many documents of which a user
    /// may not think (JSON lines, archives) is read from a folder only if it is named.
    pub fn is_wanted(name: &str) -> bool {
        let kind = Self::of_name(name);
        kind.is_some_and(|kind| !matches!(kind, Self::Lines | Self::Zip))
    }

    fn of_mark(head: &[u8]) -> Option<Self> {
        let marks: [(&[u8], Self); 4] = [
            (b"%PDF-", Self::Document(Media::Pdf)),
            (b"PK\x03\x04", Self::Zip),
            (b"\x1f\x8b", Self::Gzip),
            (b"WARC/1.", Self::Warc),
        ];
        let mut all = marks.into_iter();
        all.find_map(|(mark, kind)| head.starts_with(mark).then_some(kind))
    }

    fn of_words(head: &[u8]) -> Self {
        let text = String::from_utf8_lossy(head);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let begins = |marks: &[&str]| marks.iter().any(|mark| text.starts_with(mark));
        let xml = text.starts_with('<') && !text.contains("<html");
        if xml
            && ["<rss", "<feed", "<rdf:RDF"]
                .iter()
                .any(|m| text.contains(m))
        {
            Self::Feed
        } else if text.starts_with("From ") && text.lines().next().is_some_and(is_postmark) {
            Self::Mailbox
        } else if begins(&[
            "Return-Path:",
            "Received:",
            "Delivered-To:",
            "MIME-Version:",
        ]) {
            Self::Message
        } else if is_record(text) {
            Self::Lines
        } else {
            Self::Document(Media::of_bytes(head))
        }
    }
}

/// `From SENDER DATE`, where the date ends in a time and a year.
fn is_postmark(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let timed = |word: &&str| word.split(':').count() >= 2 && word.starts_with(char::is_numeric);
    words.len() >= 6 && words.iter().any(timed)
}

/// An object that begins with a field of a document.
fn is_record(text: &str) -> bool {
    let fields = [
        "id",
        "url",
        "title",
        "publisher",
        "date",
        "author",
        "language",
        "text",
        "html",
        "markdown",
    ];
    let inner = text.strip_prefix('{').map(str::trim_start);
    let key = inner.and_then(|rest| rest.strip_prefix('"')?.split_once('"'));
    key.is_some_and(|(key, rest)| fields.contains(&key) && rest.trim_start().starts_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_types_and_words() {
        let of = |name: &str, head: &str| Kind::of(name, None, head.as_bytes());
        assert_eq!(of("a.md", "<html>"), Kind::Document(Media::Markdown));
        assert_eq!(of("a.txt", "From a b c"), Kind::Document(Media::Text));
        assert_eq!(Kind::of("a.warc.gz", None, b"\x1f\x8b\x08"), Kind::Gzip);
        assert_eq!(of("a.mbox.gz", "x"), Kind::Mailbox);
        assert_eq!(of("feed", "<?xml version='1.0'?>\n<rss>"), Kind::Feed);
        assert_eq!(of("-", "{ \"id\": 1,"), Kind::Lines);
        assert_eq!(of("-", "{ \"answer\": 1,"), Kind::Document(Media::Text));
        assert_eq!(of("-", "WARC/1.0\r\n"), Kind::Warc);
        let mark = "From a@b Fri Apr 24 10:00:00 2026\nSubject: x\n";
        assert_eq!(of("-", mark), Kind::Mailbox);
        assert_eq!(
            of("-", "From here on it was easy."),
            Kind::Document(Media::Text)
        );
        assert_eq!(of("-", "Received: from x\n"), Kind::Message);
        let served =
            |name: &str, kind: &str, head: &str| Kind::of(name, Some(kind), head.as_bytes());
        assert_eq!(
            served("a.md", "text/html", "x"),
            Kind::Document(Media::Html)
        );
        assert_eq!(served("feed", "text/xml", "<rss>"), Kind::Feed);
        assert_eq!(
            served("a.md", "text/plain; charset=utf-8", "# x"),
            Kind::Document(Media::Markdown)
        );
    }

    #[test]
    fn folders_give_texts() {
        for name in ["a.md", "a.HTML", "a.pdf", "a.eml", "a.warc.gz", "a.atom"] {
            assert!(Kind::is_wanted(name), "{name}");
        }
        for name in ["a.jsonl", "a.zip", "a.gz", "a.png", "a"] {
            assert!(!Kind::is_wanted(name), "{name}");
        }
    }
}
