//! A term of an answer, as the rest of the program sees it.

use crate::model::iri::XSD;
use crate::model::{EntityId, Namespaces, Value};
use oxigraph::model::{Term, TermRef};
use rust_decimal::Decimal;
use std::str::FromStr;

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cell {
    /// An IRI, in full.
    Iri(String),
    /// A blank node's label.
    Blank(String),
    /// A literal.
    Literal {
        /// The text as written.
        value: String,
        /// IRI of its datatype.
        datatype: String,
        /// BCP 47 language tag.
        language: Option<String>,
    },
}

impl Cell {
    /// Its text: an IRI in full, a literal without quotation marks.
    pub fn text(&self) -> &str {
        match self {
            Self::Iri(text) | Self::Blank(text) | Self::Literal { value: text, .. } => text,
        }
    }

    /// The entity that it names, where it is an IRI of the entities' namespace.
    pub fn entity(&self, namespaces: &Namespaces) -> Option<EntityId> {
        match self {
            Self::Iri(iri) => iri.strip_prefix(&namespaces.entity).map(EntityId::from),
            _ => None,
        }
    }

    /// The plain value: an entity, a number, a date, a truth value or text. An IRI outside of the
    /// entities' namespace is text, and so is a literal that is not of its datatype's form.
    pub fn value(&self, namespaces: &Namespaces) -> Value {
        if let Some(entity) = self.entity(namespaces) {
            return Value::Entity(entity);
        }
        self.typed()
            .unwrap_or_else(|| Value::Text(self.text().to_string()))
    }

    fn typed(&self) -> Option<Value> {
        let Self::Literal {
            value, datatype, ..
        } = self
        else {
            return None;
        };
        match datatype.strip_prefix(XSD)? {
            "decimal" => Decimal::from_str(value).ok().map(Value::Decimal),
            "date" | "gYearMonth" | "gYear" => value.parse().ok().map(Value::Date),
            "boolean" => value.parse().ok().map(Value::Boolean),
            "integer" | "long" | "int" | "short" | "nonNegativeInteger" => {
                value.parse().ok().map(Value::Integer)
            }
            _ => None,
        }
    }

    /// An IRI as a prefixed name where one of the known namespaces fits, anything else as its text.
    pub fn compact(&self, namespaces: &Namespaces) -> String {
        match self {
            Self::Iri(iri) => shorten(iri, namespaces).unwrap_or_else(|| iri.clone()),
            Self::Blank(label) => format!("_:{label}"),
            Self::Literal { value, .. } => value.clone(),
        }
    }
}

/// `prefix:local`, where the local part needs no escapes; the longest namespace that fits.
fn shorten(iri: &str, namespaces: &Namespaces) -> Option<String> {
    let mut best: Option<(&str, &str)> = None;
    for (prefix, namespace) in namespaces.prefixes() {
        if let Some(local) = iri.strip_prefix(namespace)
            && best.is_none_or(|(_, shortest)| local.len() < shortest.len())
        {
            best = Some((prefix, local));
        }
    }
    let (prefix, local) = best?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    (local.chars().all(plain) && !local.ends_with('.')).then(|| format!("{prefix}:{local}"))
}

impl From<&Term> for Cell {
    fn from(term: &Term) -> Self {
        match term.as_ref() {
            TermRef::NamedNode(node) => Self::Iri(node.as_str().to_string()),
            TermRef::BlankNode(node) => Self::Blank(node.as_str().to_string()),
            TermRef::Literal(literal) => Self::Literal {
                value: literal.value().to_string(),
                datatype: literal.datatype().as_str().to_string(),
                language: literal.language().map(str::to_string),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cell;
    use crate::model::{Namespaces, Value};
    use oxigraph::model::{Literal, NamedNode, Term};

    fn cell(term: impl Into<Term>) -> Cell {
        Cell::from(&term.into())
    }

    #[test]
    fn compact_names() {
        let ns = Namespaces::default();
        let iri = |text: &str| cell(NamedNode::new(text).unwrap()).compact(&ns);
        assert_eq!(iri("https://w3id.org/aikg/id/openai"), "id:openai");
        assert_eq!(iri("https://w3id.org/aikg/ns#Model"), "ai:Model");
        assert_eq!(
            iri("https://w3id.org/aikg/id/a/b"),
            "https://w3id.org/aikg/id/a/b"
        );
        assert_eq!(iri("http://example.org/x"), "http://example.org/x");
    }

    #[test]
    fn plain_values() {
        let ns = Namespaces::default();
        assert_eq!(cell(Literal::from(5)).value(&ns), Value::Integer(5));
        let entity = cell(NamedNode::new("https://w3id.org/aikg/id/x").unwrap());
        assert_eq!(entity.value(&ns), Value::Entity("x".into()));
        assert_eq!(cell(Literal::from("a")).value(&ns), Value::Text("a".into()));
    }
}
