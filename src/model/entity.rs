//! Named things and the names that people give them.

use crate::model::slug::slug;
use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// Local name of an entity's IRI, such as `deepseek-v4-pro`; cheap to copy.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(Arc<str>);

impl EntityId {
    /// The local name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<S: Into<Arc<str>>> From<S> for EntityId {
    fn from(local: S) -> Self {
        Self(local.into())
    }
}

impl Default for EntityId {
    fn default() -> Self {
        Self(Arc::from(""))
    }
}

impl Borrow<str> for EntityId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A named thing, as `data/triples/entities` describes it.
///
/// `broader` and `brand` are hints that tell names apart; they are not facts and have no receipt.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entity {
    /// Local name of the IRI.
    pub id: EntityId,
    /// Local names of its classes, sorted (`Maker`, `Organization`).
    pub classes: Vec<String>,
    /// The usual name.
    pub label: String,
    /// Other full names, good anywhere in a text (`skos:altLabel`).
    pub names: Vec<String>,
    /// Names that need support from the text around them (`ai:shortName`).
    pub short_names: Vec<String>,
    /// The family that the name belongs to (`skos:broader`).
    pub broader: Option<EntityId>,
    /// The organisation whose name goes with it (`ai:brand`).
    pub brand: Option<EntityId>,
    /// The label is an ordinary word as well (`ai:ambiguous`).
    pub ambiguous: bool,
    /// Adjectives of a country (`ai:demonym`).
    pub demonyms: Vec<String>,
    /// Cities that the press uses for a country (`ai:city`).
    pub cities: Vec<String>,
    /// Identifiers elsewhere: SPDX, Wikidata, Hugging Face (`dct:identifier`).
    pub identifiers: Vec<String>,
    /// Seen in a text and not yet looked at by anyone (`ai:provisional`).
    pub provisional: bool,
    /// What gave a name away that was never seen before, in words (`ai:shape`).
    pub shape: Option<String>,
}

impl Entity {
    /// A provisional entity under a name that no list has, its id made of that name.
    pub fn unseen(name: &str, classes: &[&str]) -> Self {
        Self {
            id: EntityId::from(slug(name)),
            classes: classes.iter().map(ToString::to_string).collect(),
            label: name.to_string(),
            provisional: true,
            ..Self::default()
        }
    }

    /// The same, with what gave the name away.
    pub fn shaped(mut self, shape: &str) -> Self {
        self.shape = Some(shape.to_string());
        self
    }

    /// Whether the entity has the class with this local name.
    pub fn is(&self, class: &str) -> bool {
        self.classes.iter().any(|c| c == class)
    }
}
