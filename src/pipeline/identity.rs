//! Which document a text is: one that is known, or a new one.

use crate::document::Document;
use crate::model::Identity;
use crate::model::evidence::DocumentId;
use crate::model::slug::{digest, slug};
use std::collections::{BTreeMap, BTreeSet};

/// The documents known, to tell a new text from a new version of an old one.
#[derive(Debug, Default)]
pub struct Identities {
    addresses: BTreeMap<String, DocumentId>,
    keys: BTreeMap<DocumentId, Key>,
    /// The identifiers of one name with its several dates.
    names: BTreeMap<String, BTreeSet<DocumentId>>,
}

/// What tells two documents of one name apart.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    publisher: Option<String>,
    address: Option<String>,
}

impl Identities {
    /// From the documents of a workspace.
    pub fn new(known: &[Identity]) -> Self {
        let mut all = Self::default();
        for identity in known {
            let key = Key {
                publisher: identity.publisher_name.as_deref().map(slug),
                address: identity.address.as_deref().map(bare),
            };
            all.note(&identity.id, key);
        }
        all
    }

    fn note(&mut self, id: &DocumentId, key: Key) {
        if let Some(address) = &key.address {
            self.addresses.insert(address.clone(), id.clone());
        }
        if self.keys.insert(id.clone(), key).is_none() {
            let name = undated(id.as_str()).to_string();
            self.names.entry(name).or_default().insert(id.clone());
        }
    }

    /// The identifier of a document, kept for the rest of the batch.
    ///
    /// A document with the address of a known one is that one. Otherwise it has its own ([`own_id`]); a
    /// known document of that identifier, or of that name with another date, is the same if the publisher is. Another
    /// publisher's document of the same name gets six hex digits more.
    pub fn identify(&mut self, document: &Document) -> DocumentId {
        let key = Key {
            publisher: document.publisher.as_deref().map(slug),
            address: document.address.as_deref().map(bare),
        };
        let id = self.find(document, &key);
        self.note(&id, key);
        id
    }

    /// Whether a document of that address is known.
    pub fn knows(&self, address: &str) -> bool {
        self.addresses.contains_key(&bare(address))
    }

    fn find(&self, document: &Document, key: &Key) -> DocumentId {
        if let Some(known) = key.address.as_ref().and_then(|a| self.addresses.get(a)) {
            return known.clone();
        }
        let id = own_id(document);
        let same = |other: &Key| {
            let addressed = key.address.is_some() && other.address.is_some();
            other.publisher == key.publisher && !(addressed && other.address != key.address)
        };
        match self.keys.get(&id) {
            Some(other) if !same(other) => {
                let tail = digest(format!("{key:?}").as_bytes());
                DocumentId::from(format!("{id}-{}", &tail[..6]))
            }
            Some(_) => id,
            None => {
                let named = self.names.get(undated(id.as_str()));
                let earlier = named
                    .into_iter()
                    .flatten()
                    .find(|known| self.keys.get(*known).is_some_and(&same));
                earlier.cloned().unwrap_or(id)
            }
        }
    }
}

/// The identifier that a document has by itself: what the text calls itself (`id:`), or its file's name,
/// and its date.
pub fn own_id(document: &Document) -> DocumentId {
    let name = slug(document.id.as_deref().unwrap_or(&document.stem));
    DocumentId::from(dated(&name, document))
}

/// An address without what changes from visit to visit.
fn bare(address: &str) -> String {
    let address = address.trim_end_matches('/');
    let address = address.split('#').next().unwrap_or(address);
    address
        .strip_prefix("http://")
        .or(address.strip_prefix("https://"))
        .unwrap_or(address)
        .to_string()
}

fn dated(name: &str, document: &Document) -> String {
    match document.issued.map(|d| d.to_string()) {
        Some(date) if !name.contains(&date) => format!("{name}-{date}"),
        _ => name.to_string(),
    }
}

/// A name without the date at its end.
fn undated(id: &str) -> &str {
    let cut = [11, 8, 5].into_iter().find(|n| {
        id.len() > *n
            && id.is_char_boundary(id.len() - n)
            && id[id.len() - n..]
                .strip_prefix('-')
                .is_some_and(|t| t.parse::<crate::model::Date>().is_ok())
    });
    cut.map_or(id, |n| &id[..id.len() - n])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Hints;

    fn document(stem: &str, publisher: &str, date: &str, address: Option<&str>) -> Document {
        let hints = Hints {
            publisher: Some(publisher.into()),
            issued: Some(date.into()),
            address: address.map(String::from),
            ..Hints::default()
        };
        Document::read(b"Text.", stem, &hints).unwrap()
    }

    #[test]
    fn a_document_keeps_its_name() {
        let mut ids = Identities::default();
        let id = ids.identify(&document("v4-huawei", "A", "2026-04-24", None));
        assert_eq!(id.as_str(), "v4-huawei-2026-04-24");
        assert_eq!(
            ids.identify(&document("v4-huawei", "A", "2026-04-25", None)),
            id
        );
        let other = ids.identify(&document("v4-huawei", "B", "2026-04-24", None));
        assert!(other != id && other.as_str().starts_with("v4-huawei-2026-04-24-"));
        let dated = ids.identify(&document("2026-04-24-x", "A", "2026-04-24", None));
        assert_eq!(dated.as_str(), "2026-04-24-x");
    }

    #[test]
    fn an_address_is_the_surest_name() {
        let mut ids = Identities::default();
        let first = ids.identify(&document(
            "a",
            "A",
            "2026-04-24",
            Some("https://x.example/a/"),
        ));
        let again = ids.identify(&document(
            "b",
            "A",
            "2026-04-25",
            Some("http://x.example/a#top"),
        ));
        assert_eq!(first, again);
        let other = ids.identify(&document(
            "a",
            "A",
            "2026-04-24",
            Some("https://x.example/b"),
        ));
        assert_ne!(first, other);
    }
}
