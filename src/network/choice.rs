//! Which facts and entities a network is made of.

use crate::model::{EntityId, Vocabulary};
use crate::network::graph::NetworkError;
use crate::store::{Id, Snapshot, StoreError};
use rustc_hash::FxHashSet;

/// What a network takes of the believed facts.
#[derive(Debug, Clone)]
pub struct Choice<'v> {
    /// The vocabulary.
    pub vocabulary: &'v Vocabulary,
    /// Only entities of one of these classes, or of one below them; all but events where none is named.
    pub classes: Vec<String>,
    /// Only facts of these properties; all where none is named.
    pub properties: Vec<String>,
    /// Most facts that are taken.
    pub most: usize,
}

impl<'v> Choice<'v> {
    /// All facts between entities that are no events.
    pub fn all(vocabulary: &'v Vocabulary) -> Self {
        Self {
            vocabulary,
            classes: Vec::new(),
            properties: Vec::new(),
            most: usize::MAX,
        }
    }

    /// Whether facts of a property are taken. Which class a thing has is no fact between entities, nor is
    /// what belief says of a statement.
    pub fn takes(&self, property: &str) -> bool {
        match self.properties.is_empty() {
            true => !matches!(property, "rank" | "reason"),
            false => self.properties.iter().any(|p| p == property),
        }
    }

    /// Refuses more facts than are allowed.
    ///
    /// # Errors
    /// There are more.
    pub fn check(&self, facts: usize) -> Result<(), NetworkError> {
        match facts > self.most {
            true => Err(NetworkError::TooLarge(self.most)),
            false => Ok(()),
        }
    }

    /// The entities that the chosen classes let in.
    ///
    /// # Errors
    /// Those of the store.
    pub fn admitted(&self, snapshot: &Snapshot<'_>) -> Result<Admitted, StoreError> {
        let events = ["Event".to_string()];
        let (named, barred) = match self.classes.is_empty() {
            true => (&events[..], true),
            false => (&self.classes[..], false),
        };
        let mut among = FxHashSet::default();
        for class in self.vocabulary.classes.keys() {
            if named.iter().any(|n| self.vocabulary.is_a(class, n)) {
                for id in snapshot.instances(class)? {
                    among.insert(id?);
                }
            }
        }
        Ok(Admitted { among, barred })
    }
}

/// The entities that may be nodes.
#[derive(Debug, Clone)]
pub struct Admitted {
    among: FxHashSet<Id>,
    /// Those named are kept out rather than let in.
    barred: bool,
}

impl Admitted {
    /// Whether a thing of the index may be a node.
    pub fn holds(&self, id: Id) -> bool {
        self.among.contains(&id) != self.barred
    }

    /// Whether an entity may be a node.
    ///
    /// # Errors
    /// Those of the store.
    pub fn holds_entity(
        &self,
        snapshot: &Snapshot<'_>,
        entity: &EntityId,
    ) -> Result<bool, StoreError> {
        Ok(snapshot.id_of(entity)?.is_some_and(|id| self.holds(id)))
    }
}
