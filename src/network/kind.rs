//! What sort of thing a node is, for its colour and its place in the legend.

use crate::model::Entity;

/// The kinds that pictures tell apart, in the order of the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A model.
    Model,
    /// A family of models.
    Family,
    /// An organisation, makers of models among them.
    Organization,
    /// An organisation that sells chips or systems.
    Vendor,
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
    /// Something that happened.
    Event,
    /// All else: documents, what is not known.
    Other,
}

impl Kind {
    /// All, in order.
    pub const ALL: [Self; 12] = [
        Self::Model,
        Self::Family,
        Self::Organization,
        Self::Vendor,
        Self::Hardware,
        Self::Product,
        Self::Person,
        Self::License,
        Self::Benchmark,
        Self::Country,
        Self::Event,
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
            ("ChipVendor", Self::Vendor),
            ("Organization", Self::Organization),
            ("Maker", Self::Organization),
            ("Product", Self::Product),
            ("Person", Self::Person),
            ("License", Self::License),
            ("Benchmark", Self::Benchmark),
            ("Country", Self::Country),
            ("Event", Self::Event),
            ("Release", Self::Event),
            ("FundingRound", Self::Event),
            ("Acquisition", Self::Event),
            ("Partnership", Self::Event),
            ("MarketMove", Self::Event),
            ("PolicyAction", Self::Event),
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
            Self::Vendor => "vendor",
            Self::Hardware => "hardware",
            Self::Product => "product",
            Self::Person => "person",
            Self::License => "license",
            Self::Benchmark => "benchmark",
            Self::Country => "country",
            Self::Event => "event",
            Self::Other => "other",
        }
    }
}
