//! What depends on an entity, over which chains, and what would be left without it.

use crate::network::graph::Network;
use crate::network::meaning::{Dependence, Meaning, Side};
use petgraph::graph::{EdgeIndex, NodeIndex};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// That one entity depends on another by a fact.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tie<'m> {
    pub(super) dependent: NodeIndex,
    pub(super) provider: NodeIndex,
    fact: EdgeIndex,
    pub(super) by: &'m Dependence,
}

/// Who depends on whom in a network.
#[derive(Debug, Clone)]
pub struct Dependences<'m> {
    pub(super) ties: Vec<Tie<'m>>,
    /// Places in `ties` by who depends.
    needs: Vec<Vec<usize>>,
    /// Places in `ties` by what is depended on.
    serves: Vec<Vec<usize>>,
}

/// An entity that depends on another, directly or through others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposed {
    /// The entity.
    pub entity: NodeIndex,
    /// The shortest chain: the entity and those after it up to the one asked about, each with the fact by
    /// which the one before depends on it; the first has none.
    pub chain: Vec<(NodeIndex, Option<EdgeIndex>)>,
    /// It would be left without something that it needs.
    pub lost: bool,
    /// The one asked about makes it itself, so that it is no other that depends on it.
    pub own: bool,
    /// For each need of which somebody is gone, who else serves it still; empty where nobody does.
    pub alternatives: BTreeMap<String, Vec<NodeIndex>>,
}

impl<'m> Dependences<'m> {
    /// Those that the facts of a network give.
    pub fn of(network: &Network, meaning: &'m Meaning) -> Self {
        let nodes = network.graph.node_count();
        let mut own = Self {
            ties: Vec::new(),
            needs: vec![Vec::new(); nodes],
            serves: vec![Vec::new(); nodes],
        };
        for (number, edge) in network.graph.raw_edges().iter().enumerate() {
            let (a, b) = (edge.source(), edge.target());
            let Some(relation) = network.relation(edge.weight).filter(|_| a != b) else {
                continue;
            };
            for by in meaning
                .dependences
                .iter()
                .filter(|d| *d.property == *relation.name)
            {
                let (dependent, provider) = match by.dependent {
                    Side::Subject => (a, b),
                    Side::Object => (b, a),
                };
                let fact = EdgeIndex::new(number);
                own.needs[dependent.index()].push(own.ties.len());
                own.serves[provider.index()].push(own.ties.len());
                own.ties.push(Tie {
                    dependent,
                    provider,
                    fact,
                    by,
                });
            }
        }
        own
    }

    /// All that depends on an entity, the nearest first, then in order of id.
    pub fn exposed(&self, start: NodeIndex) -> Vec<Exposed> {
        let chains = self.chains(start);
        let (lost, gone) = self.lost(start);
        let near = |c: &(NodeIndex, Vec<usize>)| (c.1.len(), c.0);
        let mut chains: Vec<(NodeIndex, Vec<usize>)> = chains.into_iter().collect();
        chains.sort_by_key(near);
        let each = chains.into_iter().map(|(entity, ties)| {
            let steps = ties
                .iter()
                .map(|t| (self.ties[*t].provider, Some(self.ties[*t].fact)));
            Exposed {
                entity,
                chain: std::iter::once((entity, None)).chain(steps).collect(),
                lost: lost.contains(&entity),
                own: self.makes(start, entity),
                alternatives: self.alternatives(entity, &gone),
            }
        });
        each.collect()
    }

    /// Whether an entity is what a maker makes itself.
    fn makes(&self, maker: NodeIndex, entity: NodeIndex) -> bool {
        let ties = self.needs[maker.index()].iter().map(|t| &self.ties[*t]);
        ties.filter(|t| t.by.own).any(|t| t.provider == entity)
    }

    /// The shortest chain of ties from each entity that depends on one, breadth first. An entity that is
    /// first reached by a tie that does not pass on may be reached again by one that does.
    fn chains(&self, start: NodeIndex) -> BTreeMap<NodeIndex, Vec<usize>> {
        let mut found: BTreeMap<NodeIndex, Vec<usize>> = BTreeMap::new();
        let mut passed = BTreeSet::from([start]);
        let mut open = VecDeque::from([(start, Vec::new())]);
        while let Some((node, chain)) = open.pop_front() {
            for number in &self.serves[node.index()] {
                let tie = &self.ties[*number];
                let mut longer = vec![*number];
                longer.extend(&chain);
                if tie.dependent != start {
                    found.entry(tie.dependent).or_insert_with(|| longer.clone());
                }
                if tie.by.passes && passed.insert(tie.dependent) {
                    open.push_back((tie.dependent, longer));
                }
            }
        }
        found
    }

    /// What is left without something that it needs when an entity is gone, because all that serve that need
    /// are gone as well; and what is gone with it for those who depend on it.
    fn lost(&self, start: NodeIndex) -> (BTreeSet<NodeIndex>, BTreeSet<NodeIndex>) {
        let mut gone = BTreeSet::from([start]);
        let mut lost = BTreeSet::new();
        let mut open = vec![start];
        while let Some(node) = open.pop() {
            for number in &self.serves[node.index()] {
                let tie = &self.ties[*number];
                let same = self.serving(tie.dependent, &tie.by.need);
                if tie.dependent == start || !same.iter().all(|p| gone.contains(p)) {
                    continue;
                }
                lost.insert(tie.dependent);
                if tie.by.passes && gone.insert(tie.dependent) {
                    open.push(tie.dependent);
                }
            }
        }
        (lost, gone)
    }

