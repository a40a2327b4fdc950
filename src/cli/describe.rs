//! Statements as rows: JSON lines for programs, tables for people.

use aikg::export::table::jsonl::object as json_object;
use aikg::model::quantity::human;
use aikg::model::{EntityId, Reading, Statement, Value, Vocabulary};
use aikg::network::Fact;
use aikg::pipeline::Outcome;
use serde_json::{Map, Number, Value as Json, json};
use std::collections::BTreeMap;

/// Names of entities.
#[derive(Debug, Default)]
pub struct Labels<'a> {
    known: BTreeMap<EntityId, String>,
    /// Asked for what is not known here.
    more: Option<&'a Labels<'a>>,
}

impl Labels<'_> {
    /// Of these entities.
    pub fn new<'e>(entities: impl IntoIterator<Item = &'e aikg::model::Entity>) -> Self {
        let known = entities
            .into_iter()
            .map(|e| (e.id.clone(), e.label.clone()));
        Self {
            known: known.collect(),
            more: None,
        }
    }

    /// The same with the new names of a reading.
    pub fn with(&self, reading: &Reading) -> Labels<'_> {
        Labels {
            more: Some(self),
            ..Labels::new(&reading.entities)
        }
    }

    /// The same, but what the text names goes by the text's own name for it.
    pub fn of_text(&self, outcome: &Outcome) -> Labels<'_> {
        let mut labels = self.with(&outcome.reading);
        let names = outcome.names.iter();
        labels
            .known
            .extend(names.map(|(id, name)| (id.clone(), name.clone())));
        labels
    }

    /// The name of an entity; its id if it has none.
    pub fn of(&self, id: &EntityId) -> String {
        match (self.known.get(id), self.more) {
            (Some(label), _) => label.clone(),
            (None, Some(more)) => more.of(id),
            (None, None) => id.to_string(),
        }
    }

    /// What a statement says, for people.
    pub fn object(&self, statement: &Statement, vocabulary: &Vocabulary) -> String {
        let (property, currency) = (&statement.property, statement.currency());
        self.human(&statement.object, property, currency, vocabulary)
    }

    /// What a fact says, for people, with what sets its value apart.
    pub fn fact(&self, fact: &Fact, vocabulary: &Vocabulary) -> String {
        let currency = fact.currency.as_deref();
        let value = self.human(&fact.object, &fact.property, currency, vocabulary);
        format!("{value}{}", fact.within(&|id| self.of(id)))
    }

    /// A value for people, in the currency given if that is not the property's.
    pub fn human(
        &self,
        value: &Value,
        property: &str,
        currency: Option<&str>,
        vocabulary: &Vocabulary,
    ) -> String {
        match value {
            Value::Entity(id) => self.of(id),
            other => human(other, vocabulary.properties.get(property), currency),
        }
    }

    fn json(&self, value: &Value) -> Json {
        match value {
            Value::Entity(id) => json!(self.of(id)),
            other => json_object(other),
        }
    }
}

/// A statement as one JSON object: names, with the identifiers of subject and object beside them; numbers
/// exact.
pub fn row(document: &str, statement: &Statement, labels: &Labels<'_>) -> Json {
    let qualifiers: Map<String, Json> = statement
        .qualifiers
        .iter()
        .map(|(k, v)| (k.to_string(), labels.json(v)))
        .collect();
    let confidence = statement.confidence.to_string().parse::<Number>();
    let object = match &statement.object {
        Value::Entity(id) => json!(id.as_str()),
        _ => Json::Null,
    };
    json!({
        "doc": document,
        "s": labels.of(&statement.subject),
        "p": &*statement.property,
        "o": labels.json(&statement.object),
        "ids": [statement.subject.as_str(), object],
        "q": qualifiers,
        "by": statement.claimed_by.as_ref().map(|c| labels.of(c)),
        "mod": statement.modality.name().to_lowercase(),
        "confidence": confidence.map_or(Json::Null, Json::Number),
        "evidence": {
            "exact": statement.evidence.exact,
            "start": statement.evidence.start,
            "end": statement.evidence.end,
        },
        "rule": &*statement.extracted_by,
    })
}

/// How surely and by whom a statement is said, for people; empty if plainly by its publisher.
pub fn manner(statement: &Statement, labels: &Labels<'_>) -> String {
    let mut parts = Vec::new();
    if statement.modality != aikg::model::Modality::Asserted {
        parts.push(statement.modality.name().to_lowercase());
    }
    if let Some(by) = &statement.claimed_by {
        parts.push(format!("by {}", labels.of(by)));
    }
    // The value is shown in its currency.
    let shown = |name: &str| name == "currency" && statement.currency().is_some();
    for (name, value) in statement.qualifiers.iter().filter(|(n, _)| !shown(n)) {
        let value = match value {
            Value::Entity(id) => labels.of(id),
            other => other.to_string(),
        };
        parts.push(format!("{name} {value}"));
    }
    parts.join(", ")
}
