use super::Search;
use crate::network::graph::Network;
use crate::network::graph::tests::network;
use petgraph::graph::{EdgeIndex, NodeIndex};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::convert::Infallible;

fn found(
    network: &Network,
    stops: &[&str],
    avoid: &[&str],
    directed: bool,
    count: usize,
) -> Vec<String> {
    let node = |id: &&str| network.node(&(*id).into()).unwrap();
    let avoid: Vec<NodeIndex> = avoid.iter().map(node).collect();
    let stops: Vec<NodeIndex> = stops.iter().map(node).collect();
    let paths = Search::new(network, directed, &avoid, |_| Ok::<f64, Infallible>(1.0))
        .through(&stops, count)
        .unwrap();
    let shown = |p: &super::Path| {
        p.nodes
            .iter()
            .map(|n| network.graph[*n].as_str())
            .collect::<String>()
    };
    paths.iter().map(shown).collect()
}

const WEB: &str = "a r b\nb r c\na r d\nd r c\nc r e\nd r e\nf partnersWith e";

#[test]
fn shorter_ways_come_first() {
    let web = network(WEB);
    assert_eq!(
        found(&web, &["a", "e"], &[], false, 9),
        ["ade", "abce", "adce", "abcde"]
    );
    assert_eq!(found(&web, &["a", "e"], &["d"], false, 9), ["abce"]);
    assert_eq!(found(&web, &["e", "a"], &[], true, 9), Vec::<String>::new());
    assert_eq!(found(&web, &["a", "f"], &[], true, 1), ["adef"]);
    let through = found(&web, &["a", "c", "e"], &[], false, 9);
    assert_eq!(through, ["abce", "adce", "abcde"]);
}

/// Of the cheapest ways there is one that stands for them: of the fewest hops, the first by its entities.
#[test]
fn one_of_the_cheapest_is_taken_by_its_entities() {
    let web = network(WEB);
    assert_eq!(found(&web, &["a", "c"], &[], false, 1), ["abc"]);
    assert_eq!(found(&web, &["c", "a"], &[], false, 1), ["cba"]);
    assert_eq!(
        found(&web, &["a", "a"], &[], false, 1),
        Vec::<String>::new()
    );
    let network = network("a r z\nz r e\na r b\nb r c\nc r e");
    let costs = |edge: EdgeIndex| {
        let (a, b) = network.graph.edge_endpoints(edge).unwrap();
        let long = ["a", "z"].map(|id| network.node(&id.into()).unwrap()) == [a, b];
        Ok::<f64, Infallible>(if long { 2.0 } else { 1.0 })
    };
    let ends = ["a", "e"].map(|id| network.node(&id.into()).unwrap());
    let paths = Search::new(&network, false, &[], costs)
        .through(&ends, 1)
        .unwrap();
    assert_eq!(paths[0].hops().count(), 2);
}

/// An entity comes up twice where a dearer way to it was found before a cheaper one.
#[test]
fn what_is_left_is_the_least_that_was_found() {
    let network = network("0 r 3\n4 r 0\n4 r 3\n4 r 5\n5 r 3");
    let costs = [4.0, 2.0, 1.0, 4.0, 2.0];
    let node = |id: &str| network.node(&id.into()).unwrap();
    let cost = |e: EdgeIndex| Ok::<f64, Infallible>(costs[e.index()]);
    let mut search = Search::new(&network, false, &[], cost);
    let paths = search.through(&[node("0"), node("5")], 2).unwrap();
    let costs: Vec<f64> = paths.iter().map(super::Path::cost).collect();
    assert_eq!(costs, [5.0, 6.0]);
}

proptest! {
    #[test]
    fn they_are_the_cheapest_of_all(
        edges in prop::collection::btree_map((0u8..6, 0u8..6), 1u8..5, 1..16),
        directed in any::<bool>(),
        count in 1usize..6,
    ) {
        let lines: Vec<String> = edges.keys().map(|(a, b)| format!("{a} r {b}")).collect();
        let network = network(&lines.join("\n"));
        let costs: Vec<f64> = edges.values().map(|c| f64::from(*c)).collect();
        let nodes: Vec<NodeIndex> = network.graph.node_indices().collect();
        let (from, to) = (nodes[0], nodes[nodes.len() - 1]);
        prop_assume!(from != to);
        let mut all: Vec<f64> = Vec::new();
        let mut open = vec![(vec![from], 0.0)];
        while let Some((way, sum)) = open.pop() {
            let at = way[way.len() - 1];
            if at == to {
                all.push(sum);
                continue;
            }
            let near: BTreeSet<NodeIndex> = network.facts_along(at, false, directed).map(|(n, _)| n).collect();
            for next in near.into_iter().filter(|n| !way.contains(n)) {
                let hop = network.between(at, next, directed).iter().map(|e| costs[e.index()]).fold(f64::MAX, f64::min);
                open.push(([way.clone(), vec![next]].concat(), sum + hop));
            }
        }
        all.sort_by(f64::total_cmp);
        all.truncate(count);
        let cost = |e: EdgeIndex| Ok::<f64, Infallible>(costs[e.index()]);
        let paths = Search::new(&network, directed, &[], cost).through(&[from, to], count).unwrap();
        prop_assert_eq!(paths.iter().map(super::Path::cost).collect::<Vec<_>>(), all);
        for path in &paths {
            let once: BTreeSet<_> = path.nodes.iter().collect();
            prop_assert_eq!(once.len(), path.nodes.len());
            prop_assert!(path.hops().all(|(a, b)| !network.between(a, b, directed).is_empty()));
        }
        prop_assert!(paths.windows(2).all(|p| p[0] < p[1]));
    }
}
