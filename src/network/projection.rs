//! Facts to a petgraph graph: entities become nodes, facts between entities become edges, and numbers,
//! dates and words become lines of their node.

use crate::model::quantity::{bought, human};
use crate::model::{Entity, EntityId, Modality, Property, Value, Vocabulary};
use crate::network::fact::Fact;
use crate::network::kind::Kind;
use petgraph::Direction::Incoming;
use petgraph::graph::{Graph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The properties that tell whether an entity is known here for its models or for its hardware.
pub const KIND_TELLING: [&str; 2] = ["developedBy", "manufacturedBy"];

/// An entity of the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The entity.
    pub id: EntityId,
    /// Its usual name.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// What is said of it in numbers, dates and words, in the order of properties.
    pub lines: Vec<Line>,
}

/// A literal fact of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The property's name for people.
    pub label: String,
    /// The value for people, with its unit where the property's name does not say it.
    pub value: String,
    /// Index of the fact it shows.
    pub fact: usize,
}

/// A fact between two entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Local name of the property.
    pub property: String,
    /// The property's name for people.
    pub label: String,
    /// It holds in both directions.
    pub symmetric: bool,
    /// The firmest way in which it is said.
    pub modality: Modality,
    /// Index of the fact it shows.
    pub fact: usize,
}

/// The graph, with the facts that it shows.
#[derive(Debug, Clone, Default)]
pub struct Projection {
    /// Nodes in order of entity, edges in order of fact.
    pub graph: Graph<Node, Link>,
    /// The facts, sorted by subject, property and object.
    pub facts: Vec<Fact>,
    /// The unit of each fact's number, empty where it has none.
    pub(super) units: Vec<String>,
    /// How many entities were left out by [`Self::cap`].
    pub left_out: usize,
    /// The entity in the middle, if [`Self::around`] was asked for one.
    pub focus: Option<EntityId>,
}

impl Projection {
    /// Projects facts. `entity` describes an entity; one that it does not know is named by its id.
    ///
    /// A symmetric property gives one edge, whichever way round it is stated. A fact that its sources
    /// only deny is left out.
    pub fn of(
        facts: &[Fact],
        entity: &dyn Fn(&EntityId) -> Option<Entity>,
        vocabulary: &Vocabulary,
    ) -> Self {
        let named = |id: &EntityId| entity(id).map_or_else(|| id.to_string(), |e| e.label);
        let stands = |f: &&Fact| f.modality() != Modality::Negated;
        let mut facts: Vec<Fact> = facts.iter().filter(stands).cloned().collect();
        facts.sort_by(|a, b| order(a).cmp(&order(b)));
        let mut projection = Self::default();
        let places = projection.populate(&facts, entity);
        let mut drawn: BTreeSet<(EntityId, EntityId, String)> = BTreeSet::new();
        for (index, fact) in facts.iter().enumerate() {
            let property = vocabulary.properties.get(&*fact.property);
            let label = vocabulary.label_of(&fact.property).to_string();
            let from = places[&fact.subject];
            let Value::Entity(object) = &fact.object else {
                let mut line = line(fact, index, label, property);
                line.value.push_str(&fact.within(&named));
                projection.graph[from].lines.push(line);
                continue;
            };
            let symmetric = property.is_some_and(|p| p.symmetric);
            let (a, b) = match symmetric && object < &fact.subject {
                true => (object.clone(), fact.subject.clone()),
                false => (fact.subject.clone(), object.clone()),
            };
            if drawn.insert((a, b, fact.property.to_string())) {
                let link = Link {
                    property: fact.property.to_string(),
                    label,
                    symmetric,
                    modality: fact.modality(),
                    fact: index,
                };
                projection.graph.add_edge(from, places[object], link);
            }
        }
        let unit = |f: &Fact| {
            let property = vocabulary.properties.get(&*f.property);
            let unit = property.map_or("", |p| p.unit.as_str());
            match &f.currency {
                Some(code) => unit.replacen("USD", code, 1),
                None => unit.to_string(),
            }
        };
        projection.recast();
        projection.units = facts.iter().map(unit).collect();
        projection.facts = facts;
        projection
    }

