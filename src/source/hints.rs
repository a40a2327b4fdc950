//! What is known of a document besides its text.

use crate::source::Media;

/// Title, publisher, date and the like, from options, the place that it came from, front matter
/// or a header block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// Identifier.
    pub id: Option<String>,
    /// Local name of the class.
    pub class: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Authors.
    pub authors: Vec<String>,
    /// Date of publication, as written.
    pub issued: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// What its bytes are.
    pub media: Media,
}

impl Hints {
    /// Takes from `other` what is still missing.
    pub fn fill(&mut self, other: Self) {
        let pairs = [
            (&mut self.id, other.id),
            (&mut self.class, other.class),
            (&mut self.title, other.title),
            (&mut self.publisher, other.publisher),
            (&mut self.issued, other.issued),
            (&mut self.address, other.address),
            (&mut self.language, other.language),
        ];
        for (mine, theirs) in pairs {
            if mine.is_none() {
                *mine = theirs;
            }
        }
        if self.authors.is_empty() {
            self.authors = other.authors;
        }
        if self.media == Media::Text {
            self.media = other.media;
        }
    }

    /// Sets the field that `key` names; false if no field has that name.
    ///
    /// Keys are those that Hugo, Jekyll and Astro use, in any letter case.
    pub fn set(&mut self, key: &str, value: &str) -> bool {
        let value = value.trim();
        let key: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
        let field = match key.to_ascii_lowercase().as_str() {
            "id" => &mut self.id,
            "class" => &mut self.class,
            // Generators use the same word for their layouts.
            "type" if value.is_empty() || value.starts_with(char::is_uppercase) => &mut self.class,
            "title" | "headline" => &mut self.title,
            "publisher" | "publication" | "site" | "sitename" | "sourcename" => &mut self.publisher,
            "date" | "published" | "pubdate" | "publishdate" | "publisheddate"
            | "datepublished" | "dateposted" | "postdate" | "issued" | "publishedat"
            | "publishedon" => &mut self.issued,
            "url" | "link" | "address" | "canonical" | "canonicalurl" | "source" => {
                &mut self.address
            }
            // Most are paths within a site.
            "permalink" | "externallink" | "externalurl" if value.contains("://") => {
                &mut self.address
            }
            "lang" | "language" => &mut self.language,
            "author" | "authors" | "by" | "byline" | "creator" => {
                self.authors
                    .extend((!value.is_empty()).then(|| value.to_string()));
                return true;
            }
            _ => return false,
        };
        if field.is_none() && !value.is_empty() {
            *field = Some(value.to_string());
        }
        true
    }
}
