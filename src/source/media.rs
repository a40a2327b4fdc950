//! What the bytes of one document are.

/// The kinds of bytes that a document is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Media {
    /// Plain text, UTF-8.
    #[default]
    Text,
    /// Markdown, UTF-8.
    Markdown,
    /// HTML or XHTML, in any encoding that it names.
    Html,
    /// PDF.
    Pdf,
}

impl Media {
    /// What a file name's ending says, whatever its letter case; `None` where it says nothing.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Some(match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "pdf" => Self::Pdf,
            _ => return None,
        })
    }

    /// What a media type says ("text/html; charset=utf-8"); `None` where it says nothing.
    pub fn of_type(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        Some(match essence.to_ascii_lowercase().as_str() {
            "text/plain" => Self::Text,
            "text/markdown" | "text/x-markdown" => Self::Markdown,
            "text/html" | "application/xhtml+xml" => Self::Html,
            "application/pdf" => Self::Pdf,
            _ => return None,
        })
    }

    /// What the first bytes say: the mark of a PDF, or the head of a page; else plain text.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"%PDF-") {
            return Self::Pdf;
        }
        let head: String = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes))
            .trim_start_matches('\u{feff}')
            .trim_start()
            .to_ascii_lowercase();
        let page = ["<!doctype html", "<html", "<head>", "<body"];
        let declared = head.starts_with("<?xml") && head.contains("<html");
        if declared || page.iter().any(|mark| head.starts_with(mark)) {
            Self::Html
        } else {
            Self::Text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Media;

    #[test]
    fn endings_types_and_bytes() {
        assert_eq!(Media::of_ending("HTM"), Some(Media::Html));
        assert_eq!(Media::of_ending("rst"), None);
        let typed = Media::of_type("Text/HTML; charset=latin1");
        assert_eq!(typed, Some(Media::Html));
        assert_eq!(Media::of_bytes(b"%PDF-1.7\n"), Media::Pdf);
        assert_eq!(
            Media::of_bytes(b"\xef\xbb\xbf\n<!DOCTYPE html>"),
            Media::Html
        );
        assert_eq!(Media::of_bytes(b"<p align=center>"), Media::Text);
        assert_eq!(Media::of_bytes(b""), Media::Text);
    }
}
