//! Rings of facts: who gives to whom until it comes round, such as an investor that its own buyer pays.

use crate::network::graph::Network;
use crate::network::meaning::{Flow, Side};
use petgraph::algo::tarjan_scc;
use petgraph::graph::{EdgeIndex, Graph, NodeIndex};
use std::collections::{BTreeMap, VecDeque};

/// A ring that passes no entity twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    /// The entities in the order of the ring, from the one whose id comes first.
    pub nodes: Vec<NodeIndex>,
    /// The fact from each to the next, from the last to the first; the first of several.
    pub facts: Vec<EdgeIndex>,
}

/// The rings of at most `longest` entities along flows, or along all facts as they are stated where there
/// are no flows; shorter ones first, then in order of entities. At most `most` of them; the second value
/// says whether there are more.
///
/// Only entities that lie on a ring together are walked over (R. Tarjan, "Depth-first search and linear graph
/// algorithms", 1972), and only as far as the way back is short enough.
pub fn cycles(
    network: &Network,
    flows: &[Flow],
    longest: usize,
    most: usize,
) -> (Vec<Cycle>, bool) {
    let ring = Ring::new(network, flows);
    let mut found = Vec::new();
    for length in 2..=longest {
        for start in 0..network.graph.node_count() {
            let back = ring.back(start, length);
            let mut walk = Walk {
                ring: &ring,
                back: &back,
                length,
                nodes: vec![start],
                found: &mut found,
                most: most.saturating_add(1),
            };
            walk.go(start);
            if found.len() > most {
                found.truncate(most);
                return (found, true);
            }
        }
    }
    (found, false)
}

/// What may follow what: for each node its next ones, each with the facts that lead there.
struct Ring {
    next: Vec<BTreeMap<usize, Vec<EdgeIndex>>>,
    before: Vec<Vec<usize>>,
    component: Vec<usize>,
}

impl Ring {
    fn new(network: &Network, flows: &[Flow]) -> Self {
        let nodes = network.graph.node_count();
        let mut ways: Graph<(), ()> = Graph::with_capacity(nodes, 0);
        for _ in 0..nodes {
            ways.add_node(());
        }
        let mut next: Vec<BTreeMap<usize, Vec<EdgeIndex>>> = vec![BTreeMap::new(); nodes];
        for (number, edge) in network.graph.raw_edges().iter().enumerate() {
            let (a, b) = (edge.source(), edge.target());
            let Some(relation) = network.relation(edge.weight).filter(|_| a != b) else {
                continue;
            };
            let flow = flows.iter().find(|f| *f.property == *relation.name);
            let (forth, back) = match flow {
                Some(flow) => (flow.from == Side::Subject, flow.from == Side::Object),
                None => (flows.is_empty(), false),
            };
            let both = relation.symmetric && (forth || back);
            for (from, to) in [
                (forth || both).then_some((a, b)),
                (back || both).then_some((b, a)),
            ]
            .into_iter()
            .flatten()
            {
                ways.add_edge(from, to, ());
                let facts = next[from.index()].entry(to.index()).or_default();
                facts.push(EdgeIndex::new(number));
            }
        }
        let mut component = vec![0; nodes];
        for (number, members) in tarjan_scc(&ways).into_iter().enumerate() {
            for node in members {
                component[node.index()] = number;
            }
        }
        let mut before = vec![Vec::new(); nodes];
        for (node, to) in next.iter_mut().enumerate() {
            to.retain(|other, _| component[*other] == component[node]);
            for other in to.keys() {
                before[*other].push(node);
            }
        }
        Self {
            next,
            before,
            component,
        }
    }

    /// How far it is from each node back to a start, over nodes behind it alone, where that is below `length`.
    fn back(&self, start: usize, length: usize) -> BTreeMap<usize, usize> {
        let mut far = BTreeMap::new();
        if self.next[start].is_empty() {
            return far;
        }
        let mut open = VecDeque::from([(start, 0)]);
        while let Some((node, steps)) = open.pop_front() {
            if steps + 1 >= length {
                break;
            }
            for before in &self.before[node] {
                let behind = *before > start && self.component[*before] == self.component[start];
                if behind && !far.contains_key(before) {
                    far.insert(*before, steps + 1);
                    open.push_back((*before, steps + 1));
                }
            }
        }
        far
    }

