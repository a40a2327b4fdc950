//! What a statement says of its subject: an entity or a literal.

use crate::model::{Date, EntityId};
use rust_decimal::Decimal;
use std::fmt;

/// The object of a statement, or the value of a qualifier.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// A named thing.
    Entity(EntityId),
    /// A whole number in the unit of its property.
    Integer(i64),
    /// An exact decimal in the unit of its property; printed without trailing zeros.
    Decimal(Decimal),
    /// A date of the precision of its source.
    Date(Date),
    /// True or false.
    Boolean(bool),
    /// Plain text.
    Text(String),
}

impl Value {
    /// The entity, if the value is one.
    pub fn as_entity(&self) -> Option<&EntityId> {
        match self {
            Self::Entity(id) => Some(id),
            _ => None,
        }
    }

    /// The number, if the value is one.
    pub fn as_decimal(&self) -> Option<Decimal> {
        match self {
            Self::Integer(n) => Some(Decimal::from(*n)),
            Self::Decimal(d) => Some(*d),
            _ => None,
        }
    }

    /// A one-letter tag and the exact text: the form that identifiers are hashed from.
    pub fn canonical(&self) -> String {
        let tag = match self {
            Self::Entity(_) => 'e',
            Self::Integer(_) => 'i',
            Self::Decimal(_) => 'd',
            Self::Date(_) => 't',
            Self::Boolean(_) => 'b',
            Self::Text(_) => 's',
        };
        format!("{tag}:{self}")
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entity(id) => f.write_str(id.as_str()),
            Self::Integer(n) => write!(f, "{n}"),
            Self::Decimal(d) => write!(f, "{}", d.normalize()),
            Self::Date(d) => write!(f, "{d}"),
            Self::Boolean(b) => write!(f, "{b}"),
            Self::Text(t) => f.write_str(t),
        }
    }
}