    /// The unit of a fact's number in its own currency, empty if it has none or there is no such fact.
    pub fn unit(&self, fact: usize) -> &str {
        self.units.get(fact).map_or("", String::as_str)
    }

    /// Adds a node for each entity that facts name, in order of id.
    fn populate(
        &mut self,
        facts: &[Fact],
        entity: &dyn Fn(&EntityId) -> Option<Entity>,
    ) -> BTreeMap<EntityId, NodeIndex> {
        let mut ids: BTreeSet<&EntityId> = facts.iter().map(|f| &f.subject).collect();
        ids.extend(facts.iter().filter_map(|f| f.object.as_entity()));
        let mut places = BTreeMap::new();
        for id in ids {
            let known = entity(id);
            let node = Node {
                id: id.clone(),
                label: known
                    .as_ref()
                    .map_or_else(|| id.to_string(), |e| e.label.clone()),
                kind: known.as_ref().map_or(Kind::Other, Kind::of),
                lines: Vec::new(),
            };
            places.insert(id.clone(), self.graph.add_node(node));
        }
        places
    }

    /// Many makers of models sell chips as well: one that these facts know for its models rather than for its
    /// hardware is shown as the maker that it is here.
    fn recast(&mut self) {
        let vendors = self.graph.node_indices();
        let vendors: Vec<NodeIndex> = vendors
            .filter(|i| self.graph[*i].kind == Kind::Vendor)
            .collect();
        for vendor in vendors {
            let count = |property: &str| {
                let edges = self.graph.edges_directed(vendor, Incoming);
                edges.filter(|e| e.weight().property == property).count()
            };
            let [models, hardware] = KIND_TELLING;
            if count(models) > count(hardware) {
                self.graph[vendor].kind = Kind::Organization;
            }
        }
    }

    /// The node of an entity.
    pub fn node(&self, id: &EntityId) -> Option<NodeIndex> {
        self.graph.node_indices().find(|i| self.graph[*i].id == *id)
    }
}

fn line(fact: &Fact, index: usize, label: String, property: Option<&Property>) -> Line {
    let unit = property.map_or("", |p| p.unit.as_str());
    let mut value = human(&fact.object, property, fact.currency.as_deref());
    // `$1.74` says the currency; what it buys is said here.
    if let Some(bought) = bought(unit) {
        value.push(' ');
        value.push_str(&bought);
    }
    Line {
        label,
        value,
        fact: index,
    }
}

/// What facts are sorted by.
type Place<'f> = (
    &'f EntityId,
    &'f str,
    String,
    Option<&'f str>,
    &'f BTreeMap<Arc<str>, Value>,
);

fn order(fact: &Fact) -> Place<'_> {
    let object = fact.object.canonical();
    let currency = fact.currency.as_deref();
    (
        &fact.subject,
        &fact.property,
        object,
        currency,
        &fact.context,
    )
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn fact(subject: &str, property: &str, object: Value) -> Fact {
        Fact {
            subject: subject.into(),
            property: property.into(),
            object,
            currency: None,
            context: BTreeMap::new(),
            support: Vec::new(),
        }
    }

    fn entity(id: &str) -> Value {
        Value::Entity(id.into())
    }

    pub(in crate::network) fn sample() -> Projection {
        let facts = [
            fact("v4", "developedBy", entity("deepseek")),
            fact("v4", "runsOn", entity("ascend")),
            fact("ascend", "manufacturedBy", entity("huawei")),
            fact("v4", "contextWindow", Value::Integer(1_000_000)),
            fact("deepseek", "partnersWith", entity("huawei")),
            fact("huawei", "partnersWith", entity("deepseek")),
        ];
        let vocabulary = crate::network::graph::tests::vocabulary();
        Projection::of(&facts, &|_| None, &vocabulary)
    }

    #[test]
    fn symmetric_facts_are_drawn_once() {
        let p = sample();
        assert_eq!((p.graph.node_count(), p.graph.edge_count()), (4, 4));
        let v4 = p.node(&"v4".into()).unwrap();
        assert_eq!(p.graph[v4].lines[0].value, "1M");
    }
}