    /// The facts from each of the nodes of a ring to the next; `None` where one fact would serve twice, as a
    /// symmetric one between two.
    fn facts(&self, nodes: &[usize]) -> Option<Vec<EdgeIndex>> {
        let ends = nodes.iter().zip(nodes.iter().cycle().skip(1));
        let choices: Option<Vec<&Vec<EdgeIndex>>> =
            ends.map(|(a, b)| self.next[*a].get(b)).collect();
        let choices = choices?;
        if let [forth, back] = choices[..] {
            let pairs = forth
                .iter()
                .flat_map(|f| back.iter().map(move |b| [*f, *b]));
            return pairs.into_iter().find(|[f, b]| f != b).map(Vec::from);
        }
        choices.iter().map(|facts| facts.first().copied()).collect()
    }
}

/// A walk from the first node of rings of one length.
struct Walk<'r> {
    ring: &'r Ring,
    back: &'r BTreeMap<usize, usize>,
    length: usize,
    nodes: Vec<usize>,
    found: &'r mut Vec<Cycle>,
    most: usize,
}

impl Walk<'_> {
    fn go(&mut self, at: usize) {
        if self.nodes.len() == self.length {
            let closed = self
                .nodes
                .first()
                .is_some_and(|first| self.ring.next[at].contains_key(first));
            if let Some(facts) = self.ring.facts(&self.nodes).filter(|_| closed) {
                let nodes = self.nodes.iter().map(|n| NodeIndex::new(*n)).collect();
                self.found.push(Cycle { nodes, facts });
            }
            return;
        }
        let left = self.length - self.nodes.len();
        for next in self.ring.next[at].keys() {
            let near = self.back.get(next).is_some_and(|steps| *steps <= left);
            if near && !self.nodes.contains(next) && self.found.len() < self.most {
                self.nodes.push(*next);
                self.go(*next);
                self.nodes.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::cycles;
    use crate::network::graph::Network;
    use crate::network::graph::tests::network;
    use crate::network::meaning::{Flow, Side};
    use proptest::prelude::*;

    fn shown(network: &Network, flows: &[Flow], longest: usize) -> Vec<String> {
        let (found, _) = cycles(network, flows, longest, 1000);
        let names = |c: &super::Cycle| {
            let ids: Vec<&str> = c.nodes.iter().map(|n| network.graph[*n].as_str()).collect();
            ids.join(" ")
        };
        found.iter().map(names).collect()
    }

    #[test]
    fn money_that_comes_back() {
        let deals =
            network("n investedIn o\nn suppliesTo o\nb investedIn n\no acquired b\nb suppliesTo x");
        let flow = |property: &str, from| Flow {
            property: property.into(),
            from,
        };
        let flows = [
            flow("investedIn", Side::Subject),
            flow("acquired", Side::Subject),
            flow("suppliesTo", Side::Object),
        ];
        assert_eq!(shown(&deals, &flows, 4), ["n o", "b n o"]);
        assert_eq!(shown(&deals, &flows, 2), ["n o"]);
        assert_eq!(shown(&deals, &[], 4), ["b n o"]);
        let (cut, more) = cycles(&deals, &flows, 4, 1);
        assert_eq!((cut.len(), more), (1, true));
    }

    #[test]
    fn one_symmetric_fact_is_no_ring() {
        assert!(shown(&network("a partnersWith b"), &[], 3).is_empty());
        assert_eq!(
            shown(&network("a partnersWith b\nb investedIn a"), &[], 3),
            ["a b"]
        );
    }

    proptest! {
        #[test]
        fn all_rings_and_no_other(edges in prop::collection::btree_set((0u8..6, 0u8..6), 0..20), longest in 2usize..6) {
            let lines: Vec<String> = edges.iter().map(|(a, b)| format!("{a} investedIn {b}")).collect();
            let network = network(&lines.join("\n"));
            let mut wanted = Vec::new();
            for length in 2..=longest {
                let mut all = vec![Vec::new()];
                for _ in 0..length {
                    all = all.into_iter().flat_map(|w: Vec<u8>| (0..6).map(move |n| [w.clone(), vec![n]].concat())).collect();
                }
                for ring in all {
                    let next = ring.iter().zip(ring.iter().cycle().skip(1));
                    let first = ring.iter().min() == ring.first();
                    let once = ring.iter().collect::<std::collections::BTreeSet<_>>().len() == length;
                    if first && once && next.clone().all(|(a, b)| edges.contains(&(*a, *b))) {
                        wanted.push(ring.iter().map(u8::to_string).collect::<Vec<_>>().join(" "));
                    }
                }
            }
            prop_assert_eq!(shown(&network, &[], longest), wanted);
        }
    }
}
