//! The best order of some patterns, and where to cut it in two that are matched apart.

use crate::query::cost::{Sizes, rows, size};
use crate::query::operand::Operand;
use crate::store::Count;
use std::collections::BTreeSet;

/// Most patterns for which every one is tried as the first; of more, only the smallest is.
const TRIED: usize = 12;
/// How many times cheaper two parts must be apart for the memory that their table takes.
const GAIN: f64 = 3.0;
/// Rows below which nothing is gained.
const FEW: f64 = 2000.0;

/// Some operands in an order, and what it costs.
#[derive(Debug, Clone, Default)]
struct Order {
    /// Their numbers.
    operands: Vec<usize>,
    /// After each, the rows passed through up to there.
    passed: Vec<f64>,
    /// After each, the rows there are.
    rows: Vec<f64>,
}

impl Order {
    fn cost(&self) -> f64 {
        self.passed.last().copied().unwrap_or(0.0)
    }

    fn last(&self) -> f64 {
        self.rows.last().copied().unwrap_or(1.0)
    }
}

/// Operands in their order, each with the rows that are expected once it is matched.
pub type Chain = Vec<(Operand, f64)>;

/// Operands in chains, each in its best order. Operands that share no variable stand in chains of their own; where
/// `cut` allows it, so do two parts of which each gives few rows alone, while the second gives many for all rows of the
/// first.
pub fn best(
    mut operands: Vec<Operand>,
    bound: &BTreeSet<String>,
    cut: bool,
    sizes: &Sizes<'_>,
) -> Vec<Chain> {
    // Equal costs are decided by what is written, not by where.
    operands.sort_by_cached_key(|operand| operand.pattern.to_string());
    let sizes: Vec<Count> = operands
        .iter()
        .map(|operand| size(operand, sizes))
        .collect();
    let operands: Vec<(Operand, Count)> = operands.into_iter().zip(sizes).collect();
    let cut = cut && bound.is_empty();
    let mut chains = Vec::new();
    let all = (0..operands.len()).collect();
    let parts = if cut {
        components(&operands)
    } else {
        vec![all]
    };
    for part in parts {
        let order = shortest(&operands, &part, bound);
        match cut.then(|| cheapest_cut(&operands, &order)).flatten() {
            Some((first, second)) => chains.extend([first, second]),
            None => chains.push(order),
        }
    }
    let chain = |order: Order| {
        let operands = order.operands.iter().map(|at| operands[*at].0.clone());
        operands.zip(order.rows).collect()
    };
    chains.into_iter().map(chain).collect()
}

/// Operands by what hangs together through variables.
fn components(operands: &[(Operand, Count)]) -> Vec<Vec<usize>> {
    let mut parts: Vec<(BTreeSet<String>, Vec<usize>)> = Vec::new();
    for (at, (operand, _)) in operands.iter().enumerate() {
        let mut variables = operand.variables();
        let mut members = vec![at];
        // A operand without variables stands with any other.
        let touches = |part: &(BTreeSet<String>, Vec<usize>)| !part.0.is_disjoint(&variables);
        let (touched, apart): (Vec<_>, Vec<_>) = parts.into_iter().partition(touches);
        for (names, others) in touched {
            variables.extend(names);
            members.extend(others);
        }
        parts = apart;
        parts.push((variables, members));
    }
    let mut parts: Vec<Vec<usize>> = parts.into_iter().map(|(_, members)| members).collect();
    for part in &mut parts {
        part.sort_unstable();
    }
    parts.sort_unstable();
    parts
}

/// The order that passes through the fewest rows, of those that begin with any operand and go on with the best.
fn shortest(operands: &[(Operand, Count)], of: &[usize], bound: &BTreeSet<String>) -> Order {
    if of.len() > TRIED {
        return greedy(operands, of, None, bound);
    }
    let tries = of
        .iter()
        .map(|first| greedy(operands, of, Some(*first), bound));
    let best = tries.min_by(|a, b| a.cost().total_cmp(&b.cost()));
    best.unwrap_or_default()
}

/// From a first operand on always the one that gives the fewest rows, those that share a variable first.
fn greedy(
    operands: &[(Operand, Count)],
    of: &[usize],
    first: Option<usize>,
    bound: &BTreeSet<String>,
) -> Order {
    let mut bound = bound.clone();
    let mut left = of.to_vec();
    let mut order = Order::default();
    while !left.is_empty() {
        let cost = |at: usize| {
            let (operand, size) = &operands[at];
            let apart = !bound.is_empty() && operand.variables().is_disjoint(&bound);
            (apart, rows(operand, *size, &bound))
        };
        let given = first.filter(|_| order.operands.is_empty());
        let choice: Vec<usize> = given.map_or_else(|| left.clone(), |first| vec![first]);
        let costs = choice.into_iter().map(|at| (at, cost(at)));
        let least = costs.min_by(|(_, a), (_, b)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let Some((at, (_, each))) = least else { break };
        left.retain(|other| *other != at);
        let rows = order.last() * each;
        order.rows.push(rows);
        // A look-up that finds nothing costs as well.
        order.passed.push(order.cost() + rows.max(1.0));
        bound.extend(operands[at].0.variables());
        order.operands.push(at);
    }
    order
}

/// The two parts of an order that are cheaper matched apart, if any are by much.
fn cheapest_cut(operands: &[(Operand, Count)], order: &Order) -> Option<(Order, Order)> {
    let none = BTreeSet::new();
    let of = |part: &[usize]| -> BTreeSet<String> {
        let variables = part.iter().flat_map(|at| operands[*at].0.variables());
        variables.collect()
    };
    let cuts = (1..order.operands.len()).filter_map(|at| {
        let (first, second) = order.operands.split_at(at);
        let shared: BTreeSet<String> = of(first).intersection(&of(second)).cloned().collect();
        // A blank node has no name by which two selects could be joined.
        if shared.iter().any(|name| !name.starts_with('?')) {
            return None;
        }
        let before = Order {
            operands: first.to_vec(),
            passed: order.passed[..at].to_vec(),
            rows: order.rows[..at].to_vec(),
        };
        let together = order.cost() - before.cost();
        let alone = shortest(operands, second, &none);
        let apart = alone.cost() + alone.last() + before.last();
        let gains = together > FEW && apart * GAIN < together;
        gains.then_some((before, alone, apart))
    });
    let cost = |(before, _, apart): &(Order, Order, f64)| before.cost() + apart;
    let best = cuts.min_by(|a, b| cost(a).total_cmp(&cost(b)));
    best.map(|(before, alone, _)| (before, alone))
}
