//! The kinds of thing that reading tells apart.

use crate::mention::{ClassSet, Lexicon};

/// What a text can speak of beside one thing of every other sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A model or a family of models.
    Model,
    /// A chip, a family of chips or a system.
    Hardware,
    /// An organisation.
    Organization,
    /// A person.
    Person,
}

/// The kinds of thing that a text can speak of at the same time.
#[derive(Debug, Clone, Copy)]
pub struct Kinds {
    /// Models and their families.
    pub model: ClassSet,
    /// Families of models alone.
    pub family: ClassSet,
    /// Chips, their families and systems.
    pub hardware: ClassSet,
    /// Families of chips alone.
    pub series: ClassSet,
    /// Organisations.
    pub organization: ClassSet,
    /// Organisations that publish.
    pub publisher: ClassSet,
    /// Organisations that invest.
    pub investor: ClassSet,
    /// Organisations that rent out computing.
    pub cloud: ClassSet,
    /// Organisations whose trade is to supply others.
    pub supplier: ClassSet,
    /// Organisations that make models.
    pub maker: ClassSet,
    /// People.
    pub person: ClassSet,
    /// Countries.
    pub country: ClassSet,
    /// Products that are not models or hardware.
    pub service: ClassSet,
}

impl Kinds {
    /// The classes of each kind.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self {
            model: lexicon.bits(&["Model", "ModelFamily"]),
            family: lexicon.bits(&["ModelFamily"]),
            hardware: lexicon.bits(&["Chip", "ChipFamily", "System"]),
            series: lexicon.bits(&["ChipFamily"]),
            organization: lexicon.bits(&["Organization"]),
            publisher: lexicon.bits(&["Publisher"]),
            investor: lexicon.bits(&["Investor"]),
            cloud: lexicon.bits(&["CloudProvider"]),
            supplier: lexicon.bits(&["Supplier"]),
            maker: lexicon.bits(&["Maker"]),
            person: lexicon.bits(&["Person"]),
            country: lexicon.bits(&["Country"]),
            service: lexicon.bits(&["Product"]),
        }
    }

    /// What makers make: models and hardware.
    pub fn product(&self) -> ClassSet {
        self.model | self.hardware
    }

    /// Whether a thing of these classes is one model, not a family of them.
    pub fn single_model(&self, classes: ClassSet) -> bool {
        self.single(classes, self.model)
    }

    /// Whether a thing is one model or one piece of hardware of the classes looked for, not a family.
    pub fn single(&self, classes: ClassSet, wanted: ClassSet) -> bool {
        classes & wanted & self.product() != 0 && classes & (self.family | self.series) == 0
    }

    /// The sort of a thing of these classes.
    pub fn sort(&self, classes: ClassSet) -> Option<Sort> {
        match classes {
            c if c & self.model != 0 => Some(Sort::Model),
            c if c & self.hardware != 0 => Some(Sort::Hardware),
            c if c & self.organization != 0 => Some(Sort::Organization),
            c if c & self.person != 0 => Some(Sort::Person),
            _ => None,
        }
    }
}
