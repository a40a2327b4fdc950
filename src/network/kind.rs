//! What sort of thing a node is, for its colour and its place in the legend.

use crate::model::Entity;

/// The kinds that pictures tell apart, in the order of the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A model.
    Model,
    /// A family of models.
    Family,
    /// An organisation.
    Organization,
    /// A chip, a family of chips or a system.
    Hardware,
    /// A product or platform.
    Product,
    /// A person.
    Person,
    /// A licence.
    License,
    /// A benchmark.
    Benchmark,
    /// A country.
    Country,
    /// All else: events, documents.
    Other,
}

impl Kind {
    /// All, in order.
    pub const ALL: [Self; 10] = [
        Self::Model,
        Self::Family,
        Self::Organization,
        Self::Hardware,
        Self::Product,
        Self::Person,
        Self::License,
        Self::Benchmark,
        Self::Country,
        Self::Other,
    ];

    /// The kind of an entity, by the first of its classes that tells.
    pub fn of(entity: &Entity) -> Self {
        let kinds = [
            ("Model", Self::Model),
            ("ModelFamily", Self::Family),
            ("Chip", Self::Hardware),
            ("ChipFamily", Self::Hardware),
            ("System", Self::Hardware),
            ("Organization", Self::Organization),
            ("Maker", Self::Organization),
            ("Product", Self::Product),
            ("Person", Self::Person),
            ("License", Self::License),
            ("Benchmark", Self::Benchmark),
            ("Country", Self::Country),
        ];
        kinds
            .iter()
            .find(|(class, _)| entity.is(class))
            .map_or(Self::Other, |(_, kind)| *kind)
    }

    /// Its key in a style file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Family => "family",
            Self::Organization => "organization",
            Self::Hardware => "hardware",
            Self::Product => "product",
            Self::Person => "person",
            Self::License => "license",
            Self::Benchmark => "benchmark",
            Self::Country => "country",
            Self::Other => "other",
        }
    }
}
