use super::Measure;
use crate::network::graph::Network;
use crate::network::graph::tests::network;
use proptest::prelude::*;

fn values(network: &Network, measure: Measure) -> Vec<f64> {
    measure.values(network, usize::MAX).unwrap()
}

fn close(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-9)
}

#[test]
fn a_star_by_hand() {
    let star = network("b r a\nc r a\nd r a");
    let third = 1.0 / 3.0;
    assert!(close(
        &values(&star, Measure::Degree),
        &[1.0, third, third, third]
    ));
    assert!(close(
        &values(&star, Measure::Betweenness),
        &[1.0, 0.0, 0.0, 0.0]
    ));
    assert!(close(
        &values(&star, Measure::Closeness),
        &[1.0, 0.6, 0.6, 0.6]
    ));
    let (root, leaf) = (0.5f64.sqrt(), (1.0f64 / 6.0).sqrt());
    let found = values(&star, Measure::Eigenvector);
    assert!((found[0] - root).abs() < 1e-6 && (found[1] - leaf).abs() < 1e-6);
    let ranks = values(&star, Measure::Pagerank);
    assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 1e-6 && ranks[0] > 3.0 * ranks[1]);
}

#[test]
fn a_slow_measure_is_refused_where_it_would_take_long() {
    let star = network("b r a\nc r a\nd r a");
    let told = Measure::Betweenness
        .values(&star, 3)
        .unwrap_err()
        .to_string();
    assert_eq!(
        told,
        "4 entities are too many for betweenness, which is given up to 3"
    );
    assert!(Measure::Pagerank.values(&star, 3).is_ok());
}

#[test]
fn an_empty_network_has_no_values() {
    let none = Network::default();
    assert!(
        Measure::ALL
            .iter()
            .all(|(m, _)| values(&none, *m).is_empty())
    );
}

/// Distance and number of shortest paths between all pairs, by trying every edge again and again.
fn all_pairs(network: &Network) -> Vec<Vec<(usize, f64)>> {
    let n = network.graph.node_count();
    let beside = |a: usize, b: usize| {
        let ends = network
            .graph
            .raw_edges()
            .iter()
            .map(|e| (e.source().index(), e.target().index()));
        a != b && ends.into_iter().any(|e| e == (a, b) || e == (b, a))
    };
    let mut all = vec![vec![(usize::MAX, 0.0); n]; n];
    for (start, row) in all.iter_mut().enumerate() {
        row[start] = (0, 1.0);
        for far in 1..n {
            for b in (0..n)
                .filter(|b| row[*b].0 == usize::MAX)
                .collect::<Vec<_>>()
            {
                let ways: f64 = (0..n)
                    .filter(|a| row[*a].0 == far - 1 && beside(*a, b))
                    .map(|a| row[a].1)
                    .sum();
                if ways > 0.0 {
                    row[b] = (far, ways);
                }
            }
        }
    }
    all
}

proptest! {
    #[test]
    fn betweenness_and_closeness_are_what_their_definitions_say(
        edges in prop::collection::vec((0u8..8, 0u8..8), 1..20),
    ) {
        let lines: Vec<String> = edges.iter().map(|(a, b)| format!("{a} r {b}")).collect();
        let network = network(&lines.join("\n"));
        let n = network.graph.node_count();
        let all = all_pairs(&network);
        let reaches = |a: usize, b: usize| all[a][b].0 != usize::MAX;
        #[allow(clippy::cast_precision_loss)]
        let real = |n: usize| n as f64;
        let (mut between, mut near) = (vec![0.0; n], vec![0.0; n]);
        for v in 0..n {
            for s in (0..n).filter(|s| *s != v) {
                for t in (0..n).filter(|t| *t != v && *t != s && reaches(s, *t)) {
                    if reaches(s, v) && reaches(v, t) && all[s][v].0 + all[v][t].0 == all[s][t].0 {
                        between[v] += all[s][v].1 * all[v][t].1 / all[s][t].1;
                    }
                }
            }
            between[v] /= (real(n.saturating_sub(1)) * real(n.saturating_sub(2))).max(1.0);
            let reached: Vec<usize> = (0..n).filter(|t| *t != v && reaches(v, *t)).map(|t| all[v][t].0).collect();
            if !reached.is_empty() {
                let count = real(reached.len());
                near[v] = count / real(reached.iter().sum()) * count / real(n - 1);
            }
        }
        prop_assert!(close(&values(&network, Measure::Betweenness), &between));
        prop_assert!(close(&values(&network, Measure::Closeness), &near));
    }

    #[test]
    fn pagerank_and_eigenvector_stay_as_they_are_in_one_more_step(
        edges in prop::collection::vec((0u8..8, 0u8..8), 1..20),
    ) {
        let lines: Vec<String> = edges.iter().map(|(a, b)| format!("{a} r {b}")).collect();
        let network = network(&lines.join("\n"));
        let n = network.graph.node_count();
        let leads: Vec<(usize, usize)> = {
            let ends = network.graph.raw_edges().iter().map(|e| (e.source().index(), e.target().index()));
            ends.filter(|(a, b)| a != b).collect()
        };
        #[allow(clippy::cast_precision_loss)]
        let real = |n: usize| n as f64;
        let ranks = values(&network, Measure::Pagerank);
        let ways = |a: usize| real(leads.iter().filter(|(from, _)| *from == a).count());
        let idle: f64 = (0..n).filter(|a| ways(*a) == 0.0).map(|a| ranks[a]).sum();
        let step = |b: usize| {
            let sum: f64 = leads.iter().filter(|(_, to)| *to == b).map(|(a, _)| ranks[*a] / ways(*a)).sum();
            0.15 / real(n) + 0.85 * (sum + idle / real(n))
        };
        prop_assert!((0..n).all(|b| (step(b) - ranks[b]).abs() < 1e-8));
        prop_assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 1e-8);
        if let Ok(vector) = Measure::Eigenvector.values(&network, usize::MAX) {
            let mut pairs: Vec<(usize, usize)> = leads.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]).collect();
            pairs.sort_unstable();
            pairs.dedup();
            let beside = |b: usize| pairs.iter().filter(|(_, to)| *to == b).map(|(a, _)| vector[*a]).sum::<f64>();
            let value: f64 = (0..n).map(|b| beside(b) * vector[b]).sum();
            prop_assert!((0..n).all(|b| (beside(b) - value * vector[b]).abs() < 1e-4));
        }
    }
}
