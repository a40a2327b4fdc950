//! Facts to a petgraph graph: entities become nodes, facts between entities become edges, and numbers,
//! dates and words become lines of their node.

use crate::model::quantity::human;
use crate::model::{Entity, EntityId, Modality, Value, Vocabulary};
use crate::network::fact::Fact;
use crate::network::kind::Kind;
use petgraph::Direction;
use petgraph::graph::{Graph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

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
    /// The value for people.
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
    /// How many entities were left out by [`Self::cap`].
    pub left_out: usize,
}

impl Projection {
    /// Projects facts. `entity` describes an entity; one that it does not know is named by its id.
    ///
    /// A symmetric property gives one edge, whichever way round it is stated.
    pub fn of(
        facts: &[Fact],
        entity: &dyn Fn(&EntityId) -> Option<Entity>,
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut facts = facts.to_vec();
        facts.sort_by(|a, b| order(a).cmp(&order(b)));
        let mut ids: BTreeSet<EntityId> = facts.iter().map(|f| f.subject.clone()).collect();
        ids.extend(facts.iter().filter_map(|f| f.object.as_entity().cloned()));
        let mut projection = Self::default();
        let mut places: BTreeMap<EntityId, NodeIndex> = BTreeMap::new();
        for id in ids {
            let known = entity(&id);
            let node = Node {
                label: known
                    .as_ref()
                    .map_or_else(|| id.to_string(), |e| e.label.clone()),
                kind: known.as_ref().map_or(Kind::Other, Kind::of),
                lines: Vec::new(),
                id: id.clone(),
            };
            places.insert(id, projection.graph.add_node(node));
        }
        let mut drawn: BTreeSet<(EntityId, EntityId, String)> = BTreeSet::new();
        for (index, fact) in facts.iter().enumerate() {
            let property = vocabulary.properties.get(&*fact.property);
            let label = property.map_or_else(|| fact.property.to_string(), |p| p.label.clone());
            let from = places[&fact.subject];
            let Value::Entity(object) = &fact.object else {
                let value = human(&fact.object, property);
                projection.graph[from].lines.push(Line {
                    label,
                    value,
                    fact: index,
                });
                continue;
            };
            let symmetric = property.is_some_and(|p| p.symmetric);
            let (a, b) = match symmetric && object < &fact.subject {
                true => (object.clone(), fact.subject.clone()),
                false => (fact.subject.clone(), object.clone()),
            };
            if drawn.insert((a, b, fact.property.to_string())) {
                let property = fact.property.to_string();
                let link = Link {
                    property,
                    label,
                    modality: fact.modality(),
                    fact: index,
                };
                projection.graph.add_edge(from, places[object], link);
            }
        }
        projection.facts = facts;
        projection
    }

    /// The node of an entity.
    pub fn node(&self, id: &EntityId) -> Option<NodeIndex> {
        self.graph.node_indices().find(|i| self.graph[*i].id == *id)
    }

    /// What is at most `hops` edges away from an entity, in either direction; empty if it is unknown.
    pub fn around(&self, id: &EntityId, hops: usize) -> Self {
        let Some(start) = self.node(id) else {
            return Self::default();
        };
        let mut distance = BTreeMap::from([(start, 0)]);
        let mut open = VecDeque::from([start]);
        while let Some(at) = open.pop_front() {
            let next = distance[&at] + 1;
            if next > hops {
                continue;
            }
            for neighbour in self.graph.neighbors_undirected(at) {
                if let Entry::Vacant(place) = distance.entry(neighbour) {
                    place.insert(next);
                    open.push_back(neighbour);
                }
            }
        }
        self.only(&|i| distance.contains_key(&i))
    }

    /// The part whose nodes are of these kinds, and the edges among them.
    pub fn of_kinds(&self, kinds: &[Kind]) -> Self {
        self.only(&|i| kinds.contains(&self.graph[i].kind))
    }

    /// At most `most` nodes: those with the most edges, ties in order of entity.
    pub fn cap(&self, most: usize) -> Self {
        if self.graph.node_count() <= most {
            return self.clone();
        }
        let mut ranked: Vec<NodeIndex> = self.graph.node_indices().collect();
        ranked.sort_by_key(|i| (std::cmp::Reverse(self.degree(*i)), *i));
        let kept: BTreeSet<NodeIndex> = ranked.into_iter().take(most).collect();
        let mut part = self.only(&|i| kept.contains(&i));
        part.left_out = self.graph.node_count() - most;
        part
    }

