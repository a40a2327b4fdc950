//! Classes and properties, as `data/triples/vocabulary.ttl` defines them.

use crate::model::statement::Statement;
use crate::model::value::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A kind of thing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Class {
    /// Local name.
    pub name: String,
    /// Name for people.
    pub label: String,
    /// One sentence.
    pub comment: String,
    /// Local names of the classes directly above.
    pub parents: Vec<String>,
    /// IRIs of like classes elsewhere (schema.org, PROV).
    pub equivalents: Vec<String>,
}

/// What a property's object may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Range {
    /// An entity of one of these classes.
    Entities(Vec<String>),
    /// `xsd:integer`.
    Integer,
    /// `xsd:decimal`.
    Decimal,
    /// `xsd:date`, `xsd:gYearMonth` or `xsd:gYear`.
    Date,
    /// `xsd:boolean`.
    Boolean,
    /// `xsd:string`.
    Text,
}

/// What can be said of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// Local name.
    pub name: String,
    /// Name for people.
    pub label: String,
    /// One sentence.
    pub comment: String,
    /// Local names of the classes it is said of; empty means any.
    pub domain: Vec<String>,
    /// What it may say.
    pub range: Range,
    /// Unit of its numbers, such as `tokens` or `USD per 1,000,000 tokens`; empty if none.
    pub unit: String,
    /// At any time it has at most one value for one set of qualifiers.
    pub functional: bool,
    /// Its value changes over time (prices, offices), so later sources win.
    pub changing: bool,
    /// Holds in both directions.
    pub symmetric: bool,
    /// A note on a statement (`stage`, `tier`), not a fact on a thing.
    pub qualifier: bool,
    /// A qualifier that sets values apart: those under different ones do not contradict each other.
    pub context: bool,
    /// Must hold for a value to be plausible: smallest and largest number, as written.
    pub bounds: (Option<rust_decimal::Decimal>, Option<rust_decimal::Decimal>),
    /// IRIs of like properties elsewhere.
    pub equivalents: Vec<String>,
    /// IRI of the unit of its numbers elsewhere.
    pub unit_match: Option<String>,
}

/// All classes and properties by local name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vocabulary {
    /// Classes.
    pub classes: BTreeMap<String, Class>,
    /// Properties and qualifiers.
    pub properties: BTreeMap<String, Property>,
}

impl Vocabulary {
    /// What people call a property; its local name if it is not known.
    pub fn label_of<'a>(&'a self, property: &'a str) -> &'a str {
        let known = self.properties.get(property);
        known.map_or(property, |p| p.label.as_str())
    }

    /// The qualifiers of a statement that set its value apart from others, by their names.
    pub fn context<'s>(
        &self,
        statement: &'s Statement,
    ) -> impl Iterator<Item = (&'s Arc<str>, &'s Value)> {
        let apart = |name: &str| self.properties.get(name).is_some_and(|p| p.context);
        let all = statement.qualifiers.iter();
        all.filter(move |(name, _)| apart(name))
    }

    /// Whether a property is one of events: it says more fully what shortcut facts among the parties say.
    pub fn is_of_events(&self, property: &str) -> bool {
        self.properties.get(property).is_some_and(|p| {
            !p.domain.is_empty() && p.domain.iter().all(|class| self.is_a(class, "Event"))
        })
    }

    /// The IRIs in a namespace of classes elsewhere that one with these classes belongs to: those like them or
    /// like a class above them, sorted, each once.
    pub fn like_classes<'a>(&'a self, classes: &[String], namespace: &str) -> Vec<&'a str> {
        let above = |class: &&Class| classes.iter().any(|c| self.is_a(c, &class.name));
        let like = self.classes.values().filter(above);
        let mut found: Vec<&str> = like
            .flat_map(|class| &class.equivalents)
            .map(String::as_str)
            .filter(|iri| iri.starts_with(namespace))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The IRIs in a namespace of properties elsewhere that are like this one and like no other of the
    /// vocabulary: a term that several stand under does not tell them apart.
    pub fn like_property<'a>(&'a self, property: &str, namespace: &str) -> Vec<&'a str> {
        let Some(own) = self.properties.get(property) else {
            return Vec::new();
        };
        let elsewhere = |iri: &String| {
            let mut others = self.properties.values().filter(|p| p.name != own.name);
            others.any(|p| p.equivalents.contains(iri))
        };
        let like = own.equivalents.iter();
        like.filter(|iri| iri.starts_with(namespace) && !elsewhere(iri))
            .map(String::as_str)
            .collect()
    }

    /// Whether `class` is `ancestor` or stands below it.
    pub fn is_a(&self, class: &str, ancestor: &str) -> bool {
        let mut open = vec![class];
        let mut seen = Vec::new();
        while let Some(name) = open.pop() {
            if name == ancestor {
                return true;
            }
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
            if let Some(class) = self.classes.get(name) {
                open.extend(class.parents.iter().map(String::as_str));
            }
        }
        false
    }
}
