//! Parts of the graph: the surroundings of an entity, some kinds of nodes, the most important ones.

use crate::model::EntityId;
use crate::network::kind::Kind;
use crate::network::projection::Projection;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

impl Projection {
    /// What is at most `hops` edges away from an entity, in either direction; empty if it is unknown.
    pub fn around(&self, id: &EntityId, hops: usize) -> Self {
        let Some(start) = self.node(id) else {
            return Self::default();
        };
        let distance = self.distances(start);
        let near = |i: NodeIndex| distance.get(&i).is_some_and(|d| *d <= hops);
        Self {
            focus: Some(id.clone()),
            ..self.only(&near)
        }
    }

    /// How many edges away each node is that can be reached, in either direction.
    fn distances(&self, start: NodeIndex) -> BTreeMap<NodeIndex, usize> {
        let mut distance = BTreeMap::from([(start, 0)]);
        let mut open = VecDeque::from([start]);
        while let Some(at) = open.pop_front() {
            let next = distance[&at] + 1;
            for neighbour in self.graph.neighbors_undirected(at) {
                if let Entry::Vacant(place) = distance.entry(neighbour) {
                    place.insert(next);
                    open.push_back(neighbour);
                }
            }
        }
        distance
    }

    /// The part whose nodes are of these kinds, and the edges among them.
    pub fn of_kinds(&self, kinds: &[Kind]) -> Self {
        self.only(&|i| kinds.contains(&self.graph[i].kind))
    }

    /// The part whose nodes are of these entities, and the one in the middle; and the edges among them.
    pub fn of_entities(&self, keep: &dyn Fn(&EntityId) -> bool) -> Self {
        self.only(&|i| {
            let id = &self.graph[i].id;
            self.focus.as_ref() == Some(id) || keep(id)
        })
    }

    /// At most `most` nodes: the nearest to the entity in the middle, if there is one, then those with
    /// the most edges, ties in order of entity.
    pub fn cap(&self, most: usize) -> Self {
        if self.graph.node_count() <= most {
            return self.clone();
        }
        let focus = self.focus.as_ref().and_then(|id| self.node(id));
        let distance = focus.map(|start| self.distances(start)).unwrap_or_default();
        let mut ranked: Vec<NodeIndex> = self.graph.node_indices().collect();
        ranked.sort_by_key(|i| {
            let far = distance.get(i).copied().unwrap_or(usize::MAX);
            (far, std::cmp::Reverse(self.degree(*i)), *i)
        });
        let kept: BTreeSet<NodeIndex> = ranked.into_iter().take(most).collect();
        let mut part = self.only(&|i| kept.contains(&i));
        part.left_out = self.left_out + self.graph.node_count() - most;
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
            focus: self.focus.clone(),
            ..Self::default()
        };
        let mut places: BTreeMap<NodeIndex, NodeIndex> = BTreeMap::new();
        let mut renumbered: BTreeMap<usize, usize> = BTreeMap::new();
        let used = |fact: usize, part: &mut Self, renumbered: &mut BTreeMap<usize, usize>| {
            *renumbered.entry(fact).or_insert_with(|| {
                part.facts.push(self.facts[fact].clone());
                part.units.push(self.unit(fact).to_string());
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

#[cfg(test)]
mod tests {
    use crate::network::projection::tests::sample;

    #[test]
    fn a_neighbourhood_keeps_its_facts() {
        let p = sample().around(&"ascend".into(), 1);
        let labels: Vec<&str> = p.graph.node_weights().map(|n| n.label.as_str()).collect();
        assert_eq!(labels, ["ascend", "huawei", "v4"]);
        assert_eq!(p.facts.len(), 3);
        assert_eq!(sample().around(&"nobody".into(), 2).graph.node_count(), 0);
    }

    #[test]
    fn the_entity_in_the_middle_stays() {
        let around = sample().around(&"ascend".into(), 1);
        let part = around.of_entities(&|id| id.as_str() == "v4");
        let labels: Vec<&str> = part
            .graph
            .node_weights()
            .map(|n| n.label.as_str())
            .collect();
        assert_eq!(labels, ["ascend", "v4"]);
    }

    #[test]
    fn a_cap_says_what_it_left_out() {
        let p = sample().cap(2);
        assert_eq!((p.graph.node_count(), p.left_out), (2, 2));
        let near = sample().around(&"ascend".into(), 9).cap(3);
        assert!(near.node(&"ascend".into()).is_some() && near.node(&"v4".into()).is_some());
    }
}