    /// Those that serve a need of an entity.
    fn serving(&self, dependent: NodeIndex, need: &str) -> BTreeSet<NodeIndex> {
        let ties = self.needs[dependent.index()].iter().map(|t| &self.ties[*t]);
        ties.filter(|t| t.by.need == need)
            .map(|t| t.provider)
            .collect()
    }

    /// Who is still there for each need of an entity of which somebody is gone.
    fn alternatives(
        &self,
        entity: NodeIndex,
        gone: &BTreeSet<NodeIndex>,
    ) -> BTreeMap<String, Vec<NodeIndex>> {
        let needs: BTreeSet<&str> = self.needs[entity.index()]
            .iter()
            .map(|t| self.ties[*t].by.need.as_str())
            .collect();
        let left = needs.into_iter().map(|need| {
            let serving = self.serving(entity, need);
            let left: Vec<NodeIndex> = serving
                .iter()
                .filter(|p| !gone.contains(p))
                .copied()
                .collect();
            (need.to_string(), left, serving.len())
        });
        left.filter(|(_, left, all)| left.len() < *all)
            .map(|(need, left, _)| (need, left))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Dependences;
    use crate::model::Namespaces;
    use crate::network::graph::Network;
    use crate::network::graph::tests::network;
    use crate::network::meaning::Meaning;

    fn meaning() -> Meaning {
        let text = include_bytes!("../../data/triples/vocabulary.ttl");
        let vocabulary = crate::store::schema::read("v.ttl", text, &Namespaces::default()).unwrap();
        Meaning::read(
            "network.toml",
            include_str!("../../data/network.toml"),
            &vocabulary,
        )
        .unwrap()
    }

    const CHAIN: &str = "m1 runsOn h100\nm2 runsOn h100\nm2 runsOn gaudi\nv1 variantOf m1\nh100 manufacturedBy nvidia\n\
                         rtx manufacturedBy nvidia\nh100 fabricatedBy tsmc\nrtx fabricatedBy samsung\nm3 runsOn rtx\n\
                         hynix suppliesTo tsmc\ngaudi fabricatedBy tsmc\ngaudi fabricatedBy intel";

    fn shown(network: &Network, name: &str) -> Vec<String> {
        let meaning = meaning();
        let all = Dependences::of(network, &meaning);
        let label = |n: &petgraph::graph::NodeIndex| network.graph[*n].to_string();
        let line = |e: &super::Exposed| {
            let chain: Vec<String> = e.chain.iter().map(|(n, _)| label(n)).collect();
            format!("{}{}", chain.join("-"), if e.lost { " lost" } else { "" })
        };
        all.exposed(network.node(&name.into()).unwrap())
            .iter()
            .map(line)
            .collect()
    }

    #[test]
    fn chains_end_where_dependence_does() {
        let web = network(CHAIN);
        let tsmc = [
            "gaudi-tsmc",
            "h100-tsmc lost",
            "m1-h100-tsmc lost",
            "m2-gaudi-tsmc",
            "nvidia-h100-tsmc",
            "v1-m1-h100-tsmc lost",
        ];
        assert_eq!(shown(&web, "tsmc"), tsmc);
        assert_eq!(
            shown(&web, "hynix").len(),
            7,
            "the foundry is lost too, and all that hangs on it"
        );
        let nvidia = [
            "h100-nvidia lost",
            "rtx-nvidia lost",
            "m1-h100-nvidia lost",
            "m2-h100-nvidia",
            "m3-rtx-nvidia lost",
            "v1-m1-h100-nvidia lost",
        ];
        assert_eq!(shown(&web, "nvidia"), nvidia);
    }

    #[test]
    fn what_is_left_is_named() {
        let web = network(CHAIN);
        let meaning = meaning();
        let all = Dependences::of(&web, &meaning);
        let exposed = all.exposed(web.node(&"nvidia".into()).unwrap());
        let m2 = exposed
            .iter()
            .find(|e| web.graph[e.entity].as_str() == "m2")
            .unwrap();
        assert_eq!(
            m2.alternatives["chips to run on"],
            [web.node(&"gaudi".into()).unwrap()]
        );
        let h100 = exposed
            .iter()
            .find(|e| web.graph[e.entity].as_str() == "h100");
        assert!(h100.unwrap().alternatives["vendor"].is_empty());
        assert!(h100.unwrap().own && !m2.own);
    }

    /// What was trained on a chip needs it for its next training, and runs on without it.
    #[test]
    fn to_train_and_to_run_are_two_needs() {
        let web = network(
            "m1 trainedOn h100\nm1 runsOn gaudi\nm2 variantOf m1\nh100 manufacturedBy nvidia",
        );
        assert_eq!(
            shown(&web, "nvidia"),
            ["h100-nvidia lost", "m1-h100-nvidia lost"]
        );
        let meaning = meaning();
        let all = Dependences::of(&web, &meaning);
        let exposed = all.exposed(web.node(&"nvidia".into()).unwrap());
        let needs: Vec<&String> = exposed[1].alternatives.keys().collect();
        assert_eq!(needs, ["chips to train on"]);
    }

    #[test]
    fn shares_make_the_index() {
        let web = network(CHAIN);
        let meaning = meaning();
        let all = Dependences::of(&web, &meaning).concentrations();
        let chips = all.iter().find(|c| c.need == "chips to run on").unwrap();
        // m1 and half of m2 on the H100, the other half on Gaudi, m3 on the RTX: 1/2, 1/6, 1/3.
        assert_eq!(chips.dependents, 3);
        assert!((chips.index() - 10_000.0 * (0.25 + 1.0 / 36.0 + 1.0 / 9.0)).abs() < 1e-9);
        let vendor = all.iter().find(|c| c.need == "vendor").unwrap();
        assert!((vendor.index() - 10_000.0).abs() < 1e-9);
    }
}
