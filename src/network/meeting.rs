//! The cheapest way, looked for from both ends at once.

use crate::network::path::Path;
use crate::network::search::{Open, SLACK, Search};
use petgraph::graph::{EdgeIndex, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// The hops of the cheapest ways: by the entity behind each, the one before it and what the hop costs.
type Hops = FxHashMap<NodeIndex, Vec<(NodeIndex, f64)>>;

impl<E, F: FnMut(EdgeIndex) -> Result<f64, E>> Search<'_, F> {
    /// The cheapest way (I. Pohl, "Bi-directional search", 1971); of equally cheap ones that with the fewest hops,
    /// then the first by its entities. Far fewer entities are come to than from one end.
    pub(super) fn cheapest(&mut self, from: NodeIndex, to: NodeIndex) -> Result<Option<Path>, E> {
        let best = self.meet(from, to)?;
        if from == to || !best.is_finite() {
            return Ok(None);
        }
        let hops = self.hops(from, to, best)?;
        Ok(walk(&hops, from, to))
    }

    /// What the cheapest way costs. Afterwards each entity on such a way is finished from one of the ends, with what
    /// it costs to there.
    fn meet(&mut self, from: NodeIndex, to: NodeIndex) -> Result<f64, E> {
        let mut best = f64::INFINITY;
        let mut open = [from, to].map(|end| BinaryHeap::from([Reverse(Open(0.0, end))]));
        for (known, end) in [&mut self.known, &mut self.behind]
            .into_iter()
            .zip([from, to])
        {
            known.begin();
            known.put(end, 0.0, end);
        }
        while let [Some(Reverse(ahead)), Some(Reverse(behind))] = [open[0].peek(), open[1].peek()] {
            if ahead.0 + behind.0 > best * (1.0 + SLACK) {
                break;
            }
            let back = behind.0 < ahead.0;
            let (own, other, open) = match back {
                false => (&mut self.known, &self.behind, &mut open[0]),
                true => (&mut self.behind, &self.known, &mut open[1]),
            };
            let Some(Reverse(Open(so_far, node))) = open.pop() else {
                break;
            };
            if !own.finish(node) {
                continue;
            }
            for (next, fact) in self.network.facts_along(node, back, self.directed) {
                if self.avoid.contains(&next) || own.is_finished(next) {
                    continue;
                }
                let cost = so_far + (self.cost)(fact)?.max(f64::MIN_POSITIVE);
                if own.get(next).is_none_or(|(known, _)| cost < known) {
                    own.put(next, cost, node);
                    open.push(Reverse(Open(cost, next)));
                    if let Some((rest, _)) = other.get(next) {
                        best = best.min(cost + rest);
                    }
                }
            }
        }
        Ok(best)
    }

    /// The hops that lead on along ways that cost no more than the best.
    fn hops(&mut self, from: NodeIndex, to: NodeIndex, best: f64) -> Result<Hops, E> {
        let mut hops = Hops::default();
        let mut seen: FxHashSet<NodeIndex> = [from].into_iter().collect();
        let mut open = vec![(from, 0.0)];
        while let Some((node, so_far)) = open.pop() {
            if node == to {
                continue;
            }
            for (next, fact) in self.network.facts_along(node, false, self.directed) {
                if self.avoid.contains(&next) {
                    continue;
                }
                let price = (self.cost)(fact)?.max(f64::MIN_POSITIVE);
                let cost = so_far + price;
                let most = 1.0 + SLACK;
                // What is finished from neither end is on no such way.
                let leads = match (self.behind.finished(next), self.known.finished(next)) {
                    (Some(rest), _) => cost + rest <= best * most,
                    (None, Some(least)) => cost <= least * most,
                    (None, None) => false,
                };
                if leads {
                    hops.entry(next).or_default().push((node, price));
                    if seen.insert(next) {
                        open.push((next, cost));
                    }
                }
            }
        }
        Ok(hops)
    }
}

/// The way of the fewest hops, the first of several by its entities.
fn walk(hops: &Hops, from: NodeIndex, to: NodeIndex) -> Option<Path> {
    let mut left: FxHashMap<NodeIndex, usize> = [(to, 0)].into_iter().collect();
    let mut on: FxHashMap<NodeIndex, (NodeIndex, f64)> = FxHashMap::default();
    let mut open = VecDeque::from([to]);
    while let Some(node) = open.pop_front() {
        let count = left.get(&node).copied().unwrap_or_default() + 1;
        for (before, price) in hops.get(&node).into_iter().flatten() {
            let known = *left.entry(*before).or_insert_with(|| {
                open.push_back(*before);
                count
            });
            let better = |(after, cheapest): &(NodeIndex, f64)| {
                node < *after || (node == *after && price < cheapest)
            };
            if known == count && on.get(before).is_none_or(better) {
                on.insert(*before, (node, *price));
            }
        }
    }
    let (mut nodes, mut costs) = (vec![from], vec![0.0]);
    let (mut at, mut sum) = (from, 0.0);
    while at != to {
        let (next, price) = on.get(&at)?;
        (at, sum) = (*next, sum + price);
        nodes.push(at);
        costs.push(sum);
    }
    Some(Path { nodes, costs })
}
