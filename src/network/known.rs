//! What a search knows of the entities that it came to.

use petgraph::graph::NodeIndex;

/// For each entity what the way to it costs and which entity it came from. One is used for many searches, each of
/// which begins with nothing known and pays for no more than it comes to.
#[derive(Debug, Clone)]
pub(super) struct Known {
    search: u32,
    /// The searches that came to an entity last, and that were done with it last.
    seen: Vec<u32>,
    finished: Vec<u32>,
    cost: Vec<f64>,
    before: Vec<NodeIndex>,
}

impl Known {
    /// For a network of so many entities.
    pub(super) fn of(entities: usize) -> Self {
        Self {
            search: 0,
            seen: vec![0; entities],
            finished: vec![0; entities],
            cost: vec![0.0; entities],
            before: vec![NodeIndex::end(); entities],
        }
    }

    /// Forgets all.
    pub(super) fn begin(&mut self) {
        if self.search == u32::MAX {
            *self = Self::of(self.seen.len());
        }
        self.search += 1;
    }

    /// What the way to an entity costs, and where it comes from.
    pub(super) fn get(&self, node: NodeIndex) -> Option<(f64, NodeIndex)> {
        let at = node.index();
        (self.seen[at] == self.search).then(|| (self.cost[at], self.before[at]))
    }

    /// Notes a way.
    pub(super) fn put(&mut self, node: NodeIndex, cost: f64, before: NodeIndex) {
        let at = node.index();
        self.seen[at] = self.search;
        self.cost[at] = cost;
        self.before[at] = before;
    }

    /// Is done with an entity; whether it was not yet.
    pub(super) fn finish(&mut self, node: NodeIndex) -> bool {
        let before = std::mem::replace(&mut self.finished[node.index()], self.search);
        before != self.search
    }

    /// Whether the search is done with an entity.
    pub(super) fn is_finished(&self, node: NodeIndex) -> bool {
        self.finished[node.index()] == self.search
    }

    /// What the way to an entity costs that the search is done with.
    pub(super) fn finished(&self, node: NodeIndex) -> Option<f64> {
        self.is_finished(node).then(|| self.cost[node.index()])
    }

    /// The way that led to an entity, and what it costs up to each that it passes.
    pub(super) fn way(&self, from: NodeIndex, to: NodeIndex) -> (Vec<NodeIndex>, Vec<f64>) {
        let (mut nodes, mut costs) = (vec![to], Vec::new());
        let mut at = to;
        while let Some((cost, before)) = self.get(at) {
            costs.push(cost);
            if at == from {
                break;
            }
            nodes.push(before);
            at = before;
        }
        nodes.reverse();
        costs.reverse();
        (nodes, costs)
    }
}