    /// Number of edges at a node.
    pub fn degree(&self, node: NodeIndex) -> usize {
        self.graph.edges_directed(node, Direction::Outgoing).count()
            + self.graph.edges_directed(node, Direction::Incoming).count()
    }

    /// The part whose nodes `keep` keeps, with the facts renumbered.
    fn only(&self, keep: &dyn Fn(NodeIndex) -> bool) -> Self {
        let mut part = Self {
            left_out: self.left_out,
            ..Self::default()
        };
        let mut places: BTreeMap<NodeIndex, NodeIndex> = BTreeMap::new();
        let mut renumbered: BTreeMap<usize, usize> = BTreeMap::new();
        let used = |fact: usize, part: &mut Self, renumbered: &mut BTreeMap<usize, usize>| {
            *renumbered.entry(fact).or_insert_with(|| {
                part.facts.push(self.facts[fact].clone());
                part.facts.len() - 1
            })
        };
        for index in self.graph.node_indices().filter(|i| keep(*i)) {
            let mut node = self.graph[index].clone();
            for line in &mut node.lines {
                line.fact = used(line.fact, &mut part, &mut renumbered);
            }
            let place = part.graph.add_node(node);
            places.insert(index, place);
        }
        for edge in self.graph.edge_references() {
            if let (Some(&a), Some(&b)) = (places.get(&edge.source()), places.get(&edge.target())) {
                let mut link = edge.weight().clone();
                link.fact = used(link.fact, &mut part, &mut renumbered);
                part.graph.add_edge(a, b, link);
            }
        }
        part
    }
}

fn order(fact: &Fact) -> (&EntityId, &str, String) {
    (&fact.subject, &fact.property, fact.object.canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(subject: &str, property: &str, object: Value) -> Fact {
        Fact {
            subject: subject.into(),
            property: property.into(),
            object,
            support: Vec::new(),
        }
    }

    fn entity(id: &str) -> Value {
        Value::Entity(id.into())
    }

    fn sample() -> Projection {
        let facts = [
            fact("v4", "developedBy", entity("deepseek")),
            fact("v4", "runsOn", entity("ascend")),
            fact("ascend", "manufacturedBy", entity("huawei")),
            fact("v4", "contextWindow", Value::Integer(1_000_000)),
            fact("deepseek", "partnersWith", entity("huawei")),
            fact("huawei", "partnersWith", entity("deepseek")),
        ];
        let mut vocabulary = Vocabulary::default();
        let partners = crate::model::Property {
            name: "partnersWith".into(),
            label: "partners with".into(),
            comment: String::new(),
            domain: Vec::new(),
            range: crate::model::Range::Entities(Vec::new()),
            unit: String::new(),
            functional: false,
            changing: false,
            symmetric: true,
            qualifier: false,
            bounds: (None, None),
            equivalents: Vec::new(),
        };
        vocabulary
            .properties
            .insert("partnersWith".into(), partners);
        Projection::of(&facts, &|_| None, &vocabulary)
    }

    #[test]
    fn symmetric_facts_are_drawn_once() {
        let p = sample();
        assert_eq!((p.graph.node_count(), p.graph.edge_count()), (4, 4));
        let v4 = p.node(&"v4".into()).unwrap();
        assert_eq!(p.graph[v4].lines[0].value, "1M");
    }

    #[test]
    fn a_neighbourhood_keeps_its_facts() {
        let p = sample().around(&"ascend".into(), 1);
        let labels: Vec<&str> = p.graph.node_weights().map(|n| n.label.as_str()).collect();
        assert_eq!(labels, ["ascend", "huawei", "v4"]);
        assert_eq!(p.facts.len(), 3);
        assert_eq!(sample().around(&"nobody".into(), 2).graph.node_count(), 0);
    }

    #[test]
    fn a_cap_says_what_it_left_out() {
        let p = sample().cap(2);
        assert_eq!((p.graph.node_count(), p.left_out), (2, 2));
    }
}
