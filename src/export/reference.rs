//! What formats look up beside the picture itself.

use crate::model::evidence::DocumentId;
use crate::model::{Citation, Entity, EntityId, Namespaces, Vocabulary};
use std::collections::BTreeMap;

/// The terms, entities and documents that a picture names, as they are described.
///
/// An entity or a document that is missing here is written by its identifier alone.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a> {
    /// The project's namespaces.
    pub namespaces: &'a Namespaces,
    /// Classes and properties, with what they are called elsewhere.
    pub vocabulary: &'a Vocabulary,
    /// Entities that facts name: subjects, objects, claimants, publishers.
    pub entities: &'a BTreeMap<EntityId, Entity>,
    /// Documents behind facts.
    pub citations: &'a BTreeMap<DocumentId, Citation>,
}

impl<'a> Reference<'a> {
    /// The usual name of an entity.
    pub fn label(&self, id: &'a EntityId) -> &'a str {
        let known = self.entities.get(id);
        known.map_or(id.as_str(), |entity| entity.label.as_str())
    }

    /// Who published a document, by name.
    pub fn publisher(&self, citation: &'a Citation) -> Option<&'a str> {
        let named = citation.publisher_name.as_deref();
        named.or_else(|| citation.publisher.as_ref().map(|id| self.label(id)))
    }

    /// The item of Wikidata that an entity is, such as `Q182477`: of its identifiers the one
    /// `wikidata:Q…`.
    pub fn item(&self, id: &EntityId) -> Option<&'a str> {
        let mut all = self.entities.get(id)?.identifiers.iter();
        all.find_map(|text| {
            let item = text.strip_prefix("wikidata:")?;
            let digits = item.strip_prefix('Q')?;
            let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            plain.then_some(item)
        })
    }
}
